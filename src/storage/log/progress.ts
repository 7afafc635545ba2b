import {BEFORE_ALL, compareOrder} from '../../lib/order.ts';
import {type ConversationRecord, readMark, toConversationRow} from '../sqlite/queries/conversations.ts';
import {laterPlace, type Place} from '../sqlite/queries/entry-order.ts';
import {rankOf} from '../sqlite/queries/entry-row.ts';
import type {LogRecord} from '../sqlite/queries/logs.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {ConversationRow, Database} from '../types.ts';

/** How far our user and the peers' users have read, and how far ours came at the peers. */
export type ReadMarks = Pick<Database, 'markRead' | 'readPositions' | 'acknowledge' | 'markPeerRead'>;

/**
 * Makes the part of the database that moves marks. The caller wraps each call in a transaction. What our
 * user has read of a log is noted when a mark is set: an entry that arrives late, above the mark, has not
 * been seen and stays unread until the next one.
 */
export function createReadMarks({conversations, logs, entries, authors}: Tables, selfKey: string): ReadMarks {
  const rank = rankOf(selfKey);

  function markRead(id: string, upTo: Place): ConversationRow {
    const record = conversations.find(id);
    return record === null ? nothingRead(id) : moveMark(record, upTo);
  }

  function moveMark(record: ConversationRecord, upTo: Place): ConversationRow {
    const old = readMark(record);
    const mark = laterPlace(old, upTo);
    for (const log of logs.others(record.conversation)) {
      advance(log, mark);
    }
    const passed = entries.countOthers(record.conversation, old ?? BEFORE_ALL, mark, rank);
    const unread = Math.max(0, record.unread - record.unread_late - passed);
    conversations.setRead(record.conversation, mark, unread);
    return {...toConversationRow(record), unread, lastRead: mark};
  }

  function advance(log: LogRecord, mark: Place): void {
    const read = lastCovered(log, mark);
    if (read > log.read) {
      logs.setRead(log.log, read);
    }
  }

  /** Within a log places only rise, so a few looks find the last one up to the mark, however long it is. */
  function lastCovered(log: LogRecord, mark: Place): number {
    const isCovered = (sequence: number) => compareOrder(entries.placeOf(log.log, sequence), mark) <= 0;
    let covered = log.read;
    let beyond = log.last + 1;
    for (let probe = log.last; beyond - covered > 1; probe = Math.floor((covered + beyond) / 2)) {
      if (isCovered(probe)) {
        covered = probe;
      } else {
        beyond = probe;
      }
    }
    return covered;
  }

  return {
    markRead,
    readPositions(id, author) {
      const conversation = conversations.find(id)?.conversation;
      const number = authors.find(author);
      return conversation === undefined || number === null ? [] : logs.readPositions(conversation, number);
    },
    acknowledge(id, {epoch, sequence}) {
      raise(id, epoch, sequence, 0);
    },
    markPeerRead(id, {epoch, sequence}) {
      raise(id, epoch, sequence, sequence); // who has read it has it
    },
  };

  function raise(id: string, epoch: number, acknowledged: number, read: number): void {
    const record = conversations.find(id);
    if (record !== null) {
      logs.acknowledge(record.conversation, epoch, acknowledged, read);
    }
  }
}

function nothingRead(id: string): ConversationRow {
  return {id, unread: 0, lastActivity: 0, lastRead: null, expiry: null, muted: false};
}
