/** Names of keys, as settings write them and help shows them: `ctrl-k`, `alt-shift-up`, `f2`, `n`. */

/**
 * What was pressed: a name such as `ctrl-a`, `alt-enter`, `up`, `shift-tab`, `f1`, or text to insert.
 * Names are lower case; modifiers come in the order ctrl, alt, shift.
 */
export type Chord = {readonly name: string} | {readonly text: string};

/** Keys that have a name instead of a character, and how people call them. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['up', '↑'],
  ['down', '↓'],
  ['left', '←'],
  ['right', '→'],
  ['pageup', 'PgUp'],
  ['pagedown', 'PgDn'],
  ['home', 'Home'],
  ['end', 'End'],
  ['enter', 'Enter'],
  ['escape', 'Esc'],
  ['tab', 'Tab'],
  ['backspace', 'Backspace'],
  ['delete', 'Delete'],
  ...Array.from({length: 12}, (_, index) => [`f${index + 1}`, `F${index + 1}`] as const),
]);

const MODIFIERS = ['ctrl', 'alt', 'shift'] as const;
const SHAPE = /^(?<modifiers>(?:(?:ctrl|alt|shift)-)*)(?<key>.+)$/i;
const CHARACTER = /^[!-~]$/;

/**
 * Reads a chord, such as `Ctrl-K`, and gives it the one name it has: lower case, modifiers in the order ctrl, alt,
 * shift. A single character stays as it is (`N` is Shift with n). Null if no terminal could send it.
 */
export function parseChord(text: string): string | null {
  const {modifiers = '', key = ''} = SHAPE.exec(text.trim())?.groups ?? {};
  const pressed = modifiers.toLowerCase().split('-');
  const name = key.toLowerCase();
  const prefix = MODIFIERS.filter(modifier => pressed.includes(modifier)).map(modifier => `${modifier}-`);
  if (NAMED.has(name)) {
    return prefix.join('') + name;
  }
  if (!CHARACTER.test(key) || pressed.includes('shift')) {
    return null;
  }
  return prefix.length === 0 ? key : prefix.join('') + name;
}

/** True for what is typed into a text: it can stand for a key only where nothing is being typed. */
export function isCharacter(chord: string): boolean {
  return chord.length === 1;
}

/** A chord as people read it: `Ctrl-K`, `Alt-→`, `PgUp`, `n`. */
export function chordLabel(chord: string): string {
  if (isCharacter(chord)) {
    return chord;
  }
  const {modifiers = '', key = ''} = SHAPE.exec(chord)?.groups ?? {};
  const prefix = modifiers.replace(/[a-z]+/g, word => word[0]?.toUpperCase() + word.slice(1));
  return prefix + (NAMED.get(key) ?? key.toUpperCase());
}
