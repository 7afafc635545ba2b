/**
 * What a terminal sends, as the rest of the program hears it. Every byte ends in one of these, so that a sequence
 * that nobody understands is never typed into a text.
 */
import type {Chord} from '../lib/chords.ts';

/** A mouse event, at a column and a row from 0. Only those the screen has a use for. */
export type MouseEvent =
  | {readonly type: 'press'; readonly x: number; readonly y: number}
  | {readonly type: 'wheel'; readonly by: 1 | -1};

export type Token =
  /** A key with a name, or characters to insert. */
  | {readonly type: 'key'; readonly chord: Chord}
  /** What stood between the marks of a bracketed paste. `isCut`: it was longer than what is kept of one. */
  | {readonly type: 'paste'; readonly text: string; readonly isCut: boolean}
  | {readonly type: 'mouse'; readonly event: MouseEvent}
  /** The window got the focus, or lost it (mode 1004). */
  | {readonly type: 'focus'; readonly isIn: boolean}
  /** The terminal answers that it is there (DSR 5): it has taken what was written before the question. */
  | {readonly type: 'status'}
  /** The terminal answers on which background it draws (OSC 11). */
  | {readonly type: 'background'; readonly isLight: boolean}
  /** A late answer to somebody's question, a key's release, a report that has no use here. */
  | {readonly type: 'ignored'};
