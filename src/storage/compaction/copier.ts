import {NatterError} from '../../lib/errors.ts';
import type {Connection} from '../sqlite/connection.ts';
import {createSearchIndex} from '../sqlite/queries/search-index.ts';
import {IS_FORGOTTEN, SELF} from '../sqlite/schema.ts';

/** Copies what is to stay of a database into an empty one, while the first goes on being written. */
export type Copy = {
  /** Copies the next piece; false when only the end is left to do. */
  readonly step: () => boolean;
  /** Does the end: the two hold the same then, as long as nothing else is written. Throws if they do not. */
  readonly complete: () => void;
  /** A text is to be found no more in the first one. */
  readonly textRemoved: (row: number, text: string) => void;
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

const STAYS = `conversation NOT IN (SELECT conversation FROM conversations WHERE ${IS_FORGOTTEN})`;

/** Authors that a conversation which stays may name: of its logs, of targets, of those who are to get something. */
const IS_NAMED = `author IN (SELECT author FROM logs WHERE ${STAYS})
  OR lower(hex(key)) IN (SELECT id FROM conversations WHERE NOT ${IS_FORGOTTEN})`;
const OF_LOGS = `log IN (SELECT log FROM logs WHERE ${STAYS})`;

/** Small tables, with those of their rows that stay, each after those that it refers to. */
const SMALL_TABLES = [
  ['authors', `author = ${SELF} OR ${IS_NAMED}`],
  ['peers', 'true'],
  ['devices', 'true'],
  ['conversations', `NOT ${IS_FORGOTTEN}`],
  ['logs', STAYS],
  ['seen', OF_LOGS],
  ['deliveries', OF_LOGS],
  ['chains', OF_LOGS],
  ['drafts', 'true'],
  ['meanings', 'true'],
  ['cursors', 'true'],
  ['written_by', 'true'],
] as const;

/** A row of the table of entries, and behind it the text that is found of it, or null. */
type Row = readonly [row: number, ...rest: Cell[]];
type Cell = string | number | Uint8Array | null;

/** Starts copying. The two have the same schema. The caller stops it, whatever becomes of it. */
export function startCopy(source: Connection, target: Connection): Copy {
  const read = createReader(source);
  const write = createWriter(target);
  /** Texts as the new index holds them, of entries that the old one holds otherwise by now. */
  const stale = new Map<number, string>();
  /** All entries up to this row were looked at. */
  let copied = 0;
  source.exec(UNWATCH);
  source.exec(WATCH);
  const touched = createTouched(source);

  /** The next piece of the entries; false at the end. */
  function copyNext(): boolean {
    const {rows, upTo} = read.after(copied);
    for (const row of rows) {
      write.entry(row);
    }
    const isMore = upTo > copied;
    copied = Math.max(copied, upTo);
    return isMore;
  }

  /** Some of what changed meanwhile; how much that was. */
  function catchUp(): number {
    const rows = touched.some(PIECE_ROWS);
    const all = new Set([...rows, ...[...stale.keys()].slice(0, PIECE_ROWS)]);
    for (const row of all) {
      repeat(row, stale.get(row) ?? null);
      stale.delete(row);
    }
    touched.remove(rows);
    return all.size;
  }

  function repeat(row: number, staleText: string | null): void {
    write.remove(row, staleText);
    const now = read.at(row);
    if (now !== null) {
      write.again(now, staleText !== null);
    }
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
    step: () => inOne(() => copyNext() || catchUp() >= PIECE_ROWS),
    complete() {
      inOne(() => {
        while (copyNext() || catchUp() > 0) {
          // until nothing is left
        }
        copySmallTables();
        write.noteIndexed();
        write.limitCursors();
      });
      requireSame(read.count(), write.count());
    },
    textRemoved(row, text) {
      if (row <= copied && !stale.has(row)) {
        stale.set(row, text);
      }
    },
    stop: () => void source.exec(UNWATCH),
  };
}

function createReader(source: Connection) {
  const row = 'e.*, (SELECT s.body FROM searchable s WHERE s.row = e.row) AS text';
  const between = source
    .prepare<[number, number], Row>(
      `SELECT ${row} FROM entries e WHERE e.row > ? AND e.row <= ? AND e.${STAYS} ORDER BY e.row`,
    )
    .raw();
  const at = source
    .prepare<[number], Row>(`SELECT ${row} FROM entries e WHERE e.row = ? AND e.${STAYS}`)
    .raw();
  const last = source.prepare<[], number | null>('SELECT max(row) FROM entries').pluck();
  // A log has no gaps: its last number is how many entries it has. Counting them would take long.
  const count = source.prepare<[], number | null>(`SELECT sum(last) FROM logs WHERE ${STAYS}`).pluck();

  return {
    /** Rows after one, and up to which row there are no others than these. */
    after(from: number): {rows: readonly Row[]; upTo: number} {
      const end = Math.min(from + STRETCH, last.get() ?? 0);
      const rows: Row[] = [];
      let bytes = 0;
      for (const found of between.iterate(from, end)) {
        rows.push(found);
        bytes += sizeOf(found);
        if (rows.length === PIECE_ROWS || bytes > PIECE_BYTES) {
          return {rows, upTo: found[0]};
        }
      }
      return {rows, upTo: end};
    },
    at: (number: number): Row | null => at.get(number) ?? null,
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
  const index = createSearchIndex(target);
  const put = createInsert(target);
  const remove = target.prepare<[number]>('DELETE FROM entries WHERE row = ?');
  const noteIndexed = target.prepare(
    'UPDATE indexing SET upto = (SELECT coalesce(max(row), 0) FROM entries)',
  );
  const limitCursors = target.prepare(
    'UPDATE cursors SET row = min(row, (SELECT coalesce(max(row), 0) FROM entries))',
  );
  let count = 0;

  function addText(row: Row): void {
    const text = row.at(-1);
    if (typeof text === 'string') {
      index.add(row[0], text);
    }
  }

  return {
    entry(row: Row): void {
      put('entries', row.slice(0, -1));
      count++;
      addText(row);
    },
    /** Takes a row out, and the text that the index holds of it if it is to hold another one. */
    remove(row: number, staleText: string | null): void {
      if (staleText !== null) {
        index.remove(row, staleText);
      }
      count -= remove.run(row).changes;
    },
    again(row: Row, isTextStale: boolean): void {
      put('entries', row.slice(0, -1));
      count++;
      if (isTextStale) {
        addText(row);
      }
    },
    table(name: string, rows: readonly Cell[][]): void {
      for (const row of rows) {
        put(name, row);
      }
    },
    noteIndexed: () => void noteIndexed.run(),
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
    throw new NatterError(
      'INTERNAL',
      `The history was not written anew: ${there} of ${here} entries were copied.`,
    );
  }
}

/** About how many bytes of text a row holds. */
function sizeOf(row: Row): number {
  return row.reduce<number>((bytes, cell) => bytes + (typeof cell === 'string' ? cell.length : 0), 0);
}
