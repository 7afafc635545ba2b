import * as crypto from 'node:crypto';
import {afterAll, afterEach, beforeAll, describe, expect, test} from '@jest/globals';
import createTestnet from 'hyperdht/testnet.js';
import {keyPair} from '../../../src/identity/key-pair.ts';
import {dayKey, dayPublicKey, reachKey} from '../../../src/identity/reach/day-key.ts';
import {systemClock} from '../../../src/lib/time/clock.ts';
import {type DhtNode, type RingStream, startDhtNode} from '../../../src/net/dht/dht-node.ts';
import {until} from '../../support/cores.ts';

/** Four nodes on loopback, and what is opened on them: all of it is closed. */
let testnet: Awaited<ReturnType<typeof createTestnet>>;
const nodes: DhtNode[] = [];

beforeAll(async () => {
  testnet = await createTestnet(4, {host: '127.0.0.1'});
});
afterEach(async () => {
  await Promise.all(nodes.splice(0).map(node => node.close()));
});
afterAll(() => testnet.destroy());

async function start(): Promise<DhtNode> {
  const node = await startDhtNode({bootstrap: testnet.bootstrap, host: '127.0.0.1', clock: systemClock});
  nodes.push(node);
  return node;
}

const never = new AbortController().signal;
const today = (seed: number) => dayKey(reachKey(Buffer.alloc(32, seed)), 20785);

async function listen(node: DhtNode, key: ReturnType<typeof today>, expected: readonly Buffer[]) {
  const {promise, resolve} = Promise.withResolvers<RingStream>();
  const listener = await node.listen(key, remote => expected.some(one => one.equals(remote)), resolve);
  return {listener, stream: promise};
}

/** As the handshake sends it: UDX hands over whole frames, with their length in the first three bytes. */
const frame = (text: string) => Buffer.concat([Buffer.from([text.length, 0, 0]), Buffer.from(text)]);

const read = (stream: RingStream, bytes: number) =>
  new Promise<string>(resolve => {
    let text = '';
    stream.stream.on('data', chunk => {
      text += chunk;
      if (text.length >= bytes) {
        resolve(text);
      }
    });
  });

describe('contacts', () => {
  test("find each other by the keys of the day, and each sees the other's", async () => {
    const [ann, bob] = [today(1), today(2)];
    const there = await start();
    const here = await start();
    const {listener, stream} = await listen(there, bob, [ann.publicKey]);
    expect(listener.announcedAt()).toBeGreaterThan(0);
    const annsView = dayPublicKey(reachKey(Buffer.alloc(32, 2)).point, 20785);
    const out = await here.dial(annsView, ann, never);
    const arrived = await stream;
    expect(arrived.remoteKey).toEqual(ann.publicKey);
    out.stream.write(frame('hello from ann'));
    expect(await read(arrived, 17)).toBe(String(frame('hello from ann')));
    arrived.stream.write(frame('hello from bob'));
    expect(await read(out, 17)).toBe(String(frame('hello from bob')));
  });

  test('carry a mebibyte whole, and its end', async () => {
    const [ann, bob] = [today(1), today(2)];
    const {stream} = await listen(await start(), bob, [ann.publicKey]);
    const out = await (await start()).dial(bob.publicKey, ann, never);
    const bytes = crypto.randomBytes(2 ** 20);
    out.stream.end(bytes);
    const chunks: Buffer[] = [];
    for await (const chunk of (await stream).stream) {
      chunks.push(chunk as Buffer);
    }
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
  });
});

test('of a flood of strangers from one host few are looked at, and other listeners know nothing of it', async () => {
  const [there, here, eve] = [await start(), await start(), await start()];
  const [ann, bob, other] = [today(1), today(2), today(3)];
  let asked = 0;
  await there.listen(
    bob,
    () => ++asked === 0,
    () => {},
  );
  await there.listen(
    other,
    remote => remote.equals(ann.publicKey),
    () => {},
  );
  const end = new AbortController();
  const flood = Array.from({length: 50}, (_, index) =>
    eve.dial(bob.publicKey, today(100 + index), end.signal),
  );
  await until(() => asked === 8);
  await here.dial(other.publicKey, ann, never); // by then the rest of the flood has arrived, too
  end.abort();
  await Promise.allSettled(flood);
  expect(asked).toBeLessThan(12);
});

test('the keys of an invite do as well', async () => {
  const [host, guest] = [keyPair(Buffer.alloc(32, 7)), keyPair(Buffer.alloc(32, 8))];
  const there = await start();
  const arrived = Promise.withResolvers<RingStream>();
  await there.listen(host, remote => remote.equals(Buffer.from(guest.publicKey)), arrived.resolve);
  await (await start()).dial(host.publicKey, guest, never);
  expect((await arrived.promise).remoteKey).toEqual(Buffer.from(guest.publicKey));
});

describe('a dial that leads nowhere', () => {
  test('nobody announced the key', async () => {
    await expect((await start()).dial(today(9).publicKey, today(1), never)).rejects.toMatchObject({
      code: 'PEER_AWAY',
    });
  });

  test('is ended by its caller', async () => {
    const {listener: _} = await listen(await start(), today(2), []);
    const abort = new AbortController();
    const dialled = (await start()).dial(today(2).publicKey, today(3), abort.signal);
    abort.abort();
    await expect(dialled).rejects.toMatchObject({code: 'DIAL_CANCELLED'});
    await expect((await start()).dial(today(2).publicKey, today(3), abort.signal)).rejects.toMatchObject({
      code: 'DIAL_CANCELLED',
    });
  });
});

test('what is known of a node tells whether it was answered', async () => {
  const node = await start();
  await listen(node, today(2), []);
  expect(node.facts()).toMatchObject({listeners: 1});
  expect(node.facts().knownNodes).toBeGreaterThan(0);
  expect(node.knownNodes().length).toBeGreaterThan(0);
});
