import type {PeerKey} from '../../lib/ids.ts';
import {reactionOf} from '../../lib/text/reaction.ts';
import type {EntryKind, EntryRef} from '../../wire/chat/messages.ts';
import type {HeldEntry} from '../sqlite/queries/entries.ts';
import {isShown, kindNumber} from '../sqlite/queries/entry-row.ts';
import type {PointerRecord, Spot} from '../sqlite/queries/pointers.ts';
import type {Tables} from '../sqlite/tables.ts';

/** What entries do to those they point at, kept up as entries are written, in whatever order they come. */
export type Effects = {
  /** Applies an edit, a deletion or a reaction of an author to its target, which may not be here yet. */
  readonly point: (pointer: HeldEntry, author: number, target: Spot) => void;
  /** Applies to an entry what pointed at its place before it came. */
  readonly meet: (entry: HeldEntry, spot: Spot) => void;
  /** Takes the effect of an entry back that goes out of sight; what it has erased does not come again. */
  readonly retract: (pointer: HeldEntry, target: Spot) => void;
  /** Erases an entry and all that points at it; its place in the log stays. */
  readonly vanish: (entry: HeldEntry, spot: Spot) => void;
};

const EDIT = kindNumber('edit');
const DELETE = kindNumber('delete');

/** What an entry points with. */
type Pointing = {
  readonly kind: EntryKind;
  readonly target: EntryRef | null;
  readonly body: string;
};

/**
 * Whether an entry changes the looks of its target. Only an author may edit or delete (an entry of somebody
 * else that tries is kept and means nothing); a reaction must be one.
 */
export function hasEffect(entry: Pointing, author: PeerKey): boolean {
  switch (entry.kind) {
    case 'edit':
    case 'delete':
      return entry.target?.author === author;
    case 'reaction':
      return entry.target !== null && reactionOf(entry.body) !== null;
    default:
      return false;
  }
}

/**
 * Creates the part of the database that applies entries to entries. What has lost its effect for good loses its
 * content too: the rest decides alone, and decides the same in any order, since of several edits, and of
 * several reactions by one author, the one with the highest clock stays, and a deletion beats them all.
 */
export function createEffects({
  entries,
  logs,
  pointers,
}: Pick<Tables, 'entries' | 'logs' | 'pointers'>): Effects {
  function point(pointer: HeldEntry, author: number, spot: Spot): void {
    const others = pointers.at(spot).filter(other => other.row !== pointer.row);
    const target = entryAt(spot);
    if (others.some(isDeletion)) {
      pointers.empty(pointer.row);
    } else if (pointer.kind === 'delete') {
      emptyAll(others);
      if (target !== null && isAlive(target)) {
        remove(target, textOf(target, others));
      }
    } else if (target !== null && !isAlive(target)) {
      pointers.empty(pointer.row);
    } else {
      replace(pointer, author, others, target);
    }
  }

  /** Of two edits, or two reactions of one author, only the newer one stays. */
  function replace(
    pointer: HeldEntry,
    author: number,
    others: readonly PointerRecord[],
    target: HeldEntry | null,
  ): void {
    const kind = kindNumber(pointer.kind);
    const competing = others.find(other => other.kind === kind && other.author === author);
    if (competing !== undefined && isNewer(competing, pointer)) {
      pointers.empty(pointer.row);
      return;
    }
    if (pointer.kind === 'edit' && target !== null) {
      entries.reindex(target.row, textOf(target, others), pointer.body);
    }
    if (competing !== undefined) {
      pointers.empty(competing.row);
    }
  }

  function meet(entry: HeldEntry, spot: Spot): void {
    const all = pointers.at(spot);
    if (!isShown(entry.kind)) {
      emptyButDeletion(all);
    } else if (all.some(isDeletion)) {
      remove(entry, entry.body);
    } else {
      entries.reindex(entry.row, entry.body, textOf(entry, all));
    }
  }

  function retract(pointer: HeldEntry, spot: Spot): void {
    const target = pointer.kind === 'edit' ? entryAt(spot) : null;
    if (target !== null && isAlive(target)) {
      entries.reindex(target.row, pointer.body, target.body);
    }
  }

  function vanish(entry: HeldEntry, spot: Spot): void {
    const all = pointers.at(spot);
    if (isAlive(entry)) {
      entries.unindex(entry.row, textOf(entry, all));
    }
    pointers.empty(entry.row);
    emptyButDeletion(all);
  }

  function remove(target: HeldEntry, indexed: string): void {
    entries.unindex(target.row, indexed);
    entries.markDeleted(target.row);
  }

  function emptyAll(all: readonly PointerRecord[]): void {
    for (const pointer of all) {
      pointers.empty(pointer.row);
    }
  }

  /** A deletion stays where its target is erased: in a room it is passed on to those who still have that. */
  function emptyButDeletion(all: readonly PointerRecord[]): void {
    emptyAll(all.filter(pointer => !isDeletion(pointer)));
  }

  function entryAt({conversation, author, epoch, sequence}: Spot): HeldEntry | null {
    const log = logs.find(conversation, author, epoch);
    return log === null ? null : entries.at(log.log, sequence);
  }

  return {point, meet, retract, vanish};
}

/** Whether an entry can be edited, deleted and reacted to. */
function isAlive({kind, deleted}: HeldEntry): boolean {
  return isShown(kind) && !deleted;
}

function isDeletion({kind}: PointerRecord): boolean {
  return kind === DELETE;
}

/** Rows rise as entries are written: of two with one clock the one that came later counts. */
function isNewer(one: {clock: number; row: number}, other: {clock: number; row: number}): boolean {
  return one.clock > other.clock || (one.clock === other.clock && one.row > other.row);
}

/** The text that is shown and found: that of the edit, if there is one. */
function textOf(entry: HeldEntry, all: readonly PointerRecord[]): string {
  return all.find(({kind}) => kind === EDIT)?.body ?? entry.body;
}
