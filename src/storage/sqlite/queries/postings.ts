/**
 * The rows of a chunk, 4,096 numbers, that have something in common, as they are stored: a list of two-byte numbers,
 * lower byte first and in any order, while that is shorter, else one bit for each.
 */

/** Rows of one chunk. */
export const CHUNK = 4096;
/** From this length on, what is stored has one bit for each row; below it is a list. */
export const BITS_BYTES = CHUNK / 8;

/** One bit for each row of a chunk. */
export type RowBits = Uint8Array;

export function decodeRows(stored: Uint8Array): RowBits {
  if (stored.length >= BITS_BYTES) {
    return new Uint8Array(stored.subarray(0, BITS_BYTES));
  }
  const bits = new Uint8Array(BITS_BYTES);
  for (let at = 0; at + 1 < stored.length; at += 2) {
    setRow(bits, ((stored[at] ?? 0) | ((stored[at + 1] ?? 0) << 8)) % CHUNK);
  }
  return bits;
}

/** Adds numbers that are not there yet. */
export function addRows(stored: Uint8Array | null, rows: ArrayLike<number>): Uint8Array {
  const held = stored ?? new Uint8Array(0);
  if (held.length + 2 * rows.length < BITS_BYTES) {
    const list = new Uint8Array(held.length + 2 * rows.length);
    list.set(held);
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index] ?? 0;
      list[held.length + 2 * index] = row & 0xff;
      list[held.length + 2 * index + 1] = row >> 8;
    }
    return list;
  }
  const bits = decodeRows(held);
  for (let index = 0; index < rows.length; index += 1) {
    setRow(bits, rows[index] ?? 0);
  }
  return bits;
}

/** Takes numbers out; null if none is left. */
export function removeRows(stored: Uint8Array, rows: ArrayLike<number>): Uint8Array | null {
  const bits = decodeRows(stored);
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index] ?? 0;
    bits[row >> 3] = (bits[row >> 3] ?? 0) & ~(1 << (row & 7));
  }
  const left = rowsOf(bits);
  return left.length === 0 ? null : addRows(null, left);
}

/** Leaves only rows that the other has too; tells whether there are any. */
export function intersect(bits: RowBits, other: RowBits): boolean {
  let any = 0;
  for (let at = 0; at < BITS_BYTES; at += 1) {
    const both = (bits[at] ?? 0) & (other[at] ?? 0);
    bits[at] = both;
    any |= both;
  }
  return any !== 0;
}

/** The rows, rising. */
export function rowsOf(bits: RowBits): number[] {
  const rows: number[] = [];
  for (let at = 0; at < BITS_BYTES; at += 1) {
    const byte = bits[at] ?? 0;
    for (let bit = 0; byte >> bit !== 0; bit += 1) {
      if (((byte >> bit) & 1) === 1) {
        rows.push(8 * at + bit);
      }
    }
  }
  return rows;
}

function setRow(bits: RowBits, row: number): void {
  bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7));
}
