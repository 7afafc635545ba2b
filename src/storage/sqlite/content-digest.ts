import {peerKey} from '../../lib/ids.ts';
import type {EntryContent} from '../../wire/chat/messages.ts';
import type {Connection} from './connection.ts';
import {kindOf} from './queries/entry-row.ts';

/**
 * Erases the salt of an entry in the same statement as its content, and keeps the digest of both: so the running
 * hash of its log goes on, and what was erased cannot be guessed back. Entries from before there were salts have
 * neither.
 */
export const ERASING = `
  digest = iif(salt IS NULL, digest, coalesce(digest, content_digest(
    salt, kind, (SELECT lower(hex(key)) FROM authors WHERE author = target_by), target_epoch, target_sequence, body, lifetime
  ))), salt = NULL, raw = NULL, mentioned = 0`;

type Digest = (salt: Uint8Array, said: EntryContent) => Uint8Array;

/** Lets statements of a connection make digests. */
export function addContentDigest(connection: Connection, digest: Digest): void {
  connection.function(
    'content_digest',
    {deterministic: true},
    (
      salt: Uint8Array,
      kind: number,
      author: string | null,
      epoch: number | null,
      sequence: number | null,
      body: string,
      lifetime: number | null,
    ) =>
      digest(salt, {
        kind: contentKindOf(kind),
        target:
          author === null || epoch === null || sequence === null
            ? null
            : {author: peerKey(author), epoch, sequence},
        body,
        ...(lifetime === null ? {} : {lifetime}),
      }),
  );
}

function contentKindOf(stored: number): EntryContent['kind'] {
  const kind = kindOf(stored);
  if (kind === 'gone') {
    throw new Error('an entry without content has no salt');
  }
  return kind;
}
