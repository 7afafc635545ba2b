import {entryId} from '../../identity/entry-id.ts';
import type {ConversationId} from '../../lib/ids.ts';
import type {Database, EntryRow} from '../../storage/types.ts';
import type {EntryView} from '../api/api.ts';
import type {EventQueue} from '../event-queue.ts';
import type {Delivery} from '../sync/delivery.ts';
import {isMessage} from './entry-kinds.ts';

/** Rows are read, and ids told, so many at once. */
const ROWS_AT_ONCE = 1000;

/** Own entries that get other places, with what the screen hears of it. */
export type Renumbering = {
  /** Our log turned out to be another one than what the peer has: see `Database.rotateOwnLog`. */
  readonly rotate: (id: ConversationId) => void;
  /** A log from before natter 0.2.0 makes room for one that can be sent: see `Database.retireOldLog`. */
  readonly retire: (id: ConversationId, epoch: number, keep: number) => void;
  /** Entries that were never sent got other clocks. */
  readonly reordered: (id: ConversationId, rows: readonly EntryRow[]) => void;
};

/** The three ways in which own entries move. */
export function createRenumbering({
  database,
  delivery,
  events,
  viewsOf,
}: {
  readonly database: Database;
  readonly delivery: Delivery;
  readonly events: EventQueue;
  readonly viewsOf: (rows: readonly EntryRow[]) => EntryView[];
}): Renumbering {
  function rotate(id: ConversationId): void {
    delivery.flush();
    const old = database.ownLogs(id).at(-1);
    const keep = old?.acknowledged ?? 0;
    const moved = old === undefined ? [] : rowsOf(id, old.epoch, keep);
    const {epoch} = database.rotateOwnLog(id, keep);
    delivery.forget(id);
    tell(id, moved, epoch);
  }

  function retire(id: ConversationId, epoch: number, keep: number): void {
    delivery.flush();
    const before = rowsOf(id, epoch, keep);
    const next = database.retireOldLog(id, epoch, keep);
    delivery.forget(id);
    if (next !== null) {
      tell(id, before.slice(before.length - next.last), next.epoch);
    }
  }

  /** What moved is gone from its old place, and stands in a new one. */
  function tell(id: ConversationId, moved: readonly EntryRow[], epoch: number): void {
    removed(id, moved);
    added(id, rowsOf(id, epoch, 0));
  }

  function removed(id: ConversationId, rows: readonly EntryRow[]): void {
    const shown = rows.filter(isMessage);
    for (let start = 0; start < shown.length; start += ROWS_AT_ONCE) {
      const ids = shown
        .slice(start, start + ROWS_AT_ONCE)
        .map(({author, epoch, sequence}) => entryId(author, epoch, sequence));
      events.push({type: 'entries-removed', conversation: id, ids});
    }
  }

  function added(id: ConversationId, rows: readonly EntryRow[]): void {
    const shown = rows.filter(isMessage);
    if (shown.length > 0) {
      events.push({type: 'entries-added', conversation: id, entries: viewsOf(shown)});
    }
  }

  function rowsOf(id: ConversationId, epoch: number, after: number): EntryRow[] {
    const all: EntryRow[] = [];
    for (;;) {
      const rows = database.ownEntries(id, epoch, all.at(-1)?.sequence ?? after, ROWS_AT_ONCE);
      if (rows.length === 0) {
        return all;
      }
      all.push(...rows);
    }
  }

  return {
    rotate,
    retire,
    reordered(id, rows) {
      removed(id, rows);
      added(id, rows);
    },
  };
}
