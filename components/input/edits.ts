import type {KeyAction} from '../keys/key-map.ts';
import * as edit from './editor.ts';

type Edit = (editor: edit.Editor) => edit.Editor;

/** What a key does to text that is being typed, or null if that is not its business. */
export function editOf(action: KeyAction): Edit | null {
  return EDITS.get(action) ?? null;
}

/** Whether a key does something to the command bar. */
export function isBarAction(action: KeyAction): boolean {
  return EDITS.has(action) || OTHERS.has(action);
}

const OTHERS: ReadonlySet<KeyAction> = new Set<KeyAction>([
  'submit',
  'complete',
  'complete-back',
  'line-up',
  'line-down',
  'history-search',
  'undo',
  'peer-up',
  'peer-down',
  'peer-open',
]);

const EDITS: ReadonlyMap<KeyAction, Edit> = new Map([
  ['newline', editor => edit.insert(editor, '\n')],
  ['move-left', edit.moveLeft],
  ['move-right', edit.moveRight],
  ['move-word-left', edit.moveWordLeft],
  ['move-word-right', edit.moveWordRight],
  ['move-line-start', edit.moveToLineStart],
  ['move-line-end', edit.moveToLineEnd],
  ['delete-backward', edit.deleteBackward],
  ['delete-forward', edit.deleteForward],
  ['kill-line-end', edit.killToLineEnd],
  ['kill-line-start', edit.killToLineStart],
  ['kill-spaced-word', edit.killSpacedWordBackward],
  ['kill-word-backward', edit.killWordBackward],
  ['kill-word-forward', edit.killWordForward],
  ['yank', edit.yank],
] satisfies readonly (readonly [KeyAction, Edit])[]);
