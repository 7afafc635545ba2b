import {chordLabel} from '../../src/lib/chords.ts';
import type {KeyAction} from '../keys/key-map.ts';
import type {HintLook} from '../keys/mode.ts';
import {drawHintRow} from '../theme/status-row.ts';

/** What the keys do, as the hint says it. */
const WORDS: readonly (readonly [KeyAction, string])[] = [
  ['message-reply', 'reply'],
  ['message-edit', 'edit'],
  ['message-delete', 'delete'],
  ['message-react', 'react'],
  ['message-copy', 'copy'],
  ['message-forward', 'forward'],
  ['message-details', 'details'],
  ['message-quoted', 'quoted'],
];

/** The row that says what keys do to the chosen message. */
export function drawSelectionHint({width, painter, keyMap}: HintLook): string {
  const words = WORDS.flatMap(([action, word]) => {
    const chord = keyMap.find(binding => binding.action === action && binding.when === 'message')?.chords[0];
    return chord === undefined ? [] : [`${chordLabel(chord)} ${word}`];
  });
  return drawHintRow(` ${words.join('  ')}  Esc`, width, painter);
}
