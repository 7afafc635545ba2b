/** Letters and digits that are hard to mistake for each other, most used first; either case is read. */
const ALPHABET = 'ybndrfg8ejkmcpqxot1uwisza345h769';
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));
const BITS = 5;

/** Bytes as z-base-32: five bits a character, the highest first, the last one filled up with zero bits. */
export function encodeZBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    held += 8;
    while (held >= BITS) {
      held -= BITS;
      text += ALPHABET[(bits >> held) & 31];
    }
    bits &= (1 << held) - 1;
  }
  return held > 0 ? text + ALPHABET[(bits << (BITS - held)) & 31] : text;
}

/**
 * The bytes of a text in z-base-32, or null: a character that is none, a length that no bytes have, or bits set in what
 * fills up the last character (one value must not have two spellings).
 */
export function decodeZBase32(text: string): Buffer | null {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of text.toLowerCase()) {
    const value = VALUES.get(character);
    if (value === undefined) {
      return null;
    }
    bits = (bits << BITS) | value;
    held += BITS;
    if (held >= 8) {
      held -= 8;
      bytes.push((bits >> held) & 255);
      bits &= (1 << held) - 1;
    }
  }
  return held < BITS && bits === 0 ? Buffer.from(bytes) : null;
}
