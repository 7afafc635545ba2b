import {createIdentity} from '../../../src/identity/own-identity.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import type {ChatMessage} from '../../../src/wire/chat/messages.ts';
import {PROTOCOL_VERSION} from '../../../src/wire/version.ts';
import {entriesOf, haveOf, SALT} from '../../support/wire.ts';

/** A message and what stands on the wire for it, without its tag. docs/PROTOCOL.md shows the same bytes. */
export type Vector = {readonly what: string; readonly message: ChatMessage; readonly hex: string};

/** The keys that stand in the vectors. */
export const ANN = peerKey('11'.repeat(32));
export const BOB = peerKey('22'.repeat(32));
const CHAIN = Uint8Array.from({length: 16}, (_, index) => index);
const DIGEST = new Uint8Array(32).fill(0xdd);

/** A text with a salt of sevens. */
const text = (body: string) => ({kind: 'text', target: null, body, salt: SALT}) as const;

const BINDING = Uint8Array.from({length: 32}, (_, index) => index);
const BINDING_HEX = toHex(BINDING);
/** Of the seeds 01 01 … (person) and 02 02 … (device). */
const identity = createIdentity(new Uint8Array(32).fill(1), new Uint8Array(32).fill(2));
const LIST_HEX = [
  `84 01 ${'00 '.repeat(32)}01`,
  '81 39 77 0e a8 7d 17 5f 56 a3 54 66 c3 4c 7e cc cb 8d 8a 91 b4 ee 37 a2 5d f6 0f 5b 8f c9 b3 94 00 00',
  '85 5f d9 71 68 9c 2b 68 71 ff 47 03 8a d0 77 07 29 83 74 0b 21 fa 83 84 d5 8a dd 8f cb e4 6f ed',
  '30 4a d2 12 01 65 43 ff 1f ad 10 8b 26 70 77 2a ce 5e f9 ca d5 33 26 e0 1a 3f 5d f4 5f 1f f8 0a',
].join(' ');

