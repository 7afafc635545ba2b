/** What belongs to which kind of sequence (ECMA-48, xterm's ctlseqs), and what of it can be typed by hand. */

/** Introducers of strings, by what stands behind the Escape, and as C1 controls. */
export const STRINGS: ReadonlyMap<number, number> = new Map([
  [0x50, 0x90], // P: DCS
  [0x58, 0x98], // X: SOS
  [0x5d, 0x9d], // ]: OSC
  [0x5e, 0x9e], // ^: PM
  [0x5f, 0x9f], // _: APC
]);
export const C1_STRINGS: ReadonlySet<number> = new Set(STRINGS.values());
/** What such an answer begins with. Anything else behind the introducer is typed. */
const ANSWER_BEGINS: ReadonlyMap<number, RegExp> = new Map([
  [0x50, /[\d!$+>|?=]/],
  [0x58, /./],
  [0x5d, /[\dlLI]/],
  [0x5e, /./],
  [0x5f, /./],
]);
/** Strings whose content could be typed as well: Alt and a capital letter come before it. */
export const AMBIGUOUS: ReadonlySet<number> = new Set([0x58, 0x5e, 0x5f]);
/** Finals of keys and reports without parameters: all that can follow a late `[` or `O`. */
const LATE_CSI = /^[\d;:<=>?]+[ -/]*[@-~]$|^[A-FHIMOPQRSZ]$/;
const LATE_SS3 = /^[A-DFHPQRS]$/;

/** Whether a string can go on like this behind its introducer. */
export function begins(introducer: number, byte: number): boolean {
  return ANSWER_BEGINS.get(introducer)?.test(String.fromCharCode(byte)) ?? true;
}

/** Whether this can be the rest of a sequence whose Escape was taken for the key. */
export function canComeLate(type: 'csi' | 'ss3', rest: string): boolean {
  return (type === 'csi' ? LATE_CSI : LATE_SS3).test(rest);
}

/** How many bytes follow the first one of a character in UTF-8; null if none begins with it. */
export function bytesBehind(first: number): number | null {
  if (first < 0xc2 || first >= 0xf5) {
    return null;
  }
  return first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
}
