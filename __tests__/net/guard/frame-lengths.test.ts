import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {
  createFrameLengths,
  receivedByInitiator,
  receivedByResponder,
} from '../../../src/net/guard/frame-lengths.ts';
import {handshakeKinds, kindOf} from '../../../src/net/guard/handshake-kinds.ts';

const KIBIBYTE = 1024;
const RESPONDER = [[32, 33], [64], [56]];
const INITIATOR = [[96], [56]];

describe('the handshakes of docs/PROTOCOL.md', () => {
  test.each([
    [0, 32, 96, 64],
    [1, 33, 96, 64],
    [2, 49, 48, 64],
    [3, 49, 96, 64],
    [17, 1217, 1184, 64],
    [18, 1233, 1136, 64],
    [19, 1233, 1184, 64],
  ])('kind %i: %i, %i, %i bytes', (number, first, second, third) => {
    expect(kindOf(number).lengths).toEqual([first, second, third]);
    expect(receivedByInitiator(kindOf(number))).toEqual([[second], [56]]);
  });

  test('a responder takes the first message of each, and no other', () => {
    expect(handshakeKinds.size).toBe(7);
    expect(receivedByResponder).toEqual([[32, 33, 49, 1217, 1233], [64], [56]]);
  });
});

describe('frame lengths', () => {
  test('a handshake and what follows it, byte by byte', () => {
    const lengths = createFrameLengths({expected: RESPONDER, handshakeFrameBytes: 256});
    const bytes = Buffer.concat([frame(32), frame(64), frame(56), frame(17), frame(64 * KIBIBYTE + 17)]);
    for (const byte of bytes) {
      expect(lengths.check(Uint8Array.of(byte))).toBeNull();
    }
    expect(lengths.isMidFrame()).toBe(false);
  });

  test('any cutting into chunks gives the same answer', () => {
    const bytes = Buffer.concat([frame(96), frame(56), frame(20), frame(300), frame(16)]);
    fc.assert(
      fc.property(fc.array(fc.integer({min: 1, max: 120}), {minLength: 1}), sizes => {
        const lengths = createFrameLengths({expected: INITIATOR, handshakeFrameBytes: 256});
        const answers = cut(bytes, sizes).map(chunk => lengths.check(chunk));
        expect(answers.filter(answer => answer !== null)).toEqual(['a frame of 16 bytes']);
      }),
    );
  });

  test('knows when the handshake is complete, and when a frame is not', () => {
    const lengths = createFrameLengths({expected: INITIATOR, handshakeFrameBytes: 256});
    lengths.check(frame(96));
    expect([lengths.isEstablished(), lengths.isMidFrame()]).toEqual([false, false]);
    lengths.check(frame(56).subarray(0, 2));
    expect([lengths.isEstablished(), lengths.isMidFrame()]).toEqual([false, true]);
    lengths.check(frame(56).subarray(2));
    expect([lengths.isEstablished(), lengths.isMidFrame()]).toEqual([true, false]);
  });

  test.each<[string, boolean, Uint8Array[], string]>([
    [
      'a huge header',
      false,
      [Buffer.from('ffffff41', 'hex')],
      'a frame of 16777215 bytes where the handshake has one of 32 or 33',
    ],
    ['a length of zero', false, [frame(0)], 'a frame of 0 bytes where the handshake has one of 32 or 33'],
    [
      'one byte more than Noise sends',
      false,
      [frame(34)],
      'a frame of 34 bytes where the handshake has one of 32 or 33',
    ],
    [
      'the frame of the other side',
      true,
      [frame(32)],
      'a frame of 32 bytes where the handshake has one of 96',
    ],
    [
      'a second message of the wrong length',
      false,
      [frame(32), frame(65)],
      'a frame of 65 bytes where the handshake has one of 64',
    ],
    [
      'a wrong stream header',
      true,
      [frame(96), frame(57)],
      'a frame of 57 bytes where the handshake has one of 56',
    ],
    ['a frame of zero later', true, [frame(96), frame(56), frame(0)], 'a frame of 0 bytes'],
    ['a frame without a whole seal', true, [frame(96), frame(56), frame(16)], 'a frame of 16 bytes'],
    [
      'a byte more than 64 KiB',
      true,
      [frame(96), frame(56), Uint8Array.of(18, 0, 1)],
      'a frame of 65554 bytes',
    ],
  ])('refuses %s', (_, initiator, chunks, problem) => {
    const lengths = createFrameLengths({
      expected: initiator ? INITIATOR : RESPONDER,
      handshakeFrameBytes: 256,
    });
    expect(chunks.map(chunk => lengths.check(chunk)).at(-1)).toBe(problem);
  });

  test('a smaller limit before authentication holds', () => {
    const lengths = createFrameLengths({expected: INITIATOR, handshakeFrameBytes: 90});
    expect(lengths.check(frame(96))).toBe('a frame of 96 bytes where the handshake has one of 96');
  });
});

function frame(length: number): Uint8Array {
  const bytes = new Uint8Array(3 + length);
  bytes.set([length & 0xff, (length >> 8) & 0xff, length >> 16]);
  return bytes;
}

/** Cuts bytes into pieces of the given sizes, over and over. */
function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0, turn = 0; start < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    pieces.push(bytes.subarray(start, start + size));
    start += size;
  }
  return pieces;
}
