/**
 * What the renderer would take out of a text or move in it: control characters, escape sequences other than
 * well-formed colour codes, and such a code that parts a combining mark from its letter.
 */
const HARM = /\x1b(?!\[[\d;]*m(?!\p{M}))|[\0-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]/u;

/** True if `sanitizeAnsi` of Ink 8.0.0 would give the same text back. Panes are so, and finding out is cheap. */
export function isHarmless(text: string): boolean {
  return !HARM.test(text);
}
