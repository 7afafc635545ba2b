import {createStore} from 'zustand/vanilla';
import type {Completion} from '../../src/commands/completion.ts';
import type {KeyAction} from '../keys/key-map.ts';
import {type Completing, cycle, startCompleting} from './completing.ts';
import * as edit from './editor.ts';
import {emptyHistory, type InputHistory, newer, older, remember} from './input-history.ts';
import {moveVertically} from './layout.ts';

/** What the command bar shows. */
export type BarState = {
  readonly editor: edit.Editor;
  /** The list that Tab goes through, while it does. */
  readonly completing: Completing | null;
  /** What was entered last could not be done: ↑ brings it back although the bar is empty. */
  readonly refused: boolean;
};

/** The command bar: the only place where the text being typed lives. */
export type Bar = {
  readonly getState: () => BarState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Does what a key means. False if that is none of the bar's business. */
  readonly press: (action: KeyAction) => boolean;
  /** Puts typed or pasted text at the cursor. */
  readonly insert: (text: string) => void;
  /** Replaces all of the text. */
  readonly setText: (text: string) => void;
  /** Empties the bar; what stood there goes into the history and is returned. */
  readonly take: () => string;
  /** A line that was taken could not be done. `restore` puts it back, unless something else was typed meanwhile. */
  readonly refuse: (line: string, restore: boolean) => void;
};

export type BarOptions = {
  /** Columns for the text, to move between rows. */
  readonly width: () => number;
  readonly complete: (line: string, cursor: number) => Completion;
};

/** Makes an empty bar. */
export function createBar({width, complete}: BarOptions): Bar {
  const store = createStore<BarState>()(() => ({editor: edit.emptyEditor, completing: null, refused: false}));
  let history = emptyHistory;

  function change(editor: edit.Editor): void {
    store.setState({editor, completing: null, refused: false}, true);
  }

  function vertical(by: -1 | 1): void {
    const {editor} = store.getState();
    const moved = moveVertically(editor, width(), by);
    if (moved === null) {
      recall(by === -1 ? older(history, editor.text) : newer(history));
    } else {
      change(moved);
    }
  }

  function recall(found: {history: InputHistory; line: string} | null): void {
    if (found !== null) {
      history = found.history;
      change(edit.withText(store.getState().editor, found.line));
    }
  }

  function tab(by: 1 | -1): void {
    const {editor, completing} = store.getState();
    const step =
      completing === null
        ? startCompleting(editor, complete(editor.text, editor.cursor))
        : cycle(completing, by);
    store.setState({...step, refused: false}, true);
  }

  return {
    getState: store.getState,
    subscribe: store.subscribe,
    press(action) {
      const edits = EDITS.get(action);
      if (edits !== undefined) {
        change(edits(store.getState().editor));
        return true;
      }
      switch (action) {
        case 'line-up':
          vertical(-1);
          return true;
        case 'line-down':
          vertical(1);
          return true;
        case 'complete':
          tab(1);
          return true;
        case 'complete-back':
          tab(-1);
          return true;
        default:
          return false;
      }
    },
    insert: text => change(edit.insert(store.getState().editor, text)),
    setText: text => change(edit.withText(store.getState().editor, text)),
    take() {
      const {editor} = store.getState();
      if (editor.text.trim() !== '') {
        history = remember(history, editor.text);
      }
      change(edit.withText(editor, ''));
      return editor.text;
    },
    refuse(line, restore) {
      if (store.getState().editor.text !== '') {
        return;
      }
      if (restore) {
        change(edit.withText(store.getState().editor, line));
      } else {
        store.setState({refused: true});
      }
    },
  };
}

const EDITS: ReadonlyMap<KeyAction, (editor: edit.Editor) => edit.Editor> = new Map([
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
] satisfies readonly (readonly [KeyAction, (editor: edit.Editor) => edit.Editor])[]);
