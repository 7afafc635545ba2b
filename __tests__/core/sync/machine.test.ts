import {describe, expect, test} from '@jest/globals';
import {INBOX_HIGH, INBOX_LOW} from '../../../src/core/sync/inbox.ts';
import {beginSync, CANNOT_STORE, isSettled, step} from '../../../src/core/sync/machine.ts';
import type {
  Input,
  JudgedPosition,
  Output,
  SyncLog,
  SyncState,
} from '../../../src/core/sync/machine-types.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import type {EntryRow} from '../../../src/storage/types.ts';
import {entriesOf, wireEntry} from '../../support/wire.ts';

const SELF = '11'.repeat(32);
const PEER = peerKey('22'.repeat(32));
const OTHER = peerKey('33'.repeat(32));

const TURN: Output = {type: 'turn'};
const fail = (detail: string): Output => ({type: 'fail', detail});
const log = (epoch: number, last: number, more: Partial<SyncLog> = {}): SyncLog => ({
  ...{epoch, last, cursor: 0, confirmed: 0, isOld: false, isSent: true},
  ...more,
});
const sync = (more: Partial<SyncState> = {}): SyncState => ({
  ...beginSync({self: SELF, peer: PEER, weAccept: true, logs: []}),
  ...more,
});
/** A link on which everything was said: entries flow both ways. */
const streaming = (logs: SyncLog[], more: Partial<SyncState> = {}): SyncState =>
  sync({theyAccept: true, isPositioned: true, logs, ...more});
const have = (clock: number, ...logs: readonly (Partial<JudgedPosition> & {epoch: number})[]): Input => ({
  type: 'have',
  author: SELF,
  clock,
  logs: logs.map(position => ({sequence: 0, isSame: true, acknowledged: 0, ...position})),
});
const read = (epoch: number, sequence: number): Input => ({
  type: 'read',
  author: SELF,
  logs: [{epoch, sequence}],
});
const batch = (first: number, count: number, epoch = 5) =>
  entriesOf(PEER, epoch, first, ...Array.from({length: count}, (_, index) => wireEntry(first + index)));
const entries = (first: number, count: number, epoch = 5): Input => ({
  type: 'entries',
  message: batch(first, count, epoch),
});
const acknowledged = (epoch: number, upTo: number): Output => ({
  type: 'tell',
  event: {type: 'acknowledged', epoch, upTo},
});
const outcome = (added: number) => ({
  added: Array.from({length: added}, () => ({}) as EntryRow),
  have: {epoch: 5, sequence: added, chain: new Uint8Array(16)},
});
const STANDING = (accepted: boolean): Output => ({type: 'send', message: {type: 'standing', accepted}});

describe('the beginning', () => {
  test.each<[string, Partial<SyncState>, Input, readonly Output[]]>([
    ['we accept', {}, {type: 'start'}, [STANDING(true), {type: 'send-have'}, {type: 'send-read'}]],
    ['we do not', {weAccept: false}, {type: 'start'}, [STANDING(false)]],
    [
      'we do later',
      {weAccept: false},
      {type: 'accept'},
      [STANDING(true), {type: 'send-have'}, {type: 'send-read'}],
    ],
    [
      'we do later, and learn what clock the peer knows',
      {weAccept: false, peerClock: 9},
      {type: 'accept'},
      [{type: 'learn', clock: 9}, STANDING(true), {type: 'send-have'}, {type: 'send-read'}],
    ],
    [
      'the peer accepts',
      {},
      {type: 'standing', accepted: true},
      [{type: 'tell', event: {type: 'standing', accepted: true}}, TURN],
    ],
    ['it says so again', {theyAccept: true}, {type: 'standing', accepted: true}, []],
    [
      'a stranger sends too much',
      {weAccept: false},
      {type: 'frame', isTolerated: false},
      [{type: 'close', reason: 'busy', detail: 'too much was sent before it was accepted'}],
    ],
    ['a stranger sends little', {weAccept: false}, {type: 'frame', isTolerated: true}, []],
    ['a contact sends much', {}, {type: 'frame', isTolerated: false}, []],
  ])('%s', (_, state, input, outputs) => {
    expect(step(sync(state), input)).toEqual(outputs);
  });
});

