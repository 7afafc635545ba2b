import {compareOrder} from '../../src/lib/order.ts';
import type {Scroll} from '../../src/store/state.ts';
import type {LogItem} from './items.ts';

type RowsOf<Row = unknown> = (item: LogItem) => readonly Row[];

/** A row of the log: which item, which of its rows. */
export type Position = {readonly item: number; readonly row: number};

/** The rows that are shown at a place; null is the end. Costs as much as is shown, however long the log is. */
export function viewAt<Row>(
  items: readonly LogItem[],
  rowsOf: RowsOf<Row>,
  height: number,
  scroll: Scroll | null,
): Row[] {
  const rows: Row[] = [];
  let {item, row} = topAt(items, rowsOf, height, scroll);
  while (item < items.length && rows.length < height) {
    rows.push(...rowsAt(items, rowsOf, item).slice(row, row + height - rows.length));
    item += 1;
    row = 0;
  }
  return rows;
}

/** Which item stands in each of the rows that `viewAt` gives. */
export function itemsInView(
  items: readonly LogItem[],
  rowsOf: RowsOf,
  height: number,
  scroll: Scroll | null,
): LogItem[] {
  const shown: LogItem[] = [];
  const top = topAt(items, rowsOf, height, scroll);
  for (const [index, item] of items.slice(top.item).entries()) {
    const count = rowsOf(item).length - (index === 0 ? top.row : 0);
    shown.push(...Array.from({length: Math.min(count, height - shown.length)}, () => item));
    if (shown.length === height) {
      break;
    }
  }
  return shown;
}

/** The items above the view, those whose last row is in it, and those that go on below it. */
export type Around = {
  readonly above: readonly LogItem[];
  readonly inView: readonly LogItem[];
  readonly below: readonly LogItem[];
};

/** Divides a log by what `viewAt` shows of it. */
export function around(
  items: readonly LogItem[],
  rowsOf: RowsOf,
  height: number,
  scroll: Scroll | null,
): Around {
  const top = topAt(items, rowsOf, height, scroll);
  let end = top.item;
  let left = height + top.row;
  for (let rows = rowsAt(items, rowsOf, end).length; end < items.length && rows <= left; ) {
    left -= rows;
    end += 1;
    rows = rowsAt(items, rowsOf, end).length;
  }
  return {above: items.slice(0, top.item), inView: items.slice(top.item, end), below: items.slice(end)};
}

/** The place with an item on top, or null if it is in view at the end of the log, too. */
export function onTop(
  items: readonly LogItem[],
  rowsOf: RowsOf,
  height: number,
  key: string,
  endIsLast: boolean,
): Scroll | null {
  const item = items.findIndex(candidate => candidate.key === key);
  const last = topAt(items, rowsOf, height, null);
  const isInView = !isBefore({item, row: 0}, last);
  return item === -1 || (isInView && endIsLast) ? null : toScroll(items, {item, row: 0});
}

/** Where a log is read after a move, and whether it comes near an end of what is loaded. */
export type Moved = {
  readonly scroll: Scroll | null;
  /** Fewer than two screens are left in the direction of the move. */
  readonly nearEdge: boolean;
};

/** Moves by rows, up if negative. The end counts as such only if `endIsLast`: else more can be loaded there. */
export function moveBy(
  items: readonly LogItem[],
  rowsOf: RowsOf,
  height: number,
  scroll: Scroll | null,
  by: number,
  endIsLast: boolean,
): Moved {
  const top = topAt(items, rowsOf, height, scroll);
  if (by < 0) {
    const {position} = moveUp(items, rowsOf, top, -by);
    const {missing} = moveUp(items, rowsOf, position, 2 * height);
    const isWhole = fitsFrom(items, rowsOf, position, height);
    return {
      scroll: isWhole && endIsLast ? null : toScroll(items, position),
      nearEdge: missing > 0,
    };
  }
  const {position} = moveDown(items, rowsOf, top, by);
  const last = topAt(items, rowsOf, height, null);
  const {missing} = moveDown(items, rowsOf, position, 3 * height);
  if (isBefore(position, last)) {
    return {scroll: toScroll(items, position), nearEdge: missing > 0};
  }
  return {scroll: endIsLast ? null : toScroll(items, last), nearEdge: true};
}

