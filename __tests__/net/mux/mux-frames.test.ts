import {readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import type {State} from 'compact-encoding';
import fc from 'fast-check';
import {createFrameReader, type Outgoing, writeFrame} from '../../../src/net/mux/mux-frames.ts';
import {codecOf, messageTags} from '../../../src/wire/chat/codecs.ts';
import {ProtocolError} from '../../../src/wire/protocol-error.ts';
import {sized} from '../../support/sizes.ts';
import {fromHex, toHex, vectors} from '../../wire/chat/vectors.ts';
import {OPEN} from '../peers.ts';

describe('reading', () => {
  test.each([
    ['a message alone', '01 07 01', ['01 07 01']],
    ['an open alone', '00 01 01 03 61 62 63 00', ['00 01 01 03 61 62 63 00']],
    ['a batch of two', '00 00 01 02 07 05 03 08 06 06', ['01 07 05', '01 08 06 06']],
    ['a batch over two channels', '00 00 01 02 07 05 00 02 02 08 06', ['01 07 05', '02 08 06']],
    [
      'an open in a batch',
      '00 00 00 06 01 01 02 61 62 00 00 01 02 07 05',
      ['00 01 01 02 61 62 00', '01 07 05'],
    ],
    ['a long size before a message', '00 00 01 fd 02 00 07 05', ['01 07 05']],
    ['an empty batch', '00 00 01', []],
  ])('%s', (_, frame, messages) => {
    expect(read(frame)).toEqual(messages);
  });

  test.each([
    ['a batch in a batch', '00 00 00 03 00 01 00', /inside of a batch/],
    ['a batch in a batch, written longer', '00 00 00 05 fd 00 00 01 00', /inside of a batch/],
    ['a batch by a longer number', '00 fd 00 00 01 02 07 05', /inside of a batch/],
    ['a message longer than its batch', '00 00 01 03 07 05', /cut short/],
    ['a batch without a channel', '00 00', /cut short/],
    ['a size that is cut', '00 00 01 fd 02', /cut short/],
    ['a channel that cannot be open', '00 00 fd fd 00 02 07 05', /cannot be open/],
    ['nothing', '', /cut short/],
  ])('refuses %s', (_, frame, message) => {
    expect(() => read(frame)).toThrow(ProtocolError);
    expect(() => read(frame)).toThrow(message);
  });

  test('64 KiB of batches in batches are refused at once', () => {
    const frame = new Uint8Array(65_500);
    for (let start = 1; start + 5 < frame.byteLength; start += 5) {
      const size = frame.byteLength - start - 5;
      frame.set([0, 0, 0xfd, size & 0xff, size >> 8], start);
    }
    expect(() => createFrameReader()(frame, () => {})).toThrow(ProtocolError);
  });

  test('a peer opens at most 16 channels, alone or in batches', () => {
    const reader = createFrameReader();
    const open = fromHex('00 01 01 01 61 00');
    const two = fromHex('00 00 00 05 01 01 01 61 00 05 01 02 01 61 00');
    for (let pair = 0; pair < 4; pair++) {
      reader(open.slice(), () => {});
      reader(open.slice(), () => {});
      reader(two.slice(), () => {});
    }
    expect(() => reader(open.slice(), () => {})).toThrow(/More than 16 channels/);
  });

  test('any bytes give messages or a protocol error', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 200}), bytes => {
        try {
          createFrameReader()(bytes, message => expect(message.byteLength).toBeGreaterThan(0));
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
      {numRuns: sized(5000, 20_000)},
    );
  });
});

describe('a direct channel', () => {
  test('its messages are read in place, in order with the others; they stay as they are', () => {
    const told: string[] = [];
    const direct = ({buffer, start, end}: State) =>
      void told.push(`direct ${toHex(buffer?.subarray(start, end) ?? new Uint8Array())}`);
    const reader = createFrameReader(channel => (channel === 3 ? direct : undefined));
    const frame = fromHex('00 00 03 02 07 05 00 02 02 08 06 00 03 03 09 01 02');
    const before = toHex(frame);
    reader(frame, message => told.push(toHex(message)));
    reader(fromHex('03 0a'), message => told.push(toHex(message)));
    expect(told).toEqual(['direct 07 05', '02 08 06', 'direct 09 01 02', 'direct 0a']);
    expect(toHex(frame.subarray(0, 6))).toBe(before.slice(0, 17));
  });

  test('a reader that leaves bytes of a message lying does not shift the next one', () => {
    const types: number[] = [];
    const received = (state: State) => types.push(state.buffer?.[state.start++] ?? -1);
    createFrameReader(channel => (channel === 1 ? received : undefined))(
      fromHex('00 00 01 03 07 05 05 02 08 06'),
      () => {},
    );
    expect(types).toEqual([7, 8]);
  });

  test('what is written without a buffer of its own has the same bytes', () => {
    const ping = (nonce: number): Outgoing => ({
      channel: 1,
      type: messageTags.ping,
      message: {type: 'ping', nonce},
      codec: codecOf('ping'),
      priority: 1,
      byteLength: nonce < 253 ? 3 : 5,
    });
    const alloc = (size: number) => new Uint8Array(size);
    expect(toHex(writeFrame([ping(5)], alloc))).toBe('01 07 05');
    expect(toHex(writeFrame([ping(5), ping(253)], alloc))).toBe('00 00 01 02 07 05 04 07 fd fd 00');
    expect(toHex(writeFrame([fromHex('02 08 06'), ping(5)], alloc))).toBe('00 00 02 02 08 06 00 01 02 07 05');
  });
});

describe('writing', () => {
  test('a message alone is its own frame', () => {
    expect(write('01 07 01')).toBe('01 07 01');
  });

  test('several become a batch', () => {
    expect(write('01 07 05', '01 08 06 06')).toBe('00 00 01 02 07 05 03 08 06 06');
  });

  test('the first frame of a link, as docs/PROTOCOL.md shows it', () => {
    const hello = vectors.find(({what}) => what === 'hello')?.hex;
    const frame = write(OPEN, `01 00 ${hello}`);
    const batch = `00 00 00 11 01 01 0d 6e 61 74 74 65 72 2f 63 68 61 74 2f 31 00 00 01 5d 00 ${hello}`;
    expect(frame).toBe(batch);
    const document = readFileSync(new URL('../../../docs/PROTOCOL.md', import.meta.url), 'utf8').replace(
      /\s+/g,
      ' ',
    );
    expect(document).toContain(batch);
    expect(document).toContain(OPEN);
  });

  test('a change of the channel is written between them', () => {
    expect(write('00 01 01 61 00', '01 07 05', '02 08 06')).toBe(
      '00 00 00 04 01 01 61 00 00 01 02 07 05 00 02 02 08 06',
    );
  });

  test('what is written is read again, in order', () => {
    const message = fc
      .tuple(fc.integer({min: 1, max: 5}), fc.uint8Array({minLength: 1, maxLength: 300}))
      .map(([channel, rest]) => Uint8Array.of(channel, ...rest));
    fc.assert(
      fc.property(fc.array(message, {minLength: 1, maxLength: 30}), messages => {
        const read: Uint8Array[] = [];
        const frame = writeFrame(messages, size => new Uint8Array(size));
        createFrameReader()(frame, part => read.push(part.slice()));
        expect(read).toEqual(messages);
      }),
    );
  });
});

function read(frame: string): string[] {
  const messages: string[] = [];
  createFrameReader()(fromHex(frame), message => messages.push(toHex(message)));
  return messages;
}

function write(...messages: string[]): string {
  return toHex(writeFrame(messages.map(fromHex), size => new Uint8Array(size)));
}
