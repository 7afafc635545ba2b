import type {State} from 'compact-encoding';
import {ProtocolError} from '../protocol-error.ts';

/** The largest number that takes one byte. */
export const ONE_BYTE = 0xfc;
/** Stands for a first byte that is missing. */
const CUT = 0x100;
const NOTHING = new Uint8Array();

/** Writes a number as compact-encoding does: most take one byte, the others 2, 4 or 8 behind what says how many. */
export function writeUint(state: State, value: number): void {
  const {start} = state;
  const buffer = state.buffer ?? NOTHING;
  if (value <= ONE_BYTE) {
    buffer[start] = value;
    state.start = start + 1;
  } else if (value <= 0xffff) {
    buffer[start] = 0xfd;
    write16(buffer, value, start + 1);
    state.start = start + 3;
  } else {
    state.start = writeWide(buffer, value, start);
  }
}

function writeWide(buffer: Uint8Array, value: number, start: number): number {
  const low = value % 2 ** 32;
  write16(buffer, low, start + 1);
  write16(buffer, low >>> 16, start + 3);
  if (value === low) {
    buffer[start] = 0xfe;
    return start + 5;
  }
  const high = (value - low) / 2 ** 32;
  buffer[start] = 0xff;
  write16(buffer, high, start + 5);
  write16(buffer, high >>> 16, start + 7);
  return start + 9;
}

function write16(buffer: Uint8Array, value: number, at: number): void {
  buffer[at] = value;
  buffer[at + 1] = value >>> 8;
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
