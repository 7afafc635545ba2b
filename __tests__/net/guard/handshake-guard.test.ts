import {once} from 'node:events';
import type {Duplex} from 'node:stream';
import {describe, expect, test} from '@jest/globals';
import {createGate, type Gate} from '../../../src/net/guard/handshake-guard.ts';
import {createMemoryNetwork} from '../../../src/net/transport/memory.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';

type Subject = {
  readonly gate: Gate;
  /** The raw stream at the other end. */
  readonly other: Duplex;
  readonly socket: Duplex;
  readonly clock: ManualClock;
  /** What the gate told, in order. */
  readonly told: string[];
  readonly cut: () => void;
};

const SHORT = 32;

describe('the gate', () => {
  test('lets a good frame through as it is, both ways', async () => {
    const {gate, other} = makeGate();
    other.write(frame(SHORT));
    const [chunk] = await once(gate.stream, 'data');
    expect(chunk).toEqual(Buffer.from(frame(SHORT)));
    gate.stream.write(Buffer.from('answer'));
    expect(String((await once(other, 'data'))[0])).toBe('answer');
    expect(gate.received()).toBe(35);
  });

  test('stops a huge header after four bytes: nothing reaches the crypto', async () => {
    const {gate, other, told} = makeGate();
    const passed: unknown[] = [];
    gate.stream.on('data', chunk => passed.push(chunk));
    other.write(Buffer.from('ffffff41', 'hex'));
    await until(() => told.length > 0);
    other.write(Buffer.alloc(1000));
    await until(() => gate.received() === 1004);
    expect(told).toEqual(['violated: a frame of 16777215 bytes where the handshake has one of 32']);
    expect(passed).toEqual([]);
  });

  test('refuses a frame of length zero', async () => {
    const {other, told} = makeGate();
    other.write(Buffer.alloc(3));
    await until(() => told.length > 0);
    expect(told).toEqual(['violated: a frame of 0 bytes where the handshake has one of 32']);
  });

  test('a byte a second does not put the deadline off', async () => {
    const {gate, other, clock, told} = makeGate({deadline: 5000});
    for (const [index, byte] of [...frame(SHORT).subarray(0, 4)].entries()) {
      other.write(Uint8Array.of(byte));
      await until(() => gate.received() === index + 1);
      clock.advance(1000);
    }
    expect(told).toEqual([]);
    clock.advance(999);
    expect(told).toEqual([]);
    clock.advance(1);
    await until(() => told.length > 0);
    expect(told).toEqual(['expired']);
  });

  test('what came while this process could do nothing was in time', async () => {
    const {gate, other, clock, told} = makeGate({firstFrameDeadline: 1000});
    await settle();
    other.write(frame(SHORT)); // it is there, and not read
    clock.advance(1000);
    await until(() => gate.received() === 35);
    await settle();
    expect(told).toEqual([]);

    const silent = makeGate({firstFrameDeadline: 1000});
    await settle();
    silent.other.write(frame(SHORT).subarray(0, 20));
    silent.clock.advance(1000);
    await until(() => silent.told.length > 0);
    expect(silent.told).toEqual(['expired']);
  });

  test('the deadline is over once the peer has proven itself, or is gone', () => {
    const settled = makeGate({deadline: 5000});
    settled.gate.settle();
    settled.clock.advance(60_000);
    expect(settled.told).toEqual([]);

    const gone = makeGate({deadline: 5000});
    gone.gate.stream.destroy();
    gone.clock.advance(60_000);
    expect(gone.told).toEqual([]);
  });

  test('what comes after the gate discards is read and dropped', async () => {
    const {gate, other} = makeGate();
    const passed: unknown[] = [];
    gate.stream.on('data', chunk => passed.push(chunk));
    gate.discard();
    other.write(Buffer.alloc(200_000));
    await until(() => gate.received() === 200_000);
    expect(passed).toEqual([]);
  });

  test('a reader that pauses holds the sender back, and nothing is lost', async () => {
    const {gate, other} = makeGate();
    gate.stream.pause();
    const sent = Buffer.concat([
      frame(32),
      frame(64),
      frame(56),
      ...Array.from({length: 20}, () => frame(40_000)),
    ]);
    for (let start = 0; start < sent.length; start += 10_000) {
      other.write(sent.subarray(start, start + 10_000));
    }
    await settle();
    expect(gate.received()).toBeLessThan(sent.length / 2);
    const chunks: Buffer[] = [];
    gate.stream.on('data', chunk => chunks.push(chunk));
    gate.stream.resume();
    await until(() => gate.received() === sent.length);
    await settle();
    expect(Buffer.concat(chunks).equals(sent)).toBe(true);
  });

  test('counts what has not left yet, once', async () => {
    const {gate, other, told} = makeGate();
    other.pause();
    gate.stream.write(Buffer.alloc(100_000));
    gate.stream.write(Buffer.alloc(300_000));
    gate.stream.write(Buffer.alloc(50_000));
    expect(gate.buffered()).toBe(450_000);
    await settle();
    expect(gate.buffered()).toBeLessThanOrEqual(450_000);
    expect(gate.buffered()).toBeGreaterThan(300_000);
    other.resume();
    await until(() => gate.buffered() === 0);
    expect(told).toContain('flushed');
  });

  test('a FIN in the middle of a frame is told apart', async () => {
    const {gate, other} = makeGate();
    other.write(Buffer.concat([frame(32), frame(64), frame(56), frame(100).subarray(0, 20)]));
    other.end();
    gate.stream.resume();
    await once(gate.stream, 'end');
    expect(gate.isMidFrame()).toBe(true);
    expect(gate.error()).toBeNull();
  });

  test('a FIN before the handshake is complete ends the gate at once', async () => {
    const {gate, other} = makeGate();
    const closed = once(gate.stream, 'close');
    other.end(frame(32));
    await closed;
    expect(gate.stream.destroyed).toBe(true);
  });

  test('a reset is kept as its cause', async () => {
    const {gate, cut} = makeGate();
    const closed = new Promise(resolve => gate.stream.once('close', resolve));
    cut();
    await closed;
    expect(gate.error()).toMatchObject({code: 'ECONNRESET'});
  });

  test('destroying the gate destroys the raw stream', async () => {
    const {gate, socket} = makeGate();
    gate.stream.destroy();
    await until(() => socket.destroyed);
  });

  test('a raw stream that is gone before it begins', async () => {
    const network = createMemoryNetwork();
    const [socket] = network.pair();
    socket.destroy();
    const {gate} = makeGate({socket});
    await once(gate.stream, 'close');
  });
});

function makeGate({
  deadline = 5000,
  firstFrameDeadline,
  socket,
}: {
  deadline?: number;
  firstFrameDeadline?: number;
  socket?: Duplex;
} = {}): Subject {
  const network = createMemoryNetwork();
  const [ours, other] = network.pair();
  const clock = manualClock(0);
  const told: string[] = [];
  const raw = socket ?? ours;
  const gate = createGate({
    socket: raw,
    expected: [[32], [64], [56]],
    handshakeFrameBytes: 256,
    clock,
    deadline,
    firstFrameDeadline,
    expired: () => told.push('expired'),
    violated: detail => told.push(`violated: ${detail}`),
    flushed: () => told.push('flushed'),
  });
  return {gate, other, socket: raw, clock, told, cut: network.cut};
}

function frame(length: number): Uint8Array {
  const bytes = new Uint8Array(3 + length);
  bytes.set([length & 0xff, (length >> 8) & 0xff, length >> 16]);
  return bytes;
}

/** Waits, one turn of the event loop at a time, for what must come. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) {
    await new Promise(setImmediate);
  }
}

/** Gives everything that could still move the turns to do so. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    await new Promise(setImmediate);
  }
}
