import {matchWords, type SearchWord} from '../../../lib/text/search-words.ts';
import type {Database} from '../../types.ts';
import type {Connection} from '../connection.ts';
import {IS_FORGOTTEN, IS_SHOWN} from '../schema.ts';
import type {Place} from './entry-order.ts';
import {createRowReader, type EntryRecord, SELECT_ENTRIES} from './entry-row.ts';

/** Finds shown entries by their words. */
export type Search = Pick<Database, 'search'>;

type Wanted = Parameters<Database['search']>[0];
/** What was found, in order, and the row behind which the search goes on; null at its end. */
type Found = {readonly rows: readonly number[]; readonly next: number | null};
type FoundRecord = readonly [conversation: string, ...EntryRecord];
type Text = {readonly row: number; readonly body: string};

/** So many texts are read in one call: about 5 ms. */
const READ = 1024;
/** The same where it is known that there is no quicker way. */
const READ_ON = 8192;
/** A word that so many messages hold is a common one: to pass over those of other conversations would take long. */
const COMMON = 8192;

/**
 * Prepares the searches. The index tells whole words one by one, the newest first, so that a search ends when it has
 * enough; but for the beginning of a word it puts all messages together first (0.1 µs each), and it knows nothing
 * of conversations. Where that would take long, hits are frequent, and are found in the texts themselves.
 */
export function createSearch(connection: Connection): Search {
  const everywhere = searchEverywhere(connection);
  const within = searchWithin(connection);
  const read = connection
    .prepare<[string], FoundRecord>(
      `SELECT c.id, found.*
       FROM (${SELECT_ENTRIES} WHERE e.row IN (SELECT value FROM json_each(?))) found
       CROSS JOIN entries e ON e.row = found.row CROSS JOIN conversations c ON c.conversation = e.conversation
       WHERE NOT c.${IS_FORGOTTEN}`,
    )
    .raw();
  const rows = createRowReader(connection);

  return {
    search(wanted) {
      const {words, conversation} = wanted;
      if (words.length === 0) {
        return {entries: [], next: null};
      }
      const found = conversation === null ? everywhere(wanted) : within(wanted, conversation);
      const toRow = rows();
      const entries = read.all(JSON.stringify(found.rows)).map(([id, ...record]) => toRow(record, id));
      const byRow = new Map(entries.map(entry => [entry.row, entry]));
      return {entries: found.rows.flatMap(row => byRow.get(row) ?? []), next: found.next};
    },
  };
}

const NEWEST_FOUND =
  'SELECT rowid AS row FROM search WHERE search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?';

/** In the order in which messages were stored, the last one first. */
function searchEverywhere(connection: Connection): (wanted: Wanted) => Found {
  const last = connection.prepare<[], number | null>('SELECT max(row) FROM entries').pluck();
  const found = connection.prepare<[string, number, number], number>(NEWEST_FOUND).pluck();
  const newest = connection.prepare<[number, number], Text>(
    'SELECT row, body FROM searchable WHERE row >= ? AND row < ? ORDER BY row DESC',
  );
  const holding = connection.prepare<[string, number, number], Text>(
    `SELECT found.row, s.body FROM (${NEWEST_FOUND}) found CROSS JOIN searchable s ON s.row = found.row`,
  );

  /** The newest texts, or those that hold the whole words at least. */
  function candidates(whole: readonly SearchWord[], end: number): Iterable<Text> {
    return whole.length === 0 ? newest.iterate(end - READ, end) : holding.iterate(toMatch(whole), end, READ);
  }

  return ({words, before, limit}) => {
    const end = before ?? (last.get() ?? 0) + 1;
    const whole = words.filter(word => !word.isBeginning);
    if (whole.length < words.length) {
      const rows = take(candidates(whole, end), words, limit).rows;
      if (rows.length === limit) {
        return page(rows, limit);
      }
    }
    return page(found.all(toMatch(words), end, limit), limit);
  };
}

/** In the order of the conversation, the newest first. */
function searchWithin(connection: Connection): (wanted: Wanted, conversation: string) => Found {
  const IN_CONVERSATION = 'e.conversation = (SELECT conversation FROM conversations WHERE id = ?)';
  const NEWEST = 'ORDER BY e.clock DESC, e.rank DESC, e.row DESC';
  const placed = connection.prepare<[number], {clock: number; rank: number; row: number}>(
    'SELECT clock, rank, row FROM entries WHERE row = ?',
  );
  const texts = connection.prepare<[string, ...Place, number], Text>(
    `SELECT e.row, s.body FROM entries e CROSS JOIN searchable s ON s.row = e.row
     WHERE ${IN_CONVERSATION} AND e.${IS_SHOWN} AND (e.clock, e.rank, e.row) < (?, ?, ?) ${NEWEST} LIMIT ?`,
  );
  const inIndex = connection.prepare<[string, number, number], number>(NEWEST_FOUND).pluck();
  const ofConversation = connection
    .prepare<[string, string], number>(
      `SELECT e.row FROM entries e
       WHERE e.row IN (SELECT value FROM json_each(?)) AND ${IN_CONVERSATION} ${NEWEST}`,
    )
    .pluck();

  function placeOf(row: number): Place | null {
    const found = placed.get(row);
    return found === undefined ? null : [found.clock, found.rank, found.row];
  }

  /** All there is, if that is not much; else null. */
  function findRare({words, limit}: Wanted, conversation: string): Found | null {
    const rows = inIndex.all(toMatch(words), Number.MAX_SAFE_INTEGER, COMMON);
    return rows.length === COMMON
      ? null
      : page(ofConversation.all(JSON.stringify(rows), conversation).slice(0, limit), limit);
  }

  return (wanted, conversation) => {
    const {words, before, limit} = wanted;
    const start = before === null ? END : placeOf(before);
    if (start === null) {
      return {rows: [], next: null}; // the message is gone that the page before ended with
    }
    const most = before === null ? READ : READ_ON;
    const {rows, count, last} = take(texts.iterate(conversation, ...start, most), words, limit);
    if (rows.length === limit || count < most) {
      return page(rows, limit);
    }
    return (before === null ? findRare(wanted, conversation) : null) ?? {rows, next: last};
  };
}

/** A place behind every entry. */
const END: Place = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];

/** Takes texts that hold the words until there are enough; tells how many were looked at, and the last of them. */
function take(texts: Iterable<Text>, words: readonly SearchWord[], limit: number) {
  const rows: number[] = [];
  let count = 0;
  let last: number | null = null;
  for (const {row, body} of texts) {
    count++;
    last = row;
    if (matchWords(body, words) && rows.push(row) === limit) {
      break;
    }
  }
  return {rows, count, last};
}

/** A page that is not full is the last one. */
function page(rows: readonly number[], limit: number): Found {
  return {rows, next: rows.length === limit ? (rows.at(-1) ?? null) : null};
}

/** The parts hold letters and digits only, so nothing in them means anything to the index. */
function toMatch(words: readonly SearchWord[]): string {
  return words.map(({parts, isBeginning}) => `"${parts.join(' ')}"${isBeginning ? '*' : ''}`).join(' ');
}
