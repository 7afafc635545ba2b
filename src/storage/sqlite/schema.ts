import {NatterError} from '../../lib/errors.ts';
import {profileTexts} from '../../lib/texts/profile.ts';
import type {Connection} from './connection.ts';
import {damagedDatabase} from './sqlite-errors.ts';

/** "natt": tells our database from another program's. */
export const APPLICATION_ID = 0x6e617474;

/** The author number that always is ourselves. */
export const SELF = 1;

/** Conversations that were forgotten, and are only there until the file is written anew without them. */
export const IS_FORGOTTEN = "id GLOB 'forgotten *'";

/** Entries that are shown in a conversation: those of kind 1 (text) and 2 (action). */
export const IS_SHOWN = 'kind <= 2';

/**
 * Each one takes a database from version `index` to `index + 1`. They are forever: add one at the end,
 * never change one.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE authors (
    author INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 32)
  ) STRICT;

  CREATE TABLE peers (
    key BLOB PRIMARY KEY CHECK (length(key) = 32),
    name TEXT NOT NULL,
    relation TEXT NOT NULL,
    verified INTEGER NOT NULL,
    address TEXT,
    last_seen INTEGER NOT NULL,
    held INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- clock: the highest Lamport clock seen. unread, last_activity: kept, since counting a million rows is slow.
  -- unread_late: how many of the unread arrived late, before the read mark. expiry: seconds that new entries
  -- live, NULL if they stay, as the setting at the place of the other three columns says.
  CREATE TABLE conversations (
    conversation INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    clock INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    unread_late INTEGER NOT NULL DEFAULT 0,
    last_activity INTEGER NOT NULL DEFAULT 0,
    read_clock INTEGER,
    read_rank INTEGER,
    read_row INTEGER,
    expiry INTEGER,
    expiry_clock INTEGER NOT NULL DEFAULT -1,
    expiry_rank INTEGER NOT NULL DEFAULT -1,
    expiry_row INTEGER NOT NULL DEFAULT -1
  ) STRICT;

  -- One author's entries of one epoch. last: the last sequence held, without gaps. acknowledged: the last one
  -- the peer has (own logs). read: the last one read, by the peer (own logs) or by our user (others).
  CREATE TABLE logs (
    log INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversations,
    author INTEGER NOT NULL REFERENCES authors,
    epoch INTEGER NOT NULL,
    last INTEGER NOT NULL DEFAULT 0,
    last_clock INTEGER NOT NULL DEFAULT 0,
    acknowledged INTEGER NOT NULL DEFAULT 0,
    read INTEGER NOT NULL DEFAULT 0,
    UNIQUE (conversation, author, epoch)
  ) STRICT;

  -- No foreign keys here: they would be looked up at every row. rank: first 6 bytes of the author's key.
  -- target_own, _epoch, _sequence: as they travelled. target_author: whose entry it is, only where this one has
  -- an effect on it. deleted: taken back by its author, without body. lifetime: seconds; expires_at: wall time.
  CREATE TABLE entries (
    row INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL,
    log INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    clock INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    time INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    target_own INTEGER,
    target_epoch INTEGER,
    target_sequence INTEGER,
    target_author INTEGER,
    body TEXT NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    lifetime INTEGER,
    expires_at INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX entries_by_place ON entries (log, sequence);
  CREATE INDEX entries_in_order ON entries (conversation, clock, rank) WHERE kind <= 2;
  CREATE INDEX entries_by_target ON entries (conversation, target_author, target_epoch, target_sequence)
    WHERE target_author IS NOT NULL;
  CREATE INDEX entries_by_end ON entries (expires_at) WHERE expires_at IS NOT NULL;

  -- What is found: the newest text of each entry. The index holds words only; texts are read from here.
  -- secure-delete: a deleted word is gone at once.
  CREATE VIEW searchable AS
    SELECT e.row, coalesce((
      SELECT p.body FROM entries p
      WHERE p.conversation = e.conversation AND p.target_author = l.author AND p.target_epoch = l.epoch
        AND p.target_sequence = e.sequence AND p.kind = 3
    ), e.body) AS body
    FROM entries e CROSS JOIN logs l ON l.log = e.log
    WHERE e.kind <= 2 AND e.deleted = 0;
  CREATE VIRTUAL TABLE search USING fts5 (
    body, content = 'searchable', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2'
  );
  INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
  `,
  `
  -- What somebody who is blocked was before.
  ALTER TABLE peers ADD COLUMN blocked_from TEXT;
  `,
  `
  -- Whether the user does not want to be told of what comes in.
  ALTER TABLE conversations ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- What was typed in a conversation and not sent.
  CREATE TABLE drafts (
    conversation TEXT PRIMARY KEY,
    text TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- address_proven: this very key answered there when we dialled; else the peer only says that it listens there.
  ALTER TABLE peers ADD COLUMN address_proven INTEGER NOT NULL DEFAULT 0;
  -- Not empty: text was erased since the file was written anew, and copies of it may stand in gaps of its pages.
  CREATE TABLE traces (trace INTEGER PRIMARY KEY) STRICT;
  `,
  `
  -- The index follows the entries: those after the row upto, and after all that it holds, are not in it yet.
  CREATE TABLE indexing (upto INTEGER NOT NULL) STRICT;
  INSERT INTO indexing VALUES (0);
  `,
  `
  -- What the user has seen of a log beyond logs.read, which is a beginning of the log without gaps.
  CREATE TABLE seen (
    log INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (log, first)
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE conversations DROP COLUMN unread_late;
  ALTER TABLE conversations DROP COLUMN read_clock;
  ALTER TABLE conversations DROP COLUMN read_rank;
  ALTER TABLE conversations DROP COLUMN read_row;
  -- Wall time of the commit here, 0 if not known. A time from the future is shown as this one, ever after.
  ALTER TABLE entries ADD COLUMN arrived INTEGER NOT NULL DEFAULT 0;
  UPDATE entries SET arrived = CAST(unixepoch('subsec') * 1000 AS INTEGER)
    WHERE time > CAST(unixepoch('subsec') * 1000 AS INTEGER);
  `,
  `
  -- local_name: what the user calls somebody; NULL leaves that to them.
  ALTER TABLE peers ADD COLUMN local_name TEXT;
  -- Whom a word of the user meant last, and who else fitted it then (keys, separated by spaces).
  CREATE TABLE meanings (
    word TEXT PRIMARY KEY,
    peer TEXT NOT NULL,
    among TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- list, list_hash: the device list that named it last, by its number, and the beginning of its hash. kind: the best
  -- handshake that worked.
  CREATE TABLE devices (
    person BLOB PRIMARY KEY REFERENCES peers ON DELETE CASCADE,
    device BLOB NOT NULL CHECK (length(device) = 32),
    list INTEGER NOT NULL,
    list_hash BLOB NOT NULL,
    kind INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX devices_by_key ON devices (device);
  `,
  `
  -- Many authors, and logs that are hashed. person: whose device the key is, NULL if it stands for itself.
  ALTER TABLE authors ADD COLUMN person INTEGER;
  -- kind: 0 is a direct conversation.
  ALTER TABLE conversations ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
  -- lane, branch: 0 and NULL for talk. base, base_chain: the log begins after that place. chain: the running hash at
  -- its end; NULL for a log from before there were hashes, which is never written to again. sent: 1 once an own log
  -- was handed to a link, after which its clocks are fixed. read: the last sequence our user has read (others' logs).
  DROP VIEW searchable;
  CREATE TABLE logs_next (
    log INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversations,
    author INTEGER NOT NULL REFERENCES authors,
    lane INTEGER NOT NULL DEFAULT 0,
    epoch INTEGER NOT NULL,
    branch BLOB,
    base INTEGER NOT NULL DEFAULT 0,
    base_chain BLOB,
    last INTEGER NOT NULL DEFAULT 0,
    last_clock INTEGER NOT NULL DEFAULT 0,
    chain BLOB,
    sent INTEGER NOT NULL DEFAULT 0,
    read INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  INSERT INTO logs_next (log, conversation, author, epoch, last, last_clock, sent, read)
    SELECT log, conversation, author, epoch, last, last_clock, 1, iif(author = 1, 0, read) FROM logs;

  -- How far an own log came at each of those who are to get it.
  CREATE TABLE deliveries (
    log INTEGER NOT NULL,
    recipient INTEGER NOT NULL REFERENCES authors,
    acknowledged INTEGER NOT NULL,
    read INTEGER NOT NULL,
    PRIMARY KEY (log, recipient)
  ) STRICT, WITHOUT ROWID;
  INSERT OR IGNORE INTO authors (key)
    SELECT unhex(c.id) FROM conversations c JOIN logs l ON l.conversation = c.conversation
    WHERE l.author = 1 AND NOT c.id GLOB 'forgotten *' AND length(unhex(c.id)) = 32;
  INSERT INTO deliveries (log, recipient, acknowledged, read)
    SELECT l.log, a.author, l.acknowledged, l.read
    FROM logs l JOIN conversations c ON c.conversation = l.conversation JOIN authors a ON a.key = unhex(c.id)
    WHERE l.author = 1;

  -- The running hash of a log at every 1,024th sequence.
  CREATE TABLE chains (
    log INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    chain BLOB NOT NULL,
    PRIMARY KEY (log, sequence)
  ) STRICT, WITHOUT ROWID;

  -- salt: random, erased with the content. digest: hash of salt and content; only where it does not follow from the
  -- row, since the content is erased or is not stored as it came. target_by: the author of the target.
  ALTER TABLE entries ADD COLUMN salt BLOB;
  ALTER TABLE entries ADD COLUMN digest BLOB;
  ALTER TABLE entries RENAME COLUMN target_own TO target_by;
  UPDATE entries SET target_by = (
    SELECT iif(entries.target_by = 1, l.author, iif(l.author = 1, (
      SELECT a.author FROM authors a JOIN conversations c ON a.key = unhex(c.id) WHERE c.conversation = l.conversation
    ), 1)) FROM logs l WHERE l.log = entries.log
  ) WHERE target_by IS NOT NULL;
  -- What disappears lives at least this long; an own one counts from its acknowledgement.
  UPDATE entries SET lifetime = 5 WHERE lifetime < 5;
  UPDATE conversations SET expiry = 5 WHERE expiry < 5;
  UPDATE entries SET expires_at = time + 2419200000
    WHERE expires_at IS NOT NULL AND log IN (SELECT log FROM logs WHERE author = 1)
      AND sequence > (SELECT acknowledged FROM logs WHERE logs.log = entries.log);

  DROP TABLE logs;
  ALTER TABLE logs_next RENAME TO logs;
  CREATE UNIQUE INDEX logs_by_name ON logs (conversation, author, epoch, lane, coalesce(branch, x''));
  CREATE VIEW searchable AS
    SELECT e.row, coalesce((
      SELECT p.body FROM entries p
      WHERE p.conversation = e.conversation AND p.target_author = l.author AND p.target_epoch = l.epoch
        AND p.target_sequence = e.sequence AND p.kind = 3
    ), e.body) AS body
    FROM entries e CROSS JOIN logs l ON l.log = e.log
    WHERE e.kind <= 2 AND e.deleted = 0;

  -- How far a front end has told what came in: the row of the last entry.
  CREATE TABLE cursors (name TEXT PRIMARY KEY, row INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  -- Which natter wrote here last.
  CREATE TABLE written_by (version TEXT NOT NULL) STRICT;
  `,
  `
  -- Substrings are found, too. place: number of the chunk of 4,096 rows * 65,536 + gram; rows: those that have it.
  -- Of the rows up to indexing.upto all grams are here; the others follow in pieces, while the program runs.
  CREATE TABLE search_grams (place INTEGER PRIMARY KEY, rows BLOB NOT NULL) STRICT;
  UPDATE indexing SET upto = 0;
  DROP TABLE search;
  `,
  `
  -- Ways for somebody new. used_by: who came (keys in hex, separated by spaces). surplus: 1 once somebody came too late.
  CREATE TABLE invites (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    secret BLOB NOT NULL CHECK (length(secret) = 16),
    link TEXT,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    uses INTEGER NOT NULL,
    used_by TEXT NOT NULL,
    surplus INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- How we and our contacts are found. own_reach: the newest is announced. point, before: public halves that a contact
  -- told last, and before that; confirmed: the newest of ours that they know; addresses: separated by spaces.
  CREATE TABLE own_reach (
    serial INTEGER PRIMARY KEY,
    seed BLOB NOT NULL CHECK (length(seed) = 32),
    created INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE contact_reach (
    person BLOB PRIMARY KEY REFERENCES peers ON DELETE CASCADE,
    serial INTEGER NOT NULL,
    point BLOB CHECK (length(point) = 32),
    before BLOB CHECK (length(before) = 32),
    replaced INTEGER,
    confirmed INTEGER,
    addresses TEXT NOT NULL,
    told INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  -- Nodes of the hash table to begin with.
  CREATE TABLE table_nodes (
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    PRIMARY KEY (host, port)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- features: the bits of its last hello, 0 if none came yet; program: what runs there, as it says.
  ALTER TABLE peers ADD COLUMN features INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE peers ADD COLUMN program TEXT NOT NULL DEFAULT '';
  `,
  `
  -- Rooms. since: the clock up to which entries are no news; entrance: what is needed to get in.
  CREATE TABLE rooms (
    conversation INTEGER PRIMARY KEY REFERENCES conversations,
    state TEXT NOT NULL,
    name TEXT NOT NULL,
    topic TEXT NOT NULL,
    history TEXT NOT NULL,
    notify TEXT NOT NULL,
    since INTEGER NOT NULL,
    entrance BLOB
  ) STRICT;
  -- level: 0 for those who are not in it any more. is_cut: of their talk counts only what cuts tells.
  CREATE TABLE members (
    conversation INTEGER NOT NULL REFERENCES conversations,
    author INTEGER NOT NULL REFERENCES authors,
    level INTEGER NOT NULL DEFAULT 0,
    is_cut INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL DEFAULT '',
    hint BLOB,
    hint_number INTEGER NOT NULL DEFAULT 0,
    seen INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (conversation, author)
  ) STRICT, WITHOUT ROWID;
  -- What counts of the logs of somebody who was removed: up to last, where the chain begins with these 16 bytes.
  CREATE TABLE cuts (
    conversation INTEGER NOT NULL,
    author INTEGER NOT NULL REFERENCES authors,
    epoch INTEGER NOT NULL,
    last INTEGER NOT NULL,
    chain BLOB NOT NULL,
    PRIMARY KEY (conversation, author, epoch, last, chain)
  ) STRICT, WITHOUT ROWID;
  -- Entries that somebody with power took out of sight, whether they are here or not.
  CREATE TABLE hides (
    conversation INTEGER NOT NULL,
    author INTEGER NOT NULL REFERENCES authors,
    epoch INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (conversation, author, epoch, sequence)
  ) STRICT, WITHOUT ROWID;
  -- Where authors turned out to have written two logs in the place of one.
  CREATE TABLE forks (
    conversation INTEGER NOT NULL,
    author INTEGER NOT NULL REFERENCES authors,
    lane INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    found INTEGER NOT NULL,
    PRIMARY KEY (conversation, author, lane, epoch, sequence)
  ) STRICT, WITHOUT ROWID;
  -- What authors signed: at each multiple of 64, and where the pieces between would else be too large to be sent.
  CREATE TABLE heads (
    log INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (log, sequence)
  ) STRICT, WITHOUT ROWID;

  -- branch_of: the epoch that a branch belongs to; its own epoch is made of its name, so that its entries have names.
  -- ended: an own log that is not written to any more. stored: how far somebody else has an own log of a room.
  -- shown_to: entries behind it are not shown; NULL: all are.
  ALTER TABLE logs ADD COLUMN branch_of INTEGER;
  ALTER TABLE logs ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE logs ADD COLUMN stored INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE logs ADD COLUMN shown_to INTEGER;
  -- raw: the content as it came, where it does not follow from the row and others are to get it. kind: 32 is added to it
  -- where an entry is not shown. deleted: 2 if somebody else took it out of sight.
  ALTER TABLE entries ADD COLUMN raw BLOB;
  ALTER TABLE entries ADD COLUMN mentioned INTEGER NOT NULL DEFAULT 0;
  -- The texts that the search index holds: also of entries that are not shown now.
  CREATE VIEW indexed AS
    SELECT e.row, coalesce((
      SELECT p.body FROM entries p
      WHERE p.conversation = e.conversation AND p.target_author = l.author AND p.target_epoch = l.epoch
        AND p.target_sequence = e.sequence AND p.kind = 3
    ), e.body) AS body
    FROM entries e CROSS JOIN logs l ON l.log = e.log
    WHERE e.kind IN (1, 2, 33, 34) AND e.deleted <> 1;
  `,
  `
  -- clock_ahead: milliseconds by which their clock was ahead of ours when they told it.
  ALTER TABLE contact_reach ADD COLUMN clock_ahead INTEGER;
  `,
  `
  -- muted_until: wall time at which a mute ends, milliseconds; NULL if only the user ends it. listing: pinned, normal, archived.
  ALTER TABLE conversations ADD COLUMN muted_until INTEGER;
  ALTER TABLE conversations ADD COLUMN listing TEXT NOT NULL DEFAULT 'normal';
  `,
  `
  -- When somebody got (kind delivered) or read (kind read) the entries from first to last of an own log; wall time, milliseconds.
  CREATE TABLE receipts (
    log INTEGER NOT NULL,
    recipient INTEGER NOT NULL REFERENCES authors,
    kind TEXT NOT NULL,
    last INTEGER NOT NULL,
    first INTEGER NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (log, recipient, kind, last)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- status: what it said that its owner is about; empty if nothing.
  ALTER TABLE peers ADD COLUMN status TEXT NOT NULL DEFAULT '';
  `,
];

const TABLES = ['authors', 'conversations', 'entries', 'logs', 'peers', 'search_grams'];

/** Throws `DATABASE_DAMAGED` for a database that natter did not make, and for one with nothing in it. */
export function checkApplicationId(connection: Connection, path: string): void {
  if (connection.pragma('application_id', {simple: true}) !== APPLICATION_ID) {
    throw damagedDatabase(path, profileTexts.database.foreign);
  }
}

