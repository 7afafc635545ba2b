import {NatterError} from '../../../lib/errors.ts';
import {type PeerKey, peerKey} from '../../../lib/ids.ts';
import {profileTexts} from '../../../lib/texts/profile.ts';
import type {Connection} from '../connection.ts';
import {SELF} from '../schema.ts';

/** Short numbers for the keys of those who wrote entries. */
export type AuthorTable = {
  /** Null if that key never wrote anything. */
  readonly find: (key: PeerKey) => number | null;
  readonly ensure: (key: PeerKey) => number;
  /** The key behind a number. */
  readonly keyOf: (author: number) => PeerKey;
  /** Forgets those of whom nothing is left. */
  readonly removeUnused: () => void;
};

/** Prepares the statements on the table of authors. */
export function createAuthorTable(connection: Connection): AuthorTable {
  const find = connection
    .prepare<[string], number>('SELECT author FROM authors WHERE key = unhex(?)')
    .pluck();
  const add = connection
    .prepare<[string], number>('INSERT INTO authors (key) VALUES (unhex(?)) RETURNING author')
    .pluck();
  const keyOf = connection
    .prepare<[number], string>('SELECT lower(hex(key)) FROM authors WHERE author = ?')
    .pluck();
  const removeUnused = connection.prepare(
    'DELETE FROM authors WHERE author <> ? AND author NOT IN (SELECT author FROM logs)',
  );
  return {
    find: key => find.get(key) ?? null,
    ensure: key => find.get(key) ?? Number(add.get(key)),
    keyOf: author => peerKey(keyOf.get(author) ?? ''),
    removeUnused() {
      removeUnused.run(SELF);
    },
  };
}

/**
 * Writes whose database this is into a new one, and checks it in an old one. Throws `KEY_DAMAGED` if it is
 * somebody else's: own entries would count as theirs.
 */
export function bindToIdentity(connection: Connection, selfKey: PeerKey, path: string): void {
  connection.prepare('INSERT OR IGNORE INTO authors (author, key) VALUES (?, unhex(?))').run(SELF, selfKey);
  const owner = connection
    .prepare<[number], string>('SELECT lower(hex(key)) FROM authors WHERE author = ?')
    .pluck()
    .get(SELF);
  if (owner !== selfKey) {
    throw new NatterError('KEY_DAMAGED', profileTexts.database.otherIdentity(path));
  }
}