describe('the first have', () => {
  test.each<[string, readonly SyncLog[], Input, readonly Output[]]>([
    ['of nothing', [log(1, 3)], have(0), [TURN]],
    ['with a clock', [log(1, 3)], have(7), [{type: 'learn', clock: 7}, TURN]],
    ['of a part', [log(1, 3)], have(0, {epoch: 1, sequence: 2}), [acknowledged(1, 2), TURN]],
    ['of all', [log(1, 3)], have(0, {epoch: 1, sequence: 3}), [acknowledged(1, 3), TURN]],
    ['of a log from before we lost ours', [log(1, 3)], have(0, {epoch: 9, sequence: 80}), [TURN]],
    [
      'of more than we wrote',
      [log(1, 3)],
      have(0, {epoch: 1, sequence: 4}),
      [{type: 'tell', event: {type: 'outdated'}}, fail('it has another log of ours than we do')],
    ],
    [
      'with another chain',
      [log(1, 3)],
      have(0, {epoch: 1, sequence: 2, isSame: false}),
      [{type: 'tell', event: {type: 'outdated'}}, fail('it has another log of ours than we do')],
    ],
    [
      'of more of an ended log',
      [log(1, 3), log(2, 1)],
      have(0, {epoch: 1, sequence: 9, isSame: false}),
      [acknowledged(1, 3), TURN],
    ],
    [
      'that goes back in itself',
      [log(1, 3)],
      have(0, {epoch: 1, sequence: 2}, {epoch: 1, sequence: 1}),
      [acknowledged(1, 2), fail('its acknowledgement went back')],
    ],
  ])('%s', (_, logs, input, outputs) => {
    const state = sync({theyAccept: true, logs: structuredClone([...logs])});
    expect(step(state, input)).toEqual(outputs);
    expect(state.isPositioned).toBe(true);
  });

  test('of a stranger teaches no clock until it is accepted', () => {
    const state = sync({weAccept: false});
    expect(step(state, have(7))).toEqual([TURN]);
    expect(step(state, {type: 'accept'})[0]).toEqual({type: 'learn', clock: 7});
  });

  test('of somebody else is a mistake', () => {
    const input = {...have(0), author: OTHER} as Input;
    expect(step(sync(), input)).toEqual([fail('it told how far it has a log of somebody else')]);
  });
});

describe('an acknowledgement', () => {
  const sent = () => [log(1, 3, {cursor: 2, confirmed: 1})];

  test.each<[string, SyncLog[], Input, readonly Output[]]>([
    ['of what was sent', sent(), have(0, {epoch: 1, sequence: 2}), [acknowledged(1, 2)]],
    ['again', sent(), have(0, {epoch: 1, sequence: 1}), [acknowledged(1, 1)]],
    [
      'of what was not',
      sent(),
      have(0, {epoch: 1, sequence: 3}),
      [fail('it acknowledged what was never sent')],
    ],
    [
      'of an unknown log',
      sent(),
      have(0, {epoch: 2, sequence: 1}),
      [fail('it acknowledged a log that was never sent')],
    ],
    [
      'of an old log',
      [log(1, 3, {isOld: true}), log(2, 0)],
      have(0, {epoch: 1, sequence: 1}),
      [fail('it acknowledged a log that was never sent')],
    ],
    ['that goes back', sent(), have(0, {epoch: 1, sequence: 0}), [fail('its acknowledgement went back')]],
    [
      'of an ended log beyond its end',
      [log(1, 3, {cursor: 3, confirmed: 2}), log(2, 1)],
      have(0, {epoch: 1, sequence: 9}),
      [acknowledged(1, 3)],
    ],
  ])('%s', (_, logs, input, outputs) => {
    expect(step(streaming(logs), input)).toEqual(outputs);
  });

  test('is not judged by its chain any more', () => {
    const input = have(0, {epoch: 1, sequence: 2, isSame: false});
    expect(step(streaming(sent()), input)).toEqual([acknowledged(1, 2)]);
  });
});

