import {describe, expect, test} from '@jest/globals';
import {firstLines, parseOptions} from '../../src/cli/options.ts';

const nothing = {
  profile: undefined,
  name: undefined,
  port: undefined,
  host: undefined,
  connect: undefined,
  join: undefined,
  requests: undefined,
  wait: undefined,
  log: undefined,
  headless: false,
  json: false,
  subcommand: null,
  plain: false,
  dht: true,
  lan: true,
  bootstrap: false,
  demo: false,
  newHistory: false,
  help: false,
  version: false,
};

test('without flags and variables nothing is asked for', () => {
  expect(parseOptions([], {})).toEqual(nothing);
});

test('every flag is read', () => {
  const argv =
    '--profile /p --name bob --port 0 --host ::1 --connect [::1]:42 --join natter:abc --requests open --wait 5 --log net,sync:trace --no-dht --no-lan --bootstrap --plain --demo --new-history --help --version';
  expect(parseOptions(argv.split(' '), {})).toEqual({
    profile: '/p',
    name: 'bob',
    port: 0,
    host: '::1',
    connect: {host: '::1', port: 42},
    join: 'natter:abc',
    requests: 'open',
    wait: 5,
    log: 'net,sync:trace',
    headless: false,
    json: false,
    subcommand: null,
    dht: false,
    lan: false,
    bootstrap: true,
    plain: true,
    demo: true,
    newHistory: true,
    help: true,
    version: true,
  });
});

test('two modes at once are wrong usage', () => {
  expect(() => parseOptions(['--plain', '--headless'], {})).toThrow('exclude each other');
});

test('a variable stands in for its flag, and the flag goes before it', () => {
  const environment = {NATTER_NAME: 'eve', NATTER_PORT: '7', NATTER_REQUESTS: 'closed', NATTER_HEADLESS: '1'};
  expect(parseOptions(['--name', 'bob'], environment)).toEqual({
    ...nothing,
    name: 'bob',
    port: 7,
    requests: 'closed',
    headless: true,
  });
});

test('an empty variable is none', () => {
  const names = ['PROFILE', 'NAME', 'PORT', 'HOST', 'CONNECT', 'REQUESTS', 'HEADLESS', 'PLAIN', 'DEMO'];
  const environment = Object.fromEntries(names.map(name => [`NATTER_${name}`, '']));
  expect(parseOptions([], environment)).toEqual(nothing);
});

test('a mode that is asked for by a flag goes before the variable of another one', () => {
  const environment = {NATTER_HEADLESS: '1', NATTER_PLAIN: '1', NATTER_DEMO: '1'};
  expect(parseOptions(['--plain'], environment)).toEqual({...nothing, plain: true, demo: true});
  expect(parseOptions(['--headless'], environment)).toEqual({...nothing, headless: true, demo: true});
});

describe('what is wrong is said', () => {
  test.each([
    [['--port', '65536'], '--port 65536: a port is a number from 0 to 65535.'],
    [['--port', '-1'], "Option '--port' argument is ambiguous"],
    [['--port', '4 2'], '--port 4 2: a port is a number from 0 to 65535.'],
    [['--requests', 'maybe'], '--requests maybe: it is one of ask, open, closed.'],
    [['--connect', 'host'], '--connect: '],
    [['--profile='], '--profile is empty.'],
    [['--colour'], "Unknown option '--colour'"],
    [['alice'], 'alice is not one of send, tail'],
  ])('%j', (argv, message) => {
    expect(() => parseOptions(argv, {})).toThrow(
      expect.objectContaining({code: 'FLAG_INVALID', message: expect.stringContaining(message)}),
    );
  });
});

test.each([
  [
    ['--connect', '1.2.3.4:5', '--join', 'natter:abc'],
    ['/connect 1.2.3.4:5', '/join natter:abc'],
  ],
  [['natter:abc'], ['/join natter:abc']],
  [['[::1]:4242'], ['/connect [::1]:4242']],
  [['NATTER:ab', 'c'], ['/join NATTER:ab c']],
  [['--join', 'one two\nthree'], ['/join one two three']],
  [[], []],
])('%j runs %j at the start', (argv, lines) => {
  expect(firstLines(parseOptions(argv, {}))).toEqual(lines);
});

test('what is to be logged is checked at once', () => {
  expect(parseOptions([], {NATTER_LOG: 'all:bodies'}).log).toBe('all:bodies');
  expect(() => parseOptions(['--log', 'network'], {})).toThrow(
    expect.objectContaining({
      code: 'FLAG_INVALID',
      message:
        '--log: there is no scope "network" to log. There are: net, connections, reach, sync, storage, conversations, all.',
    }),
  );
});

test('the hash table and the local network can be left out by variables', () => {
  expect(parseOptions([], {NATTER_NO_DHT: '1', NATTER_NO_LAN: '0'})).toEqual({...nothing, dht: false});
});
