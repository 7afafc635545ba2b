import {expect, test} from '@jest/globals';
import {createAttention} from '../../src/core/attention.ts';

function build() {
  const changes: (string | null)[] = [];
  return {...createAttention(screen => changes.push(screen)), changes};
}

test('one screen tells the user: the one that was used last, then the one before it', () => {
  const {attend, screen, changes} = build();
  expect(screen()).toBeNull();
  attend('left', true);
  attend('right', true);
  attend('right', true);
  attend('left', true);
  expect(changes).toEqual(['left', 'right', 'left']);
  attend('left', false);
  expect(screen()).toBe('right');
  attend('nobody', false);
  attend('right', false);
  expect(changes).toEqual(['left', 'right', 'left', 'right', null]);
});

test('few are remembered, the last ones', () => {
  const {attend, screen} = build();
  for (let n = 0; n < 1000; n++) {
    attend(`screen ${n}`, true);
  }
  for (let n = 999; n > 999 - 128; n--) {
    expect(screen()).toBe(`screen ${n}`);
    attend(`screen ${n}`, false);
  }
  expect(screen()).toBeNull();
});
