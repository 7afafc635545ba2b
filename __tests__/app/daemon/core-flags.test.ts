import {expect, test} from '@jest/globals';
import {coreFlagWords, lateFlags} from '../../../src/app/daemon/core-flags.ts';
import {parseOptions, typedFlags} from '../../../src/cli/options.ts';

/** Every flag that a core is begun with, as it is typed. */
const ALL = [
  ...['--name', 'ann', '--port', '0', '--host', '::1', '--requests', 'open', '--log', 'net,sync:trace'],
  ...['--no-dht', '--no-lan', '--new-history'],
];
const CORE_ONLY = [
  '--name',
  '--port',
  '--host',
  '--requests',
  '--log',
  '--no-dht',
  '--no-lan',
  '--new-history',
];

const wordsOf = (...argv: readonly string[]) => coreFlagWords({...parseOptions(argv, {}), passphrase: null});

test('a core in the background is started as it was asked for, and the same is read again', () => {
  expect(wordsOf(...ALL)).toEqual(ALL);
  expect(wordsOf()).toEqual([]);
  expect(wordsOf('--demo', '--profile', '/p')).toEqual([]);
});

test('what comes too late for a core that runs is all that it is begun with, and nothing else', () => {
  expect(lateFlags(typedFlags(ALL))).toEqual(CORE_ONLY);
  expect(lateFlags(typedFlags(['--profile', '/p', '--connect', 'bob:1', '--plain']))).toEqual([]);
});

test('a flag is typed, not set: a variable that is there for every start is no request', () => {
  expect(typedFlags(['--log', 'net'])).toEqual(['log']);
  expect(typedFlags([])).toEqual([]);
});
