import {graphemes} from '../../src/lib/text/graphemes.ts';
import type {Chord} from './chords.ts';
import {actionFor, type KeyAction, type KeyBinding} from './key-map.ts';
import type {HintLook, Mode} from './mode.ts';
import type {Modes} from './modes.ts';

export type DispatchOptions = {
  readonly modes: Modes;
  readonly handlers: readonly Mode<never>[];
  readonly keyMap: () => readonly KeyBinding[];
};

/** Gives input to the modes that are on, from the top down. */
export type Dispatch = {
  readonly press: (chord: Chord) => void;
  readonly paste: (text: string) => void;
  /** Does what a key would do, whichever that is. */
  readonly act: (action: KeyAction) => void;
  /** The hint of the highest mode that has one; null if none has. */
  readonly hint: (look: HintLook) => string | null;
};

type On = {readonly mode: Mode<never>; readonly state: never};

/** Creates it for the modes of one screen. */
export function createDispatch({modes, handlers, keyMap}: DispatchOptions): Dispatch {
  const byName = new Map(handlers.map(mode => [mode.kind.name, mode]));

  function on(): readonly On[] {
    return modes.getState().flatMap(({kind, state}) => {
      const mode = byName.get(kind.name);
      return mode === undefined ? [] : [{mode, state: state as never}];
    });
  }

  function pressKey(name: string): void {
    perform(({mode, state}) => actionFor(keyMap(), name, mode.contexts(state)));
  }

  /** From the top down; `actionIn` says what is to be done in a mode. */
  function perform(actionIn: (on: On) => KeyAction | null): void {
    const isLet: ReadonlySet<KeyAction>[] = [];
    for (const {mode, state} of on().toReversed()) {
      const action = actionIn({mode, state});
      if (action !== null && isLet.every(actions => actions.has(action)) && mode.perform(action, state)) {
        return;
      }
      if (mode.lets !== undefined) {
        isLet.push(mode.lets);
      }
    }
  }

  function type(text: string, isPaste = false): void {
    for (const {mode, state} of on().toReversed()) {
      const take = (isPaste ? mode.paste : undefined) ?? mode.type;
      if (take?.(text, state)) {
        return;
      }
      const hasLetters = mode.kind.text === 'none' && take === mode.type;
      if (hasLetters || (mode.kind.text !== 'below' && take === undefined)) {
        if (!isPaste) {
          typeLetters(text, {mode, state});
        }
        return;
      }
    }
  }

  /** Single characters are keys here; the first one may lead to where the rest is text. */
  function typeLetters(text: string, {mode, state}: On): void {
    const [letter = '', ...rest] = graphemes(text);
    const action = actionFor(keyMap(), letter, mode.contexts(state));
    if (action !== null) {
      mode.perform(action, state);
    }
    if (rest.length > 0) {
      type(rest.join(''));
    }
  }

  return {
    press(chord) {
      if ('text' in chord) {
        type(chord.text);
      } else {
        pressKey(chord.name);
      }
    },
    paste: text => type(text, true),
    act: action => perform(() => action),
    hint(look) {
      for (const {mode, state} of on().toReversed()) {
        const row = mode.hint?.(look, state) ?? null;
        if (row !== null) {
          return row;
        }
      }
      return null;
    },
  };
}
