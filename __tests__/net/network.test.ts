import {once} from 'node:events';
import {createServer, type Server, type Socket} from 'node:net';
import type {Duplex} from 'node:stream';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {keyPair} from '../../src/identity/key-pair.ts';
import {NatterError} from '../../src/lib/errors.ts';
import {PROGRAM} from '../../src/lib/program.ts';
import {kindOf} from '../../src/net/guard/handshake-kinds.ts';
import {createInitiator} from '../../src/net/link/noise.ts';
import type {Transport} from '../../src/net/transport/transport.ts';
import {manualClock} from '../support/manual-clock.ts';
import {
  createWorld,
  dialAsRogue,
  failureOf,
  framed,
  hear,
  helloOf,
  linkAsRogue,
  type Peer,
  settle,
  until,
  type World,
} from './peers.ts';

const never = new AbortController().signal;
const second = 1000;
/** Length of message 2 in the handshake that a dialler tries first with somebody it does not know. */
const SECOND_LENGTH = [1184 & 0xff, 1184 >> 8, 0];

describe('dialling what is not there', () => {
  let world: World;

  beforeEach(() => {
    world = createWorld('memory');
  });

  afterEach(() => world.end());

  test('errors of the transport go through', async () => {
    const alice = await world.peer('alice');
    expect(await failureOf(alice.network.dial({host: 'nobody', port: 1}))).toMatchObject({
      code: 'HOST_NOT_FOUND',
    });
    expect(await failureOf(alice.network.dial({host: 'alice', port: 1}))).toMatchObject({
      code: 'DIAL_REFUSED',
    });
  });

  test('nobody answers within 5 s', async () => {
    const clock = manualClock(0);
    const alice = await world.peer('alice', {clock, transport: deafTransport(world.transport('alice'))});
    const dialling = failureOf(alice.network.dial({host: '192.0.2.1', port: 4242}));
    clock.advance(5 * second);
    expect(await dialling).toMatchObject({
      code: 'DIAL_TIMEOUT',
      message: expect.stringMatching(/^Nobody answered at 192\.0\.2\.1:4242 within 5 s\. .*firewall/),
    });
  });

  test('dialling is cancelled before, while connecting, and while shaking hands', async () => {
    const alice = await world.peer('alice', {transport: deafTransport(world.transport('alice'))});
    const where = {host: '192.0.2.1', port: 4242};
    const early = alice.network.dial(where, {signal: AbortSignal.abort()});
    expect(await failureOf(early)).toMatchObject({code: 'DIAL_CANCELLED'});
    const cancel = new AbortController();
    const connecting = alice.network.dial(where, {signal: cancel.signal});
    cancel.abort();
    expect(await failureOf(connecting)).toMatchObject({code: 'DIAL_CANCELLED'});

    const bob = await world.peer('bob');
    const {listener, accepted} = await listenRaw(world, 'mute');
    const later = new AbortController();
    const shaking = failureOf(bob.network.dial(listener, {signal: later.signal}));
    const stream = await accepted;
    later.abort();
    expect(await shaking).toMatchObject({code: 'DIAL_CANCELLED'});
    await until(() => stream.destroyed);
  });

  test('closing the network cancels dials, and nothing can be opened after it', async () => {
    const alice = await world.peer('alice', {transport: deafTransport(world.transport('alice'))});
    const dialling = failureOf(alice.network.dial({host: '192.0.2.1', port: 1}));
    await alice.network.close();
    expect(await dialling).toMatchObject({code: 'DIAL_CANCELLED'});
    expect(await failureOf(alice.network.dial(alice.where))).toMatchObject({code: 'DIAL_CANCELLED'});
    expect(await failureOf(alice.network.listen({host: 'alice', port: 0}))).toMatchObject({
      code: 'LISTEN_FAILED',
    });
  });

  test('something that takes the connection and says nothing for 5 s', async () => {
    const clock = manualClock(0);
    const alice = await world.peer('alice', {clock});
    const {listener, accepted} = await listenRaw(world, 'mute');
    const dialling = failureOf(alice.network.dial(listener));
    await accepted;
    await settle();
    clock.advance(5 * second);
    expect(await dialling).toMatchObject({
      code: 'NOT_NATTER',
      message: expect.stringMatching(/sent nothing for 5 s/),
    });
  });

  test('a natter that stops in the middle of the handshake', async () => {
    const clock = manualClock(0);
    const alice = await world.peer('alice', {clock});
    const {listener, accepted} = await listenRaw(world, 'slow');
    const dialling = failureOf(alice.network.dial(listener));
    (await accepted).write(Buffer.of(...SECOND_LENGTH, 1, 2, 3));
    await settle();
    clock.advance(5 * second);
    expect(await dialling).toMatchObject({
      code: 'DIAL_TIMEOUT',
      message: expect.stringMatching(/not done after 5 s/),
    });
  });

  test('the deadline counts from the dial, not from the connection', async () => {
    const clock = manualClock(0);
    const transport = world.transport('alice');
    const slow: Transport = {
      ...transport,
      async dial(where, signal) {
        const connection = await transport.dial(where, signal);
        clock.advance(4 * second);
        return connection;
      },
    };
    const alice = await world.peer('alice', {clock, transport: slow});
    const {listener, accepted} = await listenRaw(world, 'mute');
    const dialling = failureOf(alice.network.dial(listener));
    await accepted;
    await settle();
    clock.advance(second);
    expect(await dialling).toMatchObject({code: 'NOT_NATTER'});
  });

  test('a handshake with the right lengths and the wrong bytes', async () => {
    const alice = await world.peer('alice');
    const {listener, accepted} = await listenRaw(world, 'fake');
    const dialling = failureOf(alice.network.dial(listener));
    (await accepted).write(Buffer.concat([Buffer.of(96, 0, 0), Buffer.alloc(96, 0x55)]));
    expect(await dialling).toMatchObject({code: 'NOT_NATTER'});
  });
});

