/**
 * The limit of everything that is stored: SQLite alone. The same engine, cipher, durability and shape of rows as
 * natter's history: an entry, its words in a full-text index, the end of its log and its conversation. Written
 * for the bench; it follows no schema but its own.
 */
import Sqlite from 'better-sqlite3-multiple-ciphers';
import {spread, textNumber} from '../texts.ts';

/** What was stored of one message. */
export type StoredMessage = {
  readonly row: number;
  readonly sequence: number;
  readonly clock: number;
  readonly time: number;
  readonly body: string;
};

export type ReferenceTable = {
  /** Commits texts at the end of the log of a conversation, all in one transaction. */
  readonly append: (conversation: number, bodies: readonly string[]) => void;
  /** Messages of a conversation after a sequence, in order. */
  readonly after: (conversation: number, sequence: number, limit: number) => StoredMessage[];
  /** The newest messages before a place; oldest first. */
  readonly before: (conversation: number, clock: number, limit: number) => StoredMessage[];
  /** The newest messages that hold a word with this beginning. */
  readonly search: (beginning: string, limit: number) => StoredMessage[];
  /** All conversations, and all peers. */
  readonly list: () => readonly unknown[];
  /** Stores so many peers. */
  readonly meet: (count: number) => void;
  readonly last: (conversation: number) => number;
  readonly close: () => void;
};

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS conversations (
    conversation INTEGER PRIMARY KEY, clock INTEGER NOT NULL, unread INTEGER NOT NULL, activity INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS peers (
    key BLOB PRIMARY KEY, name TEXT NOT NULL, relation TEXT NOT NULL, verified INTEGER NOT NULL, address TEXT,
    last_seen INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS logs (log INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS entries (
    row INTEGER PRIMARY KEY, conversation INTEGER NOT NULL, log INTEGER NOT NULL, sequence INTEGER NOT NULL,
    clock INTEGER NOT NULL, rank INTEGER NOT NULL, time INTEGER NOT NULL, kind INTEGER NOT NULL,
    target INTEGER, body TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS by_place ON entries (log, sequence);
  CREATE INDEX IF NOT EXISTS in_order ON entries (conversation, clock, rank) WHERE kind <= 2;
  CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
    body, content = 'entries', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2'
  );
`;

/** Any number of 48 bits. */
const RANK = 0xb0b0b0b0b0b0;
const KEY = Buffer.alloc(32, 7);

/** Opens the file with natter's durability and encryption; makes it if it is not there. */
export function openReference(path: string): ReferenceTable {
  const db = new Sqlite(path);
  db.pragma("cipher = 'chacha20'");
  db.key(Buffer.concat([Buffer.from('raw:'), KEY]));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('secure_delete = ON');
  db.pragma('temp_store = MEMORY');
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
  db.exec(SCHEMA);

  const columns = 'row, sequence, clock, time, body';
  const add = db.prepare('INSERT INTO entries VALUES (NULL, ?, ?, ?, ?, ?, ?, 1, NULL, ?)');
  const index = db.prepare('INSERT INTO words (rowid, body) VALUES (?, ?)');
  const lastOf = db.prepare<[number], number>('SELECT last FROM logs WHERE log = ?').pluck();
  const setLast = db.prepare('INSERT OR REPLACE INTO logs VALUES (?, ?)');
  const grow = db.prepare(
    `INSERT INTO conversations VALUES (@conversation, @clock, @count, @time) ON CONFLICT DO UPDATE SET
       clock = max(clock, @clock), unread = unread + @count, activity = max(activity, @time)`,
  );
  const after = db.prepare<[number, number, number], StoredMessage>(
    `SELECT ${columns} FROM entries WHERE log = ? AND sequence > ? ORDER BY sequence LIMIT ?`,
  );
  const before = db.prepare<[number, number, number], StoredMessage>(
    `SELECT ${columns} FROM entries WHERE conversation = ? AND clock < ? AND kind <= 2
     ORDER BY clock DESC, rank DESC, row DESC LIMIT ?`,
  );
  const search = db.prepare<[string, number], StoredMessage>(
    `SELECT ${columns} FROM entries WHERE row IN
       (SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?) ORDER BY row DESC`,
  );
  const list = db.prepare('SELECT * FROM conversations ORDER BY activity DESC');
  const peers = db.prepare('SELECT * FROM peers');
  const addPeer = db.prepare("INSERT INTO peers VALUES (randomblob(32), ?, 'contact', 0, NULL, 0)");

  return {
    append: db.transaction((conversation: number, bodies: readonly string[]) => {
      const time = Date.now();
      let last = lastOf.get(conversation) ?? 0;
      for (const body of bodies) {
        last++;
        const {lastInsertRowid} = add.run(conversation, conversation, last, last, RANK, time, body);
        index.run(lastInsertRowid, body);
      }
      setLast.run(conversation, last);
      grow.run({conversation, clock: last, count: bodies.length, time});
    }).immediate,
    after: (conversation, sequence, limit) => after.all(conversation, sequence, limit),
    before: (conversation, clock, limit) => before.all(conversation, clock, limit).reverse(),
    search: (beginning, limit) => search.all(`"${beginning}"*`, limit),
    list: () => [list.all(), peers.all()],
    meet: db.transaction((count: number) => {
      for (let number = 0; number < count; number++) {
        addPeer.run(`contact ${number}`);
      }
    }),
    last: conversation => lastOf.get(conversation) ?? 0,
    close: () => void db.close(),
  };
}

/** Messages of one commit while a database is filled, which is not measured. */
const FILLING_BATCH = 500;

/** Fills a new table with numbered texts, spread over conversations numbered from 1, and with their names. */
export function fill(table: ReferenceTable, count: number, conversations: number): void {
  const next = spread(conversations);
  table.meet(conversations);
  for (let done = 0; done < count; done += FILLING_BATCH) {
    const size = Math.min(FILLING_BATCH, count - done);
    table.append(
      next() + 1,
      Array.from({length: size}, (_, offset) => textNumber(done + offset)),
    );
  }
}
