import {peerKey} from '../../../src/lib/ids.ts';
import type {Act} from '../../../src/wire/room/act.ts';

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
