import type {SearchWord} from '../../lib/search-words.ts';
import type {Connection} from '../connection.ts';
import type {Database} from '../types.ts';
import {type EntryRecord, SELECT_ENTRIES, toEntryRow} from './entry-row.ts';

/** Finds shown entries by their words. */
export type Search = Pick<Database, 'search'>;

/**
 * So many messages with the words are looked at in one call: those of other conversations have to be passed over,
 * and to pass over half a million takes a third of a second. The caller goes on from where it ended.
 */
const MAX_LOOKED_AT = 8192;

type Found = EntryRecord & {readonly conversationId: string};

/** Prepares the statements that search; what they cost does not depend on how much there is to find. */
export function createSearch(connection: Connection): Search {
  const NEWEST =
    'SELECT rowid AS row FROM search WHERE search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?';
  const everywhere = connection.prepare<[string, number, number], number>(NEWEST).pluck();
  const within = connection
    .prepare<[string, number, number, string, number], number>(
      `SELECT found.row FROM (${NEWEST}) found CROSS JOIN entries e ON e.row = found.row
       WHERE e.conversation = (SELECT conversation FROM conversations WHERE id = ?) LIMIT ?`,
    )
    .pluck();
  const lastLookedAt = connection
    .prepare<[string, number, number, number], number>(`${NEWEST} OFFSET ?`)
    .pluck();
  const read = connection.prepare<[string], Found>(
    `SELECT found.*, c.id AS conversationId
     FROM (${SELECT_ENTRIES} WHERE e.row IN (SELECT value FROM json_each(?))) found
     CROSS JOIN entries e ON e.row = found.row CROSS JOIN conversations c ON c.conversation = e.conversation
     ORDER BY found.row DESC`,
  );

  return {
    search({words, conversation, before, limit}) {
      if (words.length === 0) {
        return {entries: [], next: null};
      }
      const match = words.map(toMatch).join(' ');
      const start = before ?? Number.MAX_SAFE_INTEGER;
      const rows =
        conversation === null
          ? everywhere.all(match, start, limit)
          : within.all(match, start, MAX_LOOKED_AT, conversation, limit);
      const entries = read.all(JSON.stringify(rows)).map(record => toEntryRow(record, record.conversationId));
      if (rows.length === limit) {
        return {entries, next: rows.at(-1) ?? null};
      }
      const isBounded = conversation !== null;
      return {
        entries,
        next: isBounded ? (lastLookedAt.get(match, start, 1, MAX_LOOKED_AT - 1) ?? null) : null,
      };
    },
  };
}

/** The parts hold letters and digits only, so nothing in them means anything to the index. */
function toMatch({parts, isBeginning}: SearchWord): string {
  return `"${parts.join(' ')}"${isBeginning ? '*' : ''}`;
}
