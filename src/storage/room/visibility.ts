import type {PeerKey} from '../../lib/ids.ts';
import type {KeptLog} from '../../wire/room/act.ts';
import {createEffects, hasEffect} from '../log/annotations.ts';
import {isSame} from '../log/chain.ts';
import {highestClock} from '../log/lamport.ts';
import type {ReadMarks} from '../log/progress.ts';
import type {ConversationRecord} from '../sqlite/queries/conversations.ts';
import type {LogRecord, NewLog} from '../sqlite/queries/logs.ts';
import type {PointingEntry} from '../sqlite/queries/room-entries.ts';
import {isInRanges} from '../sqlite/queries/seen.ts';
import {SELF} from '../sqlite/schema.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {RoomChains} from './room-chain.ts';

/**
 * What of the logs of a room is shown: a beginning of each, as it follows from its author's membership, from who is
 * blocked and from the clocks of all entries that are here, in whatever order all that came.
 */
export type Visibility = {
  /** Writes down a new log, shown so far as it may be. */
  readonly begin: (log: NewLog, room: ConversationRecord) => LogRecord;
  /** How far a log counts for everybody: what lies behind is not given on. */
  readonly countsTo: (log: LogRecord) => number;
  /** Brings what is shown up to date; whether something is shown now, or no longer. */
  readonly refresh: (log: LogRecord, room: ConversationRecord) => boolean;
  readonly refreshAuthor: (author: number, room: ConversationRecord) => boolean;
  /** Somebody was blocked, or is not any more. */
  readonly refreshEverywhere: (key: PeerKey) => void;
  /** All logs of which something is out of sight: the highest clock of a room has risen. */
  readonly refreshHidden: (room: ConversationRecord) => void;
};

export type VisibilityOptions = {
  readonly tables: Tables;
  readonly chains: RoomChains;
  readonly marks: ReadMarks;
  readonly isBlocked: (key: PeerKey) => boolean;
};

const ALL = Number.POSITIVE_INFINITY;

