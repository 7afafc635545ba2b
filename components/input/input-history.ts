const MAX_LINES = 500;

/** Lines that were entered, and where ↑ and ↓ stand among them. */
export type InputHistory = {
  /** Oldest first. */
  readonly lines: readonly string[];
  /** Index of the line that is shown; `lines.length` while the user's own text is. */
  readonly at: number;
  /** The user's own text, kept while older lines are shown. */
  readonly own: string;
};

export const emptyHistory: InputHistory = {lines: [], at: 0, own: ''};

/** Adds an entered line, unless it is the last one again. */
export function remember(history: InputHistory, line: string): InputHistory {
  const lines = history.lines.at(-1) === line ? history.lines : [...history.lines, line].slice(-MAX_LINES);
  return {lines, at: lines.length, own: ''};
}

/** The line before the shown one; null at the oldest. `shown` is what stands in the bar now. */
export function older(history: InputHistory, shown: string): {history: InputHistory; line: string} | null {
  const line = history.lines[history.at - 1];
  if (line === undefined) {
    return null;
  }
  const own = history.at === history.lines.length ? shown : history.own;
  return {history: {...history, at: history.at - 1, own}, line};
}

/** The line after the shown one, at last the user's own text; null when that is shown already. */
export function newer(history: InputHistory): {history: InputHistory; line: string} | null {
  if (history.at >= history.lines.length) {
    return null;
  }
  const at = history.at + 1;
  return {history: {...history, at}, line: history.lines[at] ?? history.own};
}
