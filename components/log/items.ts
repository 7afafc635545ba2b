import type {EntryId, EntryOrder, EntryView} from '../../src/core/api/api.ts';
import {BEFORE_ALL, compareOrder} from '../../src/lib/order.ts';
import {safe} from '../../src/lib/text/safe-text.ts';
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
      /** How far it came is shown: on its way, or the newest that is there or seen. */
      readonly showsMark: boolean;
      /** Somebody else, or the same after a while, spoke before. */
      readonly isSpaced: boolean;
      /** It came long after it was written, above what was there already: both times are shown. */
      readonly showsArrival: boolean;
    }
  | {readonly kind: 'notice'; readonly notice: Notice}
  /** Nothing was said before. */
  | {readonly kind: 'beginning'}
  | {readonly kind: 'day'; readonly time: number; readonly isSpaced: boolean}
  /** The count of new ones. */
  | {readonly kind: 'new'; readonly count: number; readonly isSpaced: boolean}
);

/** The facts a log is made of. */
export type LogFacts = {
  readonly window: LogWindow | undefined;
  readonly notices: readonly Notice[] | undefined;
  readonly cleared: Cleared | undefined;
  /** The "new" line goes above the entry at this place; null for none. */
  readonly newFrom: EntryOrder | null;
  /** Entries that look deleted already. */
  readonly deleting: ReadonlySet<EntryId>;
};

/** Picks the facts of one log. */
export function factsOf(state: AppState, log: LogId): LogFacts {
  return {
    window: inLog(state.windows, log),
    notices: state.notices.get(log),
    cleared: state.cleared.get(log),
    newFrom: log === state.open ? state.newFrom : null,
    deleting: state.deleting,
  };
}

/** Puts entries, notices and separators into the order of the screen. */
export function buildItems(facts: LogFacts, calendar: Calendar): LogItem[] {
  const entries = shownEntries(facts);
  const notices = shownNotices(facts);
  const items: LogItem[] = isWhole(facts) ? [BEGINNING] : [];
  let next = 0;
  let previous: EntryView | null = null;
  let isNew = false;
  const late = cameAbove(entries);
  const marked = showingMarks(entries);

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
      items.push({
        kind: 'day',
        key: `day ${entry.id}`,
        order: entry.order,
        time: entry.time,
        isSpaced: isBelow(items),
      });
      previous = null;
    }
    if (!isNew && startsNew(entry, facts.newFrom)) {
      const count = entries.filter(one => startsNew(one, facts.newFrom)).length;
      items.push({kind: 'new', key: NEW_LINE, order: entry.order, count, isSpaced: isBelow(items)});
      previous = null;
      isNew = true;
    }
    const showsArrival = late.has(entry) && (previous === null || !late.has(previous));
    const showsMark = marked.has(entry);
    const item = entryItem(entry, previous, calendar);
    const isSpaced = item.showsSender && isBelow(items);
    items.push({...item, showsTime: item.showsTime || showsMark, showsMark, isSpaced, showsArrival});
    previous = entry;
  }
  noticesUpTo(null);
  return items;
}

const BEGINNING: LogItem = {kind: 'beginning', key: 'beginning', order: BEFORE_ALL};

/** All that was said is loaded, and shown. */
function isWhole({window, cleared}: LogFacts): boolean {
  return window !== undefined && !window.olderExist && !window.loading && cleared === undefined;
}

/** Whether there is something to keep apart from. */
function isBelow(items: readonly LogItem[]): boolean {
  return items.at(-1)?.kind === 'entry';
}

/** What is on its way, and the newest that is there and that was seen: those before have come as far. */
function showingMarks(entries: readonly EntryView[]): ReadonlySet<EntryView> {
  const own = entries.filter(({state}) => state !== null);
  const newest = (...states: readonly EntryView['state'][]) =>
    own.findLast(({state}) => states.includes(state));
  const [read, delivered] = [newest('read'), newest('delivered', 'read')];
  return new Set(
    own.filter(
      entry => entry.state === 'queued' || entry.state === 'sent' || entry === read || entry === delivered,
    ),
  );
}

function shownEntries({window, cleared, deleting}: LogFacts): readonly EntryView[] {
  const loaded = window?.entries ?? [];
  const entries = deleting.size === 0 ? loaded : loaded.map(entry => asDeleted(entry, deleting));
  return cleared === undefined
    ? entries
    : entries.filter(entry => compareOrder(entry.order, cleared.order) > 0);
}

/** The entry as it is shown: one that is about to be deleted looks as it will. */
export function asDeleted(entry: EntryView, deleting: ReadonlySet<EntryId>): EntryView {
  return deleting.has(entry.id)
    ? {...entry, deleted: true, text: safe``, replyTo: null, reactions: [], edited: false}
    : entry;
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
): Omit<Extract<LogItem, {kind: 'entry'}>, 'showsArrival' | 'showsMark' | 'isSpaced'> {
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
