import type {Chord} from '../lib/chords.ts';
import {KEYS_BY_FINAL, KEYS_BY_NUMBER} from './key-names.ts';

/** The other way round; of several the last in the table is not better than the first. */
const FINALS = inverted(KEYS_BY_FINAL);
const NUMBERS = inverted(KEYS_BY_NUMBER);
const CONTROLS: ReadonlyMap<string, string> = new Map([
  ['enter', '\r'],
  ['tab', '\t'],
  ['backspace', '\x7f'],
  ['space', ' '],
]);

/**
 * The bytes that every terminal without a key protocol sends for a chord, for whoever reads nothing else, such as
 * Node's readline. A lone Escape and what has no such form is nothing.
 */
export function legacyBytesOf(chord: Chord): string {
  if ('text' in chord) {
    return chord.text;
  }
  const {
    ctrl,
    alt,
    shift,
    key = '',
  } = /^(?<ctrl>ctrl-)?(?<alt>alt-)?(?<shift>shift-)?(?<key>.+)$/s.exec(chord.name)?.groups ?? {};
  const modifiers = 1 + (shift ? 1 : 0) + (alt ? 2 : 0) + (ctrl ? 4 : 0);
  if (key === 'tab' && shift) {
    return '\x1b[Z';
  }
  const final = FINALS.get(key);
  if (final !== undefined) {
    return modifiers === 1 ? unmodified(final) : `\x1b[1;${modifiers}${final}`;
  }
  const number = NUMBERS.get(key);
  if (number !== undefined) {
    return modifiers === 1 ? `\x1b[${number}~` : `\x1b[${number};${modifiers}~`;
  }
  const prefix = alt ? '\x1b' : '';
  const control = CONTROLS.get(key);
  if (control !== undefined) {
    return ctrl && key === 'space' ? `${prefix}\0` : prefix + control;
  }
  if (key.length !== 1) {
    return '';
  }
  return prefix + (ctrl ? controlOf(key) : key);
}

/** `CSI R` alone would be the place of the cursor in some programs' eyes: the function keys come with SS3. */
function unmodified(final: string): string {
  return /[PQRS]/.test(final) ? `\x1bO${final}` : `\x1b[${final}`;
}

function controlOf(key: string): string {
  const code = key.toUpperCase().charCodeAt(0);
  return code >= 0x40 && code < 0x60 ? String.fromCharCode(code - 0x40) : '';
}

function inverted<K>(table: ReadonlyMap<K, string>): ReadonlyMap<string, K> {
  return new Map([...table].reverse().map(([key, name]) => [name, key]));
}