describe('what was read', () => {
  const logs = () => [log(1, 3, {cursor: 3, confirmed: 2})];

  test.each<[string, SyncLog[], Input, readonly Output[]]>([
    ['of what it has', logs(), read(1, 2), [{type: 'tell', event: {type: 'read', epoch: 1, upTo: 2}}]],
    ['of more', logs(), read(1, 3), [fail('it read what it does not have')]],
    ['of a lost log', logs(), read(9, 3), []],
    [
      'of an ended log beyond its end',
      [log(1, 3, {confirmed: 3}), log(2, 0)],
      read(1, 8),
      [{type: 'tell', event: {type: 'read', epoch: 1, upTo: 3}}],
    ],
    [
      'of somebody else',
      logs(),
      {...read(1, 1), author: OTHER} as Input,
      [fail('it told how far it has read a log of somebody else')],
    ],
  ])('%s', (_, held, input, outputs) => {
    expect(step(streaming(held), input)).toEqual(outputs);
  });
});

describe('entries that come', () => {
  test('wait for a turn, in which one batch is committed', () => {
    const state = streaming([]);
    expect(step(state, entries(1, 2))).toEqual([TURN]);
    expect(step(state, {type: 'turn'})).toEqual([{type: 'commit', batch: batch(1, 2)}]);
    expect(step(state, {type: 'turn'})).toEqual([]);
  });

  test('are joined if they follow each other, up to 64', () => {
    const state = streaming([]);
    for (const [first, count] of [
      [1, 40],
      [41, 24],
      [65, 1],
    ] as const) {
      step(state, entries(first, count));
    }
    expect(step(state, {type: 'turn'})).toEqual([{type: 'commit', batch: batch(1, 64)}, TURN]);
    expect(step(state, {type: 'turn'})).toEqual([{type: 'commit', batch: batch(65, 1)}]);
  });

  test.each([
    ['with a gap', entries(3, 1)],
    ['of another log', entries(2, 1, 6)],
  ])('%s are not joined', (_, next) => {
    const state = streaming([]);
    step(state, entries(1, 1));
    step(state, next);
    expect(step(state, {type: 'turn'})).toEqual([{type: 'commit', batch: batch(1, 1)}, TURN]);
  });

  test('stop the socket at a limit, and it goes on when few are left', () => {
    const state = streaming([]);
    const all: Output[] = [];
    for (let first = 1; first <= INBOX_HIGH + 64; first += 64) {
      all.push(...step(state, entries(first, 64)));
    }
    expect(all.filter(({type}) => type === 'pause')).toHaveLength(1);
    expect(state.waiting).toBe(INBOX_HIGH + 64);
    while (state.waiting > INBOX_LOW + 64) {
      expect(step(state, {type: 'turn'}).some(({type}) => type === 'resume')).toBe(false);
    }
    expect(step(state, {type: 'turn'})).toContainEqual({type: 'resume'});
    expect(state.isPaused).toBe(false);
  });

  test('one below the limit do not stop it', () => {
    const state = streaming([]);
    step(state, entries(1, 64 * 15));
    expect(step(state, entries(64 * 15 + 1, 63))).toEqual([TURN]);
    expect(step(state, entries(64 * 16, 1))).toEqual([{type: 'pause'}, TURN]);
  });

  test.each<[string, Partial<SyncState>, Input, string]>([
    ['before they were accepted', {weAccept: false}, entries(1, 1), 'it wrote before it was accepted'],
    [
      'of somebody else',
      {},
      {type: 'entries', message: {...batch(1, 1), author: OTHER}},
      'it sent entries in the name of somebody else',
    ],
  ])('%s are a mistake', (_, state, input, detail) => {
    expect(step(sync(state), input)).toEqual([fail(detail)]);
  });

  test('are acknowledged once they are committed, and told if they were new', () => {
    const [one, none] = [outcome(1), outcome(0)];
    expect(step(sync(), {type: 'committed', outcome: one})).toEqual([
      {type: 'send-acknowledgement', have: one.have},
      {type: 'tell', event: {type: 'received', outcome: one}},
    ]);
    expect(step(sync(), {type: 'committed', outcome: none})).toEqual([
      {type: 'send-acknowledgement', have: none.have},
    ]);
  });

  test('that cannot be stored end the link, and what waits is dropped', () => {
    const error = new Error('full');
    const state = streaming([]);
    step(state, entries(1, 2));
    expect(step(state, {type: 'failed', isProtocol: false, detail: '', error})).toEqual([
      {type: 'tell', event: {type: 'storage-failed', error}},
      {type: 'close', reason: 'busy', detail: CANNOT_STORE},
    ]);
    expect(step(state, {type: 'turn'})).toEqual([]);
    expect(step(state, {type: 'failed', isProtocol: true, detail: 'a gap', error})).toEqual([fail('a gap')]);
  });
});