describe('dialling a port that speaks something else', () => {
  let world: World;
  let alice: Peer;
  const servers: Server[] = [];

  beforeEach(async () => {
    world = createWorld('tcp');
    alice = await world.peer('alice');
  });

  afterEach(async () => {
    await world.end();
    for (const server of servers.splice(0)) {
      server.close();
    }
  });

  test.each<[string, (socket: Socket) => void, RegExp]>([
    ['a banner', socket => socket.write('SSH-2.0-OpenSSH_9.6\r\n'), /is not natter/],
    [
      'an answer to what it does not understand',
      socket => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      /is not natter/,
    ],
    ['zeros', socket => socket.write(Buffer.alloc(100)), /is not natter/],
    ['a huge header', socket => socket.write(Buffer.from('ffffff41', 'hex')), /is not natter/],
    ['an end without a word', socket => socket.end(), /closed it at once/],
    ['a reset', socket => socket.resetAndDestroy(), /closed it at once/],
  ])('%s', async (_, answer, message) => {
    const server = createServer(socket => {
      socket.on('error', () => {});
      answer(socket);
    }).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const error = await failureOf(alice.network.dial({host: '127.0.0.1', port}));
    expect(error).toBeInstanceOf(NatterError);
    expect(error).toMatchObject({code: 'NOT_NATTER', message: expect.stringMatching(message)});
    expect(error).toMatchObject({message: expect.stringContaining(`127.0.0.1:${port}`)});
    expect(alice.faults).toEqual([]);
  });

  test('a refused port', async () => {
    const gone = await world.peer('gone');
    await gone.network.close();
    const error = await failureOf(alice.network.dial(gone.where));
    expect(error).toMatchObject({
      code: 'DIAL_REFUSED',
      message: `Nothing is listening at 127.0.0.1:${gone.where.port}. Check the port and whether natter is running there.`,
    });
  });
});

