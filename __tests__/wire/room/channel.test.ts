import {describe, expect, test} from '@jest/globals';
import c from 'compact-encoding';
import fc from 'fast-check';
import {ProtocolError} from '../../../src/wire/protocol-error.ts';
import {roomChannel} from '../../../src/wire/room/channel.ts';
import type {RoomMessage} from '../../../src/wire/room/messages.ts';
import {roomVectors} from './vectors.ts';

describe('messages of rooms', () => {
  test.each(roomVectors.map(([message, hex]) => [message.type, message, hex] as const))(
    '%s',
    (_, message, hex) => {
      expect(encode(message).toString('hex')).toBe(hex.replaceAll(' ', ''));
      expect(decode(encode(message))).toMatchObject(message);
    },
  );

  test('whatever is cut off, a message is refused and nothing else happens', () => {
    for (const [message] of roomVectors) {
      const whole = encode(message);
      for (let length = 1; length < Math.min(whole.byteLength, 250); length++) {
        expect(() => decode(whole.subarray(0, length))).toThrow(ProtocolError);
      }
    }
  });

  test('any bytes are a message, one of a newer version, or refused', () => {
    fc.assert(
      fc.property(fc.nat({max: 12}), fc.uint8Array({maxLength: 300}), (tag, bytes) => {
        try {
          const message = decode(Buffer.concat([Buffer.of(tag), bytes]));
          expect(message === null || decode(encode(message))).toEqual(message === null || message);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
      {numRuns: 1000},
    );
  });
});

function encode(message: RoomMessage): Buffer {
  const codec = roomChannel.codecs[message.type] as unknown as {
    preencode: (state: unknown, value: unknown) => void;
    encode: (state: unknown, value: unknown) => void;
  };
  const size = c.state();
  codec.preencode(size, message);
  const buffer = Buffer.alloc(size.end + 1);
  buffer[0] = roomChannel.tags[message.type];
  codec.encode({start: 1, end: buffer.byteLength, buffer}, message);
  return buffer;
}

function decode(bytes: Buffer): RoomMessage | null {
  return roomChannel.read({start: 0, end: bytes.byteLength, buffer: bytes});
}
