import type {StoreApi} from 'zustand/vanilla';
import type {UiState} from '../../base/ui-state.ts';
import {insert} from '../../input/editor.ts';
import {editOf} from '../../input/edits.ts';
import type {Chord} from '../../keys/chords.ts';
import {actionFor, type KeyAction, type KeyBinding} from '../../keys/key-map.ts';
import type {PaneKeys, PaneName} from './page.ts';

export type PaneKeysOptions = {
  readonly ui: StoreApi<UiState>;
  readonly keyMap: () => readonly KeyBinding[];
  readonly panes: Readonly<Record<PaneName, PaneKeys>>;
  /** Rows that a page of a list has. */
  readonly page: () => number;
};

/** Gives keys and pasted text to the page that is open. False: none is, or the key means what it always does. */
export type PanePress = {
  readonly press: (chord: Chord) => boolean;
  readonly paste: (text: string) => boolean;
};

/** Makes it. */
export function createPanePress({ui, keyMap, panes, page}: PaneKeysOptions): PanePress {
  function open(): PaneKeys | null {
    const {overlay} = ui.getState();
    return overlay === null || overlay === 'help' ? null : panes[overlay];
  }

  function paste(text: string): boolean {
    const pane = open();
    pane?.change?.(insert(ui.getState().field, text.replace(/\s+/g, ' ')));
    return pane !== null;
  }

  function press(chord: Chord): boolean {
    const pane = open();
    if (pane === null) {
      return false;
    }
    if ('text' in chord) {
      pane.change?.(insert(ui.getState().field, chord.text));
      return true;
    }
    return perform(pane, chord.name);
  }

  function perform(pane: PaneKeys, chord: string): boolean {
    const {field} = ui.getState();
    const action = actionFor(keyMap(), chord, field.text === '' ? 'empty' : 'typing');
    switch (action) {
      case 'peer-up':
      case 'line-up':
        pane.move(-1);
        break;
      case 'peer-down':
      case 'line-down':
        pane.move(1);
        break;
      case 'scroll-up':
        pane.move(-page());
        break;
      case 'scroll-down':
        pane.move(page());
        break;
      case 'peer-open':
      case 'submit':
        pane.choose();
        break;
      case 'complete':
      case 'complete-back':
        pane.turn?.();
        break;
      case 'escape':
      case 'interrupt':
        pane.leave();
        break;
      default:
        return action === null ? true : other(pane, action);
    }
    return true;
  }

  function other(pane: PaneKeys, action: KeyAction): boolean {
    if (ELSEWHERE.has(action)) {
      return false;
    }
    if (pane.step !== undefined && (action === 'move-left' || action === 'move-right')) {
      pane.step(action === 'move-left' ? -1 : 1);
    } else if (action !== 'newline') {
      const edit = editOf(action);
      pane.change?.(edit?.(ui.getState().field) ?? ui.getState().field);
    }
    return true;
  }

  return {press, paste};
}

/** Keys that mean here what they always mean. */
const ELSEWHERE: ReadonlySet<KeyAction> = new Set([
  'redraw',
  'suspend',
  'help',
  'search',
  'palette',
  'settings',
]);
