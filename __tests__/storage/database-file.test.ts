import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from '@jest/globals';
import Sqlite from 'better-sqlite3-multiple-ciphers';
import {createDatabase, openDatabase} from '../../src/storage/database.ts';
import {type Connection, connect} from '../../src/storage/sqlite/connection.ts';
import {MIGRATIONS, migrate} from '../../src/storage/sqlite/schema.ts';
import type {Database} from '../../src/storage/types.ts';
import {
  ADA,
  BOB,
  counting,
  draft,
  EVE,
  failure,
  fingerprint,
  KEY,
  memoryDatabase,
  NOW,
  temporaryFolder,
  texts,
  WITH_BOB,
} from './support.ts';

const OTHER_KEY = Buffer.alloc(32, 8);

function open(path: string, key: Uint8Array = KEY): Database {
  return openDatabase({path, key, selfKey: ADA, random: counting(), now: () => NOW});
}

/** A closed database with `count` entries of Bob's. */
function usedDatabase(count = 3): {folder: string; path: string} {
  const folder = temporaryFolder();
  const path = join(folder, 'natter.db');
  const database = open(path);
  database.appendOwn(WITH_BOB, [draft('a plain secret')]);
  database.appendRemote(WITH_BOB, BOB, 5, 1, texts(...Array.from({length: count}, (_, index) => index + 1)));
  database.close();
  return {folder, path};
}

/** A database as a crash leaves it: what was written last is only in its write-ahead log. */
function crashedDatabase(): {folder: string; path: string} {
  const {path} = usedDatabase();
  const folder = temporaryFolder();
  const database = open(path);
  database.appendOwn(WITH_BOB, [draft('the last word')]);
  copyFileSync(path, join(folder, 'natter.db'));
  copyFileSync(`${path}-wal`, join(folder, 'natter.db-wal'));
  database.close();
  return {folder, path: join(folder, 'natter.db')};
}

function bodies(database: Database): string[] {
  return database.historyBefore(WITH_BOB, null, 1e6).entries.map(entry => entry.body);
}

describe('openDatabase', () => {
  test('makes a file of its own that is readable by its owner only, whatever the umask', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'natter.db');
    const umask = process.umask(0);
    try {
      const database = open(path);
      database.appendOwn(WITH_BOB, [draft('x')]);
      expect(readdirSync(folder)).toEqual(['natter.db', 'natter.db-shm', 'natter.db-wal']);
      for (const name of readdirSync(folder)) {
        expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
      }
      database.close();
    } finally {
      process.umask(umask);
    }
    expect(readdirSync(folder)).toEqual(['natter.db']);
  });

  test('finds everything again', () => {
    const {path} = usedDatabase();
    const database = open(path);
    expect(bodies(database)).toEqual(['at 1', 'at 2', 'at 3', 'a plain secret']);
    expect(database.positions(WITH_BOB, BOB)).toMatchObject([{epoch: 5, sequence: 3}]);
    expect(database.conversation(WITH_BOB)).toMatchObject({unread: 3, lastActivity: NOW});
    expect(database.appendOwn(WITH_BOB, [draft('x')])).toMatchObject([
      {epoch: 1, sequence: 2, clock: NOW + 1},
    ]);
    database.close();
    database.close();
  });

  test('writes nothing that can be read without the key', () => {
    const {path} = crashedDatabase();
    for (const file of [path, `${path}-wal`]) {
      const bytes = readFileSync(file);
      expect(bytes.length).toBeGreaterThan(4096);
      for (const word of ['secret', 'last word', 'SQLite format', 'CREATE TABLE']) {
        expect(bytes.includes(word)).toBe(false);
      }
    }
  });

  test('goes on after a crash with what the write-ahead log holds', () => {
    const {path} = crashedDatabase();
    const database = open(path);
    expect(bodies(database)).toContain('the last word');
    database.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  test('is durable, encrypted, and leaves no deleted text behind', () => {
    const {path} = usedDatabase();
    const connection = connect(path, KEY);
    const database = createDatabase(connection, {path, key: KEY, selfKey: ADA});
    expect(connection.pragma('cipher', {simple: true})).toBe('chacha20');
    expect(connection.pragma('secure_delete', {simple: true})).toBe(1);
    expect(connection.pragma('temp_store', {simple: true})).toBe(2); // memory
    expect(connection.pragma('journal_mode', {simple: true})).toBe('wal');
    expect(connection.pragma('synchronous', {simple: true})).toBe(2); // full
    database.close();
  });

  test('narrows modes that somebody widened', () => {
    const {path} = usedDatabase();
    chmodSync(path, 0o644);
    open(path).close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('refuses symbolic links and folders in its place', () => {
    const {folder, path} = usedDatabase();
    symlinkSync(path, join(folder, 'link.db'));
    failure('PROFILE_UNSAFE', () => open(join(folder, 'link.db')));
    mkdirSync(join(folder, 'folder.db'));
    failure('PROFILE_UNSAFE', () => open(join(folder, 'folder.db')));
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'new.db-wal'));
    failure('PROFILE_UNSAFE', () => open(join(folder, 'new.db')));
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
  });

  test('says that a folder is missing', () => {
    failure('PROFILE_UNWRITABLE', () => open(join(temporaryFolder(), 'gone', 'natter.db')));
  });

  test('removes what a first start that was cut short has left', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'natter.db.new'), 'half a database');
    writeFileSync(join(folder, 'natter.db.new-journal'), 'half a journal');
    open(join(folder, 'natter.db')).close();
    expect(readdirSync(folder)).toEqual(['natter.db']);
  });

  test('refuses the database of another identity', () => {
    const {folder, path} = usedDatabase();
    const before = fingerprint(folder);
    failure('KEY_DAMAGED', () => openDatabase({path, key: KEY, selfKey: EVE}));
    expect(fingerprint(folder)).toEqual(before);
  });
});

