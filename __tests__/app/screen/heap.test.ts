import {execFileSync} from 'node:child_process';
import {expect, test} from '@jest/globals';

const PROGRAM = new URL('../../fixtures/app/survivors.ts', import.meta.url).pathname;

/** Size of the heap for new objects, MB, and what V8 had to say about its flags. */
function grown(how: 'bounded' | 'free'): number {
  const flags = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=32'];
  return Number(execFileSync(process.execPath, [...flags, PROGRAM, how], {encoding: 'utf8'}));
}

test('the heap for new objects stays small', () => {
  expect(grown('free')).toBeGreaterThan(30);
  expect(grown('bounded')).toBeLessThanOrEqual(16);
}, 60_000);
