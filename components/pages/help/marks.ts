import {screenTexts} from '../../../src/lib/texts/screen.ts';
/** What the marks of the screen mean. */
export const MARKS_HELP: readonly (readonly [mark: string, meaning: string])[] = [
  ['● ◌ ○', screenTexts.marks.presence],
  ['? !', screenTexts.marks.relation],
  ['✓ ~', screenTexts.marks.name],
  ['3 @3', screenTexts.marks.unread],
  ['… › ✓ ✓✓', screenTexts.marks.delivery],
];