/** The place at which all rows of an item are in view; the present one if they are, or it is not loaded. */
export function reveal(
  items: readonly LogItem[],
  rowsOf: RowsOf,
  height: number,
  scroll: Scroll | null,
  key: string,
  endIsLast: boolean,
): Scroll | null {
  const item = items.findIndex(candidate => candidate.key === key);
  const top = topAt(items, rowsOf, height, scroll);
  if (item === -1) {
    return scroll;
  }
  if (isBefore({item, row: 0}, top)) {
    return toScroll(items, {item, row: 0});
  }
  const end = {item: item + 1, row: 0};
  const bottom = moveDown(items, rowsOf, top, height);
  if (bottom.missing > 0 || !isBefore(bottom.position, end)) {
    return scroll;
  }
  const {position} = moveUp(items, rowsOf, end, height);
  return endIsLast && item === items.length - 1 ? null : toScroll(items, position);
}

/** The place at which an item stands in the middle, as far as the ends of the log let it; null is the end. */
export function centre(
  items: readonly LogItem[],
  rowsOf: RowsOf,
  height: number,
  key: string,
  endIsLast: boolean,
): Scroll | null {
  const item = items.findIndex(candidate => candidate.key === key);
  const above = Math.max(0, Math.floor((height - rowsAt(items, rowsOf, item).length) / 2));
  const {position} = moveUp(items, rowsOf, {item: Math.max(0, item), row: 0}, above);
  const last = topAt(items, rowsOf, height, null);
  if (item !== -1 && isBefore(position, last)) {
    return toScroll(items, position);
  }
  return endIsLast ? null : toScroll(items, last);
}

function toScroll(items: readonly LogItem[], {item, row}: Position): Scroll | null {
  const found = items[item];
  return found === undefined ? null : {item: found.key, row, order: found.order};
}

/** The position on top: that of the scroll, but never so far down that rows stay empty. */
export function topAt(
  items: readonly LogItem[],
  rowsOf: RowsOf,
  height: number,
  scroll: Scroll | null,
): Position {
  const last = moveUp(items, rowsOf, {item: items.length, row: 0}, height).position;
  const wanted = scroll === null ? null : find(items, rowsOf, scroll);
  return wanted === null || isBefore(last, wanted) ? last : wanted;
}

/** An item that is gone is stood in for by the one after its place. */
function find(items: readonly LogItem[], rowsOf: RowsOf, scroll: Scroll): Position | null {
  const item = items.findIndex(({key}) => key === scroll.item);
  if (item !== -1) {
    return {item, row: Math.min(scroll.row, rowsAt(items, rowsOf, item).length - 1)};
  }
  const next = items.findIndex(({order}) => compareOrder(order, scroll.order) >= 0);
  return next === -1 ? null : {item: next, row: 0};
}

/** `missing` rows could not be moved because the first row was reached. */
function moveUp(
  items: readonly LogItem[],
  rowsOf: RowsOf,
  from: Position,
  by: number,
): {position: Position; missing: number} {
  let {item, row} = from;
  let left = by;
  while (left > row && item > 0) {
    left -= row;
    item -= 1;
    row = rowsAt(items, rowsOf, item).length;
  }
  const moved = Math.min(left, row);
  return {position: {item, row: row - moved}, missing: left - moved};
}

function moveDown(
  items: readonly LogItem[],
  rowsOf: RowsOf,
  from: Position,
  by: number,
): {position: Position; missing: number} {
  let {item, row} = from;
  let left = by;
  while (item < items.length && left >= rowsAt(items, rowsOf, item).length - row) {
    left -= rowsAt(items, rowsOf, item).length - row;
    item += 1;
    row = 0;
  }
  return item >= items.length
    ? {position: {item, row: 0}, missing: left}
    : {position: {item, row: row + left}, missing: 0};
}

function fitsFrom(items: readonly LogItem[], rowsOf: RowsOf, from: Position, height: number): boolean {
  const {position, missing} = moveDown(items, rowsOf, from, height);
  return missing > 0 || isPastEnd(items, position);
}

function isPastEnd(items: readonly LogItem[], position: Position): boolean {
  return position.item >= items.length;
}

function isBefore(a: Position, b: Position): boolean {
  return a.item < b.item || (a.item === b.item && a.row < b.row);
}

function rowsAt<Row>(items: readonly LogItem[], rowsOf: RowsOf<Row>, index: number): readonly Row[] {
  const item = items[index];
  return item === undefined ? [] : rowsOf(item);
}
