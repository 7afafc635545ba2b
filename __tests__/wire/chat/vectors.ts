import type {ChatMessage} from '../../../src/wire/chat/messages.ts';
import {PROTOCOL_VERSION} from '../../../src/wire/version.ts';

/** A message and what stands on the wire for it, without its tag. docs/PROTOCOL.md shows the same bytes. */
export type Vector = {readonly what: string; readonly message: ChatMessage; readonly hex: string};

const BINDING = Uint8Array.from({length: 32}, (_, index) => index);

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
    },
    hex: '01 00 03 61 64 61 fd 92 10 fe 70 11 01 00 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f',
  },
  {what: 'standing, accepted', message: {type: 'standing', accepted: true}, hex: '01'},
  {what: 'standing, not accepted', message: {type: 'standing', accepted: false}, hex: '00'},
  {what: 'rename', message: {type: 'rename', name: 'Zoë 🦊'}, hex: '09 5a 6f c3 ab 20 f0 9f a6 8a'},
  {what: 'have nothing', message: {type: 'have', logs: []}, hex: '00'},
  {
    what: 'have two logs',
    message: {
      type: 'have',
      logs: [
        {epoch: 300, sequence: 2},
        {epoch: 2 ** 40, sequence: 0},
      ],
    },
    hex: '02 fd 2c 01 02 ff 00 00 00 00 00 01 00 00 00',
  },
  {
    what: 'marks',
    message: {type: 'marks', logs: [{epoch: 5, time: 1_700_000_000_000}]},
    hex: '01 05 ff 00 68 e5 cf 8b 01 00 00',
  },
  {what: 'read', message: {type: 'read', logs: [{epoch: 5, sequence: 3}]}, hex: '01 05 03'},
  {
    what: 'entries: a text',
    message: {
      type: 'entries',
      epoch: 5,
      first: 1,
      entries: [{clock: 1, time: 1_700_000_000_000, kind: 'text', target: null, body: 'hi'}],
    },
    hex: '05 01 01 0f 01 ff 00 68 e5 cf 8b 01 00 00 01 00 02 68 69',
  },
  {
    what: 'entries: an action, a reaction to an entry of the receiver, a deletion of an own one',
    message: {
      type: 'entries',
      epoch: 5,
      first: 2,
      entries: [
        {clock: 2, time: 0, kind: 'action', target: null, body: 'waves'},
        {clock: 3, time: 0, kind: 'reaction', target: {own: false, epoch: 9, sequence: 4}, body: '👍'},
        {clock: 4, time: 0, kind: 'delete', target: {own: true, epoch: 5, sequence: 1}, body: ''},
      ],
    },
    hex: '05 02 03 0a 02 00 02 00 05 77 61 76 65 73 0b 03 00 05 01 09 04 04 f0 9f 91 8d 07 04 00 04 03 05 01 00',
  },
  {
    what: 'entries: an edit, a reply that disappears after a day, the setting that made it so, a gone one',
    message: {
      type: 'entries',
      epoch: 5,
      first: 7,
      entries: [
        {clock: 9, time: 0, kind: 'edit', target: {own: true, epoch: 5, sequence: 1}, body: 'ho'},
        {clock: 10, time: 0, kind: 'expire', target: null, body: '86400'},
        {
          clock: 11,
          time: 0,
          kind: 'text',
          target: {own: false, epoch: 9, sequence: 4},
          lifetime: 86_400,
          body: 'yes',
        },
        {clock: 12, time: 0, kind: 'gone', target: null, body: ''},
      ],
    },
    hex: '05 07 04 09 09 00 03 03 05 01 02 68 6f 0a 0a 00 06 00 05 38 36 34 30 30 0f 0b 00 01 05 09 04 03 79 65 73 fe 80 51 01 00 05 0c 00 07 00 00',
  },
  {what: 'typing', message: {type: 'typing', active: true}, hex: '01'},
  {what: 'typing, stopped', message: {type: 'typing', active: false}, hex: '00'},
  {what: 'ping', message: {type: 'ping', nonce: 253}, hex: 'fd fd 00'},
  {what: 'pong', message: {type: 'pong', nonce: 252}, hex: 'fc'},
  {what: 'bye', message: {type: 'bye', reason: 'quit', detail: ''}, hex: '02 00'},
  {
    what: 'bye with a detail',
    message: {type: 'bye', reason: 'protocol', detail: 'bad frame'},
    hex: '08 09 62 61 64 20 66 72 61 6d 65',
  },
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
