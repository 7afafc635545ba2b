import type {DeliveryState, EntryId, EntryView, PeerKey} from '../../src/core/api/api.ts';
import {endDirection} from '../../src/lib/text/direction.ts';
import type {SafeText} from '../../src/lib/text/safe-text.ts';
import type {SearchWord} from '../../src/lib/text/search-words.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {Notice} from '../../src/store/state.ts';
import {oneLine, pad, truncate} from '../text/fit.ts';
import {textWidth, unpainted} from '../text/width.ts';
import {wrap} from '../text/wrap.ts';
import {wrapTable} from '../text/wrap-table.ts';
import type {Painter} from '../theme/theme.ts';
import type {Calendar} from '../theme/time-format.ts';
import {CODE_BORDER, drawText} from './body.ts';
import type {LogItem} from './items.ts';
import type {Senders} from './senders.ts';

/** What the rows of an item depend on besides the item. */
export type RowStyle = {
  readonly width: number;
  /** A sender has a row of their own. */
  readonly isNarrow: boolean;
  /** There is room for an empty row where somebody else begins to speak. */
  readonly isAiry: boolean;
  readonly senders: Senders;
  readonly painter: Painter;
  readonly calendar: Calendar;
  /** The name to show for a key. */
  readonly nameOf: (key: PeerKey) => SafeText;
  /** The owner of the log; null if it has none. */
  readonly title: SafeText | null;
  readonly isRoom: boolean;
  /** Our own name, which stands out where others mention it. */
  readonly ownName: string | null;
  /** The entry that a search found, and the words that stand out in it. */
  readonly hit: Hit | null;
  /** Says when names or colours changed. */
  readonly version: string;
};

/** An entry that a search found. */
export type Hit = {readonly entry: EntryId; readonly words: readonly SearchWord[]};

type EntryItem = Extract<LogItem, {kind: 'entry'}>;

/** How far an own message came. */
const MARKS: Readonly<Record<DeliveryState, string>> = {queued: '…', sent: '›', delivered: '✓', read: '✓✓'};
/** Stands before a message that was found, or chosen, for those who see no colours. */
const FOUND = '»';
export const CHOSEN = '▌';
/** The sign of what stands out, before everything else. */
const SIGN_COLUMNS = 1;
/** Between a name and the text. */
const NAME_GAP = 2;
/** Where the text begins below the row of its sender. */
const NARROW_INDENT = 2;
/** Stands in the place of the name before "waves". */
const ACTION = '*';
const QUOTE = '╭ ';
/** Before what others made of a message. */
const EXTRAS_GAP = 2;
/** However long the time is, something of the text stands before it. */
const LEAST_FIRST = 8;

/** Gives the finished rows of an item: wrapped, painted, none wider than asked. */
export type RowCache = (item: LogItem, style: RowStyle) => readonly string[];

/**
 * Creates a cache of finished rows. It remembers one width for each entry, for as long as the entry itself
 * is in the store.
 */
export function createRowCache(draw: RowCache = drawItem): RowCache {
  const known = new WeakMap<object, {readonly key: string; readonly rows: readonly string[]}>();
  return (item, style) => {
    const source = sourceOf(item);
    if (source === null) {
      return draw(item, style);
    }
    const key = keyOf(item, style);
    const found = known.get(source);
    if (found?.key === key) {
      return found.rows;
    }
    const rows = draw(item, style);
    known.set(source, {key, rows});
    return rows;
  };
}

/** The fact in the store that an item shows; null for a line between them. */
export function sourceOf(item: LogItem): object | null {
  switch (item.kind) {
    case 'entry':
      return item.entry;
    case 'notice':
      return item.notice;
    default:
      return null;
  }
}

function keyOf(item: LogItem, {width, isNarrow, isAiry, version, hit}: RowStyle): string {
  const shape = `${isNarrow} ${isAiry}`;
  const shows =
    item.kind === 'entry'
      ? `${item.showsSender} ${item.showsTime} ${item.showsMark} ${item.showsArrival} ${item.isSpaced}`
      : '';
  const found = hit !== null && item.key === hit.entry ? JSON.stringify(hit.words) : '';
  return `${width} ${shape} ${shows} ${version} ${found}`;
}

