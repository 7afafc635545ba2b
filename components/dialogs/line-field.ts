import {createStore, type StoreApi} from 'zustand/vanilla';
import {type Editor, emptyEditor, insert} from '../input/editor.ts';
import {editOf} from '../input/edits.ts';
import type {Chord} from '../keys/chords.ts';
import {actionFor, type KeyBinding} from '../keys/key-map.ts';

/** What a field for one line shows. */
export type LineFieldState = {
  readonly editor: Editor;
  /** Why nothing of what was pasted was taken; null if it was. */
  readonly refusal: string | null;
};

/** A field for one line on a page of its own. Several keys of one read find it as each left it. */
export type LineField = Pick<StoreApi<LineFieldState>, 'getState' | 'subscribe'> & {
  /** Does what a chord means in a line. False: the chord means nothing there. */
  readonly press: (chord: Chord) => boolean;
  /** `isCut`: it is longer than what is kept of a paste. */
  readonly paste: (text: string, isCut: boolean) => void;
};

export type LineFieldOptions = {
  readonly keyMap: () => readonly KeyBinding[];
  /** Leaves nothing behind when the line is taken. */
  readonly isSecret: boolean;
  /** Takes the line once Enter is pressed. */
  readonly onSubmit: (line: string) => void;
};

const EMPTY: LineFieldState = {editor: emptyEditor, refusal: null};
const SEVERAL_LINES = 'That was more than one line. Nothing of it was taken.';
const TOO_LONG = 'That was too long. Nothing of it was taken.';
const ENTER = new Set(['enter', 'ctrl-j']);

/** An empty field. */
export function createLineField({keyMap, isSecret, onSubmit}: LineFieldOptions): LineField {
  const store = createStore<LineFieldState>()(() => EMPTY);
  const change = (editor: Editor) => store.setState({editor, refusal: null});
  const current = () => store.getState().editor;

  return {
    getState: store.getState,
    subscribe: store.subscribe,
    press(chord) {
      if ('text' in chord) {
        change(insert(current(), chord.text));
        return true;
      }
      if (ENTER.has(chord.name)) {
        const {text} = current();
        if (isSecret) {
          store.setState(EMPTY);
        }
        onSubmit(text);
        return true;
      }
      const action = actionFor(keyMap(), chord.name, 'typing');
      const edit = action === null || action === 'newline' ? null : editOf(action);
      if (edit === null) {
        return false;
      }
      change(edit(current()));
      return true;
    },
    paste(text, isCut) {
      const {text: line} = insert(emptyEditor, text.replace(/[\r\n]+$/, ''));
      if (isCut || line.includes('\n')) {
        store.setState({refusal: isCut ? TOO_LONG : SEVERAL_LINES});
      } else {
        change(insert(current(), line));
      }
    },
  };
}
