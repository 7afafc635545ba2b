import {createStore} from 'zustand/vanilla';
import type {Completion} from '../../src/commands/engine/completion.ts';
import {shortcodeBefore} from '../../src/lib/text/shortcodes.ts';
import type {KeyAction} from '../keys/key-map.ts';
import {type Completing, cycle, startCompleting} from './completing.ts';
import * as edit from './editor.ts';
import {editOf} from './edits.ts';
import {type Recalling, recallOlder, retype, shownEditor, startRecalling} from './history-search.ts';
import {emptyHistory, type InputHistory, newer, older, remember} from './input-history.ts';
import {moveVertically} from './layout.ts';

/** The state of the command bar. */
export type BarState = {
  readonly editor: edit.Editor;
  /** The list that Tab goes through, while it does. */
  readonly completing: Completing | null;
  /** The text was entered and could not be done. It stands there to be changed; whatever is typed next replaces it. */
  readonly refused: boolean;
  /** The search in what was entered, while it goes on. */
  readonly recalling: Recalling | null;
};

/** The command bar: the only place where the text being typed lives. */
export type Bar = {
  readonly getState: () => BarState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Does what a key means. False if that is none of the bar's business. */
  readonly press: (action: KeyAction) => boolean;
  /** Puts pasted text at the cursor. */
  readonly insert: (text: string) => void;
  /** Puts typed text at the cursor: a name between colons becomes its emoji, and can be had back by undoing. */
  readonly type: (text: string) => void;
  /** Puts the cursor between two graphemes. */
  readonly place: (cursor: number) => void;
  /** Replaces all of the text. */
  readonly setText: (text: string) => void;
  /** Empties the bar; what stood there goes into the history and is returned. */
  readonly take: () => string;
  /** A line that was taken could not be done: it comes back, unless something else was typed meanwhile. */
  readonly refuse: (line: string) => void;
};

export type BarOptions = {
  /** Columns for the text, to move between rows. */
  readonly width: () => number;
  readonly complete: (line: string, cursor: number) => Completion;
  /** Whether names of emoji become emoji. */
  readonly hasShortcodes: () => boolean;
};

/** Changes that can be undone. */
const MOST_UNDONE = 100;

export function createBar({width, complete, hasShortcodes}: BarOptions): Bar {
  const store = createStore<BarState>()(() => ({
    ...{editor: edit.emptyEditor, completing: null, refused: false, recalling: null},
  }));
  let history = emptyHistory;
  /** What stood there before each change, the newest last. */
  let undoable: readonly edit.Editor[] = [];
  let wasTyped = false;

  /** Letters that are typed one behind the other are one change, up to a space. */
  function change(editor: edit.Editor, typed = ''): void {
    const {editor: before} = store.getState();
    if (before.text !== editor.text) {
      const isOneChange = wasTyped && typed !== '' && !/\s/.test(typed);
      undoable = isOneChange ? undoable : [...undoable, before].slice(-MOST_UNDONE);
      wasTyped = typed !== '';
    }
    store.setState({editor, completing: null, refused: false, recalling: null}, true);
  }

  function showRecalled(recalling: Recalling): void {
    const editor = shownEditor(recalling, history.lines);
    store.setState({editor, completing: null, refused: false, recalling}, true);
  }

  /** Ends the search in what was entered. The line that was found stays, or gives way to what stood there before. */
  function endRecalling({before, at}: Recalling, keeps: boolean): void {
    if (keeps && at !== null) {
      history = {...history, at, own: before.text};
      change(store.getState().editor);
    } else {
      change(before);
    }
  }

  /** Keys while the search goes on. False: it has ended, and the key means what it always does. */
  function inRecalling(action: KeyAction, recalling: Recalling): boolean {
    switch (action) {
      case 'history-search':
        showRecalled(recallOlder(recalling, history.lines));
        return true;
      case 'delete-backward':
        showRecalled(retype(recalling, shorter(recalling.typed), history.lines));
        return true;
      case 'escape':
      case 'interrupt':
        endRecalling(recalling, false);
        return true;
      case 'submit':
      case 'peer-open':
        endRecalling(recalling, true);
        return true;
      default:
        endRecalling(recalling, true);
        return false;
    }
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

  function undo(): void {
    const before = undoable.at(-1);
    if (before !== undefined) {
      const left = undoable.slice(0, -1);
      change(edit.moveTo(edit.withText(store.getState().editor, before.text), before.cursor));
      undoable = left;
      wasTyped = false;
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
    if (completing === null && step.editor.text !== editor.text) {
      undoable = [...undoable, editor].slice(-MOST_UNDONE);
      wasTyped = false;
    }
    store.setState({...step, refused: false, recalling: null}, true);
  }

  function insert(text: string): void {
    const {editor, recalling, refused} = store.getState();
    if (recalling === null) {
      change(edit.insert(refused ? edit.withText(editor, '') : editor, text), text);
    } else {
      showRecalled(
        retype(recalling, recalling.typed + edit.insert(edit.emptyEditor, text).text, history.lines),
      );
    }
  }

  function takeShortcode(): void {
    const {editor, recalling} = store.getState();
    const code = recalling === null ? shortcodeBefore(editor.text, editor.cursor) : null;
    if (code !== null) {
      change(edit.replaceRange(editor, code.from, code.to, code.emoji));
    }
  }

  return {
    getState: store.getState,
    subscribe: store.subscribe,
    press(action) {
      const {recalling} = store.getState();
      if (recalling !== null && inRecalling(action, recalling)) {
        return true;
      }
      const edited = editOf(action);
      if (edited !== null) {
        change(edited(store.getState().editor));
        return true;
      }
      switch (action) {
        case 'line-up':
          vertical(-1);
          return true;
        case 'line-down':
          vertical(1);
          return true;
        case 'history-search':
          showRecalled(startRecalling(store.getState().editor, history.lines));
          return true;
        case 'undo':
          undo();
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
    insert,
    type(text) {
      for (const piece of text.split(/(?<=:)/)) {
        insert(piece);
        if (piece.endsWith(':') && hasShortcodes()) {
          takeShortcode();
        }
      }
    },
    place: cursor => change(edit.moveTo(store.getState().editor, cursor)),
    setText: text => change(edit.withText(store.getState().editor, text)),
    take() {
      const {editor} = store.getState();
      if (editor.text.trim() !== '') {
        history = remember(history, editor.text);
      }
      change(edit.withText(editor, ''));
      undoable = [];
      return editor.text;
    },
    refuse(line) {
      if (store.getState().editor.text === '') {
        change(edit.withText(store.getState().editor, line));
        store.setState({refused: true});
      }
    },
  };
}

function shorter(text: string): string {
  return edit.deleteBackward(edit.withText(edit.emptyEditor, text)).text;
}
