import type {EntryId, PeerKey} from '../../src/core/api/api.ts';
import {compareOrder} from '../../src/lib/order.ts';
import {type SafeText, safeLine} from '../../src/lib/text/safe-text.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {AppState, LogId, Scroll} from '../../src/store/state.ts';
import {inLog, nameIn, roomIn} from '../../src/store/state.ts';
import type {LogSize} from '../base/layout.ts';
import type {Painter} from '../theme/theme.ts';
import {type Calendar, createCalendar} from '../theme/time-format.ts';
import {containFailures} from './contain-failures.ts';
import {buildItems, factsOf, type LogFacts, type LogItem, NEW_LINE} from './items.ts';
import {type PlainRow, plainLines, plainRows} from './plain-rows.ts';
import {chosenRow, createRowCache, drawItem, type Hit, type RowStyle, withSender} from './rows.ts';
import {createSenders} from './senders.ts';
import {
  type Around,
  around,
  centre,
  itemsInView,
  type Moved,
  moveBy,
  onTop,
  reveal,
  topAt,
  viewAt,
} from './viewport.ts';

/** A time that takes more than this part of the width gives way to the shortest one. */
const TIME_PART = 3;
/** From so many rows on, there is room for empty ones between speakers. */
const AIRY_ROWS = 37;
const shortCalendar = createCalendar('24h');

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
  /**
   * The sender of the words on top of the view, and when they were said, where the view does not show it: the day if its line
   * is above, the time, and below 60 columns the name; null where it shows all of that.
   */
  readonly topOf: (state: AppState, log: LogId, size: LogSize, now: number) => string | null;
  /** The same as plain text, for somebody who copies it. */
  readonly drawPlain: (state: AppState, log: LogId, size: LogSize) => PlainRow[];
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
 * Creates the view of one screen; it remembers finished rows and the items of the last facts. `onFailure` hears once
 * of an item that cannot be drawn.
 */
