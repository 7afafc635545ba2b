import {matchWords, type SearchWord} from '../../lib/search-words.ts';
import type {Connection} from '../connection.ts';
import type {Database} from '../types.ts';
import {type EntryRecord, SELECT_ENTRIES, toEntryRow} from './entry-row.ts';

/** Finds shown entries by their words. */
export type Search = Pick<Database, 'search'>;

type Wanted = Parameters<Database['search']>[0];
type Rows = {readonly rows: readonly number[]; readonly next: number | null};

/**
 * So many messages with the words are looked at in one call: those of other conversations have to be passed over,
 * and to pass over half a million takes a third of a second. The caller goes on from where it ended.
 */
const MAX_LOOKED_AT = 8192;
/** The same for the beginning of a word, where each call costs more, however little it looks at. */
const MAX_LOOKED_AT_FOR_BEGINNING = 65_536;
/** So many of the newest messages are read themselves, of all conversations and of one. */
const READ = 2048;
const READ_OF_ONE = 8192;

/** Prepares the searches; what they cost does not depend on how much there is to find. */
export function createSearch(connection: Connection): Search {
  const inIndex = searchIndex(connection);
  const inTexts = searchTexts(connection);
  const read = connection.prepare<[string], EntryRecord & {readonly conversationId: string}>(
    `SELECT found.*, c.id AS conversationId
     FROM (${SELECT_ENTRIES} WHERE e.row IN (SELECT value FROM json_each(?))) found
     CROSS JOIN entries e ON e.row = found.row CROSS JOIN conversations c ON c.conversation = e.conversation
     ORDER BY found.row DESC`,
  );

  return {
    search(wanted) {
      if (wanted.words.length === 0) {
        return {entries: [], next: null};
      }
      const {rows, next} = inTexts(wanted) ?? inIndex(wanted);
      const records = read.all(JSON.stringify(rows));
      return {entries: records.map(record => toEntryRow(record, record.conversationId)), next};
    },
  };
}

/**
 * Searches in the index. It tells whole words one by one, the newest first, and ends when there are enough; for the
 * beginning of a word it has to put all of them together first, which takes 0.1 µs for each.
 */
function searchIndex(connection: Connection): (wanted: Wanted) => Rows {
  const NEWEST =
    'SELECT rowid AS row FROM search WHERE search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?';
  const everywhere = connection.prepare<[string, number, number], number>(NEWEST).pluck();
  const within = connection.prepare<
    [string, number, number, string, number, number],
    {readonly row: number; readonly isEnd: number}
  >(
    `WITH found AS MATERIALIZED (${NEWEST})
     SELECT * FROM (
       SELECT found.row, 0 AS isEnd FROM found CROSS JOIN entries e ON e.row = found.row
       WHERE e.conversation = (SELECT conversation FROM conversations WHERE id = ?) LIMIT ?
     )
     UNION ALL SELECT min(row), 1 FROM found HAVING count(*) = ?`,
  );

  return ({words, conversation, before, limit}) => {
    const match = words.map(toMatch).join(' ');
    const start = before ?? Number.MAX_SAFE_INTEGER;
    if (conversation === null) {
      const rows = everywhere.all(match, start, limit);
      return {rows, next: nextOf(rows, limit)};
    }
    const most = isBeginning(words) ? MAX_LOOKED_AT_FOR_BEGINNING : MAX_LOOKED_AT;
    const found = within.all(match, start, most, conversation, limit, most);
    const rows = found.filter(({isEnd}) => isEnd === 0).map(({row}) => row);
    return {rows, next: nextOf(rows, limit) ?? found.find(({isEnd}) => isEnd === 1)?.row ?? null};
  };
}

/**
 * Searches in the newest texts themselves, for the beginning of a word: one that so many messages hold that the
 * index would take long is found there soon. Null if there were too few.
 */
function searchTexts(connection: Connection): (wanted: Wanted) => Rows | null {
  const last = connection.prepare<[], number | null>('SELECT max(row) FROM entries').pluck();
  const everywhere = connection.prepare<[number, number], {row: number; body: string}>(
    'SELECT row, body FROM searchable WHERE row >= ? AND row < ? ORDER BY row DESC',
  );
  const within = connection.prepare<[string, number, number, number], {row: number; body: string}>(
    `SELECT s.row, s.body FROM entries e CROSS JOIN searchable s ON s.row = e.row
     WHERE e.conversation = (SELECT conversation FROM conversations WHERE id = ?) AND e.row >= ? AND e.row < ?
     ORDER BY e.row DESC LIMIT ?`,
  );

  return ({words, conversation, before, limit}) => {
    if (!isBeginning(words)) {
      return null;
    }
    const end = before ?? (last.get() ?? 0) + 1;
    const texts =
      conversation === null
        ? everywhere.iterate(end - READ, end)
        : within.iterate(conversation, end - READ_OF_ONE, end, READ);
    const rows: number[] = [];
    for (const {row, body} of texts) {
      if (matchWords(body, words) && rows.push(row) === limit) {
        return {rows, next: row};
      }
    }
    return null;
  };
}

function isBeginning(words: readonly SearchWord[]): boolean {
  return words.some(word => word.isBeginning);
}

function nextOf(rows: readonly number[], limit: number): number | null {
  return rows.length === limit ? (rows.at(-1) ?? null) : null;
}

/** The parts hold letters and digits only, so nothing in them means anything to the index. */
function toMatch({parts, isBeginning}: SearchWord): string {
  return `"${parts.join(' ')}"${isBeginning ? '*' : ''}`;
}
