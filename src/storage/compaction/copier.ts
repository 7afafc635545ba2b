import {NatterError} from '../../lib/errors.ts';
import {profileTexts} from '../../lib/texts/profile.ts';
import type {Connection} from '../sqlite/connection.ts';
import {chunkOf, copyChunk} from '../sqlite/queries/gram-table.ts';
import {CHUNK} from '../sqlite/queries/postings.ts';
import {IS_FORGOTTEN, SELF} from '../sqlite/schema.ts';

/** Copies what is to stay of a database into an empty one, while the first goes on being written. */
export type Copy = {
  /** Copies the next piece; false when only the end is left to do. */
  readonly step: () => boolean;
  /** Does the end: the two hold the same then, as long as nothing else is written. Throws if they do not. */
  readonly complete: () => void;
  /** A chunk of the search index changed in the first one. */
  readonly indexChanged: (chunk: number) => void;
  /** Watches no more. */
  readonly stop: () => void;
};

/** Rows looked at in one piece, and bytes of text after which it ends: about 10 ms of work. */
const PIECE_ROWS = 256;
const PIECE_BYTES = 128 * 1024;
/** Numbers of rows that are passed over in one piece, where those of a forgotten conversation stand. */
const STRETCH = 16 * 1024;

/** Entries that changed; those that were copied before are copied again. None is ever removed but by a rewrite. */
const WATCH = `
  CREATE TEMP TABLE touched (row INTEGER PRIMARY KEY);
  CREATE TEMP TRIGGER touched_by_update AFTER UPDATE ON main.entries BEGIN
    INSERT OR IGNORE INTO touched VALUES (new.row);
  END;
`;
const UNWATCH = `
  DROP TRIGGER IF EXISTS temp.touched_by_update;
  DROP TABLE IF EXISTS temp.touched;
`;

const IS_RETAINED = `conversation NOT IN (SELECT conversation FROM conversations WHERE ${IS_FORGOTTEN})`;

/** Authors that a conversation which stays may name: of its logs, of targets, members, those who are to get something. */
const IS_NAMED = `author IN (SELECT author FROM logs WHERE ${IS_RETAINED})
  OR author IN (SELECT author FROM members WHERE ${IS_RETAINED}) OR author IN (SELECT author FROM hides WHERE ${IS_RETAINED})
  OR lower(hex(key)) IN (SELECT id FROM conversations WHERE NOT ${IS_FORGOTTEN})`;
const OF_LOGS = `log IN (SELECT log FROM logs WHERE ${IS_RETAINED})`;

/** Small tables, with those of their rows that stay, each after those that it refers to. */
const SMALL_TABLES = [
  ['authors', `author = ${SELF} OR ${IS_NAMED}`],
  ['peers', 'true'],
  ['devices', 'true'],
  ['conversations', `NOT ${IS_FORGOTTEN}`],
  ['rooms', IS_RETAINED],
  ['members', IS_RETAINED],
  ['cuts', IS_RETAINED],
  ['hides', IS_RETAINED],
  ['forks', IS_RETAINED],
  ['logs', IS_RETAINED],
  ['seen', OF_LOGS],
  ['deliveries', OF_LOGS],
  ['receipts', OF_LOGS],
  ['chains', OF_LOGS],
  ['heads', OF_LOGS],
  ['drafts', 'true'],
  ['invites', 'true'],
  ['own_reach', 'true'],
  ['contact_reach', 'true'],
  ['table_nodes', 'true'],
  ['meanings', 'true'],
  ['cursors', 'true'],
  ['written_by', 'true'],
] as const;

/** A row of the table of entries. */
type Row = readonly [row: number, ...rest: Cell[]];
type Cell = string | number | Uint8Array | null;

/** Starts copying. The two have the same schema. The caller stops it, whatever becomes of it. */
export function startCopy(source: Connection, target: Connection): Copy {
  const read = createReader(source);
  const write = createWriter(target);
  /** Chunks of the search index that are to be copied, again if they changed. */
  const chunks = new Set(Array.from({length: chunkOf(read.indexedUpTo()) + 1}, (_, chunk) => chunk));
  /** All entries up to this row were looked at. */
  let copied = 0;
  /** Pieces in which chunks are copied, so that one who changes them on and on does not keep the copy from ending. */
  let chunkPieces = 2 * chunks.size;
  source.exec(UNWATCH);
  source.exec(WATCH);
  const touched = createTouched(source);

  /** The next piece of the entries; false at the end, also where some come in all the time. */
  function copyNext(): boolean {
    const {rows, upTo, isMore} = read.after(copied);
    for (const row of rows) {
      write.entry(row);
    }
    copied = Math.max(copied, upTo);
    return isMore;
  }

  /** Some of what changed meanwhile; how much that was. */
  function catchUp(): number {
    const rows = touched.some(PIECE_ROWS);
    for (const row of rows) {
      write.remove(row);
      const now = read.at(row);
      if (now !== null) {
        write.entry(now);
      }
    }
    touched.remove(rows);
    return rows.length;
  }

  /** The next chunk of the search index, without the rows that go; false if there is none to copy. */
  function copyNextChunk(): boolean {
    const [chunk] = chunks;
    if (chunk === undefined) {
      return false;
    }
    chunks.delete(chunk);
    copyChunk(source, target, chunk, read.goingIn(chunk));
    return true;
  }

  function copySmallTables(): void {
    for (const [table, stays] of SMALL_TABLES) {
      write.table(table, read.table(table, stays));
    }
  }

  function inOne<T>(work: () => T): T {
    return target.transaction(work).immediate();
  }

  return {
    step: () =>
      inOne(() => {
        if (copyNext() || catchUp() >= PIECE_ROWS) {
          return true;
        }
        if (chunks.size > 1 && chunkPieces > 0) {
          chunkPieces -= 1;
          return copyNextChunk();
        }
        return false;
      }),
    complete() {
      inOne(() => {
        while (copyNext() || copyNextChunk() || catchUp() > 0) {
          // until nothing is left
        }
        copySmallTables();
        write.noteIndexed(read.indexedUpTo());
        write.limitCursors();
      });
      requireSame(read.count(), write.count());
    },
    indexChanged: chunk => void chunks.add(chunk),
    stop: () => void source.exec(UNWATCH),
  };
}

