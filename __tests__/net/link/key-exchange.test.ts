import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {peerKeyOfSeed} from '../../../src/identity/key-pair.ts';
import {createIdentity} from '../../../src/identity/own-identity.ts';
import {deviceKeyOf, onlyDeviceOf, type PeerKey, peerKeyOf} from '../../../src/lib/ids.ts';
import {kindOf} from '../../../src/net/guard/handshake-kinds.ts';
import type {KnownDevice, KnownPeers} from '../../../src/net/link/handshake.ts';
import {createInitiator, createResponder} from '../../../src/net/link/noise.ts';
import {
  createWorld,
  dialAsRogue,
  failureOf,
  framed,
  nextFrame,
  type Peer,
  seedOf,
  settle,
  speakSecretly,
  until,
  type World,
  wholeHello,
} from '../peers.ts';

const ZEROS = {number: 0, hash: '00'.repeat(16)};
let world: World;

beforeEach(() => {
  world = createWorld('memory');
});

afterEach(() => world.end());

/** What somebody keeps about one other peer. */
function knows(person: PeerKey, device: Partial<KnownDevice> = {}): KnownPeers {
  const known = {device: onlyDeviceOf(person), list: ZEROS, kind: 0, ...device};
  return {
    personOf: key => (key === known.device ? person : null),
    deviceOf: key => (key === person ? known : null),
  };
}

/** Listens as somebody else and notes every byte that comes. */
async function listenRaw(name: string): Promise<{where: Peer['where']; connections: Buffer[]}> {
  const connections: Buffer[] = [];
  const listener = await world.transport(name).listen({host: world.hostOf(name), port: 0}, ({stream}) => {
    const index = connections.push(Buffer.alloc(0)) - 1;
    world.strays.push(stream);
    stream.on('data', (chunk: Buffer) => {
      connections[index] = Buffer.concat([connections[index] as Buffer, chunk]);
    });
    setImmediate(() => stream.end());
  });
  return {where: {host: listener.host, port: listener.port}, connections};
}

describe('an impostor at the address of a contact', () => {
  test('gets not one byte after message 2, and does not learn who dialled', async () => {
    const bob = peerKeyOfSeed(seedOf('bob'));
    const alice = await world.peer('alice', {known: knows(bob, {kind: 18})});
    const mallory = await world.peer('mallory');
    const error = await failureOf(alice.network.dial(mallory.where, {expectedKey: bob}));
    expect(error).toMatchObject({code: 'KEY_MISMATCH', message: expect.stringContaining('Nothing was sent')});
    await settle();
    expect([mallory.asked, mallory.linked, alice.asked]).toEqual([[], [], []]);
  });

  test('that answers with a handshake of its own gets no message 3', async () => {
    const bob = peerKeyOfSeed(seedOf('bob'));
    const alice = await world.peer('alice');
    const listener = await world.transport('eve').listen({host: 'eve', port: 0}, ({stream}) => {
      world.strays.push(stream);
      void speakSecretly(stream, false, 'eve').catch(() => {});
    });
    const error = await failureOf(alice.network.dial(listener, {expectedKey: bob}));
    expect(error).toMatchObject({code: expect.stringMatching(/KEY_MISMATCH|NOT_NATTER/)});
    expect(alice.asked).toEqual([]);
  });

  test('that closes at once is tried with nothing weaker', async () => {
    const bob = peerKeyOfSeed(seedOf('bob'));
    const alice = await world.peer('alice', {known: knows(bob, {kind: 18})});
    const {where, connections} = await listenRaw('eve');
    const error = await failureOf(alice.network.dial(where, {expectedKey: bob}));
    expect(error).toMatchObject({code: 'NOT_NATTER', message: expect.stringContaining('could not prove')});
    await settle();
    // XK with ML-KEM, and the question who is there, which holds nothing but an ephemeral key
    expect(connections.map(bytes => bytes.byteLength)).toEqual([3 + 1233, 3 + 32]);
    expect(connections[0]?.[3]).toBe(18);
  });
});

describe('which handshake', () => {
  test('an unknown peer is met with ML-KEM, a known one is dialled by its key', async () => {
    const alice = await world.peer('alice');
    const bob = await world.peer('bob', {known: knows(alice.key, {kind: 17})});
    expect((await alice.network.dial(bob.where)).kind).toBe(17);
    expect((await alice.network.dial(bob.where, {expectedKey: bob.key})).kind).toBe(18);
    await until(() => bob.linked.length === 2);
    expect(bob.linked.map(({kind}) => kind)).toEqual([17, 18]);
  });

  test('a listener that takes no strangers says nothing to who does not know its key', async () => {
    const bob = await world.peer('bob', {answersAnyone: () => false});
    const alice = await world.peer('alice');
    expect(await failureOf(alice.network.dial(bob.where))).toMatchObject({
      code: 'NOT_NATTER',
      message: expect.stringContaining('takes no requests'),
    });
    expect(bob.asked).toEqual([]);
    expect((await alice.network.dial(bob.where, {expectedKey: bob.key})).remoteKey).toBe(bob.key);
  });

  test('a scanner of such a port gets not one byte', async () => {
    const bob = await world.peer('bob', {answersAnyone: () => false});
    for (const number of [0, 1, 3, 17, 19]) {
      const {stream} = await world.transport('scanner').dial(bob.where, new AbortController().signal);
      let bytes = 0;
      stream.on('data', chunk => {
        bytes += chunk.byteLength;
      });
      const {device} = createIdentity(seedOf('x'));
      const noise = createInitiator(kindOf(number), {
        keyPair: device,
        secrets: [{id: 'one', psk: new Uint8Array(32)}],
      });
      stream.write(framed(noise.writeFirst()));
      await until(() => stream.destroyed);
      expect(bytes).toBe(0);
    }
  });

  test('a contact that had ML-KEM is not met without it', async () => {
    const rogueKey = peerKeyOfSeed(seedOf('rogue'));
    const bob = await world.peer('bob', {known: knows(rogueKey, {kind: 18})});
    const rogue = await dialAsRogue(world, bob.where); // kind 1
    rogue.open();
    rogue.send(wholeHello('rogue', rogue.binding));
    await until(rogue.closed);
    expect(bob.linked).toEqual([]);
  });
});

