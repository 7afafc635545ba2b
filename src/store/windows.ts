import type {DeliveryState, EntryId, EntryOrder, EntryView, HistoryPage} from '../core/api.ts';
import {compareOrder} from './order.ts';
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
  const merged = {...window, entries: merge(window.entries, inside), missed: window.missed + beyond};
  return trim(merged, reading);
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

/** Takes entries that look different now, where they are in the window. */
export function changeEntries(window: LogWindow, changed: readonly EntryView[]): LogWindow {
  const byId = new Map(changed.map(entry => [entry.id, entry]));
  return window.entries.some(entry => byId.has(entry.id))
    ? {...window, entries: window.entries.map(entry => byId.get(entry.id) ?? entry)}
    : window;
}

/** Takes entries out that disappeared. */
export function removeEntries(window: LogWindow, ids: ReadonlySet<EntryId>): LogWindow {
  const entries = window.entries.filter(entry => !ids.has(entry.id));
  return entries.length === window.entries.length ? window : {...window, entries};
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
  const known = new Set(held.map(entry => entry.id));
  const fresh = added.filter(entry => !known.has(entry.id));
  if (fresh.length === 0) {
    return held;
  }
  const all = [...held, ...fresh];
  return isSorted(all) ? all : all.sort((a, b) => compareOrder(a.order, b.order));
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
