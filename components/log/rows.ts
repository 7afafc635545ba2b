import type {DeliveryState, EntryId, EntryView, PeerKey} from '../../src/core/api/api.ts';
import {endDirection} from '../../src/lib/text/direction.ts';
import type {SafeText} from '../../src/lib/text/safe-text.ts';
import type {SearchWord} from '../../src/lib/text/search-words.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {Notice} from '../../src/store/state.ts';
import {fitName, oneLine, padStart, truncate} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';
import {wrap} from '../text/wrap.ts';
import type {Painter} from '../theme/theme.ts';
import type {Calendar} from '../theme/time-format.ts';
import {drawText} from './body.ts';
import type {LogItem} from './items.ts';

/** What the rows of an item depend on besides the item. */
export type RowStyle = {
  readonly width: number;
  readonly painter: Painter;
  readonly calendar: Calendar;
  /** The name to show for a key. */
  readonly nameOf: (key: PeerKey) => SafeText;
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

/** How far an own message came, in two columns. */
const MARKS: Readonly<Record<DeliveryState, string>> = {
  queued: ' …',
  sent: ' ›',
  delivered: ' ✓',
  read: '✓✓',
};
const NO_MARK = '  ';
/** Stands before a message that was found, for those who see no colours. */
const FOUND = '»';

/** Gives the finished rows of an item: wrapped, painted, none wider than asked. */
export type RowCache = (item: LogItem, style: RowStyle) => readonly string[];

/**
 * Makes a cache of finished rows. It remembers one width for each entry, for as long as the entry itself
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

function keyOf(item: LogItem, {width, version, hit}: RowStyle): string {
  const shows = item.kind === 'entry' ? `${item.showsSender} ${item.showsTime} ${item.showsArrival}` : '';
  const found = hit !== null && item.key === hit.entry ? JSON.stringify(hit.words) : '';
  return `${width} ${shows} ${version} ${found}`;
}

/** The finished rows of an item. */
export function drawItem(item: LogItem, style: RowStyle): readonly string[] {
  switch (item.kind) {
    case 'entry':
      return drawEntry(item, style);
    case 'notice':
      return drawNotice(item.notice, style);
    case 'day':
      return [style.painter.paint('day', rule(style.calendar.day(item.time), style.width))];
    case 'new':
      return [style.painter.paint('new', rule('new', style.width))];
  }
}

/** What the program says has a narrow gutter: its tables are wide. */
function drawNotice(
  {kind, text, time, count}: Notice,
  {width, painter, calendar}: RowStyle,
): readonly string[] {
  const sign = painter.paint(kind, kind === 'notice' ? '--' : '!!');
  const gutter = `${painter.paint('time', calendar.time(time))} ${sign} `;
  const columns = calendar.timeColumns + 4;
  const told = count === 1 ? text : `${text} (×${count})`;
  return told
    .split('\n')
    .flatMap(line => wrapTable(line, width - columns))
    .map((row, index) => (index === 0 ? gutter : ' '.repeat(columns)) + painter.paint(kind, row));
}

/** The first column of a table: no longer than this, in UTF-16 units, and two spaces behind it. */
const TABLE_HEAD = /^ {0,40}[^ ].{0,80}? {2,80}(?=[^ ])/;

/** Wraps a line; if it is one of a table with two columns, what is left goes on under the second one. */
function wrapTable(line: string, width: number): string[] {
  const head = TABLE_HEAD.exec(line)?.[0] ?? '';
  if (head === '' || textWidth(head) > width / 2) {
    return wrap(line, width);
  }
  const indent = ' '.repeat(textWidth(head));
  return wrap(line.slice(head.length), width - indent.length).map(
    (row, index) => (index === 0 ? head : indent) + row,
  );
}

function drawEntry(item: EntryItem, style: RowStyle): readonly string[] {
  const {entry} = item;
  const columns = nameColumns(style.width);
  const name = fitName(style.nameOf(entry.author), columns);
  const shown = entry.kind === 'action' ? '*' : item.showsSender ? name : '';
  const painted = entry.outgoing
    ? style.painter.paint('self', shown)
    : style.painter.paintPerson(entry.author, shown);
  const time = item.showsTime ? style.calendar.time(entry.time) : '';
  const mark = entry.state === null ? NO_MARK : style.painter.paint('delivered', MARKS[entry.state]);
  const sign = style.hit?.entry === entry.id ? style.painter.paint('found', FOUND) : ' ';
  return withGutter(drawBody(item, style), style, time, padStart(painted, columns), mark + sign);
}

/** What it answers to, the text, the reactions. */
function drawBody({entry, showsArrival}: EntryItem, style: RowStyle): string[] {
  const {painter, nameOf} = style;
  const width = textColumns(style);
  const faint = (text: string) => painter.paint('faint', endDirection(truncate(oneLine(text), width)));
  const quote =
    entry.replyTo === null
      ? []
      : [
          faint(
            `> ${fitName(nameOf(entry.replyTo.author), width - 4)}: ${entry.replyTo.text ?? screenTexts.log.quoteMissing}`,
          ),
        ];
  const arrival = showsArrival ? [painter.paint('new', truncate(arrivalOf(entry, style), width))] : [];
  if (entry.deleted) {
    return [...quote, faint(screenTexts.log.deleted), ...arrival];
  }
  const text =
    entry.kind === 'action' ? `${endDirection(oneLine(nameOf(entry.author)))} ${entry.text}` : entry.text;
  const reactions = entry.reactions.map(({emoji, authors}) => `${emoji} ${authors.length}`).join('  ');
  return [
    ...quote,
    ...drawText(text, {
      ...{width, painter, mention: entry.outgoing ? null : style.ownName},
      words: style.hit?.entry === entry.id ? style.hit.words : [],
    }),
    ...arrival,
    ...(entry.edited ? [faint('(edited)')] : []),
    ...(reactions === '' ? [] : [faint(reactions)]),
  ];
}

/** Both times of an entry that came late; with the day where they differ in it. */
function arrivalOf({time, arrived}: EntryView, {calendar}: RowStyle): string {
  const [written, came] = [calendar.time(time), calendar.time(arrived)];
  return calendar.isSameDay(time, arrived)
    ? screenTexts.log.arrival(written, came)
    : screenTexts.log.arrivalWithDay(written, calendar.day(arrived), came);
}

/** Time, sender and mark stand before the first row; the others begin under its text. */
function withGutter(
  body: readonly string[],
  style: RowStyle,
  time: string,
  sender: string,
  mark: string,
): readonly string[] {
  const first = `${style.painter.paint('time', time.padEnd(style.calendar.timeColumns))} ${sender} ${mark}`;
  const rest = ' '.repeat(gutterColumns(style));
  return body.map((row, index) => (index === 0 ? first : rest) + row);
}

/** Columns of the name: they grow with the log, but names never take more than a sixth of it. */
function nameColumns(width: number): number {
  return Math.max(6, Math.min(16, Math.floor(width / 6)));
}

function gutterColumns({width, calendar}: RowStyle): number {
  return calendar.timeColumns + 1 + nameColumns(width) + 1 + NO_MARK.length + 1;
}

function textColumns(style: RowStyle): number {
  return style.width - gutterColumns(style);
}

function rule(label: string, width: number): string {
  const shown = truncate(label, width - 6);
  return `── ${shown} `.padEnd(width, '─');
}
