import {expect, test} from '@jest/globals';
import {dayKey, reachKey} from '../../../src/identity/reach/day-key.ts';
import {publicNodes} from '../../../src/net/dht/public-nodes.ts';
import {createRingGuard} from '../../../src/net/dht/ring-guard.ts';
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
const call = () => new RingHandshake(ann, bob.publicKey).send(payload);

test('a first message is read once, and never again', () => {
  const answer = createRingGuard(manualClock(0));
  const message = call();
  const handshake = answer(bob);
  handshake.recv(message);
  expect(Buffer.from(handshake.remotePublicKey ?? []).equals(ann.publicKey)).toBe(true);
  expect(() => answer(bob).recv(message)).toThrow('Not answered');
  answer(bob).recv(call());
});

test('sixty at once are read, then twenty a second', () => {
  const clock = manualClock(0);
  const answer = createRingGuard(clock);
  const read = () =>
    Array.from({length: 70}, call).filter(message => {
      try {
        answer(bob).recv(message);
        return true;
      } catch {
        return false;
      }
    }).length;
  expect(read()).toBe(60);
  clock.advance(1000);
  expect(read()).toBe(20);
});

test('the secret of the punching follows from the keys of the session, not from the hash that others see', () => {
  const caller = new RingHandshake(ann, bob.publicKey);
  const called = createRingGuard(manualClock(0))(bob);
  called.recv(caller.send(payload));
  caller.recv(called.send(payload));
  const [ours, theirs] = [caller.final(), called.final() as ReturnType<RingHandshake['final']>];
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
