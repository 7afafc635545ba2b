import {removeDatabaseFiles} from '../database-file.ts';
import type {Connection} from '../sqlite/connection.ts';
import type {IndexWatch} from '../sqlite/queries/search-index.ts';
import {databaseError} from '../sqlite/sqlite-errors.ts';
import type {Snapshot} from '../types.ts';
import {beginCopy, type NewDatabase} from './new-database.ts';

export type SnapshotOptions = {
  readonly source: () => Connection;
  /** 32 bytes that encrypt both. */
  readonly key: Uint8Array;
  /** Where the copy goes: anything in its place is removed. */
  readonly path: string;
  /** Copies no more: it is complete, or removed. */
  readonly onEnd: () => void;
};

/** What is under way, for the database that is copied. */
type Running = Snapshot & {
  /** Is to hear of every change of the search index. */
  readonly watch: IndexWatch;
  /** It has copied what is to go now: it begins anew with its next step. */
  readonly restart: () => void;
};

/** Begins a copy; nothing happens until the first step. */
export function startSnapshot({source, key, path, onEnd}: SnapshotOptions): Running {
  let underWay: NewDatabase | null = null;

  function stop(): void {
    const stopped = underWay;
    underWay = null;
    stopped?.copy.stop();
    stopped?.target.close();
  }

  function remove(): void {
    stop();
    removeDatabaseFiles(path);
    onEnd();
  }

  return {
    step() {
      try {
        underWay ??= beginCopy(path, key, source());
        if (underWay.copy.step()) {
          return true;
        }
        underWay.copy.complete();
        stop();
        onEnd();
        return false;
      } catch (error) {
        remove();
        throw databaseError(error, path);
      }
    },
    remove,
    watch: {changed: chunk => underWay?.copy.indexChanged(chunk)},
    restart: stop,
  };
}
