import {peerKey} from '../../../src/lib/ids.ts';
import type {Act} from '../../../src/wire/room/act.ts';
import type {RoomMessage} from '../../../src/wire/room/messages.ts';

const ADA = peerKey('aa'.repeat(32));
const ADA_HEX = 'aa '.repeat(32).trim();
const ID = new Uint8Array(32).fill(0x1d);
const AFTER_HEX = `01 ${'1d '.repeat(32).trim()}`;
const after = [ID];

/** An act and its bytes. docs/PROTOCOL.md shows the same. */
export const actVectors: readonly (readonly [Act, string])[] = [
  [
    {type: 'found', founder: ADA, nonce: new Uint8Array(16).fill(7), name: 'berlin', history: 'all'},
    `01 ${ADA_HEX} ${'07 '.repeat(16)}06 62 65 72 6c 69 6e 01`,
  ],
  [{type: 'add', after, targets: [ADA], level: 2}, `02 ${AFTER_HEX} 01 ${ADA_HEX} 02`],
  [{type: 'role', after, target: ADA, level: 3}, `03 ${AFTER_HEX} ${ADA_HEX} 03`],
  [
    {
      ...{type: 'remove', after, target: ADA, isBan: true},
      keeps: [{epoch: 5, sequence: 300, chain: new Uint8Array(16).fill(0xcc)}],
    },
    `04 ${AFTER_HEX} ${ADA_HEX} 01 01 05 fd 2c 01 ${'cc '.repeat(16).trim()}`,
  ],
  [{type: 'leave', after}, `05 ${AFTER_HEX}`],
  [
    {type: 'ticket', after, key: new Uint8Array(32).fill(0x77), uses: 10, until: 0},
    `06 ${AFTER_HEX} ${'77 '.repeat(32)}0a 00`,
  ],
  [
    {type: 'join', after, key: new Uint8Array(32).fill(0x77), proof: new Uint8Array(64).fill(0x99)},
    `07 ${AFTER_HEX} ${'77 '.repeat(32)}${'99 '.repeat(64).trim()}`,
  ],
  [{type: 'set', after, setting: 'topic', value: 'tea'}, `08 ${AFTER_HEX} 02 03 74 65 61`],
  [{type: 'hide', after, entry: {author: ADA, epoch: 5, sequence: 9}}, `09 ${AFTER_HEX} ${ADA_HEX} 05 09`],
  [
    {type: 'close', after, key: new Uint8Array(32).fill(0x77), joins: [ID]},
    `0a ${AFTER_HEX} ${'77 '.repeat(32)}01 ${'1d '.repeat(32).trim()}`,
  ],
  [{type: 'unban', after, target: ADA}, `0b ${AFTER_HEX} ${ADA_HEX}`],
];

const TAG = new Uint8Array(16).fill(0x7a);
const TAG_HEX = '7a '.repeat(16).trim();

/** A message and what stands on the wire for it, with its tag. docs/PROTOCOL.md shows the same bytes. */
export const roomVectors: readonly (readonly [RoomMessage, string])[] = [
  [{type: 'rooms', tags: [TAG]}, `00 01 ${TAG_HEX}`],
  [
    {type: 'log', log: 3, room: 0, lane: 1, author: ADA, epoch: 5, branch: null},
    `01 03 00 01 ${ADA_HEX} 05 00`,
  ],
  [
    {type: 'log', log: 4, room: 0, lane: 0, author: ADA, epoch: 5, branch: TAG},
    `01 04 00 00 ${ADA_HEX} 05 10 ${TAG_HEX}`,
  ],
  [
    {type: 'digest', room: 0, parts: Array.from({length: 64}, () => TAG)},
    `02 00 40 ${Array.from({length: 64}, () => TAG_HEX).join(' ')}`,
  ],
  [{type: 'have', logs: [{log: 3, sequence: 9, chain: TAG}]}, `03 01 03 09 ${TAG_HEX}`],
  [{type: 'want', log: 3, after: 9, upTo: 300}, '04 03 09 fd 2c 01'],
  [
    {
      ...{type: 'entries', log: 3, first: 1, head: new Uint8Array(64).fill(0x99)},
      entries: [{clock: 1, time: 2, kind: 'gone', digest: new Uint8Array(32).fill(0xdd)}],
    },
    `05 03 01 01 23 01 02 01 ${'dd '.repeat(32)}${'99 '.repeat(64).trim()}`,
  ],
  [{type: 'lane', room: 0, isEager: true}, '06 00 01'],
  [
    {
      ...{type: 'hint', room: 0, member: ADA, name: 'ada', number: 2, until: 300, point: null},
      addresses: [{host: TAG, port: 4242}],
      signature: new Uint8Array(64).fill(0x99),
    },
    `07 00 ${ADA_HEX} 03 61 64 61 02 fd 2c 01 00 01 ${TAG_HEX} fd 92 10 ${'99 '.repeat(64).trim()}`,
  ],
  [{type: 'typing', room: 0, active: true}, '08 00 01'],
  [{type: 'read', logs: [{log: 3, sequence: 9}]}, '09 01 03 09'],
  [
    {type: 'base', log: 3, sequence: 9, chain: new Uint8Array(32).fill(0xcc)},
    `0a 03 09 ${'cc '.repeat(32).trim()}`,
  ],
];
