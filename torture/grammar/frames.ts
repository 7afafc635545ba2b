import fc from 'fast-check';
import {type MessageType, messageTags} from '../../src/wire/chat/codecs.ts';

/**
 * Bytes that are nearly what docs/PROTOCOL.md says: made from the grammar itself, not by our encoders, with fields
 * that are too large, lengths that lie, and frames that are cut, repeated or nested. All of it shrinks.
 */
type Bytes = fc.Arbitrary<Uint8Array>;

const INTERESTING = [0n, 1n, 2n, 63n, 64n, 65n, 252n, 253n, 400n, 512n, 1024n, 1025n, 16_384n, 16_385n];
const LARGE = [0xffffn, 0x1_0000n, 0xffff_ffffn, 0x1_0000_0000n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 64n - 1n];
/** A field is as it should be so much more often than not: else no frame would get past its first one. */
const GOOD = 40;

const rawByte = fc.nat(255);
/** By how much a length is wrong: nearly never. */
const lie = fc.oneof(
  {weight: GOOD, arbitrary: fc.constant(0)},
  fc.integer({min: -2, max: 3}),
  fc.constant(70_000),
);
const mostly = fc.oneof({weight: GOOD, arbitrary: fc.constant(true)}, fc.constant(false));
const rawBytes = fc.uint8Array({maxLength: 24});

/** A number in the shortest form, or in one of the longer ones, which say the same. */
const number: Bytes = fc.oneof(
  {weight: GOOD, arbitrary: fc.nat(5).map(value => numberBytes(BigInt(value)))},
  {weight: 3, arbitrary: fc.constantFrom(...INTERESTING, ...LARGE).map(value => numberBytes(value))},
  {weight: 1, arbitrary: fc.tuple(fc.constantFrom(...INTERESTING), fc.nat(3)).map(longForm)},
  {weight: 1, arbitrary: fc.tuple(fc.constantFrom(...LARGE), fc.nat(8)).map(cutForm)},
);

const characters = fc.oneof(
  {weight: GOOD, arbitrary: fc.string({unit: 'grapheme', maxLength: 12}).map(text => Buffer.from(text))},
  {weight: 1, arbitrary: fc.string({unit: 'binary', maxLength: 12}).map(text => Buffer.from(text))},
  {weight: 1, arbitrary: fc.constantFrom(100, 513, 401, 16_385).map(size => new Uint8Array(size).fill(97))},
  {weight: 1, arbitrary: rawBytes},
);
const text: Bytes = lengthBefore(characters);

/** So many bytes, nearly always. */
function fixed(length: number): Bytes {
  return fc.oneof({weight: GOOD, arbitrary: fc.uint8Array({minLength: length, maxLength: length})}, rawBytes);
}

/** Stand for the keys of those who write frames, and of those who read them, until it is known which these are. */
export const WRITER = new Uint8Array(32).fill(0xbb);
export const READER = new Uint8Array(32).fill(0xaa);

const writer: Bytes = fc.oneof({weight: GOOD, arbitrary: fc.constant(WRITER)}, fixed(32));
const reader: Bytes = fc.oneof({weight: GOOD, arbitrary: fc.constant(READER)}, fixed(32));
const key = fc.oneof(writer, reader);
const positions: Bytes = listOf(fc.tuple(number, number, fixed(16)).map(join), {minLength: 0, maxLength: 5});
const logs: Bytes = listOf(fc.tuple(number, number).map(join), {minLength: 0, maxLength: 5});

/** Flags say which optional fields follow; sometimes they do not, or do although nobody said so. */
const entryFields: Bytes = fc
  .record({
    stamp: fc.tuple(number, number).map(join),
    isErased: fc.oneof({weight: 4, arbitrary: fc.constant(false)}, fc.constant(true)),
    digest: fixed(32),
    head: fc.tuple(fixed(16), number).map(join),
    flags: fc.oneof({weight: GOOD, arbitrary: fc.nat(3)}, rawByte),
    target: fc.tuple(key, number, number).map(join),
    body: text,
    lifetime: number,
    honest: mostly,
    rest: fc.oneof({weight: GOOD, arbitrary: fc.constant(new Uint8Array())}, rawBytes),
  })
  .map(({stamp, isErased, digest, head, flags, target, body, lifetime, honest, rest}) => {
    if (isErased) {
      return join([stamp, Uint8Array.of(1), digest, rest]);
    }
    const hasTarget = ((flags & 1) === 1) === honest;
    const hasLifetime = ((flags & 2) === 2) === honest;
    return join([
      stamp,
      Uint8Array.of(0),
      head,
      numberBytes(BigInt(flags)),
      ...(hasTarget ? [target] : []),
      body,
      ...(hasLifetime ? [lifetime] : []),
      rest,
    ]);
  });
const entries: Bytes = listOf(lengthBefore(entryFields), {minLength: 0, maxLength: 6});

/** What follows the tag of each message. */
const payloads: {readonly [T in MessageType]: Bytes} = {
  hello: sequence(number, number, text, number, number, fc.uint8Array({minLength: 30, maxLength: 34})),
  standing: number,
  rename: text,
  status: text,
  have: sequence(reader, number, positions),
  read: sequence(reader, logs),
  entries: sequence(writer, number, number, entries),
  typing: number,
  ping: number,
  pong: number,
  bye: sequence(number, text),
  reach: sequence(
    number,
    fixed(32),
    fixed(64),
    listOf(sequence(fixed(16), number), {minLength: 0, maxLength: 10}),
  ),
  'reach-ack': number,
};

