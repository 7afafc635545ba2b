import c, {type State} from 'compact-encoding';
import {ProtocolError} from '../protocol-error.ts';
import {ONE_BYTE, readUint, writeUint} from './uints.ts';

/**
 * Writes and reads one value. `preencode` adds the size to `state.end`, `encode` writes at `state.start`,
 * `decode` reads from there up to `state.end`. Encoding a value that breaks a bound is a mistake of ours and
 * throws `RangeError`, already in `preencode`; decoding throws `ProtocolError` and nothing else.
 */
export type Codec<T> = {
  readonly preencode: (state: State, value: T) => void;
  readonly encode: (state: State, value: T) => void;
  readonly decode: (state: State) => T;
};

/**
 * What a value is called in an error, as a noun in the singular without an article: `clock of an entry`. Each
 * sentence about it is then right, whatever it is called.
 */
export type Label = string;

const utf8 = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});
/** What stands in a decoded text for bytes that are no UTF-8. */
const REPLACEMENT = '\ufffd';
const NOTHING = Buffer.alloc(0);
/** The highest value of 32 flags: those that JavaScript can tell apart. */
const ALL_FLAGS = 0xffff_ffff;

/** Refuses a label that no sentence could be made of. */
function checkLabel(label: Label): void {
  const [noun = ''] = label.split(' of ');
  if (!/^[a-z][a-z0-9 -]*$/.test(noun) || /(?<!s)s$/.test(noun) || /^(the|an?|its?) /.test(noun)) {
    throw new TypeError(`"${label}" must be a noun in the singular, without an article`);
  }
}

/** A whole number from 0 to `max`, in 1, 3, 5 or 9 bytes (the uint of compact-encoding). */
export function uint(label: Label, max: number = Number.MAX_SAFE_INTEGER): Codec<number> {
  checkLabel(label);
  return {
    preencode(state, value) {
      if (!Number.isSafeInteger(value) || value < 0 || value > max) {
        throw new RangeError(`The ${label} must be a whole number from 0 to ${max}`);
      }
      c.uint.preencode(state, value);
    },
    encode: writeUint,
    decode(state) {
      const value = readUint(state, label);
      if (value > max) {
        throw new ProtocolError(`The ${label} is larger than ${max}`);
      }
      return value;
    },
  };
}

/** Up to 32 flags, the first one in the lowest bit. Unknown ones are ignored by whoever looks at them. */
export function flags(label: Label): Codec<number> {
  return uint(label, ALL_FLAGS);
}

/** One of some names, each with its number. Numbers are forever; `fallback` stands for those of a newer version. */
export function enumeration<T extends string>(
  label: Label,
  numbers: Readonly<Record<T, number>>,
  fallback: NoInfer<T>,
): Codec<T> {
  const number = uint(label);
  const names: T[] = [];
  for (const [name, value] of Object.entries<number>(numbers)) {
    names[value] = name as T;
  }
  return {
    preencode: (state, value) => number.preencode(state, numbers[value]),
    encode: (state, value) => number.encode(state, numbers[value]),
    decode: state => names[number.decode(state)] ?? fallback,
  };
}

/** One flag alone, in the lowest of 32 bits. */
export function flag(label: Label): Codec<boolean> {
  const bits = flags(label);
  return {
    preencode: (state, value) => bits.preencode(state, Number(value)),
    encode: (state, value) => bits.encode(state, Number(value)),
    decode: state => (bits.decode(state) & 1) === 1,
  };
}

/** Text in UTF-8, at most `maxBytes` long, after its length. Bytes that are not UTF-8 are refused. */
export function text(label: Label, maxBytes: number): Codec<string> {
  checkLabel(label);
  return {
    preencode(state, value) {
      if (value.length > maxBytes / 3 && Buffer.byteLength(value) > maxBytes) {
        throw new RangeError(`The ${label} must have at most ${maxBytes} bytes`);
      }
      c.utf8.preencode(state, value);
    },
    encode: writeText,
    decode(state) {
      const length = readLength(state, label, maxBytes);
      const buffer = bufferOf(state);
      const start = skip(state, length, label);
      const value = buffer.toString(undefined, start, start + length); // UTF-8, without looking that up
      return value.includes(REPLACEMENT)
        ? decodeStrict(buffer.subarray(start, start + length), label)
        : value;
    },
  };
}

/** Most texts are short: their length is known once they are written, and need not be counted before. */
function writeText(state: State, value: string): void {
  if (value.length <= ONE_BYTE) {
    const buffer = bufferOf(state);
    const length = buffer.write(value, state.start + 1);
    if (length <= ONE_BYTE) {
      buffer[state.start] = length;
      state.start += 1 + length;
      return;
    }
  }
  c.utf8.encode(state, value);
}

/** Tells a replacement that was sent from one that the decoder put there: it costs more, and is rarely needed. */
function decodeStrict(encoded: Uint8Array, label: Label): string {
  try {
    return utf8.decode(encoded);
  } catch (cause) {
    throw new ProtocolError(`The ${label} is not valid UTF-8`, {cause});
  }
}

/** Exactly `length` bytes, without a length before them. Decoding copies them out of the frame. */
export function bytes(label: Label, length: number): Codec<Uint8Array> {
  checkLabel(label);
  return {
    preencode(state, value) {
      if (value.byteLength !== length) {
        throw new RangeError(`The ${label} must have ${length} bytes`);
      }
      state.end += length;
    },
    encode(state, value) {
      state.buffer?.set(value, state.start);
      state.start += length;
    },
    decode(state) {
      const start = skip(state, length, label);
      return copyOf(state, start, length);
    },
  };
}

