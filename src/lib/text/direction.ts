const LEFT_TO_RIGHT_MARK = '\u200e';

/** Letters, digits and marks that are written from the right: Hebrew, Arabic, Syriac, Thaana, N'Ko and those behind. */
const FROM_THE_RIGHT =
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Ends a piece of a row, such as a name, so that a terminal which reorders rows does so within the piece: what follows
 * stays to its right, and two pieces do not change places. Takes no column. Text without letters from the right stays
 * as it is.
 */
export function endDirection(text: string): string {
  return FROM_THE_RIGHT.test(text) ? text + LEFT_TO_RIGHT_MARK : text;
}
