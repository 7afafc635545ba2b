import {readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import {decodeMessage, encodeMessage, type MessageType, messageTags} from '../../../src/wire/chat/codecs.ts';
import {receivedContent, saltOf} from '../../../src/wire/chat/entry-codec.ts';
import type {Bye, ByeReason, ChatMessage, WholeEntry} from '../../../src/wire/chat/messages.ts';
import {ProtocolError} from '../../../src/wire/protocol-error.ts';
import {asWritten, entriesOf, haveOf, wireEntry} from '../../support/wire.ts';
import {ANN, fromHex, toHex, vectors} from './vectors.ts';

const KEY = Array.from({length: 32}, () => '11').join(' ');
const SALT_HEX = Array.from({length: 16}, () => '07').join(' ');
/** An entry with an empty text. */
const EMPTY = `16 00 00 00 ${SALT_HEX} 01 00 00`;

const NAME_BYTES = 512;
const BODY_BYTES = 16 * 1024;

describe('literal bytes', () => {
  test.each(vectors)('$what, written', ({message, hex}) => {
    expect(toHex(encodeMessage(message))).toBe(hex);
  });

  test.each(vectors)('$what, read', ({message, hex}) => {
    expect(read(message.type, hex)).toEqual(message);
  });

  test.each(vectors)('$what, cut anywhere, is a protocol error', ({message, hex}) => {
    const whole = fromHex(hex);
    for (let length = 0; length < whole.byteLength; length++) {
      const isOlder = message.type === 'bye' && whole.byteLength - length <= optionalBytes(message);
      const read = () => decodeMessage(message.type, whole.subarray(0, length));
      if (!isOlder || !endsBetweenFields(message, whole.byteLength - length)) {
        expect(read).toThrow(ProtocolError);
      } else {
        expect(read()).toMatchObject({type: 'bye', detail: message.detail});
      }
    }
  });

  test.each(vectors)('$what, with fields of a newer version behind it', ({message, hex}) => {
    expect(read(message.type, `${hex} ff 00 ff`)).toEqual(message);
  });

  test('every message has a vector', () => {
    expect(new Set(vectors.map(({message}) => message.type))).toEqual(new Set(Object.keys(messageTags)));
  });

  test('docs/PROTOCOL.md shows the same bytes', () => {
    const document = readFileSync(new URL('../../../docs/PROTOCOL.md', import.meta.url), 'utf8').replace(
      /\s+/g,
      ' ',
    );
    const missing = vectors.filter(({hex}) => !document.includes(hex));
    expect(missing.map(({what}) => what)).toEqual([]);
  });
});

test('tags are forever', () => {
  expect(messageTags).toEqual({
    hello: 0,
    standing: 1,
    rename: 2,
    have: 3,
    read: 4,
    entries: 5,
    typing: 6,
    ping: 7,
    pong: 8,
    bye: 9,
    reach: 11,
    'reach-ack': 12,
    status: 13,
  });
});

test.each<[WholeEntry['kind'], string]>([
  ['unknown', '00'],
  ['text', '01'],
  ['action', '02'],
  ['edit', '03'],
  ['delete', '04'],
  ['reaction', '05'],
  ['expire', '06'],
  ['act', '08'],
  ['invitation', '09'],
])('the kind %s is %s forever', (kind, number) => {
  const message = entriesOf(ANN, 1, 1, wireEntry(0, '', {kind}));
  const hex = `${KEY} 01 01 01 16 00 00 00 ${SALT_HEX} ${number} 00 00`;
  expect(toHex(encodeMessage(message))).toBe(hex);
  expect(read('entries', hex)).toEqual(message);
});

test.each<[ByeReason, string]>([
  ['disconnect', '01'],
  ['quit', '02'],
  ['duplicate', '03'],
  ['declined', '04'],
  ['closed', '05'],
  ['blocked', '06'],
  ['self', '07'],
  ['protocol', '08'],
  ['busy', '09'],
  ['version', '0a'],
])('the reason %s is %s forever', (reason, number) => {
  const bye = {type: 'bye', reason, detail: '', program: '', release: ''} as const;
  expect(toHex(encodeMessage(bye))).toBe(`${number} 00 00 00`);
  expect(decodeMessage('bye', fromHex(`${number} 00 00 00`))).toEqual(bye);
  expect(decodeMessage('bye', fromHex(`${number} 00`))).toEqual(bye); // as natter 0.1 wrote it
});

describe('what a newer version may send', () => {
  test.each(['07', 'fc'])('a kind that is not known yet, %s, keeps its body', number => {
    const hex = `${KEY} 01 01 01 18 00 00 00 ${SALT_HEX} ${number} 00 02 68 69`;
    expect(read('entries', hex)).toEqual(entriesOf(ANN, 1, 1, wireEntry(0, 'hi', {kind: 'unknown'})));
  });

  test('an entry with more fields and flags; the next entry is read all the same', () => {
    const more = `19 07 00 00 ${SALT_HEX} 01 f8 01 68 ee ee`;
    const {entries} = decodeMessage(
      'entries',
      fromHex(`${KEY} 01 01 02 ${more} 17 08 00 00 ${SALT_HEX} 01 00 01 69`),
    );
    expect(entries.map(said => [said.clock, said.kind === 'gone' ? null : said.body])).toEqual([
      [7, 'h'],
      [8, 'i'],
    ]);
  });

  test('the digest of an entry goes over its bytes as they came, those of a newer version too', () => {
    const {entries} = decodeMessage(
      'entries',
      fromHex(`${KEY} 01 01 01 19 07 00 00 ${SALT_HEX} 01 f8 01 68 ee ee`),
    );
    const [entry] = entries;
    const whole = entry as WholeEntry;
    expect(toHex(receivedContent(whole) ?? new Uint8Array())).toBe('01 f8 01 68 ee ee');
    expect(toHex(saltOf(whole))).toBe(SALT_HEX);
    expect(toHex(encodeMessage(entriesOf(ANN, 1, 1, whole)))).toBe(
      `${KEY} 01 01 01 19 07 00 00 ${SALT_HEX} 01 f8 01 68 ee ee`, // members of a room give it on as it came
    );
  });

  test('a reason that is not known yet is a wilful close', () => {
    expect(decodeMessage('bye', fromHex('fc 00'))).toEqual({
      type: 'bye',
      reason: 'disconnect',
      detail: '',
      program: '',
      release: '',
    });
  });

  test('flags that are not known yet', () => {
    expect(decodeMessage('standing', fromHex('03'))).toEqual({type: 'standing', accepted: true});
    expect(decodeMessage('typing', fromHex('fd 02 10'))).toEqual({type: 'typing', active: false});
  });
});

describe('what is refused', () => {
  test.each<[string, MessageType, string, RegExp]>([
    ['a name that is not UTF-8', 'rename', '02 c3 28', /not valid UTF-8/],
    ['a name with half a surrogate pair', 'rename', '03 ed a0 80', /not valid UTF-8/],
    ['an overlong form', 'rename', '02 c0 80', /not valid UTF-8/],
    [
      'a body that is not UTF-8',
      'entries',
      `${KEY} 01 01 01 17 00 00 00 ${SALT_HEX} 01 00 01 ff`,
      /not valid UTF-8/,
    ],
    ['a detail that is not UTF-8', 'bye', '01 01 80', /not valid UTF-8/],
    ['a name too long', 'rename', `fd 01 02 ${'61 '.repeat(NAME_BYTES + 1)}`, /name is longer than 512/],
    ['a status too long', 'status', `fd 01 02 ${'61 '.repeat(513)}`, /status is longer than 512/],
    ['a detail too long', 'bye', `01 fd 91 01 ${'61 '.repeat(401)}`, /longer than 400/],
    [
      'a body too long',
      'entries',
      `${KEY} 01 01 01 18 00 00 00 ${SALT_HEX} 01 00 fd 01 40`,
      /longer than 16384/,
    ],
    ['a length beyond all memory', 'rename', 'ff ff ff ff ff ff ff 1f 00', /longer than 512/],
    ['an integer that is not safe', 'ping', 'ff 00 00 00 00 00 00 20 00', /no safe integer/],
    [
      'more than 32 flags',
      'standing',
      'ff 00 00 00 00 01 00 00 00',
      /The flag field of a standing is larger/,
    ],
    ['more than 32 features', 'hello', '01 ff 00 00 00 00 01 00 00 00 00', /The feature field is larger/],
    ['a port above 65535', 'hello', '01 00 00 fe 00 00 01 00 07', /port is larger than 65535/],
    ['no entry at all', 'entries', `${KEY} 01 01 00`, /list of entries must have 1 to 64 items, not 0/],
    ['65 entries', 'entries', `${KEY} 01 01 41`, /must have 1 to 64 items, not 65/],
    ['1,025 positions', 'have', `${KEY} 00 fd 01 04`, /must have 0 to 1024 items, not 1025/],
    ['1,025 read positions', 'read', `${KEY} fd 01 04`, /must have 0 to 1024 items, not 1025/],
    [
      'a life of more than a year',
      'entries',
      `${KEY} 01 01 01 1b 00 00 00 ${SALT_HEX} 01 02 00 fe 01 85 e2 01`,
      /lifetime of an entry is larger/,
    ],
    ['a salt that is cut', 'entries', `${KEY} 01 01 01 05 00 00 00 07 07`, /salt of an entry is cut short/],
    [
      'a digest that is cut',
      'entries',
      `${KEY} 01 01 01 05 00 00 01 dd dd`,
      /digest of an entry is cut short/,
    ],
    ['a key that is cut', 'read', '11 11', /author of a log is cut short/],
    ['a chain that is cut', 'have', `${KEY} 00 01 05 01 00`, /chain of a log is cut short/],
    ['entries from 0', 'entries', `${KEY} 01 00 01 ${EMPTY}`, /outside of a log/],
    [
      'entries beyond the last number',
      'entries',
      `${KEY} 01 ff ff ff ff ff ff ff 1f 00 02 ${EMPTY} ${EMPTY}`,
      /outside of a log/,
    ],
    [
      'an entry that says it is longer than the frame',
      'entries',
      `${KEY} 01 01 01 17 00 00 00 ${SALT_HEX} 01 00 00`,
      /cut short/,
    ],
    [
      'an entry whose fields are longer than it says',
      'entries',
      `${KEY} 01 01 01 15 00 00 00 ${SALT_HEX} 01 00 00`,
      /cut short/,
    ],
  ])('%s', (_, type, hex, message) => {
    expect(() => decodeMessage(type, fromHex(hex))).toThrow(ProtocolError);
    expect(() => decodeMessage(type, fromHex(hex))).toThrow(message);
  });
});

describe('bounds when writing', () => {
  test('the longest name, detail, body, and the most entries and positions', () => {
    const longest: ChatMessage[] = [
      {type: 'rename', name: 'n'.repeat(NAME_BYTES)},
      {type: 'rename', name: 'é'.repeat(NAME_BYTES / 2)},
      {type: 'bye', reason: 'busy', detail: '€'.repeat(133), program: 'p'.repeat(64), release: ''},
      entriesOf(ANN, 0, 1, ...Array.from({length: 64}, () => entry('b'.repeat(BODY_BYTES)))),
      haveOf(ANN, ...Array.from({length: 1024}, (_, epoch) => ({epoch, sequence: Number.MAX_SAFE_INTEGER}))),
    ];
    for (const message of longest) {
      expect(asWritten(decodeMessage(message.type, encodeMessage(message)))).toEqual(message);
    }
  });

  test.each<[string, ChatMessage]>([
    ['a name of 513 bytes', {type: 'rename', name: `${'é'.repeat(256)}x`}],
    [
      'a detail of 402 bytes',
      {type: 'bye', reason: 'busy', detail: '€'.repeat(134), program: '', release: ''},
    ],
    ['a body of 16,385 bytes', entriesOf(ANN, 0, 1, entry('b'.repeat(BODY_BYTES + 1)))],
    ['65 entries', entriesOf(ANN, 0, 1, ...Array.from({length: 65}, () => entry('')))],
    ['no entries', entriesOf(ANN, 0, 1)],
    ['1,025 positions', haveOf(ANN, ...Array.from({length: 1025}, () => ({epoch: 0, sequence: 0})))],
    ['a short salt', entriesOf(ANN, 0, 1, {...entry(''), salt: new Uint8Array(15), received: undefined})],
    ['a fraction', {type: 'ping', nonce: 0.5}],
    ['a negative number', {type: 'ping', nonce: -1}],
    ['no number', {type: 'ping', nonce: Number.NaN}],
    ['an unsafe number', {type: 'pong', nonce: 2 ** 53}],
  ])('%s is our own mistake', (_, message) => {
    expect(() => encodeMessage(message)).toThrow(RangeError);
  });

  test('a binding of the wrong length', () => {
    const binding = new Uint8Array(31);
    const message: ChatMessage = {
      type: 'hello',
      version: 1,
      features: 0,
      name: '',
      port: 0,
      instance: 0,
      binding,
      person: new Uint8Array(32),
      devices: null,
      program: '',
      release: '',
    };
    expect(() => encodeMessage(message)).toThrow(RangeError);
  });
});

test('a binding is a copy: it does not hold on to its frame', () => {
  const [{hex}] = vectors as [(typeof vectors)[0]];
  const frame = fromHex(hex);
  const {binding} = decodeMessage('hello', frame);
  frame.fill(0xee);
  expect(binding).toEqual(Uint8Array.from({length: 32}, (_, index) => index));
  expect(binding.buffer.byteLength).toBe(32);
});

/** Bytes of the fields of a bye that natter 0.1 does not write. */
function optionalBytes({program, release}: Bye): number {
  return 2 + program.length + release.length;
}

function endsBetweenFields(message: ChatMessage, missing: number): boolean {
  return message.type === 'bye' && [1 + message.release.length, optionalBytes(message)].includes(missing);
}

function entry(body: string) {
  return wireEntry(0, body);
}

function read(type: MessageType, hex: string): ChatMessage {
  return asWritten(decodeMessage(type, fromHex(hex)));
}
