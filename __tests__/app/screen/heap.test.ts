import {execFileSync} from 'node:child_process';
import {expect, test} from '@jest/globals';

const PROGRAM = new URL('../../fixtures/app/survivors.ts', import.meta.url).pathname;

/** Size of the heap for new objects, MB, and what V8 had to say about its flags. */
function grown(how: 'bounded' | 'free'): number {
  const flags = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=64'];
  return Number(execFileSync(process.execPath, [...flags, PROGRAM, how], {encoding: 'utf8'}));
}

test('the heap for new objects stays small', () => {
  expect(grown('free')).toBeGreaterThan(60);
  // It is 8, or twice that where the collector was quicker than whoever watches it; on a busy machine once more.
  expect(grown('bounded')).toBeLessThanOrEqual(32);
}, 60_000);
