import {peerKey} from '../src/lib/ids.ts';
import {createFrameReader, writeFrame} from '../src/net/mux/mux-frames.ts';
import {decodeMessage, encodeMessage, type MessageType, messageTags} from '../src/wire/chat/codecs.ts';
import type {ChatMessage, HelloDevices} from '../src/wire/chat/messages.ts';
import {ProtocolError} from '../src/wire/protocol-error.ts';
import {createRandom, type Random} from './support/random.ts';
import type {Figure} from './types.ts';

const FRAMES = 1_000_000;
const QUICK_FRAMES = 50_000;
/** No input may keep a decoder busy for longer, milliseconds. */
export const SLOW = 50;

/** Frames of every kind, changed at random, against every decoder that a peer's bytes reach after decryption. */
export const fuzzedFrames: Figure = {
  id: 'T14',
  title: 'fuzzed frames against the multiplexer guard and every codec',
  bar: 'only protocol errors, none over 50 ms',
  async run(run) {
    const wanted = run.quick ? QUICK_FRAMES : FRAMES;
    const {errors, messages, slowest, wrong} = fuzz(createRandom(run.seed), wanted);
    return {
      result: `${wanted} frames: ${messages} decoded, ${errors} protocol errors, ${wrong.length} others, slowest ${slowest.toFixed(1)} ms`,
      pass: wrong.length === 0 && slowest <= SLOW && errors > 0 && messages > 0,
      notes: wrong.slice(0, 5),
    };
  },
};

/** Decodes changed frames; whatever is thrown besides `ProtocolError` is wrong. */
export function fuzz(random: Random, frames: number) {
  const types = Object.keys(messageTags) as MessageType[];
  const wrong: string[] = [];
  let errors = 0;
  let messages = 0;
  let slowest = 0;
  for (let count = 0; count < frames; count++) {
    const type = random.pick(types);
    const bytes = change(seedFor(type, random), random);
    const decode = count % 2 === 0 ? decodeAlone : decodeFramed;
    const outcome = attempt(() => decode(type, bytes));
    if (outcome.error === null) {
      messages++;
    } else if (outcome.error instanceof ProtocolError) {
      errors++;
    } else {
      wrong.push(`${type} ${Buffer.from(bytes).toString('hex').slice(0, 200)}: ${outcome.error}`);
    }
    slowest = Math.max(slowest, outcome.milliseconds);
  }
  return {errors, messages, slowest, wrong};
}

function decodeAlone(type: MessageType, bytes: Uint8Array): void {
  decodeMessage(type, bytes);
}

function decodeFramed(type: MessageType, bytes: Uint8Array): void {
  createFrameReader()(bytes, message => decodeMessage(type, message));
}

/** What a decoder throws, and how long it takes: a slow frame is slow again, a busy machine is not. */
export function attempt(decode: () => void): {error: unknown; milliseconds: number} {
  let milliseconds = Number.POSITIVE_INFINITY;
  let error: unknown = null;
  for (let tries = 0; tries < 3 && milliseconds > SLOW / 10; tries++) {
    const began = performance.now();
    try {
      decode();
    } catch (thrown) {
      error = thrown;
    }
    milliseconds = Math.min(milliseconds, performance.now() - began);
  }
  return {error, milliseconds};
}

/** A good message, alone or in a frame of the multiplexer. */
function seedFor(type: MessageType, random: Random): Uint8Array {
  const one = encodeMessage(sample(type, random));
  if (random.next() < 0.5) {
    return one;
  }
  const framed = Uint8Array.from([1, messageTags[type], ...one]);
  return writeFrame(random.next() < 0.5 ? [framed] : [framed, framed, framed], size => new Uint8Array(size));
}

function sample(type: MessageType, random: Random): ChatMessage {
  const number = () => Math.floor(random.next() * 2 ** (1 + random.next() * 50));
  const text = 'x\u{1f600}é\n'.repeat(Math.floor(random.next() * 8));
  const author = peerKey('11'.repeat(32));
  const logs = Array.from({length: Math.floor(random.next() * 6)}, () => ({
    epoch: number(),
    sequence: number(),
    chain: new Uint8Array(16).fill(number()),
  }));
  switch (type) {
    case 'hello':
      return {
        type,
        version: 1,
        features: number() % 2 ** 32,
        name: text,
        port: 4242,
        instance: number(),
        binding: new Uint8Array(32),
        person: new Uint8Array(32),
        devices: devicesOf(Math.floor(random.next() * 3)),
        program: 'natter',
        release: '0.2.0',
      };
    case 'standing':
      return {type, accepted: random.next() < 0.5};
    case 'rename':
      return {type, name: text};
    case 'status':
      return {type, text};
    case 'have':
      return {type, author, clock: number(), logs};
    case 'read':
      return {type, author, logs};
    case 'entries': {
      const target = {author, epoch: number(), sequence: number()};
      const stamp = {clock: number(), time: number()};
      const entry = {...stamp, kind: 'text' as const, target, body: text, salt: new Uint8Array(16)};
      const gone = {...stamp, kind: 'gone' as const, digest: new Uint8Array(32)};
      const entries = [entry, {...entry, target: null}, gone];
      return {type, author, epoch: number(), first: 1 + number(), entries};
    }
    case 'typing':
      return {type, active: random.next() < 0.5};
    case 'ping':
    case 'pong':
      return {type, nonce: number()};
    case 'bye':
      return {type, reason: 'quit', detail: text, program: 'natter', release: '0.2.0'};
    case 'reach': {
      const addresses = [{host: new Uint8Array(16).fill(number()), port: number() % 65_536}];
      const [point, possession] = [new Uint8Array(32), new Uint8Array(64)];
      return {type, serial: number(), point, possession, addresses, time: number()};
    }
    case 'reach-ack':
      return {type, serial: number()};
  }
}

function devicesOf(count: number): HelloDevices | null {
  const device = {key: new Uint8Array(32), name: 'laptop', since: 0};
  return count === 0
    ? null
    : {
        number: count,
        previous: new Uint8Array(32),
        devices: Array.from({length: count}, () => device),
        signature: new Uint8Array(64),
      };
}

/** Flips, cuts, repeats or replaces; grammar-aware in that most of the bytes stay good. */
export function change(good: Uint8Array, random: Random): Uint8Array {
  const bytes = Uint8Array.from(good);
  const place = () => Math.floor(random.next() * Math.max(1, bytes.byteLength));
  const kind = random.next();
  if (kind < 0.2) {
    return bytes.subarray(0, place());
  }
  if (kind < 0.3) {
    return Uint8Array.from([...bytes, ...bytes.subarray(place())]);
  }
  if (kind < 0.4) {
    return Uint8Array.from({length: Math.floor(random.next() * 200)}, () => Math.floor(random.next() * 256));
  }
  for (let changes = 1 + Math.floor(random.next() * 4); changes > 0; changes--) {
    bytes[place()] =
      random.next() < 0.3 ? 0xfd + Math.floor(random.next() * 3) : Math.floor(random.next() * 256);
  }
  return bytes;
}
