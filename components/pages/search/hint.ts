import {chordLabel} from '../../../src/lib/chords.ts';
import {screenTexts} from '../../../src/lib/texts/screen.ts';
import type {Found} from '../../../src/store/state.ts';
import type {KeyAction, KeyBinding} from '../../keys/key-map.ts';
import {drawHintRow} from '../../theme/status-row.ts';
import type {Painter} from '../../theme/theme.ts';
import type {Visit} from './hit.ts';

/** The row that says which hit is shown, and how to go on. */
export function drawVisit(
  {at}: Visit,
  found: Found | null,
  keyMap: readonly KeyBinding[],
  width: number,
  painter: Painter,
): string {
  const count = `${found?.hits.length ?? 0}${found?.more ? '+' : ''}`;
  const key = (action: KeyAction) => {
    const chord = keyMap.find(binding => binding.action === action)?.chords[0];
    return chord === undefined ? screenTexts.keys.none : chordLabel(chord);
  };
  const text = screenTexts.search.visit(at + 1, count, {
    next: key('hit-next'),
    previous: key('hit-previous'),
    list: key('search'),
    back: key('escape'),
  });
  return drawHintRow(` ${text}`, width, painter);
}
