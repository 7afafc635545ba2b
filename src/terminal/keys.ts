import type {Chord} from '../lib/chords.ts';
import {
  KEYS_BY_CODE,
  KEYS_BY_FINAL,
  KEYS_BY_NUMBER,
  PAD_BY_CODE,
  PAD_BY_FINAL,
  RXVT_ARROWS,
} from './key-names.ts';
import type {Sequence} from './sequence-output.ts';

/** What is held with a key. */
type Modifiers = {readonly ctrl: boolean; readonly alt: boolean; readonly shift: boolean};

const NONE: Modifiers = {ctrl: false, alt: false, shift: false};

/** The modifier field of a sequence: one more than the sum of these. */
const [SHIFT, ALT, CTRL, CAPS] = [1, 2, 4, 64];
/** Super, Hyper and Meta: keys of the desktop, none of ours. */
const FOREIGN = 8 | 16 | 32;
const RELEASE = 3;
/** Codes of the kitty protocol that are no characters. */
const isPrivate = (code: number) => code >= 0xe000 && code <= 0xf8ff;

/** The chord of a typed character or control, or of a CSI or SS3 sequence; null if it is none that we know. */
export function chordOf(
  sequence: Extract<Sequence, {type: 'text' | 'control' | 'csi' | 'ss3'}>,
): Chord | null {
  switch (sequence.type) {
    case 'text':
      return sequence.isAlt ? altChord(sequence.text) : {text: sequence.text};
    case 'control':
      return {name: controlName(sequence.code, sequence.isAlt)};
    case 'csi':
      return csiChord(sequence);
    case 'ss3':
      return ss3Chord(sequence);
  }
}

function altChord(character: string): Chord {
  return {name: character === ' ' ? 'alt-space' : `alt-${character.toLowerCase()}`};
}

const CONTROL_NAMES: ReadonlyMap<number, string> = new Map([
  [0x00, 'ctrl-space'],
  [0x08, 'backspace'],
  [0x09, 'tab'],
  [0x0d, 'enter'],
  [0x7f, 'backspace'],
]);

function controlName(code: number, isAlt: boolean): string {
  if (isAlt && code === 0x0a) {
    return 'alt-enter';
  }
  const name = CONTROL_NAMES.get(code);
  const letter = String.fromCharCode(code + 0x40).toLowerCase();
  return name === undefined ? `ctrl-${isAlt ? 'alt-' : ''}${letter}` : `${isAlt ? 'alt-' : ''}${name}`;
}

function ss3Chord({parameters, final, isAlt}: Extract<Sequence, {type: 'ss3'}>): Chord | null {
  if (final === 'M') {
    return named('enter', {...NONE, alt: isAlt});
  }
  const rxvt = RXVT_ARROWS.get(final);
  const name = KEYS_BY_FINAL.get(final);
  if (rxvt !== undefined || name !== undefined) {
    const held = modifiersOf(parameters.split(';').at(-1) ?? '');
    return held === null
      ? null
      : named(rxvt ?? name ?? '', {
          ...held,
          alt: held.alt || isAlt,
          ctrl: held.ctrl || rxvt !== undefined,
        });
  }
  const character = PAD_BY_FINAL.get(final);
  return character === undefined ? null : {text: character};
}

function csiChord({parameters, final, isAlt}: Extract<Sequence, {type: 'csi'}>): Chord | null {
  if (!/^[\d;:]*$/.test(parameters)) {
    return null; // a private form: an answer
  }
  const [first = '', second = '', third = ''] = parameters.split(';');
  if (final === 'u') {
    return codedChord(first, second, third);
  }
  if (final === '~' && first === '27') {
    return codedChord(third, second, '');
  }
  const held = modifiersOf(second);
  if (held === null) {
    return null;
  }
  const all = {...held, alt: held.alt || isAlt};
  if (final === '~' || /^[$^@]$/.test(final)) {
    const name = KEYS_BY_NUMBER.get(Number(first || Number.NaN));
    return name === undefined ? null : named(name, withRxvt(all, final));
  }
  if (final === 'Z') {
    return named('tab', {...all, shift: true});
  }
  const rxvt = RXVT_ARROWS.get(final);
  if (rxvt !== undefined) {
    return named(rxvt, {...all, shift: true});
  }
  const name = KEYS_BY_FINAL.get(final);
  // `CSI row ; column R` tells where the cursor is.
  return name === undefined || (final === 'R' && parameters !== '') ? null : named(name, all);
}

