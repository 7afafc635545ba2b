import type {PeerKey} from '../../lib/ids.ts';
import type {EntryRef, WireEntry} from '../../wire/chat/messages.ts';
import type {Append, Link, RoomRules} from '../log/append.ts';
import {highestClock} from '../log/lamport.ts';
import {newestShown} from '../log/own-log.ts';
import type {ReadMarks} from '../log/progress.ts';
import type {LogPoint, PieceOutcome, RoomLog, StoredAct} from '../room-types.ts';
import type {ConversationRecord} from '../sqlite/queries/conversations.ts';
import {isShown} from '../sqlite/queries/entry-row.ts';
import type {LogRecord} from '../sqlite/queries/logs.ts';
import {SELF} from '../sqlite/schema.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {EntryRow} from '../types.ts';
import {thinHeads} from './pieces.ts';
import {epochOf, type Visibility} from './visibility.ts';

/** Entries whose author signed them, on their way into a log. */
export type Commit = {
  readonly room: ConversationRecord;
  readonly log: LogRecord;
  readonly author: PeerKey;
  readonly entries: readonly WireEntry[];
  readonly links: readonly Link[];
  /** The signature of the last one; null if there is none. */
  readonly head: Uint8Array | null;
  readonly judge: {readonly selfTag: Uint8Array};
};

export type RoomCommits = {
  readonly commit: (commit: Commit) => Stored;
  /** The same before the place where a log begins here, which then is `base`. */
  readonly prepend: (commit: Commit, base: LogPoint) => Stored;
  /** What others know of a log; the key of its author, where that is known, is not looked up. */
  readonly toRoomLog: (log: LogRecord, author?: PeerKey) => RoomLog;
};

type Stored = Extract<PieceOutcome<EntryRow>, {type: 'stored'}>;

export type RoomCommitOptions = {
  readonly tables: Tables;
  readonly append: Append;
  readonly visibility: Visibility;
  readonly marks: ReadMarks;
  /** Wall time in milliseconds. */
  readonly now: () => number;
};

