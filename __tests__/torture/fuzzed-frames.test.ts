import {expect, test} from '@jest/globals';
import {createRandom} from '../../torture/support/random.ts';
import {fuzz} from '../../torture/t14-fuzzed-frames.ts';
import {fuzzRooms} from '../../torture/t14c-room-frames.ts';

test('fuzzed frames are messages or protocol errors', () => {
  const {errors, messages, wrong} = fuzz(createRandom(4711), 20_000);
  expect(wrong).toEqual([]);
  expect(errors).toBeGreaterThan(1000);
  expect(messages).toBeGreaterThan(1000);
});

test('what is fuzzed of rooms is read or refused (T14C)', () => {
  const {refused, read, wrong} = fuzzRooms(createRandom(4711), 10_000);
  expect(wrong).toEqual([]);
  expect(refused).toBeGreaterThan(1000);
  expect(read).toBeGreaterThan(1000);
});