describe('our own entries', () => {
  test.each<[string, Partial<SyncState>]>([
    ['the peer does not accept', {theyAccept: false}],
    ['the peer did not say yet', {theyAccept: null}],
    ['it is not known where to go on', {isPositioned: false}],
    ['the buffer is full', {isCongested: true}],
  ])('do not go out while %s', (_, more) => {
    const state = streaming([log(1, 3)], more);
    expect(step(state, {type: 'turn'})).toEqual([]);
    expect(step(state, {type: 'wrote', epoch: 1, first: 4, last: 4, fitsFrame: true})).toEqual([TURN]);
  });

  test('go out from where the peer is, the oldest log first', () => {
    const state = streaming([log(1, 3, {cursor: 3}), log(2, 9, {cursor: 4}), log(3, 1)]);
    expect(step(state, {type: 'turn'})).toEqual([{type: 'send-entries', epoch: 2, after: 4}]);
    const told: Output = {type: 'tell', event: {type: 'sent', range: {epoch: 2, from: 5, to: 9}}};
    expect(step(state, {type: 'sent', epoch: 2, from: 5, to: 9, isFull: false})).toEqual([told, TURN]);
    expect(step(state, {type: 'turn'})).toEqual([{type: 'send-entries', epoch: 3, after: 0}]);
  });

  test('wait while the buffer is full, and go on once it drained', () => {
    const state = streaming([log(1, 9)]);
    step(state, {type: 'turn'});
    expect(step(state, {type: 'sent', epoch: 1, from: 1, to: 4, isFull: true})).toHaveLength(1);
    expect(step(state, {type: 'turn'})).toEqual([]);
    expect(step(state, {type: 'drained'})).toEqual([TURN]);
    expect(step(state, {type: 'turn'})).toEqual([{type: 'send-entries', epoch: 1, after: 4}]);
  });

  const wrote = (first: number, last: number, fitsFrame = true, epoch = 1): Input => ({
    ...{type: 'wrote', epoch, first, last, fitsFrame},
  });

  test.each<[string, SyncLog[], Input, readonly Output[]]>([
    ['in step', [log(1, 3, {cursor: 3})], wrote(4, 5), [{type: 'send-written'}]],
    ['that do not follow what was sent', [log(1, 3, {cursor: 2})], wrote(4, 5), [TURN]],
    ['too large for a frame', [log(1, 3, {cursor: 3})], wrote(4, 5, false), [TURN]],
    ['behind an older log that waits', [log(1, 3), log(2, 1, {cursor: 1})], wrote(2, 2, true, 2), [TURN]],
    ['of a new log', [], wrote(1, 1), [{type: 'note-sent', epoch: 1}, {type: 'send-written'}]],
  ])('%s', (_, logs, input, outputs) => {
    expect(step(streaming(logs), input)).toEqual(outputs);
  });

  test('of a log that no link saw yet: that is noted first, once', () => {
    const state = streaming([log(1, 70, {isSent: false})]);
    expect(step(state, {type: 'turn'})).toEqual([
      {type: 'note-sent', epoch: 1},
      {type: 'send-entries', epoch: 1, after: 0},
    ]);
    step(state, {type: 'sent', epoch: 1, from: 1, to: 64, isFull: false});
    expect(step(state, {type: 'turn'})).toEqual([{type: 'send-entries', epoch: 1, after: 64}]);
  });

  test('of an old log never go out: what the peer lacks, or is not known to have, moves first', () => {
    const state = sync({theyAccept: true, logs: [log(1, 9, {isOld: true}), log(2, 1)]});
    step(state, have(0, {epoch: 1, sequence: 8, acknowledged: 6}, {epoch: 2, sequence: 0}));
    expect(step(state, {type: 'turn'})).toEqual([{type: 'retire', epoch: 1, keep: 6}]);
    const logs = [log(1, 6, {isOld: true}), log(2, 1), log(3, 3, {isSent: false})];
    expect(step(state, {type: 'logs', logs})).toEqual([TURN]);
    expect(step(state, {type: 'turn'})).toEqual([{type: 'send-entries', epoch: 2, after: 0}]);
    expect(isSettled(state)).toBe(false);
  });

  test('are settled once the peer has them all', () => {
    expect(isSettled(streaming([log(1, 3, {confirmed: 3}), log(2, 9, {isOld: true})]))).toBe(true);
    expect(isSettled(streaming([log(1, 3, {cursor: 3, confirmed: 2})]))).toBe(false);
    expect(isSettled(sync({theyAccept: false, logs: [log(1, 3)]}))).toBe(true);
  });
});