function createReader(source: Connection) {
  const between = source
    .prepare<[number, number], Row>(
      `SELECT * FROM entries WHERE row > ? AND row <= ? AND ${IS_RETAINED} ORDER BY row`,
    )
    .raw();
  const at = source.prepare<[number], Row>(`SELECT * FROM entries WHERE row = ? AND ${IS_RETAINED}`).raw();
  const last = source.prepare<[], number | null>('SELECT max(row) FROM entries').pluck();
  const going = source
    .prepare<[number, number], number>(
      `SELECT row FROM entries WHERE row >= ? AND row < ? AND NOT (${IS_RETAINED})`,
    )
    .pluck();
  const indexed = source.prepare<[], number>('SELECT upto FROM indexing').pluck();
  // A log has no gaps: its numbers tell how many entries it has. Counting them would take long.
  const count = source
    .prepare<[], number | null>(`SELECT sum(last - base) FROM logs WHERE ${IS_RETAINED}`)
    .pluck();

  return {
    /** Rows after one, up to which row there are no others than these, and whether it is too much for one piece. */
    after(from: number): {rows: readonly Row[]; upTo: number; isMore: boolean} {
      const newest = last.get() ?? 0;
      const end = Math.min(from + STRETCH, newest);
      const rows: Row[] = [];
      let bytes = 0;
      for (const found of between.iterate(from, end)) {
        rows.push(found);
        bytes += sizeOf(found);
        if (rows.length === PIECE_ROWS || bytes > PIECE_BYTES) {
          return {rows, upTo: found[0], isMore: true};
        }
      }
      return {rows, upTo: end, isMore: end < newest};
    },
    at: (number: number): Row | null => at.get(number) ?? null,
    /** Rows of a chunk of the search index that do not stay. */
    goingIn: (chunk: number) => going.all(chunk * CHUNK, (chunk + 1) * CHUNK),
    indexedUpTo: () => indexed.get() ?? 0,
    table: (name: string, stays: string) =>
      source.prepare<[], Cell[]>(`SELECT * FROM ${name} WHERE ${stays}`).raw().all(),
    count: () => count.get() ?? 0,
  };
}

function createTouched(source: Connection) {
  const some = source.prepare<[number], number>('SELECT row FROM temp.touched ORDER BY row LIMIT ?').pluck();
  const remove = source.prepare<[number]>('DELETE FROM temp.touched WHERE row = ?');
  return {
    some: (limit: number) => some.all(limit),
    remove(rows: readonly number[]) {
      for (const row of rows) {
        remove.run(row);
      }
    },
  };
}

function createWriter(target: Connection) {
  const put = createInsert(target);
  const remove = target.prepare<[number]>('DELETE FROM entries WHERE row = ?');
  // Numbers of rows that went from the end are given again.
  const noteIndexed = target.prepare<[number]>(
    'UPDATE indexing SET upto = min(?, (SELECT coalesce(max(row), 0) FROM entries))',
  );
  const limitCursors = target.prepare(
    'UPDATE cursors SET row = min(row, (SELECT coalesce(max(row), 0) FROM entries))',
  );
  let count = 0;

  return {
    entry(row: Row): void {
      put('entries', row);
      count++;
    },
    remove(row: number): void {
      count -= remove.run(row).changes;
    },
    table(name: string, rows: readonly Cell[][]): void {
      for (const row of rows) {
        put(name, row);
      }
    },
    noteIndexed: (upTo: number) => void noteIndexed.run(upTo),
    /** The rows of a forgotten conversation at the end are given again. */
    limitCursors: () => void limitCursors.run(),
    count: () => count,
  };
}

/** Both databases were made by the same migrations: their columns stand in the same order. */
function createInsert(target: Connection): (table: string, row: readonly Cell[]) => void {
  const statements = new Map<string, ReturnType<typeof insertInto>>();
  return (table, row) => {
    const statement = statements.get(table) ?? insertInto(target, table, row.length);
    statements.set(table, statement);
    statement.run(...row);
  };
}

function insertInto(target: Connection, table: string, width: number) {
  return target.prepare<readonly Cell[]>(
    `INSERT INTO ${table} VALUES (${Array.from({length: width}, () => '?').join(', ')})`,
  );
}

/** Nothing takes the place of a history that holds less than it. */
function requireSame(here: number, there: number): void {
  if (here !== there) {
    throw new NatterError('INTERNAL', profileTexts.database.notCopied(there, here));
  }
}

/** About how many bytes of text a row holds. */
function sizeOf(row: Row): number {
  return row.reduce<number>((bytes, cell) => bytes + (typeof cell === 'string' ? cell.length : 0), 0);
}
