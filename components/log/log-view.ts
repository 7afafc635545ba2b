import type {EntryId, PeerKey} from '../../src/core/api/api.ts';
import {compareOrder} from '../../src/lib/order.ts';
import {type SafeText, safeLine} from '../../src/lib/text/safe-text.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {AppState, LogId, Scroll} from '../../src/store/state.ts';
import {inLog, peerIn} from '../../src/store/state.ts';
import {pad} from '../text/fit.ts';
import type {Painter} from '../theme/theme.ts';
import {type Calendar, createCalendar} from '../theme/time-format.ts';
import {containFailures} from './contain-failures.ts';
import {buildItems, factsOf, type LogFacts, type LogItem, NEW_LINE} from './items.ts';
import {plainRows} from './plain-rows.ts';
import {createRowCache, drawItem, type Hit, type RowStyle} from './rows.ts';
import {
  type Around,
  around,
  centre,
  itemsInView,
  type Moved,
  moveBy,
  onTop,
  reveal,
  viewAt,
} from './viewport.ts';

/** A time that takes more than this part of the width gives way to the shortest one. */
const TIME_PART = 3;
const shortCalendar = createCalendar('24h');

/** Size of the log in columns and rows. */
export type LogSize = {readonly width: number; readonly height: number};

/** Unread entries on either side of the view. */
export type Unread = {readonly above: number; readonly below: number};

/** Draws logs and knows where a scroll in them leads. */
export type LogView = {
  /** The rows of a log, at most `height`, none wider than `width`. */
  readonly draw: (
    state: AppState,
    log: LogId,
    size: LogSize,
    selected?: EntryId | null,
    hit?: Hit | null,
  ) => string[];
  /** The same as plain text, for somebody who copies it. */
  readonly drawPlain: (state: AppState, log: LogId, size: LogSize) => string[];
  /** The entry in a row of the log, which ends at the bottom of its pane; null if none is there. */
  readonly entryAt: (state: AppState, log: LogId, size: LogSize, row: number) => EntryId | null;
  /** Where to read so that all of an entry is in view; where one reads already if it is. */
  readonly reveal: (state: AppState, log: LogId, size: LogSize, entry: EntryId) => Scroll | null;
  /** Where to read so that an entry stands in the middle. */
  readonly centre: (state: AppState, log: LogId, size: LogSize, entry: EntryId) => Scroll | null;
  /** The unread entries that stand in the view, to their last row. */
  readonly unreadInView: (state: AppState, log: LogId, size: LogSize) => readonly EntryId[];
  /** How many unread entries stand above the view and below it, loaded or not. */
  readonly unreadAround: (state: AppState, log: LogId, size: LogSize) => Unread;
  /** Where to read so that the "new" line is on top; null if it is in view at the end. */
  readonly atNewLine: (state: AppState, log: LogId, size: LogSize) => Scroll | null;
  /** Where to read after moving by so many rows, up if negative. */
  readonly move: (state: AppState, log: LogId, size: LogSize, by: number) => Moved;
};

/**
 * Makes the view of one screen; it remembers finished rows and the items of the last facts. `onFailure` hears once
 * of an item that cannot be drawn.
 */
