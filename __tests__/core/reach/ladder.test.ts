import {expect, test} from '@jest/globals';
import {createAttemptLog} from '../../../src/core/reach/attempt-log.ts';
import {dhtPause, isPolled, type KnownAddress, ladder} from '../../../src/core/reach/ladder.ts';
import {createRuntimeState} from '../../../src/core/runtime-state.ts';
import type {PeerKey} from '../../../src/lib/ids.ts';
import {ANN_KEY, BOB_KEY} from '../../support/facts.ts';

const NOW = Date.UTC(2026, 10, 28);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const known = (address: string, provenance: KnownAddress['provenance'], ago = 0): KnownAddress => ({
  address,
  provenance,
  at: NOW - ago,
});

test('what was heard on the LAN comes first, then what worked, then what was told; the hash table soon after', () => {
  const steps = ladder(
    {
      addresses: [
        known('203.0.113.1:4242', 'claimed'),
        known('203.0.113.2:4242', 'proven', 2 * DAY),
        known('203.0.113.3:4242', 'proven', DAY),
        known('192.168.1.9:4242', 'proven'),
        known('192.168.1.9:4242', 'discovered', MINUTE),
      ],
      dht: true,
    },
    NOW,
  );
  expect(steps).toEqual([
    {rung: 'lan', address: '192.168.1.9:4242', provenance: 'discovered', delay: 0},
    {rung: 'tcp', address: '203.0.113.3:4242', provenance: 'proven', delay: 250},
    {rung: 'tcp', address: '203.0.113.2:4242', provenance: 'proven', delay: 500},
    {rung: 'tcp', address: '203.0.113.1:4242', provenance: 'claimed', delay: 750},
    {rung: 'dht', delay: 250},
  ]);
});

test('a beacon is old after ten minutes', () => {
  const heard = (ago: number) =>
    ladder({addresses: [known('10.0.0.1:1', 'discovered', ago)], dht: false}, NOW).length;
  expect([heard(10 * MINUTE), heard(10 * MINUTE + 1)]).toEqual([1, 0]);
});

test('eight addresses are enough', () => {
  const addresses = Array.from({length: 20}, (_, last) => known(`10.0.0.${last}:1`, 'claimed'));
  expect(ladder({addresses, dht: false}, NOW).length).toBe(8);
});

test('nobody is reached in no way', () => {
  expect(ladder({addresses: [], dht: false}, NOW)).toEqual([]);
});

test.each([
  ['proven', 0, true, true],
  ['proven', DAY, true, true],
  ['proven', DAY + 1, true, false],
  ['claimed', 0, true, false],
  ['proven', DAY + 1, false, true],
  ['claimed', 0, false, true],
] as const)(
  'an address that was %s %d ms ago is polled (with the hash table: %s): %s',
  (provenance, ago, dht, expected) => {
    expect(isPolled({addresses: [known('10.0.0.1:1', provenance, ago)], dht}, NOW)).toBe(expected);
  },
);

test.each([
  [1, 0, 2 * MINUTE],
  [2, 0, 10 * MINUTE],
  [3, 0, 30 * MINUTE],
  [4, 2 * DAY, 60 * MINUTE],
  [400, 0, 60 * MINUTE],
  [1, 2 * DAY + 1, 8 * MINUTE],
  [400, 300 * DAY, 240 * MINUTE],
])(
  'after %d look-ups in vain, %d ms after they were seen, the next one comes within %d ms',
  (failures, absence, longest) => {
    expect([0, 0.5, 1].map(random => dhtPause(failures, absence, random))).toEqual([
      longest / 2,
      (longest * 3) / 4,
      longest,
    ]);
  },
);

test('the last fifty attempts of a peer are kept, until it is forgotten', () => {
  const state = createRuntimeState<PeerKey>();
  const log = createAttemptLog(state);
  for (let at = 0; at < 60; at += 1) {
    log.add(ANN_KEY, {rung: 'dht', target: null, at, took: 1, result: 'PEER_AWAY', message: null});
  }
  expect(log.of(ANN_KEY).map(({at}) => at)).toEqual(Array.from({length: 50}, (_, index) => index + 10));
  expect(log.of(BOB_KEY)).toEqual([]);
  state.forget(ANN_KEY);
  expect(log.of(ANN_KEY)).toEqual([]);
});
