import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import {compareOrder} from '../../lib/order.ts';
import type {ReadPosition} from '../../wire/chat/messages.ts';
import {toConversationRow} from '../sqlite/queries/conversations.ts';
import {isShown} from '../sqlite/queries/entry-row.ts';
import type {LogRecord} from '../sqlite/queries/logs.ts';
import type {ReceiptKind} from '../sqlite/queries/receipts.ts';
import {addToRanges, isInRanges} from '../sqlite/queries/seen.ts';
import {SELF} from '../sqlite/schema.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {ConversationRow, Database, EntryName, FirstUnread} from '../types.ts';

/** How far our user and the peers' users have read, and how far ours came at the peers. */
export type Progress = Pick<
  Database,
  'markRead' | 'firstUnread' | 'readPositions' | 'acknowledge' | 'markPeerRead' | 'receiptOf' | 'erasedIn'
>;

/** Reading as other parts of the database see it; each call is inside of a transaction. */
export type ReadMarks = {
  /** Whether our user has seen an entry of a log of somebody else. */
  readonly isSeen: (log: LogRecord, sequence: number) => boolean;
  /** Moves what the wire calls read over entries that are not shown, up to the first that was not seen. */
  readonly settle: (log: LogRecord) => void;
};

/**
 * Each entry is read or not for itself. The author is told of a prefix of the log (docs/PROTOCOL.md, "read"): it ends
 * before the first shown entry that was not seen. What was seen beyond is kept as ranges until the prefix reaches it.
 */
export function createReadMarks({logs, entries, seen}: Pick<Tables, 'logs' | 'entries' | 'seen'>): ReadMarks {
  function settle(log: LogRecord): void {
    const ranges = seen.of(log.log);
    let read = log.read;
    for (;;) {
      const next = entries.nextShown(log.log, read);
      if (next === null) {
        read = log.last;
        break;
      }
      const range = ranges.find(({first, last}) => first <= next.sequence && next.sequence <= last);
      read = range === undefined ? next.sequence - 1 : range.last;
      if (range === undefined) {
        break;
      }
    }
    if (read > log.read) {
      logs.setRead(log.log, read);
    }
    const left = ranges.filter(({last}) => last > read);
    if (left.length < ranges.length) {
      seen.replace(log.log, left);
    }
  }

  return {
    isSeen: (log, sequence) => sequence <= log.read || isInRanges(seen.of(log.log), sequence),
    settle,
  };
}

export type ProgressOptions = {
  readonly tables: Tables;
  readonly marks: ReadMarks;
  readonly selfKey: PeerKey;
  /** Wall time in milliseconds. */
  readonly now: () => number;
};

/** Creates the part of the database that moves marks. The caller wraps each call in a transaction. */
export function createProgress({tables, marks, selfKey, now}: ProgressOptions): Progress {
  const {conversations, deliveries, receipts, logs, entries, authors, seen} = tables;

  function markRead(id: ConversationId, names: readonly EntryName[]): ConversationRow {
    const record = conversations.find(id);
    if (record === null) {
      return nothingRead(id);
    }
    let count = 0;
    for (const [log, sequences] of byLog(record.conversation, names)) {
      const unseen = [...sequences].filter(sequence => isUnread(log, sequence));
      count += unseen.length;
      if (unseen.length > 0) {
        seen.replace(log.log, addToRanges(seen.of(log.log), unseen));
        marks.settle(log);
      }
    }
    const unread = Math.max(0, record.unread - count);
    conversations.setUnread(record.conversation, unread);
    return {...toConversationRow(record), unread};
  }

  function byLog(conversation: number, names: readonly EntryName[]): Map<LogRecord, Set<number>> {
    const found = new Map<LogRecord, Set<number>>();
    const known = new Map<string, LogRecord | null>();
    for (const {author, epoch, sequence} of names) {
      const name = `${author} ${epoch}`;
      const log = known.get(name) ?? find(conversation, author, epoch);
      known.set(name, log);
      if (log !== null && log.author !== SELF) {
        found.set(log, (found.get(log) ?? new Set()).add(sequence));
      }
    }
    return found;
  }

  function find(conversation: number, author: PeerKey, epoch: number): LogRecord | null {
    const number = authors.find(author);
    return number === null ? null : logs.find(conversation, number, epoch);
  }

  function isUnread(log: LogRecord, sequence: number): boolean {
    const entry = marks.isSeen(log, sequence) ? null : entries.at(log.log, sequence);
    return entry !== null && isShown(entry.kind);
  }

  return {
    markRead,
    firstUnread(id) {
      const record = conversations.find(id);
      if (record === null || record.unread === 0) {
        return null;
      }
      const firsts = logs.others(record.conversation).flatMap((log): FirstUnread[] => {
        const next = log.read < log.last ? entries.nextShown(log.log, log.read) : null;
        const author = authors.keyOf(log.author);
        return next === null ? [] : [{author, epoch: log.epoch, ...next}];
      });
      return firsts.sort((a, b) => compareOrder(a.place, b.place))[0] ?? null;
    },
    readPositions(id, author) {
      const conversation = conversations.find(id)?.conversation;
      const number = authors.find(author);
      return conversation === undefined || number === null ? [] : logs.readPositions(conversation, number);
    },
    acknowledge(id, recipient, position, at = now()) {
      raise(id, recipient, position, 0, at);
    },
    markPeerRead(id, recipient, position, at = now()) {
      raise(id, recipient, position, position.sequence, at); // who has read it has it
    },
    receiptOf(id, recipient, {epoch, sequence}) {
      const log = find(conversations.find(id)?.conversation ?? 0, selfKey, epoch);
      const number = authors.find(recipient);
      const timeOf = (kind: ReceiptKind) =>
        log === null || number === null ? null : receipts.timeOf(log.log, number, kind, sequence);
      return {delivered: timeOf('delivered'), read: timeOf('read')};
    },
    erasedIn(id, {epoch, from, to}) {
      const log = find(conversations.find(id)?.conversation ?? 0, selfKey, epoch);
      return log === null ? [] : entries.erasedIn(log.log, from, to);
    },
  };

  /** Raises how far an own log came at a recipient, up to its end. What disappears lives from then on. */
  function raise(
    id: ConversationId,
    recipient: PeerKey,
    {epoch, sequence}: ReadPosition,
    read: number,
    at: number,
  ): void {
    const record = conversations.find(id);
    const log = record === null ? null : find(record.conversation, selfKey, epoch);
    if (log !== null) {
      const number = authors.ensure(recipient);
      const before = deliveries.find(log.log, number);
      const upTo = Math.min(sequence, log.last);
      const readTo = Math.min(read, log.last);
      deliveries.raise(log.log, number, {acknowledged: upTo, read: readTo});
      const note = (kind: ReceiptKind, from: number, last: number) => {
        if (last > from) {
          receipts.add({log: log.log, recipient: number, kind, first: from + 1, last}, at);
        }
      };
      note('delivered', before.acknowledged, upTo);
      note('read', before.read, readTo);
      if (upTo > before.acknowledged) {
        entries.beginLives(log.log, before.acknowledged, upTo, at);
      }
    }
  }
}

function nothingRead(id: ConversationId): ConversationRow {
  return {id, unread: 0, lastActivity: 0, expiry: null, muted: false, mutedUntil: null, listing: 'normal'};
}
