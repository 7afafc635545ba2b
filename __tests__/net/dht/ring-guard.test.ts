import {randomBytes} from 'node:crypto';
import {expect, test} from '@jest/globals';
import {dayKey, reachKey} from '../../../src/identity/reach/day-key.ts';
import {publicNodes} from '../../../src/net/dht/public-nodes.ts';
import {createRingGuard, type RingGuard} from '../../../src/net/dht/ring-guard.ts';
import {RingHandshake} from '../../../src/net/dht/ring-handshake.ts';
import {manualClock} from '../../support/manual-clock.ts';

const [ann, bob] = [1, 2].map(seed => dayKey(reachKey(Buffer.alloc(32, seed)), 20_785)) as [
  ReturnType<typeof dayKey>,
  ReturnType<typeof dayKey>,
];
const payload = {
  ...{version: 1, error: 0, firewall: 0, protocols: 0, holepunch: null, addresses4: [], addresses6: []},
  ...{udx: null, secretStream: null, relayThrough: null, relayAddresses: null},
};
/** First messages, of which only the beginning matters here. */
const messages = (count: number) => Array.from({length: count}, () => randomBytes(105));
/** How many of so many messages are opened that come from these hosts in turn. */
const opened = (guard: RingGuard, count: number, hosts: readonly string[], unfinished = 0) =>
  messages(count).filter((message, index) =>
    guard.admits(message, hosts[index % hosts.length] ?? '', unfinished),
  ).length;
/** Hosts of different providers. */
const crowd = Array.from({length: 200}, (_, index) => `${index + 1}.7.7.7`);

test('a first message is opened once, and never again', () => {
  const guard = createRingGuard(manualClock(0));
  const [message = Buffer.alloc(0)] = messages(1);
  expect([message, message, ...messages(1)].map(one => guard.admits(one, '5.1.0.1', 0))).toEqual([
    ...[true, false, true],
  ]);
});

test('of strangers sixty at once are opened, then twenty a second', () => {
  const clock = manualClock(0);
  const guard = createRingGuard(clock);
  expect(opened(guard, 200, crowd)).toBe(60);
  clock.advance(1000);
  expect(opened(guard, 200, crowd)).toBe(20);
});

test('one host that floods closes only itself', () => {
  const guard = createRingGuard(manualClock(0));
  expect(opened(guard, 1000, ['5.1.0.1'])).toBe(8);
  expect(opened(guard, 1, ['6.1.0.1'])).toBe(1);
});

test('where somebody called who is expected, a flood from everywhere takes nothing away', () => {
  const guard = createRingGuard(manualClock(0));
  guard.noteExpected('5.1.0.1');
  expect(opened(guard, 1000, crowd)).toBe(60);
  expect(opened(guard, 1000, crowd, 96)).toBe(0);
  expect(opened(guard, 10, ['5.1.0.1'], 96)).toBe(10);
  expect(opened(guard, 10, ['5.1.0.1'], 128)).toBe(0);
});

test('the secret of the punching follows from the keys of the session, not from the hash that others see', () => {
  const caller = new RingHandshake(ann, bob.publicKey);
  const called = new RingHandshake(bob, null);
  called.recv(caller.send(payload));
  caller.recv(called.send(payload));
  const [ours, theirs] = [caller.final(), called.final()];
  expect(ours.holepunchSecret.equals(theirs.holepunchSecret)).toBe(true);
  expect(ours.hash.equals(theirs.hash)).toBe(true);
  expect(ours.tx.equals(theirs.rx)).toBe(true);
});

test.each([{JEST_WORKER_ID: '1'}, {NATTER_TEST: '1'}])(
  'with %j nobody begins with the public nodes',
  async environment => {
    await expect(publicNodes(environment)).rejects.toMatchObject({code: 'DHT_UNREACHABLE'});
  },
);