describe('strangers at the door', () => {
  let world: World;
  const generous = {attemptBurst: 1000};

  beforeEach(() => {
    world = createWorld('memory');
  });

  afterEach(() => world.end());

  test('one whose first message is not there after 1 s is thrown out', async () => {
    const clock = manualClock(0);
    const bob = await world.peer('bob', {clock});
    const stream = await knock(world, 'stranger', bob);
    stream.write(Buffer.of(33, 0, 0, ...Buffer.alloc(32)));
    await settle();
    clock.advance(second - 1);
    await settle();
    expect(stream.destroyed).toBe(false);
    clock.advance(1);
    await until(() => stream.destroyed);
  });

  test('a silent one is thrown out after 5 s, however slowly it drips', async () => {
    const clock = manualClock(0);
    const bob = await world.peer('bob', {clock});
    const stream = await knock(world, 'stranger', bob);
    stream.write(framed(createInitiator(kindOf(1), {keyPair: keyPair(new Uint8Array(32))}).writeFirst()));
    for (const byte of [64, 0, 0, 1]) {
      stream.write(Uint8Array.of(byte));
      await settle();
      clock.advance(second);
    }
    await settle();
    expect(stream.destroyed).toBe(false);
    clock.advance(second);
    await until(() => stream.destroyed);
    expect(bob.asked).toEqual([]);
  });

  test('one that shakes hands but never says hello is thrown out, too', async () => {
    const clock = manualClock(0);
    const bob = await world.peer('bob', {clock});
    const rogue = await dialAsRogue(world, bob.where);
    await settle();
    expect(bob.asked).toHaveLength(1);
    clock.advance(5 * second);
    await until(rogue.closed);
    expect(bob.linked).toEqual([]);
  });

  test.each([
    ['a huge header', 'ffffff41'],
    ['a frame of zero', '000000'],
    ['a frame of 1234 bytes', 'd20400'],
  ])('%s is thrown out at once', async (_, hex) => {
    const bob = await world.peer('bob', {clock: manualClock(0)});
    const stream = await knock(world, 'stranger', bob);
    stream.write(Buffer.from(hex, 'hex'));
    await until(() => stream.destroyed);
  });

  test('more than four handshakes of one host are turned away', async () => {
    const bob = await world.peer('bob', {clock: manualClock(0), limits: generous});
    const streams = await Promise.all(Array.from({length: 6}, () => knock(world, 'stranger', bob)));
    await until(() => streams.filter(stream => stream.destroyed).length === 2);
    expect(streams.map(stream => stream.destroyed)).toEqual([false, false, false, false, true, true]);
    const carol = await world.peer('carol');
    expect((await carol.network.dial(bob.where)).remoteKey).toBe(bob.key);
  });

  test('a silent one of 256 handshakes makes room for a contact', async () => {
    const bob = await world.peer('bob', {clock: manualClock(0), limits: generous});
    const streams: Duplex[] = [];
    for (let host = 0; host < 256; host++) {
      streams.push(await knock(world, `stranger ${host}`, bob));
    }
    const carol = await world.peer('carol');
    expect((await carol.network.dial(bob.where)).remoteKey).toBe(bob.key);
    await until(() => streams.some(stream => stream.destroyed));
    expect(streams.filter(stream => stream.destroyed)).toHaveLength(1);
  });

  test('more than eight links of one host are turned away, until one ends', async () => {
    const bob = await world.peer('bob', {limits: generous});
    const alice = await world.peer('alice');
    const links = [];
    for (let link = 0; link < 8; link++) {
      links.push(await alice.network.dial(bob.where));
    }
    expect(await failureOf(alice.network.dial(bob.where))).toMatchObject({
      code: 'NOT_NATTER',
      message: expect.stringMatching(/too many connections from here/),
    });
    await links[0]?.close('disconnect');
    const first = bob.linked[0];
    if (first !== undefined) {
      await hear(first).ended;
    }
    await settle();
    expect((await alice.network.dial(bob.where)).remoteKey).toBe(bob.key);
  });

  test('the 17th attempt in a row is turned away, one more is welcome 5 s later', async () => {
    const clock = manualClock(0);
    const bob = await world.peer('bob', {clock});
    for (let attempt = 0; attempt < 16; attempt++) {
      const stream = await knock(world, 'stranger', bob);
      stream.end();
      await until(() => stream.destroyed);
      await settle();
    }
    const turnedAway = await knock(world, 'stranger', bob);
    await until(() => turnedAway.destroyed);
    clock.advance(5 * second);
    const welcome = await linkAsRogue(world, bob, 'stranger');
    expect(welcome.link.hello.name).toBe('stranger');
  });

  test('500 strangers of all kinds leave nothing behind, and a contact gets in meanwhile', async () => {
    const clock = manualClock(0);
    const bob = await world.peer('bob', {clock});
    const carol = await world.peer('carol');
    const streams: Duplex[] = [];
    const bytes = [
      Buffer.from('ffffff41', 'hex'),
      Buffer.alloc(0),
      Buffer.of(32),
      Buffer.from(Uint8Array.from({length: 99}, (_, index) => (index * 37) & 0xff)),
      Buffer.concat([Buffer.of(32, 0, 0), Buffer.alloc(32, 9)]),
    ];
    for (let stranger = 0; stranger < 500; stranger++) {
      const stream = await knock(world, `stranger ${stranger % 100}`, bob);
      stream.write(bytes[stranger % bytes.length] ?? Buffer.alloc(0));
      streams.push(stream);
      if (stranger === 250) {
        expect((await carol.network.dial(bob.where)).remoteKey).toBe(bob.key);
      }
    }
    clock.advance(5 * second);
    await until(() => streams.every(stream => stream.destroyed));
    expect(bob.linked.map(link => link.remoteKey)).toEqual([carol.key]);
    expect(bob.faults).toEqual([]);
  });
});