export function createLogView(
  painter: Painter,
  calendar: Calendar,
  onFailure: (error: unknown) => void = () => {},
): LogView {
  const contain = containFailures(onFailure);
  const cache = createRowCache(contain(drawItem));
  const plainLinesOf = contain(plainLines);
  const sendersIn = createSenders();
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
    size: LogSize,
    hit: Hit | null = null,
  ): (item: LogItem) => readonly string[] {
    const style = {...styleFor(state, log, size), hit};
    return item => cache(item, style);
  }

  function styleFor(state: AppState, log: LogId, {width, height, isNarrow = false}: LogSize): RowStyle {
    const {self, peers} = state;
    const nameOf = (key: PeerKey): SafeText =>
      key === self?.key ? self.name : (peers.get(key)?.name ?? safeLine(key.slice(0, 8)));
    const title = nameIn(state, log);
    const senders = sendersIn(state, log);
    const isRoom = roomIn(state, log) !== null;
    const version = `${self?.name} ${title} ${senders.columns} ${senders.version}`;
    const shown = calendar.timeColumns * TIME_PART > width ? shortCalendar : calendar;
    return {
      ...{width, isNarrow, isAiry: height >= AIRY_ROWS, painter, senders, title, isRoom, nameOf, version},
      ...{calendar: shown, ownName: self?.name ?? null, hit: null},
    };
  }

  /** What stands at the top of a page says who says it, and the chosen entry stands out. */
  function drawRows(
    items: readonly LogItem[],
    style: RowStyle,
    height: number,
    scroll: Scroll | null,
    selected: EntryId | null,
  ): string[] {
    const rowsFor = (item: LogItem) => cache(item, style);
    const shown = itemsInView(items, rowsFor, height, scroll);
    return viewAt(items, rowsFor, height, scroll).map((row, index) => {
      const item = shown[index];
      if (item?.kind !== 'entry') {
        return row;
      }
      const named = index === 0 ? withSender(row, item, style) : row;
      return item.entry.id === selected ? chosenRow(named, style) : named;
    });
  }

  function aroundOf(state: AppState, log: LogId, size: LogSize): Around {
    const scroll = state.scrolls.get(log) ?? null;
    const room = scroll === null ? size.height : size.height - 1;
    return around(itemsOf(state, log), rowsOf(state, log, size), room, scroll);
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
    draw(state, log, size, selected = null, hit = null) {
      const scroll = state.scrolls.get(log) ?? null;
      const style = {...styleFor(state, log, size), hit};
      const items = itemsOf(state, log);
      if (scroll === null) {
        return drawRows(items, style, size.height, null, selected);
      }
      const rows = drawRows(items, style, size.height - 1, scroll, selected);
      const {below} = unreadAround(state, log, size);
      const margin = style.isNarrow ? '' : ' ';
      return [...rows, margin + painter.paint('hint', moreBelow(below))];
    },
    topOf(state, log, size, now) {
      const scroll = state.scrolls.get(log) ?? null;
      const rowsFor = rowsOf(state, log, size);
      const items = itemsOf(state, log);
      const top = topAt(items, rowsFor, scroll === null ? size.height : size.height - 1, scroll);
      const item = items[top.item];
      if (item?.kind !== 'entry') {
        return null;
      }
      const {entry, showsSender, showsTime} = item;
      const shown = [
        ...(size.isNarrow === true && !(showsSender && top.row === 0)
          ? [sendersIn(state, log).nameOf(entry.author)]
          : []),
        ...(calendar.isSameDay(entry.time, now) ? [] : [calendar.shortDay(entry.time)]),
        ...(showsTime && top.row === 0 ? [] : [calendar.time(entry.time).trim()]),
      ];
      return shown.length === 0 ? null : shown.join(' ');
    },
    drawPlain(state, log, size) {
      const style = styleFor(state, log, size);
      const scroll = state.scrolls.get(log) ?? null;
      const rowsFor = (item: LogItem) => plainRows(plainLinesOf(item, style), size.width);
      return viewAt(itemsOf(state, log), rowsFor, size.height, scroll);
    },
    unreadInView: (state, log, size) => idsUnread(aroundOf(state, log, size).inView),
    unreadAround,
    entryAt(state, log, size, row) {
      const scroll = state.scrolls.get(log) ?? null;
      const room = scroll === null ? size.height : size.height - 1;
      const shown = itemsInView(itemsOf(state, log), rowsOf(state, log, size), room, scroll);
      const item = shown[row - (room - shown.length)];
      return item?.kind === 'entry' ? item.entry.id : null;
    },
    reveal(state, log, size, entry) {
      const scroll = state.scrolls.get(log) ?? null;
      const atEnd = inLog(state.windows, log)?.atEnd ?? true;
      return reveal(itemsOf(state, log), rowsOf(state, log, size), size.height - 1, scroll, entry, atEnd);
    },
    centre(state, log, size, entry) {
      const atEnd = inLog(state.windows, log)?.atEnd ?? true;
      return centre(itemsOf(state, log), rowsOf(state, log, size), size.height - 1, entry, atEnd);
    },
    atNewLine(state, log, size) {
      const atEnd = inLog(state.windows, log)?.atEnd ?? true;
      const items = itemsOf(state, log);
      const rowsFor = rowsOf(state, log, size);
      const scroll = onTop(items, rowsFor, size.height, NEW_LINE, atEnd);
      const line = items.find(({key}) => key === NEW_LINE);
      const isBelowEmpty = line !== undefined && rowsFor(line)[0] === '';
      return scroll === null || !isBelowEmpty ? scroll : {...scroll, row: 1};
    },
    move(state, log, size, by) {
      const scroll = state.scrolls.get(log) ?? null;
      const atEnd = inLog(state.windows, log)?.atEnd ?? true;
      return moveBy(itemsOf(state, log), rowsOf(state, log, size), size.height, scroll, by, atEnd);
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
    a.window === b.window &&
    a.notices === b.notices &&
    a.cleared === b.cleared &&
    a.newFrom === b.newFrom &&
    a.deleting === b.deleting
  );
}
