import {readFileSync} from 'node:fs';
import {expect, test} from '@jest/globals';
import {beginSync, step} from '../../src/core/sync/machine.ts';
import type {Input, Output, SyncState} from '../../src/core/sync/machine-types.ts';
import {peerKey} from '../../src/lib/ids.ts';
import {entriesOf, wireEntry} from '../support/wire.ts';

/** The tables of "The states of a link" in docs/PROTOCOL.md hold exactly what the machine does. */
const page = readFileSync(new URL('../../docs/PROTOCOL.md', import.meta.url), 'utf8');
const section = page.slice(page.indexOf('### The states of a link'), page.indexOf('### Order'));

const [SELF, PEER] = [peerKey('11'.repeat(32)), peerKey('22'.repeat(32))];
const batch = entriesOf(PEER, 7, 1, wireEntry(1));
const fresh = (more: Partial<SyncState>): SyncState => ({
  ...beginSync({self: SELF, peer: PEER, weAccept: true, logs: []}),
  logs: [{epoch: 5, last: 9, cursor: 0, confirmed: 0, isOld: false, isSent: true}],
  ...more,
});
const failed = (isProtocol: boolean): Input => ({type: 'failed', isProtocol, detail: 'no', error: null});
const chain = new Uint8Array(16);

type Direction = {
  readonly states: Readonly<Record<string, () => SyncState>>;
  readonly inputs: Readonly<Record<string, Input>>;
  /** What does not happen in a state. */
  readonly never: Readonly<Record<string, readonly string[]>>;
  readonly stateOf: (state: SyncState) => string;
};

const ends: Input = {type: 'ended', end: {type: 'lost', detail: 'cut'}};

const directions: Readonly<Record<string, Direction>> = {
  sending: {
    states: {
      linked: () => fresh({}),
      accepted: () => fresh({theyAccept: true}),
      positioned: () => fresh({theyAccept: false, isPositioned: true}),
      streaming: () => fresh({theyAccept: true, isPositioned: true}),
      waiting: () => fresh({theyAccept: true, isPositioned: true, isCongested: true}),
      ended: () => fresh({isEnded: true}),
    },
    inputs: {
      'standing: accepted': {type: 'standing', accepted: true},
      'standing: not accepted': {type: 'standing', accepted: false},
      have: {type: 'have', author: SELF, clock: 0, logs: []},
      'own message': {type: 'wrote', epoch: 5, first: 1, last: 10, fitsFrame: true},
      turn: {type: 'turn'},
      'buffer full': {type: 'sent', epoch: 5, from: 1, to: 2, isFull: true},
      'buffer drained': {type: 'drained'},
      'link ends': ends,
    },
    never: {},
    stateOf({isEnded, theyAccept, isPositioned, isCongested}) {
      if (isEnded) {
        return 'ended';
      }
      if (theyAccept !== true) {
        return isPositioned ? 'positioned' : 'linked';
      }
      return isPositioned ? (isCongested ? 'waiting' : 'streaming') : 'accepted';
    },
  },
  receiving: {
    states: {
      linked: () => fresh({weAccept: false}),
      open: () => fresh({}),
      storing: () => fresh({inbox: [batch], waiting: 1}),
      ended: () => fresh({isEnded: true}),
    },
    inputs: {
      'link is up': {type: 'start'},
      'user accepts': {type: 'accept'},
      entries: {type: 'entries', message: batch},
      turn: {type: 'turn'},
      stored: {type: 'committed', outcome: {added: [], have: {epoch: 7, sequence: 1, chain}}},
      'disk refuses': failed(false),
      'a rule is broken': failed(true),
      'user has read': {type: 'user-read'},
      'link ends': ends,
    },
    never: {
      linked: ['stored', 'disk refuses', 'a rule is broken'],
      open: ['user accepts'],
      storing: ['link is up', 'user accepts'],
      ended: ['stored', 'disk refuses'],
    },
    stateOf: ({isEnded, weAccept, inbox}) =>
      isEnded ? 'ended' : weAccept ? (inbox.length > 0 ? 'storing' : 'open') : 'linked',
  },
};

/** What the peer or the disk sees of an output; the rest is told to the program alone. */
function named(output: Output): readonly string[] {
  switch (output.type) {
    case 'send':
      return [output.message.type];
    case 'send-have':
    case 'send-acknowledgement':
      return ['have'];
    case 'send-read':
      return ['read'];
    case 'send-entries':
    case 'send-written':
      return ['entries'];
    case 'commit':
      return ['store'];
    case 'fail':
      return ['bye `protocol`'];
    case 'close':
      return [`bye \`${output.reason}\``];
    default:
      return [];
  }
}

/** All that changes something, as rows of a table. */
function rowsOf({states, inputs, never, stateOf}: Direction): readonly string[] {
  return Object.entries(states).flatMap(([name, make]) =>
    Object.entries(inputs).flatMap(([happens, input]) => {
      if (never[name]?.includes(happens)) {
        return [];
      }
      const state = make();
      expect(stateOf(state)).toBe(name);
      const does = step(state, input).flatMap(named).join(', ');
      const next = stateOf(state);
      return next === name && does === ''
        ? []
        : [`| ${name} | ${happens} | ${next} | ${does} |`.replace('|  |', '| |')];
    }),
  );
}

test.each(Object.keys(directions))('the table of %s says what the machine does, and all of it', name => {
  const head = `| ${name} | what happens | then | does |\n|-|-|-|-|\n`;
  const [, after = ''] = section.split(head);
  const table = after.slice(0, after.indexOf('\n\n'));
  expect(table.split('\n')).toEqual(rowsOf(directions[name] as Direction));
});