/** Makes what writes entries of rooms and keeps the books of the room about them. */
export function createRoomCommits(options: RoomCommitOptions): RoomCommits {
  const {tables, append, visibility, marks} = options;
  const {authors, conversations, heads, hides, logs, members, rooms, roomEntries} = tables;

  function commit({room, log, author, entries, links, head, judge}: Commit): Stored {
    const counted = countedClock(room, entries);
    const shownTo = log.shown_to ?? log.last + counted.count;
    const rules = rulesFor(room, log, shownTo, judge.selfTag, links);
    const written = append({conversation: room, log, author, entries, room: rules});
    const end = logs.get(log.log);
    if (head !== null) {
      heads.add(log.log, {sequence: end.last, signature: head});
      thinHeads(heads, roomEntries, log.log, end.last);
    }
    const shown = note(
      room,
      end,
      written.filter(row => row.sequence <= shownTo),
      counted.clock,
    );
    const taken = hides.applyTo({...spotOf(log), sequence: log.last + 1}, end.last);
    const now = {...room, clock: counted.clock};
    const isRefreshed =
      (log.shown_to !== null || counted.count < entries.length) && visibility.refresh(logs.get(log.log), now);
    if (highestClock(counted.clock) > highestClock(room.clock)) {
      visibility.refreshHidden(now);
    }
    return {
      type: 'stored',
      log: toRoomLog(end, author),
      count: entries.length,
      added: taken > 0 || isRefreshed ? reread(log, room, log.last, end.last) : shown,
      acts: log.lane === 1 ? actsOf(log, author, written, links) : [],
      isFork: false,
    };
  }

  function prepend({room, log, author, entries, links, head, judge}: Commit, base: LogPoint): Stored {
    const before = {...log, last: base.sequence, chain: base.chain};
    const shownTo = log.shown_to ?? Number.POSITIVE_INFINITY;
    const rules = rulesFor(room, log, shownTo, judge.selfTag, links);
    const written = append({conversation: room, log: before, author, entries, room: rules});
    logs.setEnd(log.log, {last: log.last, clock: log.last_clock, chain: log.chain});
    logs.setBase(log.log, base.sequence, base.chain);
    if (head !== null) {
      heads.add(log.log, {sequence: log.base, signature: head});
    }
    hides.applyTo({...spotOf(log), sequence: base.sequence + 1}, log.base);
    return {
      type: 'stored',
      log: toRoomLog(logs.get(log.log), author),
      count: written.length,
      added: reread(log, room, base.sequence, log.base),
      acts: [],
      isFork: false,
    };
  }

  function rulesFor(
    {conversation}: ConversationRecord,
    log: LogRecord,
    shownTo: number,
    selfTag: Uint8Array,
    links: readonly Link[],
  ): RoomRules {
    const known = new Map<PeerKey, boolean>();
    return {shownTo, selfTag, links, targetOf};

    function targetOf(target: EntryRef): EntryRef | null {
      const isKnown = known.get(target.author) ?? isSomebody(conversation, target.author);
      known.set(target.author, isKnown);
      if (!isKnown) {
        return null;
      }
      const isOwnBranch =
        target.epoch === log.branch_of &&
        target.sequence > log.base &&
        authors.find(target.author) === log.author;
      return isOwnBranch ? {...target, epoch: log.epoch} : target;
    }
  }

  /** Whoever a member names as an author must not fill the table of them. */
  function isSomebody(conversation: number, key: PeerKey): boolean {
    const author = authors.find(key);
    return (
      author !== null &&
      (author === SELF || members.find(conversation, author) !== null || logs.count(conversation, author) > 0)
    );
  }

  /** Keeps the books of a room about rows, and gives them back. What was there before us is no news. */
  function note(
    room: ConversationRecord,
    log: LogRecord,
    rows: readonly EntryRow[],
    clock: number,
  ): readonly EntryRow[] {
    const since = rooms.find(room.conversation)?.since ?? 0;
    const isOwn = log.author === SELF;
    const news = isOwn ? [] : rows.filter(row => row.clock > since);
    const unread = news.filter(({kind}) => isShown(kind)).length;
    conversations.grow(room.conversation, {clock, unread, activity: newestShown(rows, options.now())});
    if (isOwn) {
      return rows;
    }
    const history = rows.slice(0, rows.length - news.length);
    const old = history.at(-1);
    if (old !== undefined) {
      logs.setRead(log.log, old.sequence);
    }
    if (unread < rows.length || rows.length === 0) {
      marks.settle(old === undefined ? log : logs.get(log.log)); // what is not shown is read if all before it is
    }
    return old === undefined ? rows : [...history.map(row => ({...row, unread: false})), ...news];
  }

  function actsOf(
    log: LogRecord,
    author: PeerKey,
    rows: readonly EntryRow[],
    links: readonly Link[],
  ): StoredAct[] {
    return rows.flatMap(({kind, sequence, clock, time, body}, index) => {
      const chain = links[index]?.chain;
      const act = {author, epoch: epochOf(log), branch: log.branch, sequence, clock, time, body};
      return kind === 'act' && chain !== undefined ? [{...act, chain}] : [];
    });
  }

  function reread(log: LogRecord, room: ConversationRecord, after: number, upTo: number): EntryRow[] {
    const end = Math.min(upTo, logs.get(log.log).shown_to ?? upTo);
    return [...tables.entries.after(log.log, room.id, after, end)];
  }

  function toRoomLog(log: LogRecord, author: PeerKey = authors.keyOf(log.author)): RoomLog {
    const {lane, branch, base, last, epoch, stored} = log;
    const chain = log.chain ?? new Uint8Array();
    const name = {author, lane, epoch: epochOf(log), branch};
    return {name, entryEpoch: epoch, base, last, chain, stored};
  }

  return {commit, prepend, toRoomLog};
}

function spotOf({conversation, author, epoch}: LogRecord) {
  return {conversation, author, epoch};
}

/** How many of some entries have clocks that count, and the highest clock of the room then. */
function countedClock({clock}: ConversationRecord, entries: readonly WireEntry[]) {
  let highest = clock;
  let count = 0;
  for (const entry of entries) {
    if (entry.clock > highestClock(highest)) {
      break;
    }
    highest = Math.max(highest, entry.clock);
    count++;
  }
  return {clock: highest, count};
}
