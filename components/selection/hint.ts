import type {EntryView} from '../../src/core/api/api.ts';
import {chordLabel} from '../../src/lib/chords.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {KeyAction} from '../keys/key-map.ts';
import type {HintLook} from '../keys/mode.ts';
import {linksOf} from '../log/links.ts';
import {drawHintRow} from '../theme/status-row.ts';

/** Whether something can be done to a message; `canGoBack`: it was come to from one that answers to it. */
export function canDo(action: KeyAction, entry: EntryView, canGoBack: boolean): boolean {
  switch (action) {
    case 'message-edit':
    case 'message-delete':
      return entry.outgoing && !entry.deleted;
    case 'message-reply':
    case 'message-react':
    case 'message-copy':
    case 'message-forward':
      return !entry.deleted;
    case 'message-open':
    case 'message-copy-link':
      return !entry.deleted && linksOf(entry.text).length > 0;
    case 'message-quoted':
      return entry.replyTo !== null;
    case 'message-back':
      return canGoBack;
    default:
      return true;
  }
}

/** The row that says what keys do to the chosen message: only what can be done. */
export function drawSelectionHint(
  {width, painter, keyMap}: HintLook,
  entry: EntryView | null,
  canGoBack: boolean,
): string {
  const words = Object.entries(screenTexts.messageKeys).flatMap(([name, word]) => {
    const found = keyMap.find(({action, when}) => action === name && when === 'message');
    const chord = found?.chords[0];
    return chord === undefined || entry === null || !canDo(found?.action ?? 'escape', entry, canGoBack)
      ? []
      : [`${chordLabel(chord)} ${word}`];
  });
  return drawHintRow(` ${words.join('  ')}  Esc`, width, painter);
}
