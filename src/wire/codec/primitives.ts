import c, {type State} from 'compact-encoding';
import {ProtocolError} from '../protocol-error.ts';

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

const utf8 = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});
/** What stands in a decoded text for bytes that are no UTF-8. */
const REPLACEMENT = '\ufffd';
/** The largest number that takes one byte. */
const ONE_BYTE = 0xfc;
const NOTHING = Buffer.alloc(0);

/** A whole number from 0 to `max`, in 1, 3, 5 or 9 bytes (the uint of compact-encoding). */
export function uint(what: string, max: number = Number.MAX_SAFE_INTEGER): Codec<number> {
  return {
    preencode(state, value) {
      if (!Number.isSafeInteger(value) || value < 0 || value > max) {
        throw new RangeError(`${what} must be a whole number from 0 to ${max}`);
      }
      c.uint.preencode(state, value);
    },
    encode: c.uint.encode,
    decode(state) {
      const value = readUint(state, what);
      if (value > max) {
        throw new ProtocolError(`${what} is larger than ${max}`);
      }
      return value;
    },
  };
}

/** Text in UTF-8, at most `maxBytes` long, after its length. Bytes that are not UTF-8 are refused. */
export function text(what: string, maxBytes: number): Codec<string> {
  return {
    preencode(state, value) {
      if (value.length > maxBytes / 3 && Buffer.byteLength(value) > maxBytes) {
        throw new RangeError(`${what} must have at most ${maxBytes} bytes`);
      }
      c.utf8.preencode(state, value);
    },
    encode: writeText,
    decode(state) {
      const length = readLength(state, what, maxBytes);
      const buffer = bufferOf(state);
      const start = advance(state, length, what);
      const value = buffer.toString('utf8', start, start + length);
      return value.includes(REPLACEMENT) ? strictly(buffer.subarray(start, start + length), what) : value;
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
function strictly(encoded: Uint8Array, what: string): string {
  try {
    return utf8.decode(encoded);
  } catch (cause) {
    throw new ProtocolError(`${what} is not valid UTF-8`, {cause});
  }
}

/** Exactly `length` bytes, without a length before them. Decoding copies them out of the frame. */
export function bytes(what: string, length: number): Codec<Uint8Array> {
  const fixed = c.fixed(length);
  return {
    preencode(state, value) {
      if (value.byteLength !== length) {
        throw new RangeError(`${what} must have ${length} bytes`);
      }
      fixed.preencode(state, value);
    },
    encode: fixed.encode,
    decode: state => new Uint8Array(take(state, length, what)),
  };
}

/** A list of `min` to `max` items after their number. */
export function list<T>(
  what: string,
  item: Codec<T>,
  {min, max}: {min: number; max: number},
): Codec<readonly T[]> {
  return {
    preencode(state, values) {
      if (values.length < min || values.length > max) {
        throw new RangeError(`${what} must be ${min} to ${max}`);
      }
      c.uint.preencode(state, values.length);
      for (const value of values) {
        item.preencode(state, value);
      }
    },
    encode(state, values) {
      c.uint.encode(state, values.length);
      for (const value of values) {
        item.encode(state, value);
      }
    },
    decode(state) {
      const count = readLength(state, what, max);
      if (count < min) {
        throw new ProtocolError(`${what} are fewer than ${min}`);
      }
      const values: T[] = [];
      for (let index = 0; index < count; index++) {
        values.push(item.decode(state));
      }
      return values;
    },
  };
}

/** A value after its size in bytes: what a newer version adds at its end is passed over. */
export function sized<T>(what: string, inner: Codec<T>): Codec<T> {
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
      }
      c.uint.encode({buffer, start, end}, size);
    },
    decode(state) {
      const {end} = state;
      const size = readUint(state, what);
      const next = state.start + size;
      if (next > end) {
        throw new ProtocolError(`${what} is cut short`);
      }
      state.end = next;
      const value = inner.decode(state);
      state.start = next;
      state.end = end;
      return value;
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

function readLength(state: State, what: string, max: number): number {
  const length = readUint(state, what);
  if (length > max) {
    throw new ProtocolError(`${what} is longer than ${max}`);
  }
  return length;
}

function readUint(state: State, what: string): number {
  try {
    return c.uint.decode(state);
  } catch (cause) {
    throw new ProtocolError(`${what} is cut short or no safe integer`, {cause});
  }
}

/** A view of the next bytes. */
function take(state: State, length: number, what: string): Uint8Array {
  const start = advance(state, length, what);
  return bufferOf(state).subarray(start, start + length);
}

/** Passes over the next bytes and answers where they begin. */
function advance(state: State, length: number, what: string): number {
  const {start} = state;
  if (state.end - start < length) {
    throw new ProtocolError(`${what} is cut short`);
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