describe('the end of a network', () => {
  test.each(['memory', 'tcp'] as const)(
    'says bye to everybody, throws out strangers, frees the port (%s)',
    async kind => {
      const world = createWorld(kind);
      const {alice, bob, ours, theirs} = await world.pair();
      const [here, there] = [hear(ours), hear(theirs)];
      const stranger = await knock(world, 'stranger', bob);
      await settle();
      await bob.network.close();
      expect(await here.ended).toEqual({
        type: 'bye',
        bye: {type: 'bye', reason: 'quit', detail: '', ...PROGRAM},
      });
      expect(there.ends).toEqual([{type: 'closed', reason: 'quit'}]);
      await until(() => stranger.destroyed);
      expect(await failureOf(alice.network.dial(bob.where))).toMatchObject({code: 'DIAL_REFUSED'});
      await world.end();
    },
  );

  test('a listener of a test or a user can be closed alone', async () => {
    const world = createWorld('memory');
    const {alice, bob, ours, theirs} = await world.pair();
    const more = await bob.network.listen({host: 'bob', port: 4243});
    expect((await alice.network.dial(more)).remoteKey).toBe(bob.key);
    await more.close();
    expect(await failureOf(alice.network.dial(more))).toMatchObject({code: 'DIAL_REFUSED'});
    const there = hear(theirs);
    ours.send({type: 'typing', active: true});
    await there.count(1);
    await world.end();
  });

  test('a core that cannot take a link closes it', async () => {
    const world = createWorld('memory');
    const mistake = new Error('on purpose');
    const bob = await world.peer('bob', {
      linked() {
        throw mistake;
      },
    });
    const alice = await world.peer('alice');
    const heard = hear(await alice.network.dial(bob.where));
    expect(await heard.ended).toMatchObject({type: 'bye', bye: {reason: 'quit'}});
    expect(bob.faults).toEqual([mistake]);
    await world.end();
  });

  test('both dial each other at once: two links, which the core can tell apart', async () => {
    const world = createWorld('tcp');
    const alice = await world.peer('alice');
    const bob = await world.peer('bob');
    const incoming = [alice.nextLink(), bob.nextLink()];
    const links = await Promise.all([
      alice.network.dial(bob.where),
      bob.network.dial(alice.where),
      ...incoming,
    ]);
    expect(links.map(link => [link.remoteKey === bob.key, link.initiator])).toEqual([
      [true, true],
      [false, true],
      [true, false],
      [false, false],
    ]);
    expect(links[0]?.hello).toMatchObject(helloOf('bob'));
    await world.end();
  });
});

/** A transport whose dials never come to anything. */
function deafTransport(transport: Transport): Transport {
  return {
    ...transport,
    dial: (_where, signal) =>
      new Promise((_resolve, reject) => {
        const cancelled = () => reject(new NatterError('DIAL_CANCELLED', 'cancelled'));
        signal.addEventListener('abort', cancelled);
      }),
  };
}

/** Listens without speaking anything. */
async function listenRaw(world: World, name: string) {
  const accepted = Promise.withResolvers<Duplex>();
  const listener = await world.transport(name).listen({host: world.hostOf(name), port: 0}, ({stream}) => {
    stream.resume();
    accepted.resolve(stream);
  });
  return {listener, accepted: accepted.promise};
}

/** Connects like somebody who may not even speak natter. */
async function knock(world: World, name: string, peer: Peer): Promise<Duplex> {
  const {stream} = await world.transport(name).dial(peer.where, never);
  stream.resume();
  world.strays.push(stream);
  return stream;
}
