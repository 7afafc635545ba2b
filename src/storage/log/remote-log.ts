import {isParticipant} from '../../lib/conversation.ts';
import {NatterError} from '../../lib/errors.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import {MAX_LOG_POSITIONS} from '../../lib/limits.ts';
import {isErased, saltOf} from '../../wire/chat/entry-codec.ts';
import type {WholeEntry, WireEntry} from '../../wire/chat/messages.ts';
import type {ConversationRecord} from '../sqlite/queries/conversations.ts';
import type {Twin} from '../sqlite/queries/entries.ts';
import {isShown, rankOf} from '../sqlite/queries/entry-row.ts';
import {type LogRecord, toPosition} from '../sqlite/queries/logs.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {AppendOutcome, Database, EntryRow} from '../types.ts';
import type {Append} from './append.ts';
import {beginChain, digestOf, hashEntry, isSame} from './chain.ts';
import {highestClock} from './lamport.ts';
import {digestOfRow} from './own-history.ts';
import {newestShown} from './own-log.ts';
import type {ReadMarks} from './progress.ts';

export type RemoteLogOptions = {
  readonly tables: Tables;
  readonly append: Append;
  readonly readMarks: ReadMarks;
  readonly selfKey: PeerKey;
  /** Wall time in milliseconds. */
  readonly now: () => number;
};

type Arrival = {
  readonly id: ConversationId;
  readonly author: PeerKey;
  readonly log: LogRecord;
  readonly first: number;
  readonly entries: readonly WireEntry[];
};

/**
 * Creates the part of the database that commits what others wrote. The caller wraps each call in a
 * transaction: a protocol error stores nothing.
 */
export function createRemoteLogs({
  tables,
  append,
  readMarks,
  selfKey,
  now,
}: RemoteLogOptions): Pick<Database, 'appendRemote' | 'positions'> {
  const {authors, conversations, logs, entries} = tables;

  function appendRemote(
    id: ConversationId,
    author: PeerKey,
    epoch: number,
    first: number,
    batch: readonly WireEntry[],
  ): AppendOutcome {
    if (author === selfKey || !isParticipant(id, author)) {
      throw protocolError('it sent entries in the name of somebody else');
    }
    const conversation = conversations.ensure(id);
    const log = logFor(conversation, author, epoch);
    const arrival = {id, author, log, first, entries: batch};
    const fresh = withoutHeld(arrival);
    checkClocks(conversation, log, fresh);
    const added = append({conversation, log, author, entries: withoutTwins(log, author, fresh)});
    const end = logs.get(log.log);
    if (added.length > 0) {
      note(conversation, end, added);
    }
    return {added, have: toPosition(end)};
  }

  function logFor({conversation, id}: ConversationRecord, author: PeerKey, epoch: number): LogRecord {
    const number = authors.ensure(author);
    const log = logs.find(conversation, number, epoch);
    if (log === null && logs.count(conversation, number) >= MAX_LOG_POSITIONS) {
      throw protocolError(`it began more than ${MAX_LOG_POSITIONS} logs`);
    }
    const chain = () => beginChain({conversation: id, self: selfKey, author, lane: 0, epoch});
    return log ?? logs.begin(conversation, number, epoch, chain());
  }

  /** What is new of a batch. Throws if it leaves a gap or contradicts what is held. */
  function withoutHeld(arrival: Arrival): readonly WireEntry[] {
    const {log, first, entries: batch} = arrival;
    if (log.chain === null && log.last > 0) {
      throw protocolError('it goes on with a log from before natter 0.2.0');
    }
    if (!Number.isSafeInteger(first) || first < 1) {
      throw protocolError(`it numbered an entry ${first}`);
    }
    if (first > log.last + 1) {
      throw protocolError(`it sent entry ${first} of its log, but ${log.last + 1} comes next`);
    }
    const heldCount = Math.min(batch.length, log.last + 1 - first);
    requireSame(arrival, heldCount);
    return batch.slice(heldCount);
  }

  function requireSame({id, log, first, entries: batch}: Arrival, count: number): void {
    if (count === 0) {
      return;
    }
    for (const held of entries.after(log.log, id, first - 1, first - 1 + count)) {
      const again = batch[held.sequence - first];
      if (again !== undefined && !isRepetition(held, again)) {
        throw protocolError(`it sent entry ${held.sequence} of its log again with other content`);
      }
    }
  }

  /**
   * An author whose database was restored sends what it cannot know to be here in a new log, with the clocks, times
   * and salts of before: what is held already comes to nothing there.
   */
  function withoutTwins(log: LogRecord, author: PeerKey, fresh: readonly WireEntry[]): readonly WireEntry[] {
    const beside = logs.highestClockBeside(log);
    const rank = rankOf(author);
    return fresh.map(entry => {
      const isTwin = !isErased(entry) && entry.clock <= beside && hasTwin(log, rank, entry);
      const {clock, time} = entry;
      return isTwin ? {clock, time, kind: 'gone' as const, digest: digestOf(entry).digest} : entry;
    });
  }

  function hasTwin(log: LogRecord, rank: number, entry: WholeEntry): boolean {
    return entries.twins(log, rank, entry.clock).some(twin => isTwin(twin, entry));
  }

  function note(conversation: ConversationRecord, log: LogRecord, added: readonly EntryRow[]): void {
    const unread = added.filter(entry => isShown(entry.kind));
    const activity = newestShown(added, now());
    conversations.grow(conversation.conversation, {
      clock: log.last_clock,
      unread: unread.length,
      activity,
    });
    if (unread.length < added.length) {
      readMarks.settle(log); // what is not shown is read if all before it is
    }
  }

  return {
    appendRemote,
    positions(id, author) {
      const conversation = conversations.find(id)?.conversation;
      const number = authors.find(author);
      return conversation === undefined || number === null ? [] : logs.positions(conversation, number);
    },
  };
}

/**
 * Within a log a Lamport clock rises with every entry: the display order then is its author's order, and
 * no page of history can be made of a million entries in one place.
 */
function checkClocks(conversation: ConversationRecord, log: LogRecord, fresh: readonly WireEntry[]): void {
  let known = conversation.clock;
  let previous = log.last_clock;
  for (const {clock} of fresh) {
    if (!Number.isSafeInteger(clock) || clock <= previous) {
      throw protocolError(`the clock of its log does not rise from ${previous} to ${clock}`);
    }
    if (clock > highestClock(known)) {
      throw protocolError(`the clock of its log is far in the future: ${clock}`);
    }
    previous = clock;
    known = Math.max(known, clock);
  }
}

/** Whether an entry came again: with the same content, of which either side may have kept the digest only. */
function isRepetition(held: EntryRow, again: WireEntry): boolean {
  return (
    held.clock === again.clock &&
    held.time === again.time &&
    isSame(digestOfRow(held), hashEntry(again).digest)
  );
}

/**
 * Whether an entry of another log is the same one. No two entries have one salt. Where ours was erased with the
 * content its digest tells, unless the entry points at another that was given a new place, too.
 */
function isTwin(held: Twin, entry: WholeEntry): boolean {
  if (held.time !== entry.time) {
    return false;
  }
  if (held.salt !== null) {
    return isSame(held.salt, saltOf(entry));
  }
  if (held.digest !== null) {
    return entry.target !== null || isSame(held.digest, digestOf(entry).digest);
  }
  return held.deleted || (held.kind === entry.kind && held.body === entry.body); // from before there were salts
}

/** The text completes "the link was closed because …" on both sides. */
function protocolError(what: string): NatterError {
  return new NatterError('PROTOCOL_ERROR', what);
}
