import {chordLabel} from '../../../src/lib/chords.ts';
import type {Found} from '../../../src/store/state.ts';
import type {KeyAction, KeyBinding} from '../../keys/key-map.ts';
import {fitTo} from '../../text/fit.ts';
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
    return chord === undefined ? 'no key' : chordLabel(chord);
  };
  const text = `Found ${at + 1} of ${count} · ${key('hit-next')} next · ${key('hit-previous')} previous · ${key('search')} the list · ${key('escape')} back`;
  return painter.paint('status', fitTo(` ${text}`, width));
}