/** rxvt tells modifiers by the final: `$` Shift, `^` Ctrl, `@` both. */
function withRxvt(held: Modifiers, final: string): Modifiers {
  return {
    ...held,
    ctrl: held.ctrl || final === '^' || final === '@',
    shift: held.shift || final === '$' || final === '@',
  };
}

/** A key by its code point (kitty's `CSI u`, xterm's modifyOtherKeys), with the other forms of it. */
function codedChord(key: string, modifiers: string, typed: string): Chord | null {
  const [code = Number.NaN, shifted, base] = key
    .split(':')
    .map(part => (part === '' ? undefined : Number(part)));
  const held = modifiersOf(modifiers);
  if (held === null || !Number.isInteger(code) || code < 0 || code > 0x10ffff) {
    return null;
  }
  const name = KEYS_BY_CODE.get(code);
  if (name !== undefined) {
    return named(name, held);
  }
  const pad = PAD_BY_CODE.get(code);
  if (pad === undefined && (isPrivate(code) || code < 0x20)) {
    return null;
  }
  if (held.ctrl || held.alt) {
    return commandChord(pad ?? letterOf(code, base), held);
  }
  const text = pad ?? textOf(typed) ?? shiftedText(code, shifted, held, modifiers);
  return text === null || text === '' ? null : {text};
}

/** On a layout without Latin letters, the key means what it means on the standard one. */
function letterOf(code: number, base: number | undefined): string {
  return String.fromCodePoint(base !== undefined && code > 0x7f ? base : code);
}

/** Those that terminals without such a protocol cannot tell apart are the same here. */
const SAME_AS = new Map([
  ['i', 'tab'],
  ['m', 'enter'],
  ['[', 'escape'],
  ['h', 'backspace'],
]);

function commandChord(character: string, held: Modifiers): Chord {
  const same = held.ctrl ? SAME_AS.get(character.toLowerCase()) : undefined;
  return same === undefined
    ? named(character === ' ' ? 'space' : character.toLowerCase(), {...held, shift: false})
    : named(same, {...held, ctrl: false});
}

/** The text that the terminal says the key types, as code points. */
function textOf(typed: string): string | null {
  const codes = typed === '' ? [] : typed.split(':').map(Number);
  const isText = codes.every(code => code >= 0x20 && code !== 0x7f && code <= 0x10ffff);
  return codes.length === 0 || !isText ? null : String.fromCodePoint(...codes);
}

/** Which sign stands over a digit, only the layout knows: without a word of the terminal it is no text. */
function shiftedText(
  code: number,
  shifted: number | undefined,
  {shift}: Modifiers,
  modifiers: string,
): string | null {
  const character = String.fromCodePoint(code);
  const isCaps = (((Number.parseInt(modifiers, 10) || 1) - 1) & CAPS) !== 0;
  if (shift && shifted !== undefined) {
    return String.fromCodePoint(shifted);
  }
  if (shift && /\d/.test(character)) {
    return null;
  }
  const upper = character.toUpperCase();
  const isLetter = upper !== character && upper.length === character.length;
  return isLetter && shift !== isCaps ? upper : character;
}

/** Null if the key was let go, or belongs to the desktop. */
function modifiersOf(field: string): Modifiers | null {
  const [mask = '', event = ''] = field.split(':');
  const held = (mask === '' ? 1 : Number(mask)) - 1;
  if (!(held >= 0) || Number(event) === RELEASE || (held & FOREIGN) !== 0) {
    return null;
  }
  return {ctrl: (held & CTRL) !== 0, alt: (held & ALT) !== 0, shift: (held & SHIFT) !== 0};
}

function named(name: string, {ctrl, alt, shift}: Modifiers): Chord {
  return {name: `${ctrl ? 'ctrl-' : ''}${alt ? 'alt-' : ''}${shift ? 'shift-' : ''}${name}`};
}
