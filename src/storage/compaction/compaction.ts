import {newOf, putInPlace, removeDatabaseFiles} from '../database-file.ts';
import {type Connection, connect, IN_MEMORY, turnOnWriteAheadLog} from '../sqlite/connection.ts';
import type {IndexWatch} from '../sqlite/queries/search-index.ts';
import {beginCopy, type NewDatabase} from './new-database.ts';

export type RewriteOptions = {
  /** The file, or `:memory:`. */
  readonly path: string;
  /** 32 bytes that encrypt it. */
  readonly key: Uint8Array;
  /** The connection of now. */
  readonly connection: () => Connection;
  /** The file was written anew: from now on this connection is the one. The former is closed. */
  readonly replaced: (connection: Connection) => void;
};

/**
 * Writes the database anew without what was deleted. SQLite overwrites what is deleted, but copies of it stay in
 * gaps of pages that were split earlier, and the search index keeps words here and there: only a file that never
 * held a text holds no trace of it. The new file grows beside the old one in bounded pieces, while the old one goes
 * on being read and written; at the end it takes its place at once. A crash leaves the old one, and a new one that
 * the next rewrite throws away.
 */
export type Rewrite = {
  /** Is to hear of every change of the search index. */
  readonly watch: IndexWatch;
  /** Does the next piece; true if there is more. Throws what SQLite or the disk says: the old file goes on then. */
  readonly step: () => boolean;
  /** Throws the new file away. */
  readonly abandon: () => void;
};

/** Creates the rewriting of one database; nothing happens until the first step. */
export function createRewrite(options: RewriteOptions): Rewrite {
  const temporary = options.path === IN_MEMORY ? IN_MEMORY : newOf(options.path);
  let underWay: NewDatabase | null = null;

  function advance(): boolean {
    underWay ??= beginCopy(temporary, options.key, options.connection());
    if (underWay.copy.step()) {
      return true;
    }
    finish(underWay);
    return false;
  }

  /** The old file is whole until the new one is in its place, and the new one is whole before. */
  function finish({target, copy}: NewDatabase): void {
    copy.complete();
    if (temporary === IN_MEMORY) {
      const old = options.connection();
      underWay = null;
      options.replaced(target);
      old.close();
      return;
    }
    target.close();
    copy.stop();
    underWay = null;
    exchange();
  }

  function exchange(): void {
    const {path, key} = options;
    options.connection().close();
    try {
      putInPlace(temporary, path);
    } finally {
      const connection = connect(path, key); // whichever it is now
      turnOnWriteAheadLog(connection);
      options.replaced(connection);
    }
  }

  function abandon(): void {
    const abandoned = underWay;
    underWay = null;
    if (abandoned !== null) {
      abandoned.copy.stop();
      abandoned.target.close();
      if (temporary !== IN_MEMORY) {
        removeDatabaseFiles(temporary);
      }
    }
  }

  return {
    watch: {changed: chunk => underWay?.copy.indexChanged(chunk)},
    step() {
      try {
        return advance();
      } catch (error) {
        abandon();
        throw error;
      }
    },
    abandon,
  };
}
