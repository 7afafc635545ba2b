import type {EntryOrder, EntryView} from '../../src/core/api/api.ts';
import {BEFORE_ALL, compareOrder} from '../../src/lib/order.ts';
import type {AppState, Cleared, LogId, LogWindow, Notice} from '../../src/store/state.ts';
import {inLog} from '../../src/store/state.ts';
import type {Calendar} from '../theme/time-format.ts';

/** Messages of one sender within this time stand under one name. Milliseconds. */
const GROUPING = 5 * 60_000;
/** Writing and arrival are told apart from so much between them on. Milliseconds. */
const FAR_APART = 5 * 60_000;

/** The key of the "new" line. */
export const NEW_LINE = 'new';

/** One thing in a log: an entry, a notice, or a line between them. */
export type LogItem = {
  /** Unique in its log, and the same for as long as the item is in it. */
  readonly key: string;
  /** The place of the entry that it is, or stands behind or before. */
  readonly order: EntryOrder;
} & (
  | {
      readonly kind: 'entry';
      readonly entry: EntryView;
      readonly showsSender: boolean;
      readonly showsTime: boolean;
      /** It came long after it was written, above what was there already: both times are shown. */
      readonly showsArrival: boolean;
    }
  | {readonly kind: 'notice'; readonly notice: Notice}
  | {readonly kind: 'day'; readonly time: number}
  | {readonly kind: 'new'}
);

/** The facts a log is made of. */
export type LogFacts = {
  readonly window: LogWindow | undefined;
  readonly notices: readonly Notice[] | undefined;
  readonly cleared: Cleared | undefined;
  /** The "new" line goes above the entry at this place; null for none. */
  readonly newFrom: EntryOrder | null;
};

/** Picks the facts of one log. */
export function factsOf(state: AppState, log: LogId): LogFacts {
  return {
    window: inLog(state.windows, log),
    notices: state.notices.get(log),
    cleared: state.cleared.get(log),
    newFrom: log === state.open ? state.newFrom : null,
  };
}

/** Puts entries, notices and separators into the order of the screen. */
export function buildItems(facts: LogFacts, calendar: Calendar): LogItem[] {
  const entries = shownEntries(facts);
  const notices = shownNotices(facts);
  const items: LogItem[] = [];
  let next = 0;
  let previous: EntryView | null = null;
  let isNew = false;
  const late = cameAbove(entries);

  const noticesUpTo = (order: EntryOrder | null) => {
    for (let notice = notices[next]; notice !== undefined; notice = notices[next]) {
      if (order !== null && compareOrder(placeOf(notice), order) >= 0) {
        break;
      }
      items.push(noticeItem(notice));
      previous = null;
      next += 1;
    }
  };

  for (const entry of entries) {
    noticesUpTo(entry.order);
    if (previousDay(items) === null || !calendar.isSameDay(previousDay(items) ?? 0, entry.time)) {
      items.push({kind: 'day', key: `day ${entry.id}`, order: entry.order, time: entry.time});
      previous = null;
    }
    if (!isNew && startsNew(entry, facts.newFrom)) {
      items.push({kind: 'new', key: NEW_LINE, order: entry.order});
      previous = null;
      isNew = true;
    }
    const showsArrival = late.has(entry) && (previous === null || !late.has(previous));
    items.push({...entryItem(entry, previous, calendar), showsArrival});
    previous = entry;
  }
  noticesUpTo(null);
  return items;
}

function shownEntries({window, cleared}: LogFacts): readonly EntryView[] {
  const entries = window?.entries ?? [];
  return cleared === undefined
    ? entries
    : entries.filter(entry => compareOrder(entry.order, cleared.order) > 0);
}

/** Notices of a part of the log that is not loaded are left out. */
function shownNotices({window, notices, cleared}: LogFacts): readonly Notice[] {
  const first = window?.entries[0]?.order;
  const last = window?.entries.at(-1)?.order;
  return (notices ?? []).filter(notice => {
    const place = placeOf(notice);
    const isTooOld = window?.olderExist === true && first !== undefined && compareOrder(place, first) < 0;
    const isTooNew = window?.atEnd === false && last !== undefined && compareOrder(place, last) >= 0;
    return notice.id > (cleared?.notice ?? 0) && !isTooOld && !isTooNew;
  });
}

const AFTER_ALL: EntryOrder = [Number.POSITIVE_INFINITY, 0, 0];

function placeOf(notice: Notice): EntryOrder {
  return notice.after === 'unplaced' ? AFTER_ALL : (notice.after ?? BEFORE_ALL);
}

function noticeItem(notice: Notice): LogItem {
  return {kind: 'notice', key: `notice ${notice.id}`, order: placeOf(notice), notice};
}

/** Entries that came above others, long after they were written. */
function cameAbove(entries: readonly EntryView[]): ReadonlySet<EntryView> {
  const late = new Set<EntryView>();
  let earliestBelow = Number.POSITIVE_INFINITY;
  for (const entry of entries.toReversed()) {
    if (!entry.outgoing && entry.arrived > earliestBelow && entry.arrived - entry.time >= FAR_APART) {
      late.add(entry);
    }
    earliestBelow = Math.min(earliestBelow, entry.arrived);
  }
  return late;
}

function entryItem(
  entry: EntryView,
  previous: EntryView | null,
  calendar: Calendar,
): Omit<Extract<LogItem, {kind: 'entry'}>, 'showsArrival'> {
  const isGrouped =
    previous !== null &&
    previous.author === entry.author &&
    previous.kind === 'text' &&
    entry.kind === 'text' &&
    Math.abs(entry.time - previous.time) < GROUPING;
  const showsTime = !isGrouped || calendar.time(entry.time) !== calendar.time(previous.time);
  return {kind: 'entry', key: entry.id, order: entry.order, entry, showsSender: !isGrouped, showsTime};
}

function startsNew(entry: EntryView, newFrom: EntryOrder | null): boolean {
  return newFrom !== null && !entry.outgoing && compareOrder(entry.order, newFrom) >= 0;
}

/** The time of the last entry or day line; notices do not count, they have times of now. */
function previousDay(items: readonly LogItem[]): number | null {
  const found = items.findLast(item => item.kind === 'entry' || item.kind === 'day');
  return found?.kind === 'entry' ? found.entry.time : found?.kind === 'day' ? found.time : null;
}
