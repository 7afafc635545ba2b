import {NatterError} from '../../lib/errors.ts';
import {MAX_LOG_POSITIONS} from '../../lib/limits.ts';
import type {EntryRef, LogMark, LogPosition, WireEntry} from '../../wire/chat/messages.ts';
import type {ConversationRecord} from '../sqlite/queries/conversations.ts';
import {isShown, rankOf} from '../sqlite/queries/entry-row.ts';
import type {LogRecord} from '../sqlite/queries/logs.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {AppendOutcome, Database, EntryRow} from '../types.ts';
import type {Append} from './append.ts';
import {newestShown} from './own-log.ts';
import type {ReadMarks} from './progress.ts';

/** A Lamport clock that is further than this beyond all that was seen is no honest one. */
const MAX_CLOCK_JUMP = 2 ** 40;
/** Nor is one beyond this: our own clocks must stay safe integers ever after. */
const MAX_CLOCK = 2 ** 52;

export type RemoteLogOptions = {
  readonly tables: Tables;
  readonly append: Append;
  readonly readMarks: ReadMarks;
  /** 64 hex digits. */
  readonly selfKey: string;
  /** Wall time in milliseconds. */
  readonly now: () => number;
};

type Arrival = {
  readonly id: string;
  readonly author: string;
  readonly log: LogRecord;
  readonly first: number;
  readonly entries: readonly WireEntry[];
};

/**
 * Makes the part of the database that commits what others wrote. The caller wraps each call in a
 * transaction: a protocol error stores nothing.
 */
export function createRemoteLogs({
  tables,
  append,
  readMarks,
  selfKey,
  now,
}: RemoteLogOptions): Pick<Database, 'appendRemote' | 'positions' | 'marks'> {
  const {authors, conversations, logs, entries} = tables;

  function appendRemote(
    id: string,
    author: string,
    epoch: number,
    first: number,
    batch: readonly WireEntry[],
  ): AppendOutcome {
    if (author === selfKey) {
      throw protocolError('it sent entries in our own name');
    }
    if (batch.length === 0) {
      return {added: [], have: {epoch, sequence: held(id, author, epoch)}};
    }
    const conversation = conversations.ensure(id);
    const log = logFor(conversation.conversation, author, epoch);
    const arrival = {id, author, log, first, entries: batch};
    const fresh = withoutHeld(arrival);
    checkClocks(conversation, log, fresh);
    const added = append({conversation, log, author, entries: withoutTwins(log, author, fresh)});
    if (added.length > 0) {
      note(conversation, log, added);
    }
    return {added, have: {epoch, sequence: log.last + added.length}};
  }

  function logFor(conversation: number, author: string, epoch: number): LogRecord {
    const number = authors.ensure(author);
    const log = logs.find(conversation, number, epoch);
    if (log === null && logs.positions(conversation, number).length >= MAX_LOG_POSITIONS) {
      throw protocolError(`it began more than ${MAX_LOG_POSITIONS} logs`);
    }
    return log ?? logs.begin(conversation, number, epoch);
  }

  /** What is new of a batch. Throws if it leaves a gap or contradicts what is held. */
  function withoutHeld(arrival: Arrival): readonly WireEntry[] {
    const {log, first, entries: batch} = arrival;
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
    let index = 0;
    for (const held of entries.after(log.log, id, first - 1)) {
      const again = batch[index];
      if (index === count || again === undefined) {
        return;
      }
      if (!isSameEntry(held, again)) {
        throw protocolError(`it sent entry ${held.sequence} of its log again with other content`);
      }
      index++;
    }
  }

  /**
   * An author whose database was restored sends what it cannot know to be here in a new log, with the clocks and
   * times of before: what is held already comes to nothing there.
   */
  function withoutTwins(log: LogRecord, author: string, fresh: readonly WireEntry[]): readonly WireEntry[] {
    if (logs.count(log.conversation, log.author) === 1) {
      return fresh;
    }
    return fresh.map(entry => (hasTwin(log, rankOf(author), entry) ? {...entry, kind: 'gone'} : entry));
  }

  function hasTwin(log: LogRecord, rank: number, entry: WireEntry): boolean {
    return entries
      .twins(log, rank, entry.clock)
      .some(twin => isSameEntry({...twin, target: entry.target}, entry));
  }

  function note(conversation: ConversationRecord, log: LogRecord, added: readonly EntryRow[]): void {
    const clock = added.at(-1)?.clock ?? log.last_clock;
    const unread = added.filter(entry => isShown(entry.kind));
    const activity = newestShown(added, now());
    logs.setLast(log.log, log.last + added.length, clock);
    conversations.grow(conversation.conversation, {
      clock,
      unread: unread.length,
      activity,
    });
    if (unread.length < added.length) {
      readMarks.settle(logs.get(log.log)); // what is not shown is read if all before it is
    }
  }

  function positions(id: string, author: string): LogPosition[] {
    const conversation = conversations.find(id)?.conversation;
    const number = authors.find(author);
    return conversation === undefined || number === null ? [] : logs.positions(conversation, number);
  }

  function held(id: string, author: string, epoch: number): number {
    return positions(id, author).find(position => position.epoch === epoch)?.sequence ?? 0;
  }

  function marks(id: string, author: string): LogMark[] {
    const conversation = conversations.find(id)?.conversation;
    const number = authors.find(author);
    return conversation === undefined || number === null ? [] : logs.marks(conversation, number);
  }

  return {appendRemote, positions, marks};
}

/** What an entry and its repetition have in common. */
type Content = Pick<EntryRow, 'clock' | 'time' | 'kind' | 'target' | 'body' | 'deleted'>;

/**
 * Within a log a Lamport clock rises with every entry: the display order then is its author's order, and
 * no page of history can be made of a million entries in one place.
 */
function checkClocks(conversation: ConversationRecord, log: LogRecord, fresh: readonly WireEntry[]): void {
  const highest = Math.min(conversation.clock + MAX_CLOCK_JUMP, MAX_CLOCK);
  let previous = log.last_clock;
  for (const {clock} of fresh) {
    if (!Number.isSafeInteger(clock) || clock <= previous) {
      throw protocolError(`the clock of its log does not rise from ${previous} to ${clock}`);
    }
    if (clock > highest) {
      throw protocolError(`the clock of its log is far in the future: ${clock}`);
    }
    previous = clock;
  }
}

function isSameEntry(held: Content, again: WireEntry): boolean {
  return (
    held.clock === again.clock &&
    held.time === again.time &&
    (isEmptied(held, again) || hasSameContent(held, again))
  );
}

/** Either side may have lost the content since: it was deleted, replaced, or its time was over. */
function isEmptied(held: Content, again: WireEntry): boolean {
  return held.deleted || held.kind === 'gone' || again.kind === 'gone';
}

function hasSameContent(held: Content, again: WireEntry): boolean {
  return (
    (held.kind === again.kind || held.kind === 'unknown') && // we may have learnt the kind since
    held.body === again.body &&
    isSameTarget(held.target, again.target)
  );
}

function isSameTarget(held: EntryRef | null, again: EntryRef | null): boolean {
  if (held === null || again === null) {
    return held === again;
  }
  return held.own === again.own && held.epoch === again.epoch && held.sequence === again.sequence;
}

/** The text completes "the link was closed because …" on both sides. */
function protocolError(what: string): NatterError {
  return new NatterError('PROTOCOL_ERROR', what);
}