/**
 * Brings a database, also an empty one, to the newest version, each step in one transaction. Throws
 * `PROFILE_NEWER` for one of a later natter, which is not changed, and `DATABASE_DAMAGED` if tables lack.
 */
export function migrate(
  connection: Connection,
  path: string,
  migrations: readonly string[] = MIGRATIONS,
  program: string = profileTexts.database.olderRelease,
): void {
  const version = requireKnownVersion(connection, path, migrations.length, program);
  for (const [index, migration] of migrations.entries()) {
    if (index >= version) {
      apply(connection, migration, index + 1);
    }
  }
  if (migrations.length >= MIGRATIONS.length) {
    requireTables(connection, path);
  }
}

/** The version of a database. Throws `PROFILE_NEWER` if it is later than the `newest` that is known. */
export function requireKnownVersion(
  connection: Connection,
  path: string,
  newest: number,
  program: string,
): number {
  const version = Number(connection.pragma('user_version', {simple: true}));
  if (version > newest) {
    throw new NatterError(
      'PROFILE_NEWER',
      profileTexts.database.newer(path, writerOf(connection) ?? profileTexts.database.laterRelease, program),
    );
  }
  return version;
}

/** Notes which natter writes here from now on. */
export function noteWriter(connection: Connection, program: string): void {
  if (writerOf(connection) !== program) {
    connection
      .transaction(() => {
        connection.exec('DELETE FROM written_by');
        connection.prepare('INSERT INTO written_by VALUES (?)').run(program);
      })
      .immediate();
  }
}

/** The version of the natter that wrote here last; null if it was one that did not say so. */
function writerOf(connection: Connection): string | null {
  const isKnown = connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'written_by'").get();
  if (isKnown === undefined) {
    return null;
  }
  return connection.prepare<[], string>('SELECT version FROM written_by').pluck().get() ?? null;
}

function apply(connection: Connection, migration: string, version: number): void {
  connection
    .transaction(() => {
      connection.exec(migration);
      connection.pragma(`application_id = ${APPLICATION_ID}`);
      connection.pragma(`user_version = ${version}`);
    })
    .immediate();
}

function requireTables(connection: Connection, path: string): void {
  const names = connection.prepare<[], string>('SELECT name FROM sqlite_schema').pluck().all();
  const missing = TABLES.filter(table => !names.includes(table));
  if (missing.length > 0) {
    throw damagedDatabase(path, profileTexts.database.lacks(missing.join(', ')));
  }
}
