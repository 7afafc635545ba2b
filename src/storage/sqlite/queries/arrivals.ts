import {conversationId} from '../../../lib/conversation.ts';
import type {Database} from '../../types.ts';
import type {Connection} from '../connection.ts';
import {IS_FORGOTTEN, IS_SHOWN, SELF} from '../schema.ts';
import {createRowReader, type EntryRecord, SELECT_ENTRIES} from './entry-row.ts';

/** What came in, in the order in which it was stored, and how far front ends have told of it. */
export type Arrivals = Pick<Database, 'arrivedAfter' | 'newestRow' | 'cursor' | 'saveCursor'>;

type ArrivalRecord = readonly [conversation: string, ...EntryRecord];

/** Rows read in one call, whatever is found: about 5 ms. */
const READ = 4096;

/** Prepares the statements. */
export function createArrivals(connection: Connection): Arrivals {
  const newest = connection.prepare<[], number | null>('SELECT max(row) FROM entries').pluck();
  const between = connection
    .prepare<[number, number, number], ArrivalRecord>(
      `SELECT c.id, found.*
       FROM (${SELECT_ENTRIES} WHERE e.row > ? AND e.row <= ? AND e.${IS_SHOWN} AND e.deleted = 0 ORDER BY e.row) found
       CROSS JOIN logs l ON l.log = found.log CROSS JOIN conversations c ON c.conversation = l.conversation
       WHERE l.author <> ${SELF} AND NOT c.${IS_FORGOTTEN} ORDER BY found.row LIMIT ?`,
    )
    .raw();
  const find = connection.prepare<[string], number>('SELECT row FROM cursors WHERE name = ?').pluck();
  const save = connection.prepare<[string, number]>(
    `INSERT INTO cursors VALUES (?, min(?, (SELECT coalesce(max(row), 0) FROM entries)))
     ON CONFLICT DO UPDATE SET row = excluded.row`,
  );
  const rows = createRowReader(connection);

  return {
    newestRow: () => newest.get() ?? 0,
    arrivedAfter(row, limit) {
      const last = newest.get() ?? 0;
      const end = Math.min(row + READ, last);
      const toRow = rows();
      const entries = between
        .all(row, end, limit)
        .map(([id, ...record]) => toRow(record, conversationId(id)));
      const next = entries.length === limit ? (entries.at(-1)?.row ?? end) : end;
      return {entries, next: next < last ? next : null};
    },
    cursor: name => find.get(name) ?? null,
    saveCursor: (name, row) => void save.run(name, row),
  };
}
