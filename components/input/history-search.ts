import {type Editor, replaceRange, withText} from './editor.ts';

/** A search in the lines that were entered, from the newest back. */
export type Recalling = {
  /** What stood in the bar before. */
  readonly before: Editor;
  readonly typed: string;
  /** Index of the line that is shown; null if none holds what was typed. */
  readonly at: number | null;
};

/** Begins a search; the newest line is shown. */
export function startRecalling(before: Editor, lines: readonly string[]): Recalling {
  return {before, typed: '', at: lines.length === 0 ? null : lines.length - 1};
}

/** Looks for something else, from the newest line on. */
export function retype(recalling: Recalling, typed: string, lines: readonly string[]): Recalling {
  return {...recalling, typed, at: find(typed, lines, lines.length)};
}

/** Goes to an older line that fits, if there is one. */
export function recallOlder(recalling: Recalling, lines: readonly string[]): Recalling {
  const {typed, at} = recalling;
  return {...recalling, at: (at === null ? null : find(typed, lines, at)) ?? at};
}

/** The bar while the search goes on: the line that is shown, with the cursor behind what was typed. */
export function shownEditor({before, typed, at}: Recalling, lines: readonly string[]): Editor {
  const line = at === null ? undefined : lines[at];
  if (line === undefined) {
    return withText(before, '');
  }
  const place =
    typed === '' ? line.length : line.toLowerCase().lastIndexOf(typed.toLowerCase()) + typed.length;
  const cursor = Math.min(place, line.length);
  return replaceRange(withText(before, line), cursor, cursor, ''); // never inside a grapheme
}

/** The newest line before an index that holds the text, in any case. */
function find(typed: string, lines: readonly string[], end: number): number | null {
  const wanted = typed.toLowerCase();
  const at = lines.slice(0, end).findLastIndex(line => line.toLowerCase().includes(wanted));
  return at === -1 ? null : at;
}
