import type {DeliveryState, EntryId, EntryOrder, EntryView, HistoryPage} from '../core/api/api.ts';
import {compareOrder} from '../lib/order.ts';
import {excerpt} from '../lib/text/excerpt.ts';
import type {LogWindow} from './state.ts';

/** Entries that a window holds at most: several screens in each direction. */
export const MAX_WINDOW = 400;
/** Of those, so many stay before the place that is read when others have to go. */
const KEPT_ABOVE = MAX_WINDOW / 4;
/** Windows that are kept: the open conversation and those visited before it. */
export const MAX_WINDOWS = 4;

/** A window whose first page is under way; what arrives meanwhile is added already. */
export const emptyWindow: LogWindow = {
  entries: [],
  olderExist: true,
  atEnd: true,
  missed: 0,
  loading: true,
};

/**
 * Adds entries that arrived. A window that is not at the end takes only those that belong between its own.
 * `reading` is the place that must stay in the window, or null if its end is read.
 */
export function addArrived(
  window: LogWindow,
  arrived: readonly EntryView[],
  reading: EntryOrder | null,
): LogWindow {
  const inside = arrived.filter(entry => belongs(window, entry));
  const beyond = window.atEnd ? 0 : arrived.filter(entry => isAfter(window, entry)).length;
  const held = requote(window.entries, byId(arrived));
  const merged = {...window, entries: merge(held, inside), missed: window.missed + beyond};
  return trim(merged, reading);
}

/** Whether a place is in a part of the log that is not loaded. */
export function isBeyond({entries, olderExist, atEnd}: LogWindow, place: EntryOrder): boolean {
  const [first, last] = [entries[0], entries.at(-1)];
  return (
    (first !== undefined && olderExist && compareOrder(place, first.order) < 0) ||
    (last !== undefined && !atEnd && compareOrder(place, last.order) > 0)
  );
}

/** Puts a page of older entries on top; the newest go if there are too many. */
export function addOlder(window: LogWindow, page: HistoryPage): LogWindow {
  const entries = merge(window.entries, page.entries);
  const kept = entries.slice(0, MAX_WINDOW);
  return {
    ...window,
    entries: kept,
    olderExist: page.more,
    atEnd: window.atEnd && kept.length === entries.length,
    loading: false,
  };
}

/**
 * Puts a page of newer entries at the bottom; the oldest go if there are too many. `missedBefore` is what
 * `missed` was when the page was asked for: only if nothing arrived since does the page reach the end.
 */
export function addNewer(window: LogWindow, page: HistoryPage, missedBefore: number): LogWindow {
  const entries = merge(window.entries, page.entries);
  const kept = entries.slice(-MAX_WINDOW);
  return {
    ...window,
    entries: kept,
    olderExist: window.olderExist || kept.length < entries.length,
    atEnd: !page.more && window.missed === missedBefore,
    loading: false,
  };
}

/** Sets the state of own entries. Entries that did not change stay the same objects: their rows are cached. */
export function changeState(window: LogWindow, ids: ReadonlySet<EntryId>, state: DeliveryState): LogWindow {
  if (!window.entries.some(entry => ids.has(entry.id) && entry.state !== state)) {
    return window;
  }
  const entries = window.entries.map(entry => (ids.has(entry.id) ? {...entry, state} : entry));
  return {...window, entries};
}

/** Notes that entries were seen. */
export function markSeen(window: LogWindow, ids: ReadonlySet<EntryId>): LogWindow {
  if (!window.entries.some(entry => entry.unread && ids.has(entry.id))) {
    return window;
  }
  const entries = window.entries.map(entry =>
    entry.unread && ids.has(entry.id) ? {...entry, unread: false} : entry,
  );
  return {...window, entries};
}

/** Takes entries that look different now, where they are in the window or are quoted there. */
export function changeEntries(window: LogWindow, changed: readonly EntryView[]): LogWindow {
  const views = byId(changed);
  const held = window.entries.some(entry => views.has(entry.id))
    ? window.entries.map(entry => views.get(entry.id) ?? entry)
    : window.entries;
  const entries = requote(held, views);
  return entries === window.entries ? window : {...window, entries};
}

