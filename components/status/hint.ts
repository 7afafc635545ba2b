import {chordLabel} from '../../src/lib/chords.ts';
import type {HintName} from '../../src/lib/hints.ts';
import {hintTexts} from '../../src/lib/texts/hints.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {AppState} from '../../src/store/state.ts';
import type {KeyAction, KeyBinding} from '../keys/key-map.ts';
import {fitTo} from '../text/fit.ts';
import type {Painter} from '../theme/theme.ts';

/** Nobody has read a hint before this time, milliseconds: keys leave it where it is. */
const UNREAD = 3000;

/** The row that tells of a feature, with the keys that lead to it now. */
export function drawHint(
  name: HintName,
  keyMap: readonly KeyBinding[],
  width: number,
  painter: Painter,
): string {
  const {keys, text} = hintTexts.screen[name];
  const labels = keys.map(action => {
    const chord = keyMap.find(binding => binding.action === action)?.chords[0];
    return chord === undefined ? screenTexts.keys.none : chordLabel(chord);
  });
  return painter.paint('hint', fitTo(` ${text(...labels)}`, width));
}

/** A key was pressed that writes nothing: what was told is out of the way, once it can have been read or was followed. */
export function dropHint(state: AppState, action: KeyAction | null, now: number): AppState {
  const {hint} = state;
  const isFollowed = hint !== null && action === hintTexts.screen[hint.name].keys.at(-1);
  return hint === null || (now - hint.at < UNREAD && !isFollowed) ? state : {...state, hint: null};
}