/** The finished rows of an item. */
export function drawItem(item: LogItem, style: RowStyle): readonly string[] {
  switch (item.kind) {
    case 'entry':
      return drawEntry(item, style);
    case 'notice':
      return drawNotice(item.notice, style);
    case 'beginning':
      return drawBeginning(style);
    case 'day':
      return spaced(item, style, [style.painter.paint('day', rule(style.calendar.day(item.time), style))]);
    case 'new':
      return spaced(item, style, [style.painter.paint('new', rule(screenTexts.log.new(item.count), style))]);
  }
}

/** What the program says has a narrow gutter: its tables are wide. */
function drawNotice(
  {kind, text, time, count}: Notice,
  {width, isNarrow, painter, calendar}: RowStyle,
): readonly string[] {
  const sign = kind === 'notice' ? '--' : '!!';
  const gutter = `${isNarrow ? '' : ' '}${painter.paint(kind, sign)} `;
  const columns = textWidth(gutter);
  const told = count === 1 ? text : `${text} (×${count})`;
  const when = calendar.time(time);
  const first = width - columns - when.length - 1;
  const rows = told
    .split('\n')
    .flatMap((line, index) => wrapTable(line, width - columns, index === 0 ? first : width - columns))
    .map((row, index) => (index === 0 ? gutter : ' '.repeat(columns)) + painter.paint(kind, row));
  const tail = {text: painter.paint('time', when), columns: when.length};
  return rows.with(0, withTail(rows[0] ?? '', tail, width));
}

function drawBeginning({title, isRoom, width, isNarrow, painter}: RowStyle): string[] {
  const {beginning, roomBeginning} = screenTexts.log;
  const text = title === null ? '' : (isRoom ? roomBeginning : beginning)(oneLine(title));
  const margin = isNarrow ? '' : ' ';
  return wrap(text, width - margin.length).map(row => margin + painter.paint('faint', endDirection(row)));
}

function drawEntry(item: EntryItem, style: RowStyle): readonly string[] {
  const {entry, showsSender} = item;
  const isHeaded = style.isNarrow && showsSender && entry.kind === 'text';
  const head = isHeaded ? [sender(entry, style)] : [];
  const tail = tailOf(item, style);
  const body = drawBody(item, style, isHeaded ? 0 : tail.columns);
  const gutter = ' '.repeat(textColumn(style));
  const first = pad(leadOf(item, style), gutter.length);
  const rows = [...head, ...body.map((row, index) => (index === 0 ? first : gutter) + row)];
  return spaced(item, style, rows.with(0, withTail(rows[0] ?? '', tail, style.width)));
}

/** What stands before the first row of the text. */
function leadOf({entry, showsSender}: EntryItem, style: RowStyle): string {
  const sign = style.hit?.entry === entry.id ? style.painter.paint('found', FOUND) : ' ';
  if (style.isNarrow) {
    return entry.kind === 'action' && sign === ' ' ? ACTION : sign;
  }
  return sign + (showsSender ? sender(entry, style) : '');
}

/** Of whom it is, painted. */
function sender(entry: EntryView, {painter, senders}: RowStyle): string {
  const shown = entry.kind === 'action' ? ACTION : endDirection(senders.nameOf(entry.author));
  return entry.outgoing
    ? painter.paint('self', shown)
    : painter.paintPerson(entry.author, shown, senders.keys);
}

/** What stands at the right edge of the first row: how far it came, and when it was said. */
type Tail = {readonly text: string; readonly columns: number};

function tailOf({entry, showsTime, showsMark}: EntryItem, {painter, calendar}: RowStyle): Tail {
  const mark = entry.state === null || !showsMark ? '' : MARKS[entry.state];
  const time = showsTime ? calendar.time(entry.time) : '';
  const parts = [painter.paint('delivered', mark), painter.paint('time', time)].filter(part => part !== '');
  const columns = textWidth(mark) + (mark === '' || time === '' ? 0 : 1) + time.length;
  return {text: parts.join(' '), columns};
}

function withTail(row: string, {text, columns}: Tail, width: number): string {
  return columns === 0 ? row : pad(row, width - columns) + text;
}

/** An empty row above somebody else's words, where there is room for it. */
function spaced(
  {isSpaced}: {readonly isSpaced: boolean},
  {isAiry}: RowStyle,
  rows: readonly string[],
): readonly string[] {
  return isSpaced && isAiry ? ['', ...rows] : rows;
}

