/** What the marks of the screen mean. */
export const MARKS_HELP: readonly (readonly [mark: string, meaning: string])[] = [
  ['● ◌ ○', 'online, connecting, offline'],
  ['? !', 'asks to talk; comes with another key than before: be careful'],
  ['✓ ~', 'beside a name: its key is verified; it is muted'],
  ['3 @3', 'three unread messages; one of them names you'],
  ['… › ✓ ✓✓', 'beside your messages: queued here, sent, delivered, read'],
];
