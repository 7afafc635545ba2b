import type {EntryView, PeerKey} from '../../src/core/api/api.ts';
import {findEmoji} from '../../src/lib/text/emoji.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {ScreenActions} from '../base/actions.ts';
import {deleteBackward, emptyEditor, withText} from '../input/editor.ts';
import type {KeyAction} from '../keys/key-map.ts';
import type {Mode} from '../keys/mode.ts';
import {LEVEL, type ModeKind, type Modes} from '../keys/modes.ts';
import {fitTo, pad} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';
import type {Painter} from '../theme/theme.ts';

/** The choice of a reaction: what was typed to find it, and which one is marked. */
export type Picker = {readonly entry: EntryView; readonly typed: string; readonly at: number};

export const PICKER: ModeKind<Picker> = {
  name: 'picker',
  level: LEVEL.ask,
  coversLog: false,
  text: 'field',
  note: screenTexts.selection.pickerNote,
};

/** Columns of what was typed; emoji before the marked one that stay in view. */
const FIELD_COLUMNS = 24;
const SHOWN_BEFORE = 5;

export type PickerOptions = {
  readonly modes: Modes;
  readonly actions: Pick<ScreenActions, 'react'>;
  readonly ownKey: () => PeerKey | null;
  /** Lets go of the chosen message. */
  readonly clear: () => void;
};

/** Creates the mode in which a reaction is chosen. */
export function createPickerMode({modes, actions, ownKey, clear}: PickerOptions): Mode<Picker> {
  const find = (picker: Picker, typed: string) => modes.enter(PICKER, {...picker, typed, at: 0});

  function step(picker: Picker, by: 1 | -1): void {
    const count = findEmoji(picker.typed).length;
    if (count > 0) {
      modes.enter(PICKER, {...picker, at: (picker.at + by + count) % count});
    }
  }

  /** The same reaction again takes it back. */
  function react({entry, typed, at}: Picker): void {
    const emoji = findEmoji(typed)[at];
    if (emoji !== undefined) {
      clear();
      const hasIt = entry.reactions.some(
        reaction => reaction.emoji === emoji && reaction.authors.some(author => author === ownKey()),
      );
      actions.react(entry, hasIt ? null : emoji);
    }
  }

  function perform(action: KeyAction, picker: Picker): boolean {
    switch (action) {
      case 'move-left':
      case 'complete-back':
        step(picker, -1);
        return true;
      case 'move-right':
      case 'complete':
        step(picker, 1);
        return true;
      case 'delete-backward':
        find(picker, deleteBackward(withText(emptyEditor, picker.typed)).text);
        return true;
      case 'submit':
        react(picker);
        return true;
      case 'redraw':
      case 'suspend':
        return false;
      default:
        modes.leave(PICKER);
        return true;
    }
  }

  return {
    kind: PICKER,
    contexts: () => ['typing', 'always'],
    type(text, picker) {
      find(picker, picker.typed + text);
      return true;
    },
    perform,
    hint: ({width, painter}, picker) => drawPicker(picker, width, painter),
  };
}

/** The row in which a reaction is chosen: what was typed, then what it finds. */
function drawPicker({typed, at}: Picker, width: number, painter: Painter): string {
  const found = findEmoji(typed);
  const first = Math.max(0, at - SHOWN_BEFORE);
  let used = Math.min(FIELD_COLUMNS, width);
  let row = painter.paint('prompt', fitTo(screenTexts.selection.pickerField(typed), used));
  for (const [index, emoji] of found.slice(first).entries()) {
    const columns = textWidth(emoji) + 2;
    if (used + columns > width) {
      break;
    }
    row += painter.paint(index + first === at ? 'selected' : 'text', ` ${emoji} `);
    used += columns;
  }
  return found.length === 0 ? pad(screenTexts.selection.pickerEmpty(row), width) : pad(row, width);
}
