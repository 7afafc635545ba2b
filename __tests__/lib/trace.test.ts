import {describe, expect, test} from '@jest/globals';
import {peerKey} from '../../src/lib/ids.ts';
import {createTracing, messageTag, noTracing, parseTraceRules, type Scope} from '../../src/lib/trace.ts';

const ANN = peerKey('a'.repeat(64));
const ALL = ['net', 'connections', 'reach', 'sync', 'storage', 'conversations'];

/** A tracer of one scope under some rules, and the lines it wrote. */
function tracerOf(rules: string, scope: Scope = 'sync') {
  const lines: string[] = [];
  const tracing = createTracing({
    rules: parseTraceRules(rules),
    write: line => void lines.push(line),
    now: () => Date.UTC(2026, 0, 2, 3, 4, 5, 6),
    tagOf: key => `tag-of-${key[0]}`,
    idOf: key => `id-of-${key[0]}`,
  });
  return {tracer: tracing(scope), lines};
}

describe('rules', () => {
  test.each<[string, Record<string, string>]>([
    ['net', {net: 'notes'}],
    ['net,sync:trace', {net: 'notes', sync: 'trace'}],
    [' net , reach:bodies ', {net: 'notes', reach: 'bodies'}],
    ['all', Object.fromEntries(ALL.map(scope => [scope, 'notes']))],
    ['all:trace,net', {...Object.fromEntries(ALL.map(scope => [scope, 'trace'])), net: 'notes'}],
  ])('%s', (text, rules) => {
    expect(Object.fromEntries(parseTraceRules(text))).toEqual(rules);
  });

  test.each([
    ['nets', '--log: there is no scope "nets" to log. There are: net, connections, reach, sync, storage, '],
    ['', '--log: there is no scope "" to log.'],
    ['net,', '--log: there is no scope "" to log.'],
    ['net:loud', '--log: "net:loud" is no scope with a level. Behind a scope may stand :trace or :bodies.'],
    ['net:trace:bodies', '--log: "net:trace:bodies" is no scope with a level.'],
  ])('%s is none', (text, message) => {
    expect(() => parseTraceRules(text)).toThrow(
      expect.objectContaining({code: 'FLAG_INVALID', message: expect.stringContaining(message)}),
    );
  });
});

test('a line is a time, a scope, what happened, and fields', () => {
  const {tracer, lines} = tracerOf('sync:trace');
  tracer.note?.('link', {peer: tracer.peer(ANN), kind: 18, dialled: true, name: null, port: undefined});
  tracer.trace?.('out');
  expect(lines).toEqual([
    '2026-01-02T03:04:05.006Z sync link peer=tag-of-a kind=18 dialled=true name=-',
    '2026-01-02T03:04:05.006Z sync out',
  ]);
});

describe('what nobody asked for', () => {
  const forbidden = (): never => {
    throw new Error('this was made for nobody');
  };

  test.each<[string, Scope]>([
    ['net:bodies', 'sync'],
    ['sync', 'net'],
  ])('under %s, arguments for %s are not even made', (rules, scope) => {
    const {tracer, lines} = tracerOf(rules, scope);
    tracer.note?.(forbidden());
    tracer.trace?.('in', {text: forbidden()});
    expect(lines).toEqual([]);
  });

  test('where nothing is logged', () => {
    noTracing('net').note?.(forbidden());
    noTracing('net').trace?.(forbidden());
  });

  test('messages are no notes', () => {
    const {tracer, lines} = tracerOf('sync');
    tracer.trace?.(forbidden());
    tracer.note?.('start');
    expect(lines).toHaveLength(1);
  });
});

test('texts and keys of others are told under :bodies alone', () => {
  const said = (rules: string) => {
    const {tracer, lines} = tracerOf(rules);
    tracer.trace?.('in', {peer: tracer.peer(ANN), text: tracer.body('meet me at nine')});
    return lines[0]?.split(' sync ')[1];
  };
  expect(said('sync:trace')).toBe('in peer=tag-of-a text=...');
  expect(said('sync:bodies')).toBe('in peer=id-of-a text="meet me at nine"');
});

test('whatever is told stays one line of ASCII', () => {
  const {tracer, lines} = tracerOf('sync:bodies');
  tracer.trace?.('in', {text: 'a\n2026 net forged\u001b[2J\u202e"ü\\', empty: ''});
  expect(lines[0]?.split(' sync ')[1]).toBe(
    String.raw`in text="a\n2026 net forged\u001b[2J\u202e\"\u00fc\\" empty=""`,
  );
});

test('an entry is named by the end of its id', () => {
  expect(messageTag(36 ** 3, 37)).toBe('1000.11');
});
