import {expect, test} from '@jest/globals';
import {INBOX_HIGH} from '../../../src/core/sync/inbox.ts';
import {CANNOT_STORE} from '../../../src/core/sync/machine.ts';
import {createScheduler} from '../../../src/core/sync/scheduler.ts';
import {createSession} from '../../../src/core/sync/session.ts';
import {NatterError} from '../../../src/lib/errors.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import {noTracing} from '../../../src/lib/trace.ts';
import type {Link, LinkHandlers} from '../../../src/net/link/link.ts';
import type {Database, EntryRow} from '../../../src/storage/types.ts';
import {WITH_BOB} from '../../support/facts.ts';
import {entriesOf, haveOf, wireEntry} from '../../support/wire.ts';

const ANN = peerKey('a'.repeat(64));
const BOB = peerKey('b'.repeat(64));
const FIRST_ROW = {epoch: 5, sequence: 1, clock: 1, time: 0, kind: 'text', body: 'hi'} as EntryRow;

/** A session over a link and a database that note what they are asked for. */
function setUp({hasRoom = true, commitFails = false} = {}) {
  const happened: string[] = [];
  const turns: (() => void)[] = [];
  let handlers: LinkHandlers | undefined;
  const link = {
    remoteKey: BOB,
    start(given: LinkHandlers) {
      handlers = given;
    },
    send(message: {type: string}) {
      happened.push(`send ${message.type}`);
      return hasRoom;
    },
    pause: () => void happened.push('pause'),
    resume: () => void happened.push('resume'),
    fail: (detail: string) => void happened.push(`fail: ${detail}`),
    async close(reason: string, detail: string) {
      happened.push(`close ${reason}: ${detail}`);
    },
  } as unknown as Link;
  const database = {
    positions: () => [],
    conversationClock: () => 0,
    readPositions: () => [],
    learnClock: () => [],
    noteSent: () => void happened.push('note sent'),
    ownEntries: () => [FIRST_ROW],
    appendRemote(_: string, _author: string, epoch: number, first: number, entries: {body: string}[]) {
      if (commitFails) {
        throw new NatterError('DISK_FULL', 'The disk is full.');
      }
      happened.push(`commit ${entries.length} from ${first}: ${entries[0]?.body}`);
      return {
        epoch,
        upTo: first + entries.length - 1,
        chain: new Uint8Array(16),
        added: entries,
        changed: [],
      };
    },
  } as unknown as Database;
  const session = createSession({
    link,
    database,
    scheduler: createScheduler(callback => void turns.push(callback)),
    tracing: noTracing,
    conversation: WITH_BOB,
    selfKey: ANN,
    logs: () => [{epoch: 5, last: 1, acknowledged: 0, read: 0, isOld: false, isSent: false}] as never,
    accepted: true,
    sendsReceipts: () => true,
    allowsFrame: () => true,
    onEvent: event => void happened.push(`tell ${event.type}`),
    onDoubt() {},
    onReordered() {},
    retire() {},
  });
  session.start();
  const told = () => happened.splice(0);
  /** Gives the turns that were asked for. */
  function run(): void {
    for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) {
      turn();
    }
  }
  if (handlers === undefined) {
    throw new Error('nobody listens to the link');
  }
  told();
  return {session, handlers, told, run};
}

const texts = (count: number, first: number) =>
  entriesOf(BOB, 9, first, ...Array.from({length: count}, (_, index) => wireEntry(first + index)));

test('a peer that sends faster than it is committed is not read for a while', () => {
  const {handlers, told, run} = setUp();
  for (let first = 1; first < INBOX_HIGH; first += 64) {
    handlers.message(texts(64, first));
  }
  expect(told()).toEqual(['pause']);
  run();
  const all = told().filter(each => !each.startsWith('send') && !each.startsWith('tell'));
  expect(all.slice(0, 2)).toEqual(['commit 64 from 1: at 1', 'commit 64 from 65: at 65']);
  expect(all.filter(each => each === 'resume')).toHaveLength(1);
  expect(all.at(-1)).toBe('commit 64 from 961: at 961');
});

test('what is committed is safe to show, and is acknowledged only then', () => {
  const {handlers, told, run} = setUp();
  handlers.message(entriesOf(BOB, 9, 1, wireEntry(1, 'red \x1b[31m')));
  run();
  expect(told()).toEqual(['commit 1 from 1: red ␛[31m', 'send have', 'tell received']);
});

test('own entries go out once the peer has said what it has; a full buffer stops them', () => {
  const {handlers, told, run} = setUp({hasRoom: false});
  handlers.message({type: 'standing', accepted: true});
  handlers.message(haveOf(ANN));
  run();
  expect(told()).toEqual(['tell standing', 'note sent', 'send entries', 'tell sent']);
});

test('a broken rule fails the link', () => {
  const {handlers, told} = setUp();
  handlers.message(entriesOf(ANN, 9, 1, wireEntry(1)));
  expect(told()).toEqual(['fail: it sent entries in the name of somebody else']);
});

test('a disk that is full closes the link, and says why to the peer and to us', () => {
  const {handlers, told, run} = setUp({commitFails: true});
  handlers.message(texts(1, 1));
  run();
  expect(told()).toEqual(['tell storage-failed', `close busy: ${CANNOT_STORE}`]);
});

test('what arrived is committed when the link ends, and no turn comes after', () => {
  const {handlers, told, run} = setUp();
  handlers.message(texts(2, 1));
  handlers.ended({type: 'lost', detail: 'cut'});
  expect(told()).toEqual(['commit 2 from 1: at 1', 'tell received', 'tell ended']);
  run();
  expect(told()).toEqual([]);
});
