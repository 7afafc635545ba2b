import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {createSessionOpener, type SessionOpener} from '../../../src/core/connections/session-opener.ts';
import {createRuntimeState} from '../../../src/core/runtime-state.ts';
import {createScheduler} from '../../../src/core/sync/scheduler.ts';
import {noTracing} from '../../../src/lib/trace.ts';
import type {Link, LinkHandlers} from '../../../src/net/link/link.ts';
import type {Database} from '../../../src/storage/types.ts';
import {ANN_KEY, BOB_KEY, WITH_BOB} from '../../support/facts.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';
import {eventList, memoryDatabase, peerBook, peerRow} from '../../support/people.ts';

let clock: ManualClock;
let database: Database;
let opener: SessionOpener;
let log: unknown[];
/** What the link of the session is told to hear. */
let handlers: LinkHandlers;
let diskFails: boolean;
let forget: () => void;

const note =
  (name: string) =>
  (...given: readonly unknown[]): void =>
    void log.push([name, ...given]);

beforeEach(() => {
  clock = manualClock(0);
  database = memoryDatabase();
  log = [];
  diskFails = false;
  const {peers} = peerBook(database, peerRow(BOB_KEY, 'bob'));
  forget = () => peers.forget(BOB_KEY);
  opener = createSessionOpener({
    ...{selfKey: ANN_KEY, state: createRuntimeState(), tracing: noTracing, database, peers, clock},
    ...{events: eventList(), scheduler: createScheduler(callback => callback()), sendsReceipts: () => true},
    delivery: {
      unlinked: () => [
        {epoch: 1, from: 2, to: 3},
        {epoch: 4, from: 1, to: 1},
      ],
    } as never,
    conversations: {renumbering: {}, changedState: note('changed')} as never,
    typing: {heard: note('typing')} as never,
    acquaintance: {
      rename(key: string, name: string) {
        if (diskFails) {
          throw new Error('full');
        }
        log.push(['rename', key, name]);
      },
    } as never,
    presence: {answered: note('answered')} as never,
    exchange: {hear() {}},
    greet: note('greet'),
    statuses: {hear: note('status')},
    received() {},
    doubted: note('doubted'),
    failed: note('failed'),
  });
});

afterEach(() => database.close());

/** Opens a session over a link that says and hears nothing by itself. */
function open(isAccepted = true): void {
  const link = {
    remoteKey: BOB_KEY,
    start(given: LinkHandlers) {
      handlers = given;
    },
    send: () => true,
    fail: note('fail'),
    close: async (reason: string) => void log.push(['close', reason]),
  } as unknown as Link;
  opener.open(link, isAccepted, note('ended')).start();
}

const rename = (name: string) => handlers.message({type: 'rename', name});

describe('a session', () => {
  test('hands on what its peer says of itself, and its end', () => {
    open();
    handlers.message({type: 'standing', accepted: true});
    handlers.message({type: 'typing', active: true});
    handlers.ended({type: 'lost', detail: 'cut'});
    expect(log).toEqual([
      ['answered', BOB_KEY, true],
      ['greet', BOB_KEY],
      ['typing', WITH_BOB, true],
      ['ended', {type: 'lost', detail: 'cut'}],
    ]);
  });

  test('takes a name at once, then the last one of each second', () => {
    open();
    for (const name of ['one', 'two', 'three']) {
      rename(name);
    }
    expect(log).toEqual([['rename', BOB_KEY, 'one']]);
    clock.advance(999);
    expect(log).toHaveLength(1);
    clock.advance(1);
    expect(log.slice(1)).toEqual([['rename', BOB_KEY, 'three']]);
  });

  test('takes what its owner is about as seldom', () => {
    open();
    for (const text of ['one', 'two', 'three']) {
      handlers.message({type: 'status', text});
    }
    clock.advance(1000);
    expect(log).toEqual([
      ['status', BOB_KEY, 'one'],
      ['status', BOB_KEY, 'three'],
    ]);
  });

  test('with somebody who was forgotten meanwhile takes no name', () => {
    open();
    rename('one');
    rename('two');
    forget();
    clock.advance(1000);
    expect(log).toHaveLength(1);
  });

  test('takes no name after the end', () => {
    open();
    rename('one');
    rename('two');
    opener.stop();
    clock.advance(1000);
    expect(log).toHaveLength(1);
  });

  test('tells when the disk refuses a name', () => {
    open();
    diskFails = true;
    rename('one');
    expect(log).toEqual([['failed', new Error('full')]]);
  });

  test('with a stranger allows twenty frames, and five more each second', () => {
    open(false);
    for (let frame = 0; frame < 20; frame++) {
      handlers.frame?.();
    }
    expect(log).toEqual([]);
    clock.advance(200);
    handlers.frame?.();
    expect(log).toEqual([]);
    handlers.frame?.();
    expect(log).toEqual([['close', 'busy']]);
  });
});

test('what was on its way over a link that is gone is queued again', () => {
  opener.requeue(BOB_KEY);
  expect(log).toEqual([
    ['changed', WITH_BOB, {epoch: 1, from: 2, to: 3}, 'queued'],
    ['changed', WITH_BOB, {epoch: 4, from: 1, to: 1}, 'queued'],
  ]);
});
