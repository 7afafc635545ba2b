import type {EntryId} from '../../src/core/api.ts';
import {type SafeText, safeLine} from '../../src/lib/safe-text.ts';
import type {AppState, LogId, Scroll} from '../../src/store/state.ts';
import {pad} from '../text/fit.ts';
import type {Painter} from '../theme.ts';
import type {Calendar} from './calendar.ts';
import {buildItems, factsOf, type LogFacts, type LogItem} from './items.ts';
import {createRowCache, type RowStyle} from './rows.ts';
import {type Moved, moveBy, reveal, viewAt} from './viewport.ts';

/** Size of the log in columns and rows. */
export type LogSize = {readonly width: number; readonly height: number};

/** Draws logs and knows where a scroll in them leads. */
export type LogView = {
  /** The rows of a log, at most `height`, none wider than `width`. */
  readonly draw: (state: AppState, log: LogId, size: LogSize, selected?: EntryId | null) => string[];
  /** Where to read so that all of an entry is in view; where one reads already if it is. */
  readonly reveal: (state: AppState, log: LogId, size: LogSize, entry: EntryId) => Scroll | null;
  /** Where to read after moving by so many rows, up if negative. */
  readonly move: (state: AppState, log: LogId, size: LogSize, by: number) => Moved;
};

/** Makes the view of one screen; it remembers finished rows and the items of the last facts. */
export function createLogView(painter: Painter, calendar: Calendar): LogView {
  const cache = createRowCache();
  let last: {facts: LogFacts; items: readonly LogItem[]} | null = null;

  function itemsOf(state: AppState, log: LogId): readonly LogItem[] {
    const facts = factsOf(state, log);
    if (last === null || !sameFacts(last.facts, facts)) {
      last = {facts, items: buildItems(facts, calendar)};
    }
    return last.items;
  }

  function rowsOf(state: AppState, log: LogId, width: number): (item: LogItem) => readonly string[] {
    const style = styleFor(state, log, width);
    return item => cache(item, style);
  }

  function styleFor({self, peers}: AppState, log: LogId, width: number): RowStyle {
    const nameOf = (key: string): SafeText =>
      key === self?.key ? self.name : (peers.get(key)?.name ?? safeLine(key.slice(0, 8)));
    const version = `${self?.name} ${nameOf(log)}`;
    return {width, painter, calendar, nameOf, version};
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

  return {
    draw(state, log, {width, height}, selected = null) {
      const scroll = state.scrolls.get(log) ?? null;
      const items = itemsOf(state, log);
      if (scroll === null) {
        return viewAt(items, marking(rowsOf(state, log, width), selected, width), height, null);
      }
      const rows = viewAt(items, marking(rowsOf(state, log, width), selected, width), height - 1, scroll);
      return [...rows, painter.paint('hint', moreBelow(scroll.below))];
    },
    reveal(state, log, {width, height}, entry) {
      const scroll = state.scrolls.get(log) ?? null;
      const atEnd = state.windows.get(log)?.atEnd ?? true;
      return reveal(itemsOf(state, log), rowsOf(state, log, width), height - 1, scroll, entry, atEnd);
    },
    move(state, log, {width, height}, by) {
      const scroll = state.scrolls.get(log) ?? null;
      const atEnd = state.windows.get(log)?.atEnd ?? true;
      return moveBy(itemsOf(state, log), rowsOf(state, log, width), height, scroll, by, atEnd);
    },
  };
}

function moreBelow(count: number): string {
  return count === 0 ? '↓ more below, PgDn goes there' : `↓ ${count} new below, PgDn goes there`;
}

function sameFacts(a: LogFacts, b: LogFacts): boolean {
  return (
    a.window === b.window && a.notices === b.notices && a.cleared === b.cleared && a.newBelow === b.newBelow
  );
}