describe('a damaged database', () => {
  test.each([
    ['another key', () => {}, OTHER_KEY],
    ['no bytes', path => truncateSync(path, 0), KEY],
    ['one byte', path => truncateSync(path, 1), KEY],
    ['half a page', path => truncateSync(path, 2048), KEY],
    ['one page', path => truncateSync(path, 4096), KEY],
    ['a page too few', path => truncateSync(path, statSync(path).size - 4096), KEY],
    ['a byte too few', path => truncateSync(path, statSync(path).size - 1), KEY],
    ['random bytes', path => writeFileSync(path, noise(20_000)), KEY],
    ['a first page of random bytes', path => overwrite(path, 0, noise(4096)), KEY],
    ['zeros', path => writeFileSync(path, Buffer.alloc(20_000)), KEY],
    ['nothing in it', emptyDatabase, KEY],
    ['text', path => writeFileSync(path, 'hello'), KEY],
    ["another program's database", plainDatabase, KEY],
    ["another program's database under our key", foreignDatabase, KEY],
    ['a table less', path => change(path, connection => connection.exec('DROP TABLE peers')), KEY],
  ] as const satisfies readonly (readonly [string, (path: string) => void, Uint8Array])[])(
    'with %s is told and left as it is',
    (_, damage, key) => {
      const {folder, path} = usedDatabase(40);
      damage(path);
      const before = fingerprint(folder);
      const message = failure('DATABASE_DAMAGED', () => open(path, key));
      expect(message).toMatch(
        /^The history in .*natter\.db cannot be read: [^.]+\. It was left as it is\. Put back a copy of it, or move it away and start once with --new-history to begin a new one\.$/,
      );
      expect(fingerprint(folder)).toEqual(before);
    },
  );

  test('with a write-ahead log, under another key, keeps both files as they are', () => {
    const {folder, path} = crashedDatabase();
    const before = fingerprint(folder);
    failure('DATABASE_DAMAGED', () => open(path, OTHER_KEY));
    expect(fingerprint(folder)).toMatchObject(before);
    const database = open(path);
    expect(bodies(database)).toContain('the last word');
    database.close();
  });

  test('of which only the write-ahead log is left is not begun anew', () => {
    const {folder, path} = crashedDatabase();
    rmSync(path);
    const before = fingerprint(folder);
    expect(failure('DATABASE_DAMAGED', () => open(path))).toContain('the newest part of it is left in');
    expect(fingerprint(folder)).toEqual(before);
  });

  test('is never read wrongly: a flipped bit in any page is told when that page is read', () => {
    const {path} = usedDatabase(1200);
    const expected = reads(path);
    const size = statSync(path).size;
    const copy = `${path}.copy`;
    let found = 0;
    const pages = size / 4096;
    expect(pages).toBeGreaterThan(40);
    for (let page = 0; page < pages; page += 2) {
      copyFileSync(path, copy);
      const at = page * 4096 + 24 + ((page * 997) % 4072);
      overwrite(copy, at, Buffer.from([readFileSync(copy).readUInt8(at) ^ (1 << (page & 7))]));
      const outcome = outcomeOf(() => reads(copy));
      if (outcome === 'DATABASE_DAMAGED') {
        found++;
      } else {
        expect(outcome).toEqual(expected); // a page that these reads do not need, such as one of the index
      }
      for (const suffix of ['', '-wal', '-shm']) {
        rmSync(copy + suffix, {force: true});
      }
    }
    expect(found).toBeGreaterThan(pages / 4);
  });

  test('of a later version is told apart', () => {
    const {folder, path} = usedDatabase();
    change(path, connection => {
      connection.exec("DELETE FROM written_by; INSERT INTO written_by VALUES ('9.8.7')");
      connection.pragma(`user_version = ${MIGRATIONS.length + 1}`);
    });
    const before = fingerprint(folder);
    const open = () => openDatabase({path, key: KEY, selfKey: ADA, program: '0.2.0'});
    expect(failure('PROFILE_NEWER', open)).toBe(
      `The database ${path} was written by natter 9.8.7, and this is natter 0.2.0. ` +
        'Update natter, or choose another folder with --profile.',
    );
    expect(fingerprint(folder)).toEqual(before);
  });
});

