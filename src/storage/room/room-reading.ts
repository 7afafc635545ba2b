import type {ConversationId} from '../../lib/ids.ts';
import {MAX_BATCH_BODY_BYTES} from '../../lib/limits.ts';
import type {WireEntry} from '../../wire/chat/messages.ts';
import {isSame} from '../log/chain.ts';
import type {RoomLogName, RoomPiece, StoredAct} from '../room-types.ts';
import type {LogRecord} from '../sqlite/queries/logs.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {RoomDatabase} from '../types.ts';
import type {Branches} from './branches.ts';
import {endOfBlock} from './pieces.ts';
import type {RoomChains} from './room-chain.ts';
import type {RoomCommits} from './room-commit.ts';
import {epochOf, type Visibility} from './visibility.ts';

/** The part of the database that gives logs of rooms on to others. */
export type RoomReading = Pick<
  RoomDatabase,
  'logs' | 'chainAt' | 'forks' | 'acts' | 'pieceAfter' | 'noteStored'
>;

export type RoomReadingOptions = {
  readonly tables: Tables;
  readonly branches: Branches;
  readonly chains: RoomChains;
  readonly visibility: Visibility;
  readonly toRoomLog: RoomCommits['toRoomLog'];
  /** Wall time in milliseconds. */
  readonly now: () => number;
};

/** Makes the part that reads logs. */
export function createRoomReading(options: RoomReadingOptions): RoomReading {
  const {tables, branches, chains, visibility, toRoomLog, now} = options;
  const {authors, conversations, entries, forks, heads, logs, roomEntries} = tables;

  function find(id: ConversationId, {author, lane, epoch, branch}: RoomLogName): LogRecord | null {
    const conversation = conversations.find(id)?.conversation;
    const number = authors.find(author);
    const held =
      conversation === undefined || number === null ? [] : logs.ofEpoch(conversation, number, lane, epoch);
    return held.find(log => isBranch(log, branch)) ?? null;
  }

  function all(id: ConversationId): LogRecord[] {
    const record = conversations.find(id);
    return record === null ? [] : logs.all(record.conversation);
  }

  function pieceAfter(id: ConversationId, name: RoomLogName, after: number, limit: number): RoomPiece | null {
    const log = find(id, name);
    if (log === null || after < log.base || after >= Math.min(log.last, visibility.countsTo(log))) {
      return null;
    }
    const end = endOfBlock(after + 1);
    const batch: WireEntry[] = [];
    let bytes = 0;
    let chosen: {count: number; head: Uint8Array} | null = null;
    for (const part of throughBranches(log, after, end)) {
      const signed = heads.between(part.log, after, end);
      for (const {sequence, size, entry} of roomEntries.after(part.log, after + batch.length, end)) {
        bytes += size;
        const isTooMuch = batch.length >= limit || bytes > MAX_BATCH_BODY_BYTES;
        if (chosen !== null && isTooMuch) {
          break;
        }
        batch.push(entry);
        const head = signed.find(one => one.sequence === sequence);
        chosen = head === undefined ? chosen : {count: batch.length, head: head.signature};
      }
      if (chosen !== null) {
        break;
      }
    }
    return chosen === null
      ? null
      : {log: name, first: after + 1, entries: batch.slice(0, chosen.count), head: chosen.head};
  }

  /** A log, and where it parts before its author signed it again, one of the ways in which it goes on. */
  function* throughBranches(log: LogRecord, after: number, end: number): Generator<LogRecord> {
    yield log;
    for (let last = log; last.last < end && last.last >= after; ) {
      const [next] = branches.behind(last);
      if (next === undefined) {
        return;
      }
      yield next;
      last = next;
    }
  }

  function actsOf(log: LogRecord): (StoredAct & {row: number})[] {
    const name = {author: authors.keyOf(log.author), epoch: epochOf(log), branch: log.branch};
    const found: (StoredAct & {row: number})[] = [];
    for (const {row, sequence, entry, chain} of chains.after(log, log.base)) {
      if (entry.kind === 'act') {
        const {clock, time, body} = entry;
        found.push({...name, sequence, clock, time, body, chain, row});
      }
    }
    return found;
  }

  return {
    logs: id => all(id).map(log => toRoomLog(log)),
    chainAt(id, name, sequence) {
      const log = find(id, name);
      return log === null ? null : chains.at(log, sequence);
    },
    forks(id) {
      const record = conversations.find(id);
      return record === null ? [] : forks.all(record.conversation);
    },
    acts: id =>
      all(id)
        .filter(({lane}) => lane === 1)
        .flatMap(actsOf)
        .sort((one, other) => one.row - other.row)
        .map(({row: _, ...act}) => act),
    pieceAfter,
    noteStored(id, name, sequence, at = now()) {
      const log = find(id, name);
      const upTo = log === null ? 0 : Math.min(sequence, log.last);
      if (log !== null && upTo > log.stored) {
        entries.beginLives(log.log, log.stored, upTo, at);
        logs.setStored(log.log, upTo);
      }
    },
  };
}

function isBranch(log: LogRecord, branch: Uint8Array | null): boolean {
  return branch === null || log.branch === null ? branch === log.branch : isSame(log.branch, branch);
}
