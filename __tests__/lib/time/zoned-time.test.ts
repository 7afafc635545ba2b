import {describe, expect, test} from '@jest/globals';
import {localOffset, zonedTime} from '../../../src/lib/time/zoned-time.ts';

const NEW_YEAR = Date.UTC(2025, 11, 31, 23, 30, 5, 67);

describe('zonedTime', () => {
  test('east of Greenwich the new year has begun', () => {
    expect(zonedTime(NEW_YEAR, () => 60)).toEqual({
      date: '2026-01-01',
      day: 'Thursday, 1 January 2026',
      time: '00:30:05',
      zone: '+01:00',
      stamp: '2026-01-01T00:30:05.067+01:00',
    });
  });

  test('zones that are no whole hours, and those behind UTC', () => {
    expect(zonedTime(NEW_YEAR, () => -570).stamp).toBe('2025-12-31T14:00:05.067-09:30');
    expect(zonedTime(NEW_YEAR, () => 345).stamp).toBe('2026-01-01T05:15:05.067+05:45');
    expect(zonedTime(NEW_YEAR, () => 0).stamp).toBe('2025-12-31T23:30:05.067+00:00');
  });

  test('the offset is asked for that very moment', () => {
    const summer = Date.UTC(2026, 6, 1);
    expect(zonedTime(summer, time => (time === summer ? 120 : 60)).stamp).toBe(
      '2026-07-01T02:00:00.000+02:00',
    );
  });

  test('by default it is the local zone', () => {
    const local = new Date(2026, 4, 6, 7, 8, 9);
    const {date, time} = zonedTime(local.getTime());
    expect([date, time]).toEqual(['2026-05-06', '07:08:09']);
    expect(localOffset(local.getTime())).toBe(-local.getTimezoneOffset());
  });
});