/** Takes entries out that disappeared. */
export function removeEntries(window: LogWindow, ids: ReadonlySet<EntryId>): LogWindow {
  const left = window.entries.filter(entry => !ids.has(entry.id));
  const held = left.length === window.entries.length ? window.entries : left;
  const entries = requote(held, new Map([...ids].map(id => [id, null])));
  return entries === window.entries ? window : {...window, entries};
}

/**
 * Replies quote what they answer to as it is now; null stands for an entry that disappeared. Replies that did not
 * change stay the same objects.
 */
function requote(
  entries: readonly EntryView[],
  changed: ReadonlyMap<EntryId, EntryView | null>,
): readonly EntryView[] {
  const isConcerned = ({replyTo}: EntryView) => replyTo !== null && changed.has(replyTo.id);
  return entries.some(isConcerned) ? entries.map(entry => quoteAnew(entry, changed)) : entries;
}

function quoteAnew(entry: EntryView, changed: ReadonlyMap<EntryId, EntryView | null>): EntryView {
  const {replyTo} = entry;
  const quoted = replyTo === null ? undefined : changed.get(replyTo.id);
  if (replyTo === null || quoted === undefined) {
    return entry;
  }
  const text = quoted === null || quoted.deleted ? null : excerpt(quoted.text);
  return text === replyTo.text ? entry : {...entry, replyTo: {...replyTo, text}};
}

function byId(entries: readonly EntryView[]): ReadonlyMap<EntryId, EntryView> {
  return new Map(entries.map(entry => [entry.id, entry]));
}

function belongs(window: LogWindow, entry: EntryView): boolean {
  const [first] = window.entries;
  const tooOld =
    window.olderExist && !window.loading && first !== undefined && compareOrder(entry.order, first.order) < 0;
  return !tooOld && (window.atEnd || !isAfter(window, entry));
}

function isAfter(window: LogWindow, entry: EntryView): boolean {
  const last = window.entries.at(-1);
  return last === undefined || compareOrder(entry.order, last.order) > 0;
}

/** Merges two lists into display order; an entry that both have is taken once, the one already held. */
function merge(held: readonly EntryView[], added: readonly EntryView[]): readonly EntryView[] {
  const fresh = areBehind(held, added) ? added : unknownTo(held, added);
  if (fresh.length === 0) {
    return held;
  }
  const all = [...held, ...fresh];
  return isSorted(all) ? all : all.sort((a, b) => compareOrder(a.order, b.order));
}

/** True of most that arrives: then nothing has to be looked up. */
function areBehind(held: readonly EntryView[], added: readonly EntryView[]): boolean {
  const last = held.at(-1);
  return last !== undefined && added.every(entry => compareOrder(entry.order, last.order) > 0);
}

function unknownTo(held: readonly EntryView[], added: readonly EntryView[]): readonly EntryView[] {
  const known = new Set(held.map(entry => entry.id));
  return added.filter(entry => !known.has(entry.id));
}

function isSorted(entries: readonly EntryView[]): boolean {
  return entries.every((entry, index) => {
    const next = entries[index + 1];
    return next === undefined || compareOrder(entry.order, next.order) <= 0;
  });
}

function trim(window: LogWindow, reading: EntryOrder | null): LogWindow {
  const excess = window.entries.length - MAX_WINDOW;
  if (excess <= 0) {
    return window;
  }
  const fromTop = Math.min(excess, removableAbove(window, reading));
  const entries = window.entries.slice(fromTop, window.entries.length - (excess - fromTop));
  return {
    ...window,
    entries,
    olderExist: window.olderExist || fromTop > 0,
    atEnd: window.atEnd && fromTop === excess,
  };
}

function removableAbove(window: LogWindow, reading: EntryOrder | null): number {
  if (reading === null) {
    return window.entries.length;
  }
  const place = window.entries.findIndex(entry => compareOrder(entry.order, reading) >= 0);
  return Math.max(0, place - KEPT_ABOVE);
}
