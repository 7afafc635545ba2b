import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {defineCommand} from '../../../src/commands/engine/define-command.ts';
import {address, commandName, lastWho, optional, text, who} from '../../../src/commands/engine/parameters.ts';
import {parseLine} from '../../../src/commands/engine/parse-line.ts';
import {runCommand} from '../../../src/commands/engine/run-line.ts';
import {usageOf} from '../../../src/commands/engine/usage.ts';
import {commands} from '../../../src/commands/registry.ts';
import {fakeContext} from '../fake-core.ts';

const TICKET = `natter:room/${'ybndrfg8ejkmcpqxot1uwisza345h769'.repeat(5)}`;
const LINK = 'natter:yryyyyenycnykbo8byrownacbw8y6ebbret1ejjgrhwn1ktmfos1hm3ogr3dgpbiga5uoqj48c6d4xt9mqso';

describe('parseLine', () => {
  test.each([LINK, LINK.toUpperCase(), `  <${LINK}>`, `${LINK.slice(0, 40)}\n${LINK.slice(40)}.`])(
    'an invite link by itself is used, not said: %j',
    line => {
      expect(parseLine(line, commands)).toEqual({
        type: 'command',
        command: {name: 'join', arguments: [line]},
      });
    },
  );

  test.each([TICKET, TICKET.toUpperCase()])('a ticket goes into its room: %s', line => {
    expect(parseLine(line, commands)).toMatchObject({command: {name: 'join', arguments: [line]}});
  });

  test.each([
    `look: ${TICKET}`,
    `look: ${LINK}`,
    `//${LINK}`,
    'natter: it is quick',
    'natter:',
    `${LINK}, it is for you`,
  ])('a text about one is text: %j', line => {
    expect(parseLine(line, commands)).toMatchObject({type: 'text'});
  });

  test.each([
    ['/connect example.org 4242', {name: 'connect', arguments: [{host: 'example.org', port: 4242}]}],
    ['/m bob hi', {name: 'msg', arguments: ['bob', 'hi']}],
    ['/msg\tbob\nhi', {name: 'msg', arguments: ['bob', 'hi']}],
    ['/msg "a b" "c d"', {name: 'msg', arguments: ['a b', '"c d"']}],
    ['/msg "a b', {name: 'msg', arguments: ['"a', 'b']}],
    ['/msg "a"b c', {name: 'msg', arguments: ['"a"b', 'c']}],
    ['/query "a b"', {name: 'query', arguments: ['a b']}],
    ['/help', {name: 'help', arguments: [null]}],
    ['/help /MSG', {name: 'help', arguments: ['msg']}],
    ['/disconnect  ', {name: 'disconnect', arguments: [null]}],
    ['/exit', {name: 'quit', arguments: [null]}],
  ])('%j is a command object', (line, command) => {
    expect(parseLine(line, commands)).toEqual({type: 'command', command});
  });

  test.each([
    ['/usr/bin/env is missing', '/usr/bin/env is missing'],
    ['/etc/passwd', '/etc/passwd'],
    ['/msg/x y', '/msg/x y'],
    ['//usr/bin', '/usr/bin'],
    ['// a comment', '/ a comment'],
  ])('%j is text', (line, words) => {
    expect(parseLine(line, commands)).toEqual({type: 'text', text: words});
  });

  test('a slash behind the first space is no path', () => {
    expect(parseLine('/msg bob a/b', commands)).toEqual({
      type: 'command',
      command: {name: 'msg', arguments: ['bob', 'a/b']},
    });
  });

  test('a command object survives the way to another thread and runs there', async () => {
    const parsed = parseLine('/connect 10.0.0.7:4242', commands);
    const copy = structuredClone(parsed);
    expect(copy).toEqual(parsed);
    const {context, happened} = fakeContext();
    await runCommand(copy.type === 'command' ? copy.command : {name: '', arguments: []}, context);
    expect(happened).toContainEqual({type: 'connect', address: {host: '10.0.0.7', port: 4242}});
  });

  test('answers any line with a command, a text or an error for people', () => {
    const word = fc.constantFrom(
      '/',
      '//',
      ...commands.map(command => `/${command.name}`),
      '"',
      ' ',
      '\n',
      'x',
      ':1',
    );
    const line = fc.oneof(
      fc.array(word).map(words => words.join('')),
      fc.string({unit: 'binary'}),
    );
    fc.assert(
      fc.property(line, typed => {
        try {
          expect(['command', 'text']).toContain(parseLine(typed, commands).type);
        } catch (error) {
          expect(error).toMatchObject({name: 'NatterError', message: expect.not.stringMatching(/[\0-\x1f]/)});
        }
      }),
    );
  });
});

describe('defineCommand', () => {
  const command = defineCommand({
    name: 'try',
    parameters: [who(), commandName(), optional(text('words'))],
    summary: 'Tries',
    execute: (_context, someone, name, words) => {
      // The types follow from the parameters; the compiler checks these lines.
      const whoever: string = someone;
      const other: string | null = words;
      // @ts-expect-error An optional parameter may be null.
      const never: string = words;
      seen.push([whoever, name, other, never]);
    },
  });
  const seen: unknown[] = [];

  test('gives values in the order of the parameters', async () => {
    const {context} = fakeContext();
    await command.execute(context, ['alice', 'help', null]);
    expect(seen).toEqual([['alice', 'help', null, null]]);
  });

  test('has its usage from the parameters', () => {
    expect(usageOf(command)).toBe('/try <who> <command> [words]');
    const other = defineCommand({
      name: 'other',
      parameters: [optional(lastWho()), address()],
      summary: '',
      execute() {},
    });
    expect(usageOf(other)).toBe('/other [who] <host:port>');
  });

  test('rejects, and does not throw, what execute throws', async () => {
    const failing = defineCommand({
      name: 'fail',
      parameters: [],
      summary: '',
      execute() {
        throw new Error('no');
      },
    });
    await expect(failing.execute(fakeContext().context, [])).rejects.toThrow('no');
  });
});