/** A list of `min` to `max` items after their number. */
export function list<T>(
  label: Label,
  item: Codec<T>,
  {min, max}: {min: number; max: number},
): Codec<readonly T[]> {
  checkLabel(label);
  return {
    preencode(state, values) {
      if (values.length < min || values.length > max) {
        throw new RangeError(`The ${label} must have ${min} to ${max} items`);
      }
      c.uint.preencode(state, values.length);
      for (const value of values) {
        item.preencode(state, value);
      }
    },
    encode(state, values) {
      writeUint(state, values.length);
      for (const value of values) {
        item.encode(state, value);
      }
    },
    decode(state) {
      const count = readUint(state, label);
      if (count < min || count > max) {
        throw new ProtocolError(`The ${label} must have ${min} to ${max} items, not ${count}`);
      }
      const values = new Array<T>(count); // an array that grows has room for 17 at once
      for (let index = 0; index < count; index++) {
        values[index] = item.decode(state);
      }
      return values;
    },
  };
}

/** A value after its size in bytes: what a newer version adds at its end is passed over. */
export function lengthPrefixed<T>(label: Label, inner: Codec<T>): Codec<T> {
  checkLabel(label);
  return {
    preencode(state, value) {
      const before = state.end;
      inner.preencode(state, value);
      c.uint.preencode(state, state.end - before);
    },
    encode(state, value) {
      const {buffer, start} = state;
      state.start++;
      inner.encode(state, value);
      const end = state.start;
      const size = end - start - 1;
      if (size > ONE_BYTE) {
        makeRoom(state, start + 1, sizeOf(c.uint, size) - 1);
        c.uint.encode({buffer, start, end}, size);
      } else if (buffer !== null) {
        buffer[start] = size;
      }
    },
    decode(state) {
      const {end} = state;
      const size = readUint(state, label);
      const next = state.start + size;
      if (next > end) {
        throw new ProtocolError(`The ${label} is cut short`);
      }
      state.end = next;
      const value = inner.decode(state);
      state.start = next;
      state.end = end;
      return value;
    },
  };
}

/** Refuses to read what breaks a rule that no single field can know. Writing it is not checked. */
export function checked<T>(codec: Codec<T>, isRight: (value: T) => boolean, problem: string): Codec<T> {
  return {
    ...codec,
    decode(state) {
      const value = codec.decode(state);
      if (!isRight(value)) {
        throw new ProtocolError(problem);
      }
      return value;
    },
  };
}

/** A value after its size in bytes, or null as the size 0: for values that never take no bytes at all. */
export function nullable<T>(label: Label, inner: Codec<T>): Codec<T | null> {
  const present = lengthPrefixed(label, inner);
  return {
    preencode: (state, value) =>
      value === null ? c.uint.preencode(state, 0) : present.preencode(state, value),
    encode: (state, value) => (value === null ? writeUint(state, 0) : present.encode(state, value)),
    decode(state) {
      const isAbsent = state.start < state.end && state.buffer?.[state.start] === 0;
      state.start += isAbsent ? 1 : 0;
      return isAbsent ? null : present.decode(state);
    },
  };
}

/** Moves what was written from `from` on by so many bytes. */
function makeRoom(state: State, from: number, bytes: number): void {
  state.buffer?.copyWithin(from + bytes, from, state.start);
  state.start += bytes;
}

/** How many bytes a value takes. Throws `RangeError` if it breaks a bound. */
export function sizeOf<T>(codec: Pick<Codec<T>, 'preencode'>, value: T): number {
  const state = c.state();
  codec.preencode(state, value);
  return state.end;
}

function readLength(state: State, label: Label, max: number): number {
  const length = readUint(state, label);
  if (length > max) {
    throw new ProtocolError(`The ${label} is longer than ${max} bytes`);
  }
  return length;
}

/** The bytes at `start`, if they are others than those before: nothing is copied where they are the same. */
export function takeChanged(state: State, length: number, before: Uint8Array, label: Label): Uint8Array {
  const start = skip(state, length, label);
  return before.byteLength === length && liesAt(state, start, before) ? before : copyOf(state, start, length);
}

/** Without a branch for each byte, which would take twice as long. */
function liesAt(state: State, start: number, wanted: Uint8Array): boolean {
  const buffer = state.buffer ?? NOTHING;
  let difference = 0;
  for (let at = 0; at < wanted.byteLength; at++) {
    difference |= (buffer[start + at] ?? 0) ^ (wanted[at] ?? 0);
  }
  return difference === 0;
}

/** For the few bytes of a key or a salt a loop is quicker than a view and its copy. */
function copyOf({buffer}: State, start: number, length: number): Uint8Array {
  const copy = new Uint8Array(length);
  for (let at = 0; at < length; at++) {
    copy[at] = buffer?.[start + at] ?? 0;
  }
  return copy;
}

/** Passes over the next bytes and answers where they begin. Throws `ProtocolError` if there are fewer. */
export function skip(state: State, length: number, label: Label): number {
  const {start} = state;
  if (state.end - start < length) {
    throw new ProtocolError(`The ${label} is cut short`);
  }
  state.start += length;
  return start;
}

/** The bytes as a Buffer, which writes and reads text in one call; frames are Buffers already. */
function bufferOf({buffer}: State): Buffer {
  if (Buffer.isBuffer(buffer)) {
    return buffer;
  }
  return buffer === null ? NOTHING : Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
