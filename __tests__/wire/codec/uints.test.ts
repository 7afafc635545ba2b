import {expect, test} from '@jest/globals';
import c from 'compact-encoding';
import {readUint, writeUint} from '../../../src/wire/codec/uints.ts';
import {ProtocolError} from '../../../src/wire/protocol-error.ts';

/** Numbers around which the width changes. */
const numbers = [
  ...[0, 1, 0x7f, 0x80, 0xfb, 0xfc, 0xfd, 0xfe, 0xff, 0x100, 0xfffe, 0xffff, 0x1_0000],
  ...[0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff, 0x1_0000_0000, 1_800_000_000_000],
  ...[Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER],
];

test.each(numbers)('%d is written and read as compact-encoding does it', number => {
  const wanted = c.encode(c.uint, number);
  const writing = {start: 1, end: 12, buffer: Buffer.alloc(12)};
  writeUint(writing, number);
  const {start: end, buffer} = writing;
  expect(buffer.subarray(1, end)).toEqual(Buffer.from(wanted));
  const reading = {start: 1, end, buffer};
  expect(readUint(reading, 'number')).toBe(number);
  expect(reading.start).toBe(end);
});

test('a number may take more bytes than it needs', () => {
  for (const hex of ['fd0700', 'fe07000000', 'ff0700000000000000']) {
    expect(readUint(stateOf(hex), 'number')).toBe(7);
  }
});

test('a number that is cut anywhere is refused', () => {
  for (const number of numbers) {
    const hex = Buffer.from(c.encode(c.uint, number)).toString('hex');
    for (let left = 0; left < hex.length; left += 2) {
      const cut = {...stateOf(`${hex}ffff`), end: left / 2};
      expect(() => readUint(cut, 'number')).toThrow(new ProtocolError('The number is cut short'));
    }
  }
});

test('a number that JavaScript does not hold exactly is refused', () => {
  for (const hex of ['ff0000000000002000', 'ffffffffffffffffff']) {
    expect(() => readUint(stateOf(hex), 'number')).toThrow(
      new ProtocolError('The number is no safe integer'),
    );
  }
});

function stateOf(hex: string) {
  const buffer = Buffer.from(hex, 'hex');
  return {start: 0, end: buffer.byteLength, buffer};
}
