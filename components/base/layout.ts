/** Smallest terminal that the screen can be drawn on. */
export const MIN_COLUMNS = 40;
export const MIN_ROWS = 10;
/** Under so many columns there is no peer list. */
const MIN_COLUMNS_WITH_PEERS = 60;
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
  /** The pane of the log, with its title. */
  readonly log: {readonly width: number; readonly height: number};
  readonly bar: {readonly top: number; readonly height: number};
};

/** Divides the screen. `barRows` is how many rows the text in the command bar would like. */
export function layOutScreen(columns: number, rows: number, barRows: number, sidebar = true): Layout {
  const bar = Math.max(1, Math.min(barRows, MAX_BAR_ROWS, Math.floor(rows / 3)));
  const peers =
    !sidebar || columns < MIN_COLUMNS_WITH_PEERS ? 0 : Math.min(32, Math.max(18, Math.floor(columns / 4)));
  return {
    columns,
    rows,
    peers,
    log: {width: columns - peers, height: rows - bar - 1},
    bar: {top: rows - bar, height: bar},
  };
}

/** True if nothing useful fits. */
export function isTooSmall(columns: number, rows: number): boolean {
  return columns < MIN_COLUMNS || rows < MIN_ROWS;
}

/** The part of the log that scrolls. */
export function scrollingPart({log}: Pick<Layout, 'log'>): Layout['log'] {
  return {width: log.width, height: log.height - TITLE_ROWS};
}
