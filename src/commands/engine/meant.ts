import {parseAddress} from '../../lib/address.ts';
import type {Command, View} from './types.ts';

/** Words that ask for help where nobody is there to be asked. */
const HELP_WORDS: ReadonlySet<string> = new Set(['?', 'help']);

/**
 * The command that somebody means who enters text while no conversation is open: help, or an address to connect to. Null
 * if it is neither, or if it comes from a program, which means what it says.
 */
export function meantBy(text: string, view: Pick<View, 'current' | 'answer'>): Command | null {
  if (view.current() !== null || view.answer !== undefined) {
    return null;
  }
  const word = text.trim();
  if (HELP_WORDS.has(word.toLowerCase())) {
    return {name: 'help', arguments: [null]};
  }
  try {
    return /\s/.test(word) ? null : {name: 'connect', arguments: [parseAddress(word)]};
  } catch {
    return null;
  }
}