describe('a person and a device', () => {
  const carol = createIdentity(seedOf('carol'), seedOf('carol at home'));
  const person = peerKeyOf(carol.person);
  const device = deviceKeyOf(carol.device.publicKey);

  test('the link is with the person, and goes to the device', async () => {
    const alice = await world.peer('alice');
    const other = await world.peer('carol', {identity: carol});
    const link = await alice.network.dial(other.where);
    expect(link).toMatchObject({remoteKey: person, device, list: {number: 1}});
    expect(link.hello.program).toBe('natter');
    const back = await other.network.dial(alice.where);
    expect(back.remoteKey).toBe(alice.key);
    await until(() => alice.linked.length === 1);
    expect(alice.linked[0]).toMatchObject({remoteKey: person, device});
  });

  test('a known person is dialled by the key of the device', async () => {
    const other = await world.peer('carol', {identity: carol});
    const alice = await world.peer('alice');
    const {list} = await alice.network.dial(other.where);
    const again = await world.peer('again', {known: knows(person, {device, list, kind: 17})});
    expect((await again.network.dial(other.where, {expectedKey: person})).kind).toBe(18);
    expect(again.asked).toEqual([person]);
  });

  test('another list of the same number is refused, and an older one', async () => {
    const other = await world.peer('carol', {identity: carol});
    for (const list of [
      {number: 1, hash: '11'.repeat(16)},
      {number: 2, hash: '22'.repeat(16)},
    ]) {
      const alice = await world.peer('alice', {known: knows(person, {device, list, kind: 18})});
      const error = await failureOf(alice.network.dial(other.where, {expectedKey: person}));
      expect(error).toMatchObject({code: 'KEY_MISMATCH'});
    }
  });

  test('a list that somebody else stole proves nothing', async () => {
    const thief = {...createIdentity(seedOf('thief')), person: carol.person, devices: carol.devices};
    const alice = await world.peer('alice');
    const other = await world.peer('thief', {identity: thief});
    expect(await failureOf(alice.network.dial(other.where))).toMatchObject({code: 'PROTOCOL_ERROR'});
    expect(alice.linked).toEqual([]);
  });

  test('our own person on another device is us', async () => {
    const one = await world.peer('one', {identity: carol});
    const two = await world.peer('two', {identity: createIdentity(seedOf('carol'), seedOf('carol at work'))});
    expect(await failureOf(one.network.dial(two.where))).toMatchObject({code: 'SELF_CONNECTION'});
  });
});

describe('natter 0.1', () => {
  test('that dials is told what is needed, in words that it shows', async () => {
    const told: unknown[] = [];
    const bob = await world.peer('bob', {mismatched: peer => told.push(peer)});
    const old = await dialAsRogue(world, bob.where, {kind: 0});
    await until(() => old.frames.length > 0);
    const bye = old.frames.at(-1)?.toString('latin1');
    expect(bye).toContain('natter/chat/1');
    expect(bye).toContain('natter 0.2 or later is needed: update yours');
    expect(bob.asked).toEqual([]);
    expect(told).toEqual([
      {
        remoteAddress: expect.stringMatching(/^rogue:\d+$/),
        gap: expect.objectContaining({type: 'version', older: 'there', program: 'natter 0.1'}),
      },
    ]);
  });

  test('that is dialled is recognised, and does not learn who dialled', async () => {
    const alice = await world.peer('alice');
    const lengths: number[] = [];
    const listener = await world.transport('old').listen({host: 'old', port: 0}, ({stream}) => {
      world.strays.push(stream);
      void answerAsOld(stream, lengths);
    });
    expect(await failureOf(alice.network.dial(listener))).toMatchObject({
      code: 'VERSION_MISMATCH',
      message: expect.stringMatching(/runs natter 0\.1, which is too old/),
    });
    await settle();
    expect(lengths).toEqual([1217, 33, 32]);
  });

  /** Its gate lets only a frame of 32 bytes through. */
  async function answerAsOld(stream: Parameters<typeof nextFrame>[0], lengths: number[]): Promise<void> {
    const first = await nextFrame(stream);
    lengths.push(first.byteLength);
    if (first.byteLength !== 32) {
      stream.destroy();
      return;
    }
    const {device} = createIdentity(seedOf('old'));
    stream.write(framed(createResponder(first, {keyPair: device, accepts: () => true}).writeSecond()));
    await nextFrame(stream).then(
      frame => lengths.push(frame.byteLength),
      () => {},
    );
  }
});