export function createLogView(
  painter: Painter,
  calendar: Calendar,
  onFailure: (error: unknown) => void = () => {},
): LogView {
  const contain = containFailures(onFailure);
  const cache = createRowCache(contain(drawItem));
  const drawPlainItem = contain(plainRows);
  let last: {facts: LogFacts; items: readonly LogItem[]} | null = null;

  function itemsOf(state: AppState, log: LogId): readonly LogItem[] {
    const facts = factsOf(state, log);
    if (last === null || !sameFacts(last.facts, facts)) {
      last = {facts, items: buildItems(facts, calendar)};
    }
    return last.items;
  }

  function rowsOf(
    state: AppState,
    log: LogId,
    width: number,
    hit: Hit | null = null,
  ): (item: LogItem) => readonly string[] {
    const style = {...styleFor(state, log, width), hit};
    return item => cache(item, style);
  }

  function styleFor(state: AppState, log: LogId, width: number): RowStyle {
    const {self, peers} = state;
    const nameOf = (key: PeerKey): SafeText =>
      key === self?.key ? self.name : (peers.get(key)?.name ?? safeLine(key.slice(0, 8)));
    const version = `${self?.name} ${peerIn(state, log)?.name}`;
    const shown = calendar.timeColumns * TIME_PART > width ? shortCalendar : calendar;
    return {width, painter, calendar: shown, nameOf, ownName: self?.name ?? null, hit: null, version};
  }

  /** The rows of the chosen entry stand out. */
  function marking(
    rows: (item: LogItem) => readonly string[],
    selected: EntryId | null,
    width: number,
  ): (item: LogItem) => readonly string[] {
    if (selected === null) {
      return rows;
    }
    return item =>
      item.kind === 'entry' && item.entry.id === selected
        ? rows(item).map(row => painter.paint('selected', pad(row, width)))
        : rows(item);
  }

  function aroundOf(state: AppState, log: LogId, {width, height}: LogSize): Around {
    const scroll = state.scrolls.get(log) ?? null;
    const room = scroll === null ? height : height - 1;
    return around(itemsOf(state, log), rowsOf(state, log, width), room, scroll);
  }

  /** What is not loaded counts to the side on which the window has an end that is not the log's. */
  function unreadAround(state: AppState, log: LogId, size: LogSize): Unread {
    const {above, inView, below} = aroundOf(state, log, size);
    const [over, seen, under] = [above, inView, below].map(items => idsUnread(items).length);
    const window = inLog(state.windows, log);
    const view = inLog(state.conversations, log);
    const rest = Math.max(0, (view?.unread ?? 0) - (over ?? 0) - (seen ?? 0) - (under ?? 0));
    const [first] = window?.entries ?? [];
    const isRestAbove =
      first !== undefined &&
      view?.firstUnread != null &&
      compareOrder(view.firstUnread.order, first.order) < 0;
    return {above: (over ?? 0) + (isRestAbove ? rest : 0), below: (under ?? 0) + (isRestAbove ? 0 : rest)};
  }

  return {
    draw(state, log, {width, height}, selected = null, hit = null) {
      const scroll = state.scrolls.get(log) ?? null;
      const items = itemsOf(state, log);
      const rowsFor = marking(rowsOf(state, log, width, hit), selected, width);
      if (scroll === null) {
        return viewAt(items, rowsFor, height, null);
      }
      const rows = viewAt(items, rowsFor, height - 1, scroll);
      const {below} = unreadAround(state, log, {width, height});
      return [...rows, painter.paint('hint', moreBelow(below))];
    },
    drawPlain(state, log, {width, height}) {
      const style = styleFor(state, log, width);
      const scroll = state.scrolls.get(log) ?? null;
      return viewAt(itemsOf(state, log), item => drawPlainItem(item, style), height, scroll);
    },
    unreadInView: (state, log, size) => idsUnread(aroundOf(state, log, size).inView),
    unreadAround,
    entryAt(state, log, {width, height}, row) {
      const scroll = state.scrolls.get(log) ?? null;
      const room = scroll === null ? height : height - 1;
      const shown = itemsInView(itemsOf(state, log), rowsOf(state, log, width), room, scroll);
      const item = shown[row - (room - shown.length)];
      return item?.kind === 'entry' ? item.entry.id : null;
    },
    reveal(state, log, {width, height}, entry) {
      const scroll = state.scrolls.get(log) ?? null;
      const atEnd = inLog(state.windows, log)?.atEnd ?? true;
      return reveal(itemsOf(state, log), rowsOf(state, log, width), height - 1, scroll, entry, atEnd);
    },
    centre(state, log, {width, height}, entry) {
      const atEnd = inLog(state.windows, log)?.atEnd ?? true;
      return centre(itemsOf(state, log), rowsOf(state, log, width), height - 1, entry, atEnd);
    },
    atNewLine(state, log, {width, height}) {
      const atEnd = inLog(state.windows, log)?.atEnd ?? true;
      return onTop(itemsOf(state, log), rowsOf(state, log, width), height, NEW_LINE, atEnd);
    },
    move(state, log, {width, height}, by) {
      const scroll = state.scrolls.get(log) ?? null;
      const atEnd = inLog(state.windows, log)?.atEnd ?? true;
      return moveBy(itemsOf(state, log), rowsOf(state, log, width), height, scroll, by, atEnd);
    },
  };
}

function idsUnread(items: readonly LogItem[]): readonly EntryId[] {
  return items.flatMap(item => (item.kind === 'entry' && item.entry.unread ? [item.entry.id] : []));
}

function moreBelow(count: number): string {
  return count === 0 ? screenTexts.log.moreBelow : screenTexts.log.newBelow(count);
}

function sameFacts(a: LogFacts, b: LogFacts): boolean {
  return (
    a.window === b.window && a.notices === b.notices && a.cleared === b.cleared && a.newFrom === b.newFrom
  );
}