/** The column in which texts begin, the first being 0. */
export function textColumn({isNarrow, senders}: Pick<RowStyle, 'isNarrow' | 'senders'>): number {
  return isNarrow ? NARROW_INDENT : SIGN_COLUMNS + senders.columns + NAME_GAP;
}

/** A row in the middle of what somebody says, as the top row of a page: with who says it, if there is room. */
export function withSender(row: string, {entry}: EntryItem, style: RowStyle): string {
  const gutter = ' '.repeat(textColumn(style));
  return style.isNarrow || !row.startsWith(gutter)
    ? row
    : pad(` ${sender(entry, style)}`, gutter.length) + row.slice(gutter.length);
}

/** A row of the chosen message: one colour for all of it, since no others are readable on that. */
export function chosenRow(row: string, {painter, width}: Pick<RowStyle, 'painter' | 'width'>): string {
  const bare = unpainted(row);
  return row === ''
    ? row
    : painter.paint('selected', pad(bare.startsWith(' ') ? CHOSEN + bare.slice(1) : bare, width));
}

/** What it answers to, the text, the reactions. `tail`: columns that something takes behind the first row. */
function drawBody({entry, showsArrival}: EntryItem, style: RowStyle, tail: number): string[] {
  const {painter, nameOf, senders} = style;
  const width = style.width - textColumn(style);
  const first = tail === 0 ? width : Math.max(LEAST_FIRST, width - tail - 1);
  const faint = (text: string, room: number) =>
    painter.paint('faint', endDirection(truncate(oneLine(text), room)));
  const quote = entry.replyTo === null ? [] : [faint(quoteOf(entry.replyTo, senders), first)];
  const textFirst = quote.length === 0 ? first : width;
  const arrival = showsArrival ? [painter.paint('new', truncate(arrivalOf(entry, style), width))] : [];
  if (entry.deleted) {
    return [...quote, faint(screenTexts.log.deleted, textFirst), ...arrival];
  }
  const text =
    entry.kind === 'action' ? `${endDirection(oneLine(nameOf(entry.author)))} ${entry.text}` : entry.text;
  const rows = [
    ...quote,
    ...drawText(text, {
      ...{width, firstWidth: textFirst, painter, mention: entry.outgoing ? null : style.ownName},
      words: style.hit?.entry === entry.id ? style.hit.words : [],
    }),
  ];
  return [...withExtras(rows, extrasOf(entry), {width, first, painter}), ...arrival];
}

function quoteOf({author, text}: NonNullable<EntryView['replyTo']>, {nameOf}: Senders): string {
  return `${QUOTE}${nameOf(author)}: ${text ?? screenTexts.log.quoteMissing}`;
}

/** What others made of a message: reactions, and whether its author changed it. */
function extrasOf({reactions, edited}: EntryView): string {
  const shown = reactions.map(({emoji, authors}) => `${emoji} ${authors.length}`);
  return [...shown, ...(edited ? [screenTexts.log.edited] : [])].join('  ');
}

/** Behind the last row if there is room, else on a row of its own; what is code has its rows for itself. */
function withExtras(
  rows: readonly string[],
  extras: string,
  {width, first, painter}: {readonly width: number; readonly first: number; readonly painter: Painter},
): readonly string[] {
  if (extras === '') {
    return rows;
  }
  const last = rows.at(-1) ?? '';
  const room = (rows.length === 1 ? first : width) - textWidth(last) - EXTRAS_GAP;
  const shown = painter.paint('faint', endDirection(truncate(extras, width)));
  return textWidth(extras) <= room && !unpainted(last).startsWith(CODE_BORDER)
    ? rows.with(-1, last + ' '.repeat(EXTRAS_GAP) + shown)
    : [...rows, shown];
}

/** Both times of an entry that came late; with the day where they differ in it. */
function arrivalOf({time, arrived}: EntryView, {calendar}: RowStyle): string {
  const [written, came] = [calendar.time(time), calendar.time(arrived)];
  return calendar.isSameDay(time, arrived)
    ? screenTexts.log.arrival(written, came)
    : screenTexts.log.arrivalWithDay(written, calendar.day(arrived), came);
}

function rule(label: string, {width, isNarrow}: RowStyle): string {
  const shown = truncate(label, width - 7);
  return `${isNarrow ? '' : ' '}── ${shown} `.padEnd(width, '─');
}
