import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {onlyDeviceOf, peerKey} from '../../src/lib/ids.ts';
import type {Arrival, Way} from '../../src/net/network.ts';
import {createMemoryNetwork} from '../../src/net/transport/memory.ts';
import type {Connection} from '../../src/net/transport/transport.ts';
import {createWorld, failureOf, type Peer, type World} from './peers.ts';

let world: World;
let alice: Peer;
let bob: Peer;

beforeEach(async () => {
  world = createWorld('memory');
  alice = await world.peer('alice');
  bob = await world.peer('bob', {known: {personOf: device => peerKey(device), deviceOf: () => null}});
});
afterEach(() => world.end());

/** A way to bob beside the network of hosts and ports; what bob's end knows of it can differ. */
function wayTo(about: Partial<Arrival> = {}): Way {
  const network = createMemoryNetwork();
  const connection = (stream: Connection['stream']): Connection => {
    world.strays.push(stream);
    return {stream, remoteHost: '198.51.100.7', remoteAddress: '198.51.100.7:9', path: 'punched'};
  };
  return {
    name: 'a hole in the wall',
    deadline: 2000,
    async connect() {
      const [ours, theirs] = network.pair();
      bob.network.accept({
        connection: connection(theirs),
        ...{expectedKey: alice.key, countedAs: 'day:alice', answers: 'known', ...about},
      });
      return connection(ours);
    },
  };
}

test('a link over another transport shows its path at both ends', async () => {
  const arrived = bob.nextLink();
  const ours = await alice.network.dial(wayTo(), {expectedKey: bob.key});
  expect([ours.path, (await arrived).path]).toEqual(['punched', 'punched']);
  expect((await arrived).remoteKey).toBe(alice.key);
});

test('whoever is not the person for whom it was opened is not linked', async () => {
  const error = await failureOf(
    alice.network.dial(wayTo({expectedKey: peerKey('f'.repeat(64))}), {expectedKey: bob.key}),
  );
  expect(error).toMatchObject({
    code: 'VERSION_MISMATCH',
    message: expect.stringContaining('a hole in the wall'),
  });
  expect(bob.linked).toEqual([]);
});

test.each(['known', 'secret'] as const)(
  'where only who knows a %s is answered, nobody else hears a byte',
  async answers => {
    const bySecret = {secret: {id: 'x', psk: Buffer.alloc(32, 1)}, device: onlyDeviceOf(bob.key)};
    const options = answers === 'secret' ? {expectedKey: bob.key} : {bySecret};
    const error = await failureOf(alice.network.dial(wayTo({answers}), options));
    expect(error).toMatchObject({code: 'NOT_NATTER', message: expect.stringContaining('a hole in the wall')});
    expect(bob.asked).toEqual([]);
  },
);

test('limits count by whom it was opened for, not by the host that all share', async () => {
  const links = [];
  for (const who of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']) {
    const guest = await world.peer(who);
    links.push(
      guest.network.dial(wayTo({expectedKey: guest.key, countedAs: `day:${who}`}), {expectedKey: bob.key}),
    );
  }
  expect((await Promise.all(links)).length).toBe(10);
});

test('after the end nothing is taken', async () => {
  await bob.network.close();
  const error = await failureOf(alice.network.dial(wayTo(), {expectedKey: bob.key}));
  expect(error).toMatchObject({code: 'NOT_NATTER'});
});
