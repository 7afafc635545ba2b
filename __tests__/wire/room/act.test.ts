import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {ProtocolError} from '../../../src/wire/protocol-error.ts';
import {actBody, actOfBody, decodeAct, encodeAct} from '../../../src/wire/room/act.ts';
import {actVectors} from './vectors.ts';

const after = [new Uint8Array(32).fill(0x1d)];

describe('acts', () => {
  test.each(actVectors.map(([act, hex]) => [act.type, act, hex] as const))('%s', (_, act, hex) => {
    expect(spaced(encodeAct(act))).toBe(hex);
    expect(plain(decodeAct(encodeAct(act)))).toEqual(plain(act));
    expect(plain(actOfBody(actBody(act)))).toEqual(plain(act));
  });

  test('what a newer natter adds behind an act is passed over; another act changes nothing', () => {
    const longer = Buffer.concat([encodeAct({type: 'leave', after}), Buffer.from('more')]);
    expect(plain(decodeAct(longer))).toEqual(plain({type: 'leave', after}));
    expect(decodeAct(Buffer.from([99, 1, 2, 3]))).toBeNull();
  });

  test.each([
    ['no act before it', '05 00'],
    ['nine acts before it', `05 09 ${'1d'.repeat(288)}`],
    ['half an id', '05 01 1d 1d'],
    ['nothing', ''],
  ])('refuses %s', (_, hex) => {
    expect(() => decodeAct(Buffer.from(hex.replaceAll(' ', ''), 'hex'))).toThrow(ProtocolError);
  });

  test.each(['', '=', 'AA==', 'A A', 'BQE'])('refuses the body %j', body => {
    expect(() => actOfBody(body)).toThrow(ProtocolError);
  });

  test('any bytes are an act, another one, or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 200}), bytes => {
        try {
          const act = decodeAct(bytes);
          expect(act === null || plain(decodeAct(encodeAct(act)))).toEqual(act === null || plain(act));
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
      {numRuns: 500},
    );
  });
});

function spaced(bytes: Uint8Array): string {
  return (Buffer.from(bytes).toString('hex').match(/../g) ?? []).join(' ');
}

/** Bytes of any class as plain arrays. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) => (part instanceof Uint8Array ? [...part] : part)),
  );
}
