import type {StoreApi} from 'zustand/vanilla';
import type {UiState} from '../base/ui-state.ts';
import type {Chord} from '../keys/chords.ts';
import {emptyEditor, insert} from './editor.ts';
import type {Bar} from './input-line.ts';

/** A paste of more lines is asked about first. */
const MAX_LINES = 5;

/** What is pasted: short texts go into the bar, long ones are shown first. */
export type Pasted = {
  readonly take: (text: string) => void;
  /** Does what a chord means while a paste is shown. False: the chord means what it always does. */
  readonly press: (chord: Chord) => boolean;
};

/** Makes what handles the pastes of one screen. */
export function createPasted({ui, bar}: {readonly ui: StoreApi<UiState>; readonly bar: Bar}): Pasted {
  function put(text: string): void {
    ui.setState({pasted: null});
    bar.insert(text);
  }

  /** A paste is no command: a slash at its start is doubled. */
  function asText(text: string): string {
    const isFirst = bar.getState().editor.text === '' && ui.getState().composing === null;
    return isFirst && text.startsWith('/') ? `/${text}` : text;
  }

  return {
    take(raw) {
      const {text} = insert(emptyEditor, raw);
      if (text.trimEnd().split('\n').length > MAX_LINES) {
        ui.setState({pasted: text, overlay: null});
      } else {
        bar.insert(text.replace(/\n$/, '')); // a line that was copied whole: its end is no line of the message
      }
    },
    press(chord) {
      const {pasted} = ui.getState();
      if (pasted === null) {
        return false;
      }
      if ('text' in chord) {
        if (chord.text === 'e') {
          put(pasted);
        }
        return true;
      }
      switch (chord.name) {
        case 'enter':
          put(asText(pasted.trimEnd()));
          return false; // and now Enter sends what stands in the bar
        case 'escape':
        case 'ctrl-c':
          ui.setState({pasted: null});
          return true;
        default:
          return !SHARED.has(chord.name);
      }
    },
  };
}

const SHARED = new Set(['ctrl-l', 'ctrl-z']);
