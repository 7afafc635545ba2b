import {chordOf} from './keys.ts';
import {mouseEventOf} from './mouse.ts';
import {createScanner} from './scanner.ts';
import type {Sequence} from './sequence-output.ts';
import type {Token} from './tokens.ts';

/** Bytes and the time in, tokens out; see `Scanner` for what the three do. */
export type Tokenizer = {
  readonly push: (bytes: Uint8Array, now: number) => readonly Token[];
  readonly tick: (now: number) => readonly Token[];
  readonly due: () => number | null;
};

/** How long an Escape may be the beginning of a sequence, milliseconds; over a network the rest takes longer. */
export const ESCAPE_DELAY = {near: 50, far: 100} as const;

export function createTokenizer({escapeDelay}: {readonly escapeDelay: number}): Tokenizer {
  const scanner = createScanner({escapeDelay});
  return {
    push: (bytes, now) => scanner.push(bytes, now).map(tokenOf),
    tick: now => scanner.tick(now).map(tokenOf),
    due: () => scanner.due(),
  };
}

const IGNORED: Token = {type: 'ignored'};
const CONSOLE_KEYS = 'ABCDE';

function tokenOf(sequence: Sequence): Token {
  switch (sequence.type) {
    case 'text':
    case 'control':
    case 'ss3':
      return keyToken(sequence);
    case 'csi':
      return reportOf(sequence) ?? keyToken(sequence);
    case 'escape':
      return {type: 'key', chord: {name: 'escape'}};
    case 'console': {
      const index = CONSOLE_KEYS.indexOf(sequence.final);
      return index === -1 ? IGNORED : {type: 'key', chord: {name: `f${index + 1}`}};
    }
    case 'paste':
      return sequence;
    case 'osc':
      return backgroundOf(sequence.text) ?? IGNORED;
    case 'ignored':
      return IGNORED;
  }
}

function keyToken(sequence: Extract<Sequence, {type: 'text' | 'control' | 'csi' | 'ss3'}>): Token {
  const chord = chordOf(sequence);
  return chord === null ? IGNORED : {type: 'key', chord};
}

/** What no key sends. */
function reportOf({parameters, final}: Extract<Sequence, {type: 'csi'}>): Token | null {
  if (parameters === '' && (final === 'I' || final === 'O')) {
    return {type: 'focus', isIn: final === 'I'};
  }
  if ((parameters === '0' || parameters === '3') && final === 'n') {
    return {type: 'status'}; // 3: "not well", but it answers
  }
  if (parameters.startsWith('<')) {
    const event = mouseEventOf(parameters.slice(1), final);
    return event === null ? IGNORED : {type: 'mouse', event};
  }
  return null;
}

/** `11;rgb:ffff/ffff/ffff`, with one to four digits of each. */
const BACKGROUND = /^11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})(?:\/[\da-f]{1,4})?$/i;
/** Where black and white are as readable: this relative luminance (WCAG 2). */
const MIDDLE = 0.179;

function backgroundOf(text: string): Token | null {
  const [, ...digits] = BACKGROUND.exec(text) ?? [];
  if (digits.length === 0) {
    return null;
  }
  const [red = 0, green = 0, blue = 0] = digits.map(part => {
    const value = Number.parseInt(part, 16) / (16 ** part.length - 1);
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return {type: 'background', isLight: 0.2126 * red + 0.7152 * green + 0.0722 * blue > MIDDLE};
}
