import {expect, test} from '@jest/globals';
import {FEATURE, hasFeature} from '../../../src/wire/chat/features.ts';

test('each feature is a bit of its own, and is there if its bit is', () => {
  expect(FEATURE).toEqual({reach: 1, rooms: 2, slowHeartbeat: 4, status: 8});
  expect(hasFeature(FEATURE.rooms, 'rooms')).toBe(true);
  expect(hasFeature(FEATURE.rooms | FEATURE.status, 'status')).toBe(true);
  expect(hasFeature(FEATURE.slowHeartbeat | FEATURE.reach, 'rooms')).toBe(false);
  expect(hasFeature(0, 'slowHeartbeat')).toBe(false);
});

test('bits of later versions change nothing', () => {
  expect(hasFeature(0xff_f0, 'status')).toBe(false);
  expect(hasFeature(0xff_ff, 'status')).toBe(true);
});
