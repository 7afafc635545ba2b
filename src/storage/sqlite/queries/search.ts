import {conversationId} from '../../../lib/conversation.ts';
import type {ConversationId} from '../../../lib/ids.ts';
import {wantedGrams} from '../../../lib/text/grams.ts';
import {matchWords, type SearchWord} from '../../../lib/text/search-words.ts';
import type {Database} from '../../types.ts';
import type {Connection} from '../connection.ts';
import {IS_FORGOTTEN, IS_SHOWN} from '../schema.ts';
import type {Place} from './entry-order.ts';
import {createRowReader, type EntryRecord, SELECT_ENTRIES} from './entry-row.ts';
import {chunkOf, createGramTable} from './gram-table.ts';
import {CHUNK, rowsOf} from './postings.ts';

/** Finds shown entries by what stands in them. */
export type Search = Pick<Database, 'search'>;

type Wanted = Parameters<Database['search']>[0];
/** What was found, in order, and the row behind which the search goes on; null at its end. */
type Found = {readonly rows: readonly number[]; readonly next: number | null};
type FoundRecord = readonly [conversation: string, ...EntryRecord];
type Text = {readonly row: number; readonly body: string};
/** An entry that may be a hit; without a text it only tells how far the search has come. */
type Candidate = {readonly row: number; readonly body: string | null};

/** UTF-16 units that one call reads at most, whoever wrote them: about 10 ms (SECURITY rule 9). */
const READ = 1024 * 1024;
/** How much of that goes first to the newest texts of one conversation, where what is frequent is found soon. */
const READ_FIRST = 128 * 1024;
/** To fetch a text, and to look into a chunk of the index, costs as much as so many units. */
const TEXT_COST = 512;
const CHUNK_COST = 2048;
/** Candidates that so many messages are do not pay to be put into the order of a conversation. */
const COMMON = 8192;

/**
 * Prepares the searches. The index tells, chunk by chunk, which entries may hold what is wanted; their texts decide.
 * Entries that it does not know yet are read.
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
      const entries = read
        .all(JSON.stringify(found.rows))
        .map(([id, ...record]) => toRow(record, conversationId(id)));
      const byRow = new Map(entries.map(entry => [entry.row, entry]));
      return {entries: found.rows.flatMap(row => byRow.get(row) ?? []), next: found.next};
    },
  };
}

/** What the index tells of entries. */
function createCandidates(connection: Connection) {
  const grams = createGramTable(connection);
  const reached = connection.prepare<[], number>('SELECT upto FROM indexing').pluck();
  const text = connection.prepare<[number], string>('SELECT body FROM searchable WHERE row = ?').pluck();

  /** Rows of chunks that may hold all the words, the last chunk first; each also if it has none. */
  function* chunks(words: readonly SearchWord[], end: number): Generator<{first: number; rows: number[]}> {
    const wanted = new Set(words.flatMap(wantedGrams));
    for (let chunk = chunkOf(end - 1); chunk >= 0; chunk -= 1) {
      const first = chunk * CHUNK;
      const bits = grams.withAll(chunk, wanted);
      const rows = bits === null ? [] : rowsOf(bits).map(row => first + row);
      yield {first, rows: rows.filter(row => row < end)};
    }
  }

  /** Texts of rows, one by one in the order given; what was deleted has none. */
  function* textsOf(rows: readonly number[]): Generator<Text> {
    for (const row of rows) {
      const body = text.get(row);
      if (body !== undefined) {
        yield {row, body};
      }
    }
  }

  return {chunks, textsOf, upTo: () => reached.get() ?? 0};
}

