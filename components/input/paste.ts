import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {KeyAction} from '../keys/key-map.ts';
import {type Mode, SCREEN_KEYS} from '../keys/mode.ts';
import {LEVEL, type ModeKind, type Modes} from '../keys/modes.ts';
import {emptyEditor, insert} from './editor.ts';
import type {Bar} from './input-line.ts';
import {drawPasteHint} from './paste-hint.ts';

/** A paste of more lines is asked about first. */
const MAX_LINES = 5;

/** A long paste that waits for a decision. */
export type LongPaste = {readonly text: string};

export const PASTE: ModeKind<LongPaste> = {
  name: 'paste',
  level: LEVEL.page,
  coversLog: true,
  text: 'none',
  note: screenTexts.paste.note,
};

export type PasteOptions = {
  readonly modes: Modes;
  readonly bar: Bar;
  /** What is typed is a reply or an edit. */
  readonly isComposing: () => boolean;
};

/** Takes what is pasted into the chat: short texts go into the bar, long ones are shown first. */
export function takePaste(modes: Modes, bar: Bar, raw: string): void {
  const {text} = insert(emptyEditor, raw);
  if (text.trimEnd().split('\n').length > MAX_LINES) {
    modes.enter(PASTE, {text});
  } else {
    bar.insert(text.replace(/\n$/, '')); // a line that was copied whole: its end is no line of the message
  }
}

const LETS: ReadonlySet<KeyAction> = new Set<KeyAction>([...SCREEN_KEYS, 'submit']);

/** Creates the mode in which a long paste is looked at. */
export function createPasteMode({modes, bar, isComposing}: PasteOptions): Mode<LongPaste> {
  function put(text: string): void {
    modes.leave(PASTE);
    bar.insert(text);
  }

  /** A paste is no command: a slash at its start is doubled. */
  function asText(text: string): string {
    const isFirst = bar.getState().editor.text === '' && !isComposing();
    return isFirst && text.startsWith('/') ? `/${text}` : text;
  }

  return {
    kind: PASTE,
    contexts: () => ['paste', 'typing', 'always'],
    lets: LETS,
    perform(action, {text}) {
      switch (action) {
        case 'paste-edit':
          put(text);
          return true;
        case 'submit':
          put(asText(text.trimEnd()));
          return false; // and now Enter sends what stands in the bar
        case 'escape':
        case 'interrupt':
          modes.leave(PASTE);
          return true;
        default:
          return !SCREEN_KEYS.has(action);
      }
    },
    hint: ({width, painter}) => drawPasteHint(width, painter),
  };
}
