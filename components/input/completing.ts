import type {Completion} from '../../src/commands/engine/completion.ts';
import {type Editor, replaceRange} from './editor.ts';

/** A list of candidates that Tab cycles through. */
export type Completing = {
  /** The editor as it was before the first Tab. */
  readonly before: Editor;
  readonly completion: Completion;
  /** Index of the candidate that stands in the bar; -1 while only their common start does. */
  readonly at: number;
};

export type CompletionStep = {readonly editor: Editor; readonly completing: Completing | null};

/** The first Tab: takes the only candidate, or what all have in common, or the first one. */
export function startCompleting(editor: Editor, completion: Completion): CompletionStep {
  const {from, to, candidates} = completion;
  const [only] = candidates;
  if (only === undefined) {
    return {editor, completing: null};
  }
  if (candidates.length === 1) {
    return {editor: replaceRange(editor, from, to, only), completing: null};
  }
  const common = commonStart(candidates);
  const typed = editor.text.slice(from, to);
  const completing: Completing = {before: editor, completion, at: -1};
  return common.length > typed.length
    ? {editor: replaceRange(editor, from, to, common), completing}
    : cycle(completing, 1);
}

/** Another Tab (1) or Shift-Tab (-1): takes the next candidate, round and round. */
export function cycle(completing: Completing, by: 1 | -1): CompletionStep {
  const {before, completion} = completing;
  const {from, to, candidates} = completion;
  const start = completing.at === -1 && by === -1 ? 0 : completing.at;
  const at = (start + by + candidates.length) % candidates.length;
  return {editor: replaceRange(before, from, to, candidates[at] ?? ''), completing: {...completing, at}};
}

/** Compares by grapheme-safe code points and without case, in the letters of the first candidate. */
function commonStart(candidates: readonly string[]): string {
  const [first = '', ...others] = candidates;
  let common = '';
  for (const character of first) {
    const next = common + character;
    if (!others.every(other => other.slice(0, next.length).toLowerCase() === next.toLowerCase())) {
      break;
    }
    common = next;
  }
  return common;
}