describe('a disk that refuses', () => {
  test('because it is full stores nothing of the call, and goes on when there is room', () => {
    const {database, connection} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('before')]);
    const pages = Number(connection.pragma('page_count', {simple: true}));
    connection.pragma(`max_page_count = ${pages}`);
    const long = Array.from({length: 64}, (_, index) => draft(`${index} ${'x'.repeat(16_000)}`));
    expect(failure('DISK_FULL', () => database.appendOwn(WITH_BOB, long))).toContain('The disk is full');
    const entries = texts(2, 3).map(entry => ({...entry, body: 'y'.repeat(100_000)}));
    failure('DISK_FULL', () => database.appendRemote(WITH_BOB, BOB, 5, 1, entries));
    expect(bodies(database)).toEqual(['before']);
    expect(database.conversation(WITH_BOB)?.unread).toBe(0);
    expect(database.positions(WITH_BOB, BOB)).toEqual([]);
    connection.pragma('max_page_count = 100000');
    expect(database.appendOwn(WITH_BOB, [draft('after')])).toMatchObject([{sequence: 2, clock: 2}]);
    expect(database.appendRemote(WITH_BOB, BOB, 5, 1, entries).added).toHaveLength(2);
    expect(bodies(database).map(body => body.slice(0, 9))).toEqual([
      'before',
      'after',
      'yyyyyyyyy',
      'yyyyyyyyy',
    ]);
  });

  test('because it is read-only says so', () => {
    const {database, connection} = memoryDatabase();
    connection.pragma('query_only = ON');
    expect(failure('PROFILE_UNWRITABLE', () => database.appendOwn(WITH_BOB, [draft('x')]))).toContain(
      'SQLITE_READONLY',
    );
  });
});

describe('migrate', () => {
  const second = [...MIGRATIONS, 'CREATE TABLE later (x INTEGER) STRICT; INSERT INTO later VALUES (42)'];

  test('takes an old database to the newest version and keeps what is in it', () => {
    const {path} = usedDatabase();
    change(path, connection => {
      migrate(connection, path, second);
      expect(connection.pragma('user_version', {simple: true})).toBe(MIGRATIONS.length + 1);
      expect(connection.prepare('SELECT x FROM later').pluck().get()).toBe(42);
      expect(connection.prepare('SELECT count(*) FROM entries').pluck().get()).toBe(4);
      migrate(connection, path, second);
      expect(connection.prepare('SELECT count(*) FROM later').pluck().get()).toBe(1);
    });
  });

  test('of which a step fails leaves the database as it was', () => {
    const {path} = usedDatabase();
    const broken = [...MIGRATIONS, 'CREATE TABLE half (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1)'];
    change(path, connection => {
      expect(() => migrate(connection, path, broken)).toThrow('no such table: nowhere');
      expect(connection.pragma('user_version', {simple: true})).toBe(MIGRATIONS.length);
      expect(connection.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all()).toEqual([]);
    });
    const database = open(path);
    expect(bodies(database)).toHaveLength(4);
    database.close();
  });

  test('marks a database as ours', () => {
    const {connection} = memoryDatabase();
    expect(connection.pragma('application_id', {simple: true})).toBe(0x6e617474);
    expect(connection.pragma('user_version', {simple: true})).toBe(MIGRATIONS.length);
  });
});

function change(path: string, work: (connection: Connection) => void): void {
  const connection = connect(path, KEY);
  work(connection);
  connection.close();
}

function plainDatabase(path: string): void {
  rmSync(path);
  const other = new Sqlite(path);
  other.exec('CREATE TABLE theirs (x)');
  other.close();
}

function foreignDatabase(path: string): void {
  rmSync(path);
  writeFileSync(`${path}.foreign`, '');
  change(`${path}.foreign`, connection => connection.exec('CREATE TABLE theirs (x)'));
  renameSync(`${path}.foreign`, path);
}

function emptyDatabase(path: string): void {
  rmSync(path);
  writeFileSync(path, '');
  change(path, connection => connection.exec('CREATE TABLE gone (x); DROP TABLE gone'));
}

function overwrite(path: string, at: number, bytes: Uint8Array): void {
  const content = readFileSync(path);
  content.set(bytes, at);
  writeFileSync(path, content);
}

/** The same bytes at every run, without a pattern. */
function noise(length: number): Buffer {
  let state = 1;
  return Buffer.from(
    Array.from({length}, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return (state >> 16) & 0xff;
    }),
  );
}

/** All that can be read of a database. */
function reads(path: string): unknown[] {
  const database = open(path);
  try {
    return [
      database.peers(),
      database.conversations(),
      database.historyBefore(WITH_BOB, null, 1e6),
      database.ownLogs(WITH_BOB),
      database.ownEntries(WITH_BOB, 1, 0, 1e6),
      database.positions(WITH_BOB, BOB),
    ];
  } finally {
    database.close();
  }
}

function outcomeOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
}
