import {expect, test} from '@jest/globals';
import {isDumbTerminal} from '../../src/terminal/dumb.ts';

test.each([
  ['dumb', 'linux', true],
  ['unknown', 'linux', true],
  ['', 'linux', true],
  [undefined, 'darwin', true],
  [undefined, 'win32', false],
  ['dumb', 'win32', true],
  ['xterm-256color', 'linux', false],
  ['vt100', 'linux', false],
] as const)('TERM=%j on %s: %j', (term, platform, expected) => {
  expect(isDumbTerminal({TERM: term}, platform)).toBe(expected);
});
