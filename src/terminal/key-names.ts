/** Names of keys by what stands for them in sequences: xterm, VT220, rxvt, the Linux console, the kitty protocol. */

/** By the final of a CSI or SS3 sequence. */
export const KEYS_BY_FINAL: ReadonlyMap<string, string> = new Map([
  ['A', 'up'],
  ['B', 'down'],
  ['C', 'right'],
  ['D', 'left'],
  ['F', 'end'],
  ['H', 'home'],
  ['P', 'f1'],
  ['Q', 'f2'],
  ['R', 'f3'],
  ['S', 'f4'],
]);

/** By the first parameter, where the final is `~`. */
export const KEYS_BY_NUMBER: ReadonlyMap<number, string> = new Map([
  [1, 'home'],
  [3, 'delete'],
  [4, 'end'],
  [5, 'pageup'],
  [6, 'pagedown'],
  [7, 'home'],
  [8, 'end'],
  ...[11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24].map(
    (number, index) => [number, `f${index + 1}`] as const,
  ),
]);

/** Keys that keep their code with modifiers (`modifyOtherKeys`, kitty): 13 is Enter. */
export const KEYS_BY_CODE: ReadonlyMap<number, string> = new Map([
  [8, 'backspace'],
  [9, 'tab'],
  [13, 'enter'],
  [27, 'escape'],
  [127, 'backspace'],
  ...['left', 'right', 'up', 'down', 'pageup', 'pagedown', 'home', 'end', undefined, 'delete'].flatMap(
    (name, index) => (name === undefined ? [] : [[57417 + index, name] as const]),
  ),
  [57414, 'enter'],
  ...Array.from({length: 12}, (_, index) => [57364 + index, `f${index + 1}`] as const),
]);

/** Keys of the number pad that type something, by their code in the kitty protocol. */
export const PAD_BY_CODE: ReadonlyMap<number, string> = new Map(
  [...'0123456789./*-+', undefined, '=', ','].flatMap((character, index) =>
    character === undefined ? [] : [[57399 + index, character] as const],
  ),
);

/** Keys of the number pad in application mode, by the final of SS3. */
export const PAD_BY_FINAL: ReadonlyMap<string, string> = new Map([
  ...[...'0123456789'].map((digit, index) => [String.fromCharCode(0x70 + index), digit] as const),
  ['j', '*'],
  ['k', '+'],
  ['l', ','],
  ['m', '-'],
  ['n', '.'],
  ['o', '/'],
  ['X', '='],
  [' ', ' '],
]);

/** Arrows with a modifier as rxvt sends them, by the final. */
export const RXVT_ARROWS: ReadonlyMap<string, string> = new Map([
  ['a', 'up'],
  ['b', 'down'],
  ['c', 'right'],
  ['d', 'left'],
]);
