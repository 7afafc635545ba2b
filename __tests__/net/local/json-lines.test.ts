import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {createLineReader, toLine} from '../../../src/net/local/json-lines.ts';

function read(chunks: readonly Uint8Array[], maxBytes = 1000) {
  const values: unknown[] = [];
  const broken: string[] = [];
  const reader = createLineReader(
    maxBytes,
    value => values.push(value),
    why => broken.push(why),
  );
  for (const chunk of chunks) {
    reader.push(chunk);
  }
  return {values, broken};
}

test('lines are read wherever the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue(), {maxLength: 5}),
      fc.array(fc.nat(40), {maxLength: 30}),
      (values, cuts) => {
        const bytes = Buffer.from(values.map(toLine).join(''));
        const chunks: Uint8Array[] = [];
        let at = 0;
        for (const cut of cuts) {
          chunks.push(bytes.subarray(at, at + cut));
          at += cut;
        }
        chunks.push(bytes.subarray(at));
        expect(read(chunks, bytes.byteLength + 1)).toEqual({
          values: values.map(value => JSON.parse(JSON.stringify(value))),
          broken: [],
        });
      },
    ),
  );
});

test('a value never takes two lines', () => {
  expect(toLine({text: 'one\ntwo\u2028three'}).split('\n').length).toBe(2);
});

test('blank lines and Windows line ends are passed over', () => {
  expect(read([Buffer.from('\r\n\n{"a":1}\r\n  \n')])).toEqual({values: [{a: 1}], broken: []});
});

describe('broken once, and nothing is read after it', () => {
  test('a line that is longer than allowed, in one piece or many', () => {
    expect(read([Buffer.from(`"${'x'.repeat(1000)}"\n1\n`)])).toEqual({values: [], broken: ['too long']});
    const pieces = Array.from({length: 200}, () => Buffer.from('xxxxxxxxxx'));
    expect(read([...pieces, Buffer.from('\n1\n')])).toEqual({values: [], broken: ['too long']});
  });

  test('a line of exactly the length is fine', () => {
    expect(read([Buffer.from(`"${'x'.repeat(998)}"\n`)]).values).toEqual(['x'.repeat(998)]);
  });

  test('no JSON', () => {
    expect(read([Buffer.from('1\nGET / HTTP/1.1\n2\n')])).toEqual({values: [1], broken: ['not JSON']});
  });
});
