import {describe, expect, test} from '@jest/globals';
import {createContactClocks} from '../../../src/core/reach/contact-clocks.ts';
import {createRuntimeState} from '../../../src/core/runtime-state.ts';
import {type PeerKey, peerKey} from '../../../src/lib/ids.ts';

const NOW = Date.UTC(2026, 5, 1);
const HOUR = 3_600_000;
const key = (index: number) => peerKey(String(index).repeat(64));

/** Clocks of contacts that told these differences, and what is stored of others. */
function clocks(differences: readonly number[], stored: Record<PeerKey, number> = {}) {
  const made = createContactClocks({
    clock: {now: () => NOW},
    state: createRuntimeState(),
    points: {of: peer => ({clockAhead: stored[peer] ?? null}) as never},
  });
  for (const [index, difference] of differences.entries()) {
    made.note(key(index), made.difference(NOW + difference));
  }
  return made;
}

describe('our own clock', () => {
  test.each<[string, number[], number | null]>([
    ['nobody told', [], null],
    ['one alone', [5 * HOUR], -5 * HOUR],
    ['one of two cannot say that ours is wrong', [5 * HOUR, 0], 0],
    ['two agree', [5 * HOUR, 5 * HOUR + 1], -5 * HOUR],
    ['one of three lies', [0, 1, 1000 * HOUR], 0],
    ['most say so', [-HOUR, -HOUR, -HOUR, 0], HOUR],
  ])('is judged by most: %s', (_, differences, ahead) => {
    expect(clocks(differences).view()).toMatchObject({contacts: differences.length, ahead});
  });
});

test('a time that no clock shows is none', () => {
  expect(clocks([]).difference(Number.MAX_SAFE_INTEGER)).toBeNull();
});

test('who told is taken at their word, then what is stored, then what most say', () => {
  const made = clocks([3 * HOUR, 3 * HOUR], {[key(1)]: 9 * HOUR, [key(2)]: 7 * HOUR});
  expect([0, 1, 2, 3].map(index => made.aheadOf(key(index)) / HOUR)).toEqual([3, 3, 7, 3]);
  made.forget();
  expect([0, 1, 2, 3].map(index => made.aheadOf(key(index)) / HOUR)).toEqual([0, 9, 7, 0]);
});
