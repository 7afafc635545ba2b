import c, {type State} from 'compact-encoding';
import {ProtocolError} from './protocol-error.ts';

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
    encode: c.utf8.encode,
    decode(state) {
      const bytes = take(state, readLength(state, what, maxBytes), what);
      try {
        return utf8.decode(bytes);
      } catch (cause) {
        throw new ProtocolError(`${what} is not valid UTF-8`, {cause});
      }
    },
  };
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
      c.uint.encode(state, sizeOf(inner, value));
      inner.encode(state, value);
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

/** How many bytes a value takes. Throws `RangeError` if it breaks a bound. */
export function sizeOf<T>(codec: Codec<T>, value: T): number {
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
  const {buffer, start} = state;
  if (buffer === null || state.end - start < length) {
    throw new ProtocolError(`${what} is cut short`);
  }
  state.start += length;
  return buffer.subarray(start, state.start);
}
