/** Smallest terminal that the screen can be drawn on. */
export const MIN_COLUMNS = 40;
export const MIN_ROWS = 10;
/** Under so many columns there is no list beside the log, and a sender has a row of their own. */
const MIN_COLUMNS_WITH_LIST = 60;
/** From so many columns on, a screen has more room than a line should take. */
const WIDE = 120;
/** Columns of the list with its border, from so many columns of the screen on; the widest screens first. */
const LIST_COLUMNS = [
  {from: WIDE, columns: 27},
  {from: 100, columns: 19},
  {from: MIN_COLUMNS_WITH_LIST, columns: 15},
];
/** Long lines are hard to read: on a wide screen, rows of the log end in this column, their text six before. */
const LAST_COLUMN = 108;
/** What is known of a conversation stands beside it where its lines leave so many columns. */
const DETAILS_COLUMNS = 36;
/** The bar grows to so many rows, then it scrolls; and it never takes more than a third of the screen. */
const MAX_BAR_ROWS = 6;

/** The title of the log. */
const TITLE_ROWS = 1;

/** Where everything stands, in columns and rows. */
export type Layout = {
  readonly columns: number;
  readonly rows: number;
  /** Columns of the peer list with its border; 0 if it is hidden. */
  readonly peers: number;
  /** Columns at the right for what is known of the conversation, with their border; 0 if there is no room. */
  readonly details: number;
  /** The pane of the log, with its title. */
  readonly log: LogPane;
  /** Rows of the status line. */
  readonly status: number;
  readonly bar: {readonly top: number; readonly height: number};
};

/** The pane of the log, and how it is filled. */
export type LogPane = {
  readonly width: number;
  readonly height: number;
  /** Columns that rows of messages take. */
  readonly content: number;
  /** A sender has a row of their own. */
  readonly isNarrow: boolean;
};

/** Size of what is drawn of a log, in columns and rows. */
export type LogSize = {readonly width: number; readonly height: number; readonly isNarrow?: boolean};

/** How many rows the text in the command bar and the answer in the status line would like. */
export type Wishes = {readonly bar: number; readonly status: number};

/** Divides the screen. */
export function layOutScreen(columns: number, rows: number, wishes: Wishes, sidebar = true): Layout {
  const third = Math.floor(rows / 3);
  const bar = Math.max(1, Math.min(wishes.bar, MAX_BAR_ROWS, third));
  const status = Math.max(1, Math.min(wishes.status, third));
  const peers = sidebar ? (LIST_COLUMNS.find(({from}) => columns >= from)?.columns ?? 0) : 0;
  const details = sidebar && columns >= LAST_COLUMN + DETAILS_COLUMNS ? DETAILS_COLUMNS : 0;
  const width = columns - peers - details;
  return {
    columns,
    rows,
    peers,
    details,
    log: {
      width,
      height: rows - bar - status,
      content: columns < WIDE ? width : Math.min(width, LAST_COLUMN - peers),
      isNarrow: columns < MIN_COLUMNS_WITH_LIST,
    },
    status,
    bar: {top: rows - bar, height: bar},
  };
}

/** Whether the list is wide enough to show what was said last: beside the log, or in its place. */
export function showsLastWords(columns: number, sidebar: boolean): boolean {
  return columns < MIN_COLUMNS_WITH_LIST || (sidebar && columns >= WIDE);
}

/** True if nothing useful fits. */
export function isTooSmall(columns: number, rows: number): boolean {
  return columns < MIN_COLUMNS || rows < MIN_ROWS;
}

/** The part of the log that scrolls. */
export function scrollingPart({log}: {readonly log: LogPane}): LogSize {
  return {width: log.content, height: log.height - TITLE_ROWS, isNarrow: log.isNarrow};
}