describe('the end', () => {
  const bye: Input = {
    type: 'ended',
    end: {type: 'bye', bye: {type: 'bye', reason: 'quit', detail: '', program: '', release: ''}},
  };
  const lost: Input = {type: 'ended', end: {type: 'lost', detail: 'reset'}};
  const closed: Input = {type: 'ended', end: {type: 'closed', reason: 'blocked'}};
  const told = (input: Input): Output => ({
    type: 'tell',
    event: {type: 'ended', end: (input as Extract<Input, {type: 'ended'}>).end},
  });

  test.each([
    ['a bye', bye],
    ['a cut', lost],
  ])('by %s comes after all that arrived before is committed', (_, end) => {
    const state = streaming([]);
    step(state, entries(1, 40));
    step(state, entries(41, 40));
    expect(step(state, end)).toEqual([
      {type: 'commit', batch: batch(1, 40)},
      {type: 'commit', batch: batch(41, 40)},
      told(end),
    ]);
    const stored = outcome(1);
    expect(step(state, {type: 'committed', outcome: stored})).toEqual([
      {type: 'tell', event: {type: 'received', outcome: stored}},
    ]);
  });

  test('by ourselves drops what arrived', () => {
    const state = streaming([]);
    step(state, entries(1, 2));
    expect(step(state, closed)).toEqual([told(closed)]);
  });

  test.each<Input>([
    {type: 'turn'},
    {type: 'accept'},
    {type: 'drained'},
    {type: 'user-read'},
    entries(1, 1),
    have(0),
    {type: 'wrote', epoch: 1, first: 1, last: 1, fitsFrame: true},
    {type: 'failed', isProtocol: true, detail: 'a gap', error: null},
  ])('is the end: after it %j does nothing', input => {
    const state = streaming([log(1, 3)]);
    step(state, lost);
    expect(step(state, input)).toEqual([]);
  });
});

describe('what the users do', () => {
  test.each<[string, Partial<SyncState>, Input, readonly Output[]]>([
    ['ours reads', {}, {type: 'user-read'}, [{type: 'send-read'}]],
    ['ours reads what a stranger wrote', {weAccept: false}, {type: 'user-read'}, []],
    [
      'ours types',
      {theyAccept: true},
      {type: 'user-typing', active: true},
      [{type: 'send', message: {type: 'typing', active: true}}],
    ],
    [
      'ours types to somebody who does not accept',
      {theyAccept: false},
      {type: 'user-typing', active: true},
      [],
    ],
    [
      'the other types',
      {},
      {type: 'typing', active: true},
      [{type: 'tell', event: {type: 'typing', active: true}}],
    ],
    ['a stranger types', {weAccept: false}, {type: 'typing', active: true}, []],
    [
      'the other says what they are about',
      {},
      {type: 'status', text: 'at lunch'},
      [{type: 'tell', event: {type: 'status', text: 'at lunch'}}],
    ],
    ['a stranger says what they are about', {weAccept: false}, {type: 'status', text: 'at lunch'}, []],
    [
      'the other has another name',
      {},
      {type: 'rename', name: 'zoë'},
      [{type: 'tell', event: {type: 'renamed', name: 'zoë'}}],
    ],
  ])('%s', (_, state, input, outputs) => {
    expect(step(sync(state), input)).toEqual(outputs);
  });

  test('the state is plain data', () => {
    const state = streaming([log(1, 3)]);
    step(state, entries(1, 1));
    expect(structuredClone(state)).toEqual(state);
  });
});
