import {describe, expect, test} from '@jest/globals';
import c from 'compact-encoding';
import fc from 'fast-check';
import {type Codec, lengthPrefixed, text} from '../../../src/wire/codec/primitives.ts';
import {ProtocolError} from '../../../src/wire/protocol-error.ts';
import {sized} from '../../support/sizes.ts';

const MAX = 60_000;
const anyText = text('text', MAX);
const strict = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

/** Lengths around which the size of a text takes more bytes, and the way of writing it changes. */
const lengths = [0, 1, 83, 84, 85, 126, 127, 251, 252, 253, 254, 13_107, MAX / 3];

describe('a text', () => {
  test.each(lengths)('of %i characters is written as compact-encoding writes it', length => {
    for (const character of ['a', 'é', '漢']) {
      const value = character.repeat(length);
      expect(write(anyText, value)).toEqual(Buffer.from(c.encode(c.utf8, value)));
      expect(write(anyText, value, size => new Uint8Array(size))).toEqual(
        new Uint8Array(c.encode(c.utf8, value)),
      );
    }
  });

  test.each(['\ufffd', 'a\ufffdb', '\ufeffwith a mark', '🦊', '\u{10ffff}', '\0'])(
    '%j comes back as it was',
    value => {
      expect(read(anyText, write(anyText, value))).toBe(value);
    },
  );

  test('is read if a strict decoder takes it, and refused if not', () => {
    const near = fc
      .tuple(fc.string({unit: 'grapheme', minLength: 1}), fc.nat(), fc.nat(255))
      .map(([value, at, byte]) => {
        const bytes = Buffer.from(value);
        bytes[at % bytes.length] = byte;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(near, fc.uint8Array({maxLength: 12})), bytes => {
        const encoded = Buffer.from(c.encode(c.buffer, Buffer.from(bytes)));
        const wanted = strictly(bytes);
        if (bytes.length > 0 && wanted === null) {
          expect(() => read(anyText, encoded)).toThrow(ProtocolError);
        } else if (bytes.length > 0) {
          expect(read(anyText, encoded)).toBe(wanted);
        }
      }),
      {numRuns: sized(4000, 20_000)},
    );
  });
});

describe('a value after its length', () => {
  test.each(lengths)('with %i bytes in it has its size before it', length => {
    const value = 'b'.repeat(length);
    const inner = Buffer.from(c.encode(c.utf8, value));
    const after = Buffer.of(7);
    const bytes = Buffer.concat([c.encode(c.buffer, inner), after]);
    const pair: Codec<string> = lengthPrefixed('value', anyText);
    const written = write(pair, value, size => Buffer.alloc(size + 1, 7));
    expect(Buffer.compare(written, bytes)).toBe(0);
    expect(read(pair, written)).toBe(value);
  });
});

function write<T>(codec: Codec<T>, value: T, alloc: (size: number) => Uint8Array = Buffer.alloc): Uint8Array {
  const state = c.state();
  codec.preencode(state, value);
  const {end} = state;
  const buffer = alloc(end);
  const writing = {start: 0, end, buffer};
  codec.encode(writing, value);
  expect(writing.start).toBe(end);
  return buffer;
}

function read<T>(codec: Codec<T>, buffer: Uint8Array): T {
  return codec.decode({start: 0, end: buffer.byteLength, buffer});
}

function strictly(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}