/** In the order in which messages were stored, the last one first. */
function searchEverywhere(connection: Connection): (wanted: Wanted) => Found {
  const {chunks, textsOf, upTo} = createCandidates(connection);
  const last = connection.prepare<[], number | null>('SELECT max(row) FROM entries').pluck();
  const newest = connection.prepare<[number, number], Text>(
    'SELECT row, body FROM searchable WHERE row > ? AND row < ? ORDER BY row DESC',
  );

  function* candidates(words: readonly SearchWord[], end: number): Generator<Candidate> {
    const known = upTo();
    if (end > known + 1) {
      yield* newest.iterate(known, end);
    }
    for (const {first, rows} of chunks(words, Math.min(end, known + 1))) {
      yield* textsOf(rows.reverse());
      yield {row: first, body: null};
    }
  }

  return ({words, before, limit}) => {
    const end = before ?? (last.get() ?? 0) + 1;
    return take(candidates(words, end), words, limit, READ);
  };
}

/** In the order of the conversation, the newest first. */
function searchWithin(connection: Connection): (wanted: Wanted, conversation: ConversationId) => Found {
  const {chunks, textsOf, upTo} = createCandidates(connection);
  const IN_CONVERSATION = 'e.conversation = (SELECT conversation FROM conversations WHERE id = ?)';
  const BEHIND = '(e.clock, e.rank, e.row) < (?, ?, ?)';
  const NEWEST = 'ORDER BY e.clock DESC, e.rank DESC, e.row DESC';
  const last = connection.prepare<[], number | null>('SELECT max(row) FROM entries').pluck();
  const placed = connection.prepare<[number], {clock: number; rank: number; row: number}>(
    'SELECT clock, rank, row FROM entries WHERE row = ?',
  );
  const texts = connection.prepare<[string, ...Place], Text>(
    `SELECT e.row, s.body FROM entries e CROSS JOIN searchable s ON s.row = e.row
     WHERE ${IN_CONVERSATION} AND e.${IS_SHOWN} AND ${BEHIND} ${NEWEST}`,
  );
  const among = connection
    .prepare<[string, string, ...Place], number>(
      `SELECT e.row FROM entries e
       WHERE e.row IN (SELECT value FROM json_each(?)) AND ${IN_CONVERSATION} AND ${BEHIND} ${NEWEST}`,
    )
    .pluck();

  function placeOf(row: number): Place | null {
    const found = placed.get(row);
    return found === undefined ? null : [found.clock, found.rank, found.row];
  }

  /** The rows of all conversations that may hold the words; null if those are too many to be sorted. */
  function findRare(words: readonly SearchWord[]): number[] | null {
    const known = upTo();
    const end = (last.get() ?? 0) + 1;
    const rare: number[] = [];
    for (let row = known + 1; row < end && rare.length <= COMMON; row += 1) {
      rare.push(row);
    }
    for (const {rows} of chunks(words, known + 1)) {
      rare.push(...rows);
      if (rare.length > COMMON) {
        return null;
      }
    }
    return rare.length > COMMON ? null : rare;
  }

  return ({words, before, limit}, conversation) => {
    const start = before === null ? END : placeOf(before);
    if (start === null) {
      return {rows: [], next: null}; // the message is gone that the page before ended with
    }
    const first = take(texts.iterate(conversation, ...start), words, limit, READ_FIRST);
    const {rows, next} = first;
    const place = next === null || rows.length === limit ? null : placeOf(next);
    if (place === null) {
      return first;
    }
    const rare = findRare(words);
    const candidates: Iterable<Candidate> =
      rare === null
        ? texts.iterate(conversation, ...place)
        : textsOf(among.all(JSON.stringify(rare), conversation, ...place));
    const second = take(candidates, words, limit - rows.length, READ - READ_FIRST);
    return {rows: [...rows, ...second.rows], next: second.next};
  };
}

/** A place behind every entry. */
const END: Place = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];

/** Takes candidates that hold the words until there are enough, or until so much was read. */
function take(
  candidates: Iterable<Candidate>,
  words: readonly SearchWord[],
  limit: number,
  budget: number,
): Found {
  const rows: number[] = [];
  let cost = 0;
  for (const {row, body} of candidates) {
    cost += body === null ? CHUNK_COST : TEXT_COST + body.length;
    if (body !== null && matchWords(body, words)) {
      rows.push(row);
    }
    if (rows.length === limit || cost >= budget) {
      return {rows, next: row};
    }
  }
  return {rows, next: null};
}
