import {describe, expect, test} from '@jest/globals';
import {describeDuration, parseDuration} from '../../../src/lib/time/duration.ts';
import {parseExpiry} from '../../../src/lib/time/expiry.ts';

test.each([
  ['30s', 30],
  ['5m', 300],
  ['1h', 3600],
  ['1d', 86_400],
  ['1w', 604_800],
  ['2 D', 172_800],
  ['0s', 0],
  ['999999w', 604_799_395_200],
])('%s is %d seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each(['', '5', 'h', '1y', '-1h', '1.5h', '1h1m', '1234567s', '１h'])('%j is no time', text => {
  expect(parseDuration(text)).toBeNull();
});

test.each([
  [1, '1 second'],
  [59, '59 seconds'],
  [60, '1 minute'],
  [90, '90 seconds'],
  [5400, '90 minutes'],
  [86_400, '1 day'],
  [1_209_600, '2 weeks'],
  [1_209_601, '1209601 seconds'],
])('%d seconds are %s', (seconds, words) => {
  expect(describeDuration(seconds)).toBe(words);
});

describe('the body of an expire entry', () => {
  test.each([
    ['0', 0],
    ['5', 5],
    ['86400', 86_400],
    ['31622400', 31_622_400],
  ])('%s', (body, seconds) => {
    expect(parseExpiry(body)).toBe(seconds);
  });

  test.each(['', '00', '01', '1', '4', '31622401', '1e3', '-1', '1 ', '0.5', '∞', '1\n'])(
    '%j is none',
    body => {
      expect(parseExpiry(body)).toBeNull();
    },
  );
});
