import c, {type State} from 'compact-encoding';
import {ProtocolError} from '../protocol-error.ts';

/** The largest number that takes one byte. */
export const ONE_BYTE = 0xfc;
/** Stands for a first byte that is missing. */
const CUT = 0x100;
const NOTHING = new Uint8Array();

/** Writes a number as compact-encoding does. Most take one byte. */
export function writeUint(state: State, value: number): void {
  if (value <= ONE_BYTE && state.buffer !== null) {
    state.buffer[state.start] = value;
    state.start++;
  } else {
    c.uint.encode(state, value);
  }
}

/**
 * Reads a number as compact-encoding writes it. Most take one byte: those cost no call. Throws `ProtocolError` with the
 * noun that the number is called by.
 */
export function readUint(state: State, label: string): number {
  const {start} = state;
  const buffer = state.buffer ?? NOTHING;
  const first = start < state.end ? (buffer[start] ?? 0) : CUT;
  if (first > ONE_BYTE) {
    return readLongUint(state, buffer, first, label);
  }
  state.start = start + 1;
  return first;
}

/** A number in the 2, 4 or 8 bytes behind its first one, least significant first. */
function readLongUint(state: State, buffer: Uint8Array, first: number, label: string): number {
  const width = first === 0xfd ? 2 : first === 0xfe ? 4 : 8;
  const at = state.start + 1;
  if (first === CUT || state.end - at < width) {
    throw new ProtocolError(`The ${label} is cut short`);
  }
  state.start = at + width;
  if (width < 8) {
    return width === 2 ? read16(buffer, at) : read32(buffer, at);
  }
  const value = read32(buffer, at) + read32(buffer, at + 4) * 2 ** 32;
  if (value > Number.MAX_SAFE_INTEGER) {
    throw new ProtocolError(`The ${label} is no safe integer`);
  }
  return value;
}

function read16(buffer: Uint8Array, at: number): number {
  return (buffer[at] ?? 0) + (buffer[at + 1] ?? 0) * 0x100;
}

function read32(buffer: Uint8Array, at: number): number {
  return read16(buffer, at) + read16(buffer, at + 2) * 0x10000;
}
