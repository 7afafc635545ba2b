import type {ConversationId} from '../../../lib/ids.ts';
import type {Database} from '../../types.ts';
import type {Connection} from '../connection.ts';
import type {Place} from './entry-order.ts';
import {createRowReader, type EntryRecord, SELECT_ENTRIES} from './entry-row.ts';

/** Pages of shown entries in display order. */
export type History = Pick<Database, 'historyBefore' | 'historyAfter'>;

const IN_CONVERSATION = `${SELECT_ENTRIES}
  WHERE e.conversation = (SELECT conversation FROM conversations WHERE id = ?) AND e.kind <= 2`;
const OLDEST_FIRST = 'ORDER BY e.clock, e.rank, e.row LIMIT ?';
const NEWEST_FIRST = 'ORDER BY e.clock DESC, e.rank DESC, e.row DESC LIMIT ?';

/** Prepares the statements that page through history; each runs along one index, however long it is. */
export function createHistory(connection: Connection): History {
  const newest = connection
    .prepare<[string, number], EntryRecord>(`${IN_CONVERSATION} ${NEWEST_FIRST}`)
    .raw();
  const before = connection
    .prepare<[string, ...Place, number], EntryRecord>(
      `${IN_CONVERSATION} AND (e.clock, e.rank, e.row) < (?, ?, ?) ${NEWEST_FIRST}`,
    )
    .raw();
  const after = connection
    .prepare<[string, ...Place, number], EntryRecord>(
      `${IN_CONVERSATION} AND (e.clock, e.rank, e.row) > (?, ?, ?) ${OLDEST_FIRST}`,
    )
    .raw();
  const rows = createRowReader(connection);

  /** One record more than the page holds was asked for: it tells whether there is more. */
  function page(records: readonly EntryRecord[], conversation: ConversationId, limit: number) {
    const toRow = rows();
    const entries = records.slice(0, limit).map(record => toRow(record, conversation));
    return {entries, more: records.length > limit};
  }

  return {
    historyBefore(conversation, place, limit) {
      const records =
        place === null ? newest.all(conversation, limit + 1) : before.all(conversation, ...place, limit + 1);
      const {entries, more} = page(records, conversation, limit);
      return {entries: entries.reverse(), more};
    },
    historyAfter(conversation, place, limit) {
      return page(after.all(conversation, ...place, limit + 1), conversation, limit);
    },
  };
}
