import type {Key} from 'ink';

/**
 * What was pressed: a name such as `ctrl-a`, `alt-enter`, `up`, `shift-tab`, `f1`, or text to insert.
 * Names are lower case; modifiers come in the order ctrl, alt, shift.
 */
export type Chord = {readonly name: string} | {readonly text: string};

const NAMED = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
] as const satisfies readonly (readonly [keyof Key, string])[];

/** Turns what the renderer heard into chords. One read may hold several characters, and returns between them. */
export function chordsOf(input: string, key: Key): Chord[] {
  const named = NAMED.find(([flag]) => key[flag]);
  if (named !== undefined) {
    return [{name: withModifiers(named[1], key)}];
  }
  if (input === '') {
    return [];
  }
  return key.ctrl || key.meta
    ? [{name: withModifiers(input.toLowerCase(), {...key, shift: false})}]
    : split(input);
}

/** The name of a function key in a raw escape sequence, or null. The renderer does not pass these on. */
export function functionKeyOf(sequence: string): Chord | null {
  const name = FUNCTION_KEYS.get(sequence);
  return name === undefined ? null : {name};
}

/** As xterm, the VT220 and the Linux console send them. */
const FUNCTION_KEYS: ReadonlyMap<string, string> = new Map([
  ...['\x1bOP', '\x1bOQ', '\x1bOR', '\x1bOS'].map((sequence, index) => [sequence, `f${index + 1}`] as const),
  ...[11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24].map(
    (code, index) => [`\x1b[${code}~`, `f${index + 1}`] as const,
  ),
  ...['A', 'B', 'C', 'D', 'E'].map((letter, index) => [`\x1b[[${letter}`, `f${index + 1}`] as const),
  ['\x1b[P', 'f1'] as const,
]);

function withModifiers(name: string, {ctrl, meta, shift}: Pick<Key, 'ctrl' | 'meta' | 'shift'>): string {
  return `${ctrl ? 'ctrl-' : ''}${meta ? 'alt-' : ''}${shift ? 'shift-' : ''}${name}`;
}

const PIECES = /\r\n?|[\0-\x1f\x7f]|[^\0-\x1f\x7f]+/g;

function split(input: string): Chord[] {
  return (input.match(PIECES) ?? []).map(piece => {
    const control = piece.charCodeAt(0);
    if (piece.startsWith('\r')) {
      return {name: 'enter'};
    }
    if (control === 0x7f) {
      return {name: 'backspace'};
    }
    if (control === 0x09) {
      return {name: 'tab'};
    }
    return control < 0x20 ? {name: `ctrl-${String.fromCharCode(control + 0x60)}`} : {text: piece};
  });
}