/** Makes what shows and hides. The caller wraps each call in a transaction. */
export function createVisibility({tables, chains, marks, isBlocked}: VisibilityOptions): Visibility {
  const {authors, conversations, entries, logs, members, roomEntries, seen} = tables;
  const effects = createEffects(tables);

  function begin(log: NewLog, room: ConversationRecord): LogRecord {
    const added = logs.add(log);
    return {...added, shown_to: storeLimit(added, room)};
  }

  /** Keeps how far a log is shown; null for all of it. */
  function storeLimit(log: LogRecord, room: ConversationRecord): number | null {
    const most = limitOf(log, room);
    const shownTo = most === ALL ? null : most;
    if (shownTo !== log.shown_to) {
      logs.setShownTo(log.log, shownTo);
    }
    return shownTo;
  }

  /** How far a log is shown and counted; infinite for all of it. */
  function limitOf(log: LogRecord, room: ConversationRecord): number {
    if (log.lane !== 0) {
      return 0; // acts are no messages
    }
    if (log.author !== SELF && isBlocked(authors.keyOf(log.author))) {
      return 0;
    }
    return Math.min(countsTo(log), clockLimit(log, room));
  }

  /** A clock that follows neither the wall time nor any other one: its entry stands nowhere until others come so far. */
  function clockLimit(log: LogRecord, room: ConversationRecord): number {
    const highest = highestClock(room.clock);
    return log.last_clock <= highest ? ALL : roomEntries.lastUpToClock(log.log, highest);
  }

  function countsTo(log: LogRecord): number {
    const {conversation, author} = log;
    if (author === SELF || log.lane !== 0) {
      return ALL;
    }
    const member = members.find(conversation, author);
    if (member === null) {
      return 0;
    }
    return member.is_cut === 0 ? ALL : keptOf(log, members.cuts(conversation, author));
  }

  /** How far a log belongs to one of those that are kept, also as what a kept branch has in common with it. */
  function keptOf(log: LogRecord, keeps: readonly KeptLog[]): number {
    const epoch = epochOf(log);
    const all = logs.ofEpoch(log.conversation, log.author, log.lane, epoch);
    let limit = 0;
    for (const kept of keeps.filter(keep => keep.epoch === epoch)) {
      let upTo = kept.sequence;
      let holder = all.find(one => isOn(one, kept));
      while (holder !== undefined && holder.log !== log.log) {
        const {base, base_chain: chain} = holder;
        upTo = Math.min(upTo, base);
        holder =
          chain === null ? undefined : all.find(one => one.base < base && isOn(one, {sequence: base, chain}));
      }
      if (holder !== undefined) {
        limit = Math.max(limit, upTo);
      }
    }
    return limit;
  }

  /** Whether the chain of a log begins with some bytes at a place behind its base. */
  function isOn(log: LogRecord, {sequence, chain}: Pick<KeptLog, 'sequence' | 'chain'>): boolean {
    const held = sequence > log.base || log.branch === null ? chains.at(log, sequence) : null;
    return held !== null && isSame(held.subarray(0, chain.byteLength), chain);
  }

  function refresh(log: LogRecord, room: ConversationRecord): boolean {
    if (log.lane !== 0) {
      return false;
    }
    const before = Math.min(log.shown_to ?? log.last, log.last);
    const after = Math.min(storeLimit(log, room) ?? log.last, log.last);
    if (after < before) {
      takeOut(log, after, before);
    } else if (after > before) {
      putBack(log, before, after);
    }
    return after !== before;
  }

  function takeOut(log: LogRecord, after: number, upTo: number): void {
    const pointing = roomEntries.pointing(log.log, after, upTo);
    entries.indexTogether(() => {
      for (const pointer of pointing) {
        if (pointer.targetAuthor !== null) {
          effects.retract(pointer, spotOf(log, pointer));
        }
      }
      countUnread(log, after, upTo, -1);
      roomEntries.takeOut(log.log, after, upTo);
    });
    settle(log);
  }

  function putBack(log: LogRecord, after: number, upTo: number): void {
    const key = authors.keyOf(log.author);
    roomEntries.putBack(log.log, after, upTo);
    countUnread(log, after, upTo, 1);
    const pointing = roomEntries.pointing(log.log, after, upTo);
    entries.indexTogether(() => {
      for (const pointer of pointing) {
        const target = {
          author: authors.keyOf(pointer.targetBy),
          epoch: pointer.targetEpoch,
          sequence: pointer.targetSequence,
        };
        if (hasEffect({...pointer, target}, key)) {
          roomEntries.setEffect(pointer.row, pointer.targetBy);
          effects.point(pointer, log.author, spotOf(log, pointer));
        }
      }
    });
    settle(log);
  }

  function countUnread(log: LogRecord, after: number, upTo: number, by: 1 | -1): void {
    const from = Math.max(after, log.read);
    if (log.author === SELF || from >= upTo) {
      return;
    }
    const ranges = seen.of(log.log);
    const unread = roomEntries.inSight(log.log, from, upTo).filter(sequence => !isInRanges(ranges, sequence));
    conversations.countUnread(log.conversation, by * unread.length);
  }

  function settle(log: LogRecord): void {
    if (log.author !== SELF) {
      marks.settle(logs.get(log.log));
    }
  }

  function refreshAuthor(author: number, room: ConversationRecord): boolean {
    const changed = logs.byAuthor(room.conversation, author).filter(log => refresh(log, room));
    return changed.length > 0;
  }

  return {
    begin,
    countsTo,
    refresh,
    refreshAuthor,
    refreshEverywhere(key) {
      const author = authors.find(key);
      for (const room of author === null ? [] : conversations.rooms()) {
        refreshAuthor(author ?? 0, room);
      }
    },
    refreshHidden(room) {
      let clock = room.clock;
      for (let before = -1; before < clock; ) {
        before = clock;
        for (const log of logs.all(room.conversation)) {
          if (log.lane === 0 && log.shown_to !== null) {
            const counted = roomEntries.lastUpToClock(log.log, highestClock(clock));
            clock = Math.max(clock, entries.clockAt(log.log, counted));
            refresh(log, {...room, clock});
          }
        }
      }
      conversations.grow(room.conversation, {clock, unread: 0, activity: 0});
    },
  };
}

/** The epoch that heads of a log name. */
export function epochOf({epoch, branch_of: branchOf}: LogRecord): number {
  return branchOf ?? epoch;
}

function spotOf({conversation}: LogRecord, {targetBy, targetEpoch, targetSequence}: PointingEntry) {
  return {conversation, author: targetBy, epoch: targetEpoch, sequence: targetSequence};
}