/** A message and the type that it is read as, which is nearly always its own. */
export const typedPayloads: fc.Arbitrary<{readonly type: MessageType; readonly bytes: Uint8Array}> = fc.oneof(
  ...(Object.keys(messageTags) as MessageType[]).map(type =>
    mutated(payloads[type]).map(bytes => ({type, bytes})),
  ),
);

/** A message for the channel of the chat, or for another one, or of no known type. */
const message: Bytes = fc
  .tuple(
    fc.oneof({weight: GOOD, arbitrary: fc.constant(1)}, rawByte),
    typedPayloads,
    fc.oneof({weight: GOOD, arbitrary: fc.constant(null)}, fc.nat(30)),
  )
  .map(([channel, {type, bytes}, tag]) => join([Uint8Array.of(channel, tag ?? messageTags[type]), bytes]));

const protocolName = fc.constantFrom('natter/chat/1', 'natter/chat/2', '', 'x'.repeat(300));

/** Opening, refusing and closing channels, and what has no meaning. */
const control: Bytes = fc.oneof(
  sequence(
    fc.constant(Uint8Array.of(0, 1)),
    number,
    protocolName.map(name => join([numberBytes(BigInt(name.length)), Buffer.from(name)])),
    text,
  ),
  sequence(
    fc.constant(Uint8Array.of(0)),
    fc.nat(6).map(type => Uint8Array.of(type)),
    number,
    rawBytes,
  ),
);

const single: Bytes = fc.oneof({weight: 8, arbitrary: message}, {weight: 1, arbitrary: control});

/** Messages in one frame: each after its size, with changes of the channel between them. */
const batch: Bytes = fc
  .tuple(
    fc.oneof({weight: GOOD, arbitrary: fc.constant(1)}, fc.nat(3)),
    fc.array(
      fc.oneof(
        {weight: GOOD, arbitrary: lengthBefore(single.map(bytes => bytes.subarray(1)))},
        {weight: 1, arbitrary: fc.nat(3).map(channel => Uint8Array.of(0, channel))},
      ),
      {maxLength: 6},
    ),
  )
  .map(([channel, messages]) => join([Uint8Array.of(0, 0, channel), ...messages]));
const nested: Bytes = batch.map(inner => join([Uint8Array.of(0, 0, 0), sized(inner.subarray(1))]));

/** Frames as the multiplexer reads them. */
export const frames: Bytes = mutated(
  fc.oneof({weight: 6, arbitrary: single}, {weight: 3, arbitrary: batch}, {weight: 1, arbitrary: nested}),
);

/** Cuts, repeats, or changes a byte; most stay as they are. */
function mutated(good: Bytes): Bytes {
  const change = fc.oneof(
    {weight: GOOD, arbitrary: fc.constant(null)},
    {weight: 1, arbitrary: fc.record({how: fc.constant('cut' as const), at: fc.nat(10_000), to: rawByte})},
    {weight: 1, arbitrary: fc.record({how: fc.constant('twice' as const), at: fc.nat(), to: rawByte})},
    {weight: 2, arbitrary: fc.record({how: fc.constant('byte' as const), at: fc.nat(10_000), to: rawByte})},
  );
  return fc.tuple(good, change).map(([bytes, chosen]) => {
    const place = chosen === null ? 0 : chosen.at % Math.max(1, bytes.byteLength);
    switch (chosen?.how) {
      case 'cut':
        return bytes.slice(0, place);
      case 'twice':
        return join([bytes, bytes]);
      case 'byte':
        return bytes.byteLength === 0 ? bytes : bytes.with(place, chosen.to);
      default:
        return bytes;
    }
  });
}

function sequence(...parts: readonly Bytes[]): Bytes {
  return fc.tuple(...parts).map(join);
}

/** A list after its number of items, which sometimes is another one. */
function listOf(item: Bytes, size: {readonly minLength: number; readonly maxLength: number}): Bytes {
  return fc
    .tuple(fc.array(item, size), lie)
    .map(([items, by]) => join([numberBytes(BigInt(Math.max(0, items.length + by))), ...items]));
}

function lengthBefore(inner: Bytes): Bytes {
  return fc.tuple(inner, lie).map(([bytes, by]) => sized(bytes, by));
}

function sized(bytes: Uint8Array, by = 0): Uint8Array {
  return join([numberBytes(BigInt(Math.max(0, bytes.byteLength + by))), bytes]);
}

function longForm([value, form]: [bigint, number]): Uint8Array {
  return numberBytes(value, form);
}

function cutForm([value, size]: [bigint, number]): Uint8Array {
  return numberBytes(value).subarray(0, size);
}

/** compact-encoding: one byte up to 252; or 253, 254, 255 before two, four, eight bytes, the least first. */
function numberBytes(value: bigint, atLeast = 0): Uint8Array {
  const needed = value <= 252n ? 0 : value <= 0xffffn ? 1 : value <= 0xffff_ffffn ? 2 : 3;
  const form = Math.max(needed, atLeast);
  if (form === 0) {
    return Uint8Array.of(Number(value));
  }
  const bytes = new Uint8Array(1 + 2 ** form);
  bytes[0] = 252 + form;
  for (let index = 1; index < bytes.byteLength; index++) {
    bytes[index] = Number((value >> BigInt(8 * (index - 1))) & 0xffn);
  }
  return bytes;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
