import {lazy} from '../../src/lib/lazy.ts';
import {segmenter} from '../../src/lib/text/graphemes.ts';

/**
 * The text being typed, as a value: every key makes a new one. The cursor is an offset in UTF-16 units and
 * always stands between two graphemes.
 */
export type Editor = {
  readonly text: string;
  readonly cursor: number;
  /** What Ctrl-Y brings back. */
  readonly killed: string;
  /** True right after a kill: the next one adds to `killed` instead of replacing it. */
  readonly killing: boolean;
};

export const emptyEditor: Editor = {text: '', cursor: 0, killed: '', killing: false};

/** Puts text at the cursor. Control characters other than newlines are dropped, a tab becomes four spaces. */
export function insert(editor: Editor, raw: string): Editor {
  const text = cleanInput(raw);
  return replaceRange(editor, editor.cursor, editor.cursor, text);
}

/** Puts `text` in the place of a range; the cursor goes behind it. */
export function replaceRange(editor: Editor, from: number, to: number, text: string): Editor {
  const head = editor.text.slice(0, from) + text;
  const whole = head + editor.text.slice(to);
  return moveTo({...editor, text: whole}, snapForward(whole, head.length));
}

/** Takes another text, such as a line of the history, with the cursor at its end. */
export function withText(editor: Editor, text: string): Editor {
  return moveTo({...editor, text}, text.length);
}

export function moveLeft(editor: Editor): Editor {
  return moveTo(editor, before(editor));
}

export function moveRight(editor: Editor): Editor {
  return moveTo(editor, after(editor));
}

export function moveWordLeft(editor: Editor): Editor {
  return moveTo(editor, wordStart(editor));
}

export function moveWordRight(editor: Editor): Editor {
  return moveTo(editor, wordEnd(editor));
}

/** To the start of the line; at the start already, of the whole text. */
export function moveToLineStart(editor: Editor): Editor {
  const start = lineStart(editor);
  return moveTo(editor, start === editor.cursor ? 0 : start);
}

/** To the end of the line; at the end already, of the whole text. */
export function moveToLineEnd(editor: Editor): Editor {
  const end = lineEnd(editor);
  return moveTo(editor, end === editor.cursor ? editor.text.length : end);
}

/** Puts the cursor at an offset between two graphemes. */
export function moveTo(editor: Editor, cursor: number): Editor {
  return {...editor, cursor, killing: false};
}

export function deleteBackward(editor: Editor): Editor {
  return replaceRange(editor, before(editor), editor.cursor, '');
}

export function deleteForward(editor: Editor): Editor {
  return moveTo(replaceRange(editor, editor.cursor, after(editor), ''), editor.cursor);
}

/** Ctrl-K: to the end of the line, or its newline. */
export function killToLineEnd(editor: Editor): Editor {
  const end = lineEnd(editor);
  return kill(editor, editor.cursor, end === editor.cursor ? after(editor) : end);
}

/** Ctrl-U: to the start of the line, or the newline before it. */
export function killToLineStart(editor: Editor): Editor {
  const start = lineStart(editor);
  return kill(editor, start === editor.cursor ? before(editor) : start, editor.cursor);
}

/** Ctrl-W: what stands between spaces. */
export function killSpacedWordBackward(editor: Editor): Editor {
  const {text, cursor} = editor;
  return kill(editor, skipBackward(text, skipBackward(text, cursor, isSpace), isSolid), cursor);
}

/** Alt-Backspace: letters and digits. */
export function killWordBackward(editor: Editor): Editor {
  return kill(editor, wordStart(editor), editor.cursor);
}

/** Alt-D. */
export function killWordForward(editor: Editor): Editor {
  return kill(editor, editor.cursor, wordEnd(editor));
}

/** Ctrl-Y. */
export function yank(editor: Editor): Editor {
  return insert(editor, editor.killed);
}

function kill(editor: Editor, from: number, to: number): Editor {
  if (from === to) {
    return editor;
  }
  const piece = editor.text.slice(from, to);
  const joined = to === editor.cursor ? piece + editor.killed : editor.killed + piece;
  const killed = editor.killing ? joined : piece;
  const text = editor.text.slice(0, from) + editor.text.slice(to);
  return {text, cursor: from, killed, killing: true};
}

/** Controls, bidi overrides and line separators could make the bar show something else than what is sent. */
const UNWANTED = /[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

function cleanInput(raw: string): string {
  return raw
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', '    ')
    .replace(UNWANTED, '');
}

const word = lazy(() => /[\p{L}\p{M}\p{N}_]/u);
const SPACE = /\s/;
const isWord = (character: string) => word().test(character);
const isOther = (character: string) => !word().test(character);
const isSpace = (character: string) => SPACE.test(character);
const isSolid = (character: string) => !SPACE.test(character);

function before({text, cursor}: Editor): number {
  if (cursor === 0 || text[cursor - 1] === '\n') {
    return Math.max(0, cursor - 1);
  }
  const start = lineStart({text, cursor});
  return (
    start +
    (segmenter()
      .segment(text.slice(start, cursor))
      .containing(cursor - start - 1)?.index ?? 0)
  );
}

function after({text, cursor}: Editor): number {
  if (cursor >= text.length || text[cursor] === '\n') {
    return Math.min(text.length, cursor + 1);
  }
  const rest = text.slice(cursor, lineEnd({text, cursor}));
  return cursor + (segmenter().segment(rest).containing(0)?.segment.length ?? 1);
}

type Place = Pick<Editor, 'text' | 'cursor'>;

function lineStart({text, cursor}: Place): number {
  return cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;
}

function lineEnd({text, cursor}: Place): number {
  const found = text.indexOf('\n', cursor);
  return found === -1 ? text.length : found;
}

function wordStart({text, cursor}: Place): number {
  return snapBackward(text, skipBackward(text, skipBackward(text, cursor, isOther), isWord));
}

function wordEnd({text, cursor}: Place): number {
  return snapForward(text, skipForward(text, skipForward(text, cursor, isOther), isWord));
}

function skipBackward(text: string, from: number, skips: (character: string) => boolean): number {
  let at = from;
  while (at > 0) {
    const start = at - (isLowSurrogate(text.charCodeAt(at - 1)) ? 2 : 1);
    if (!skips(text.slice(start, at))) {
      break;
    }
    at = start;
  }
  return at;
}

function skipForward(text: string, from: number, skips: (character: string) => boolean): number {
  let at = from;
  while (at < text.length) {
    const end = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
    if (!skips(text.slice(at, end))) {
      break;
    }
    at = end;
  }
  return at;
}

/** An edit may join what stood apart, such as two emoji by a joiner: the cursor goes behind the new grapheme. */
function snapForward(text: string, cursor: number): number {
  const cluster = clusterAt(text, cursor);
  return cluster.index === cursor ? cursor : cluster.index + cluster.length;
}

function snapBackward(text: string, cursor: number): number {
  return clusterAt(text, cursor).index;
}

function clusterAt(text: string, cursor: number): {index: number; length: number} {
  const next = text.charCodeAt(cursor);
  if (cursor === 0 || cursor >= text.length || next < 0x300) {
    return {index: cursor, length: 0};
  }
  const start = lineStart({text, cursor});
  const line = text.slice(start, lineEnd({text, cursor}));
  const found = segmenter()
    .segment(line)
    .containing(cursor - start);
  return found === undefined
    ? {index: cursor, length: 0}
    : {index: start + found.index, length: found.segment.length};
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