export const vectors: readonly Vector[] = [
  {
    what: 'hello',
    message: {
      type: 'hello',
      version: PROTOCOL_VERSION,
      features: 0,
      name: 'ada',
      port: 4242,
      instance: 70_000,
      binding: BINDING,
      person: new Uint8Array(32).fill(0xaa),
      devices: null,
      program: 'natter',
      release: '0.2.0',
    },
    hex: `02 00 03 61 64 61 fd 92 10 fe 70 11 01 00 ${BINDING_HEX} ${'aa '.repeat(32)}00 06 6e 61 74 74 65 72 05 30 2e 32 2e 30`,
  },
  {
    what: 'hello with a device list',
    message: {
      type: 'hello',
      version: PROTOCOL_VERSION,
      features: 0,
      name: '',
      port: 0,
      instance: 1,
      binding: BINDING,
      person: identity.person,
      devices: identity.devices,
      program: '',
      release: '',
    },
    hex: `02 00 00 00 01 ${BINDING_HEX} 8a 88 e3 dd 74 09 f1 95 fd 52 db 2d 3c ba 5d 72 ca 67 09 bf 1d 94 12 1b f3 74 88 01 b4 0f 6f 5c ${LIST_HEX} 00 00`,
  },
  {what: 'standing, accepted', message: {type: 'standing', accepted: true}, hex: '01'},
  {what: 'standing, not accepted', message: {type: 'standing', accepted: false}, hex: '00'},
  {what: 'rename', message: {type: 'rename', name: 'Zoë 🦊'}, hex: '09 5a 6f c3 ab 20 f0 9f a6 8a'},
  {
    what: 'have nothing',
    message: haveOf(ANN),
    hex: '11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 00 00',
  },
  {
    what: 'have two logs',
    message: {
      type: 'have',
      author: ANN,
      clock: 300,
      logs: [
        {epoch: 300, sequence: 2, chain: CHAIN},
        {epoch: 2 ** 40, sequence: 0, chain: new Uint8Array(16)},
      ],
    },
    hex: '11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 fd 2c 01 02 fd 2c 01 02 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f ff 00 00 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00',
  },
  {
    what: 'read',
    message: {type: 'read', author: ANN, logs: [{epoch: 5, sequence: 3}]},
    hex: '11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 01 05 03',
  },
  {
    what: 'entries: a text',
    message: entriesOf(ANN, 5, 1, {clock: 1, time: 1_700_000_000_000, ...text('hi')}),
    hex: '11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 05 01 01 20 01 ff 00 68 e5 cf 8b 01 00 00 00 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 01 00 02 68 69',
  },
  {
    what: 'entries: an action, a reaction to an entry of the receiver, a deletion of an own one',
    message: entriesOf(
      ANN,
      5,
      2,
      {clock: 2, time: 0, ...text('waves'), kind: 'action'},
      {clock: 3, time: 0, ...text('👍'), kind: 'reaction', target: {author: BOB, epoch: 9, sequence: 4}},
      {clock: 4, time: 0, ...text(''), kind: 'delete', target: {author: ANN, epoch: 5, sequence: 1}},
    ),
    hex: '11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 05 02 03 1b 02 00 00 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 02 00 05 77 61 76 65 73 3c 03 00 00 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 05 01 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 09 04 04 f0 9f 91 8d 38 04 00 00 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 04 01 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 05 01 00',
  },
  {
    what: 'entries: an edit, a reply that disappears after a day, the setting that made it so, an erased one',
    message: entriesOf(
      ANN,
      5,
      7,
      {clock: 9, time: 0, ...text('ho'), kind: 'edit', target: {author: ANN, epoch: 5, sequence: 1}},
      {clock: 10, time: 0, ...text('86400'), kind: 'expire'},
      {clock: 11, time: 0, ...text('yes'), target: {author: BOB, epoch: 9, sequence: 4}, lifetime: 86_400},
      {clock: 12, time: 0, kind: 'gone', digest: DIGEST},
    ),
    hex: '11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 05 07 04 3a 09 00 00 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 03 01 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 05 01 02 68 6f 1b 0a 00 00 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 06 00 05 38 36 34 30 30 40 0b 00 00 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 01 03 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 09 04 03 79 65 73 fe 80 51 01 00 23 0c 00 01 dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd dd',
  },
  {
    what: 'entries: a text that mentions somebody',
    message: entriesOf(ANN, 5, 11, {
      clock: 13,
      time: 0,
      ...text('@bo'),
      mentions: [new Uint8Array(8).fill(3)],
    }),
    hex: '11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 11 05 0b 01 22 0d 00 00 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 07 01 04 03 40 62 6f 01 03 03 03 03 03 03 03 03',
  },
  {what: 'typing', message: {type: 'typing', active: true}, hex: '01'},
  {what: 'typing, stopped', message: {type: 'typing', active: false}, hex: '00'},
  {
    what: 'status',
    message: {type: 'status', text: 'on the train until 6'},
    hex: '14 6f 6e 20 74 68 65 20 74 72 61 69 6e 20 75 6e 74 69 6c 20 36',
  },
  {what: 'status, none', message: {type: 'status', text: ''}, hex: '00'},
  {what: 'ping', message: {type: 'ping', nonce: 253}, hex: 'fd fd 00'},
  {what: 'pong', message: {type: 'pong', nonce: 252}, hex: 'fc'},
  {
    what: 'bye',
    message: {type: 'bye', reason: 'quit', detail: '', program: '', release: ''},
    hex: '02 00 00 00',
  },
  {
    what: 'bye with a detail',
    message: {type: 'bye', reason: 'protocol', detail: 'bad frame', program: 'natter', release: '0.2.0'},
    hex: '08 09 62 61 64 20 66 72 61 6d 65 06 6e 61 74 74 65 72 05 30 2e 32 2e 30',
  },
  {
    what: 'reach',
    message: {
      type: 'reach',
      serial: 7,
      point: new Uint8Array(32).fill(0xaa),
      possession: new Uint8Array(64).fill(0xbb),
      addresses: [{host: Buffer.from('00000000000000000000ffffc0a80114', 'hex'), port: 4242}],
      time: 1_795_968_000_000,
    },
    hex: `07 ${'aa '.repeat(32)}${'bb '.repeat(64)}01 00 00 00 00 00 00 00 00 00 00 ff ff c0 a8 01 14 fd 92 10 ff 00 e0 08 28 a2 01 00 00`,
  },
  {what: 'reach-ack', message: {type: 'reach-ack', serial: 300}, hex: 'fd 2c 01'},
];

/** The bytes of a hex dump. */
export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
}

/** The hex dump of bytes. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/..(?=.)/g, '$& ');
}
