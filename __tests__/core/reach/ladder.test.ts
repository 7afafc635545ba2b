import {expect, test} from '@jest/globals';
import {createAttemptLog} from '../../../src/core/reach/attempt-log.ts';
import {dhtPause, isPolled, ladder} from '../../../src/core/reach/ladder.ts';

const NOW = Date.UTC(2026, 10, 28);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const none = {lan: [], tcp: [], dht: false};

test('what was heard on the LAN comes first, then what worked, then what was told, then the hash table', () => {
  const steps = ladder(
    {
      lan: [{address: '192.168.1.9:4242', at: NOW - MINUTE}],
      tcp: [
        {address: '203.0.113.1:4242', provenance: 'claimed', at: NOW},
        {address: '203.0.113.2:4242', provenance: 'proven', at: NOW - 2 * DAY},
        {address: '203.0.113.3:4242', provenance: 'proven', at: NOW - DAY},
        {address: '192.168.1.9:4242', provenance: 'proven', at: NOW},
      ],
      dht: true,
    },
    NOW,
  );
  expect(steps.map(({rung, address, delay, deadline}) => [rung, address, delay, deadline])).toEqual([
    ['lan', '192.168.1.9:4242', 0, 5000],
    ['tcp', '203.0.113.3:4242', 0, 5000],
    ['tcp', '203.0.113.2:4242', 0, 5000],
    ['tcp', '203.0.113.1:4242', 0, 5000],
    ['dht', null, 250, 20_000],
  ]);
});

test('a beacon is old after ten minutes', () => {
  const heard = (ago: number) => ladder({...none, lan: [{address: '10.0.0.1:1', at: NOW - ago}]}, NOW).length;
  expect([heard(10 * MINUTE), heard(10 * MINUTE + 1)]).toEqual([1, 0]);
});

test('eight addresses are enough', () => {
  const tcp = Array.from({length: 20}, (_, last) => ({
    address: `10.0.0.${last}:1`,
    provenance: 'claimed' as const,
    at: NOW,
  }));
  expect(ladder({...none, tcp}, NOW).length).toBe(8);
});

test('nobody is reached in no way', () => {
  expect(ladder(none, NOW)).toEqual([]);
});

test.each([
  ['proven', 0, true],
  ['proven', DAY, true],
  ['proven', DAY + 1, false],
  ['claimed', 0, false],
] as const)('an address that was %s %d ms ago is polled: %s', (provenance, ago, expected) => {
  expect(isPolled({address: '10.0.0.1:1', provenance, at: NOW - ago}, NOW)).toBe(expected);
});

test.each([
  [1, MINUTE],
  [2, 5 * MINUTE],
  [3, 15 * MINUTE],
  [4, 30 * MINUTE],
  [400, 30 * MINUTE],
])('after %d look-ups in vain the next one comes within %d ms', (failures, longest) => {
  expect([dhtPause(failures, 0), dhtPause(failures, 0.5), dhtPause(failures, 1)]).toEqual([
    0,
    longest / 2,
    longest,
  ]);
});

test('the last fifty attempts of a peer are kept', () => {
  const log = createAttemptLog();
  const attempt = (at: number) =>
    ({rung: 'tcp', target: '10.0.0.1:1', at, took: 1, result: 'DIAL_REFUSED'}) as const;
  for (let at = 0; at < 60; at += 1) {
    log.add('ann', attempt(at));
  }
  expect(log.of('ann').map(({at}) => at)).toEqual(Array.from({length: 50}, (_, index) => index + 10));
  expect(log.of('bob')).toEqual([]);
  log.forget('ann');
  expect(log.of('ann')).toEqual([]);
});
