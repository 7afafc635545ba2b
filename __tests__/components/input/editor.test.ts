import {describe, expect, test} from '@jest/globals';
import {
  deleteBackward,
  deleteForward,
  type Editor,
  emptyEditor,
  insert,
  killSpacedWordBackward,
  killToLineEnd,
  killToLineStart,
  killWordBackward,
  killWordForward,
  moveLeft,
  moveRight,
  moveToLineEnd,
  moveToLineStart,
  moveWordLeft,
  moveWordRight,
  withText,
  yank,
} from '../../../components/input/editor.ts';

/** An editor drawn as text with `|` where the cursor is. */
function editor(drawn: string): Editor {
  const cursor = drawn.indexOf('|');
  return {...emptyEditor, text: drawn.replace('|', ''), cursor};
}

function draw({text, cursor}: Editor): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

const FAMILY = '👨‍👩‍👧‍👦';
const FLAG = '🇩🇪';

describe('moving', () => {
  test.each([
    [moveLeft, 'ab|', 'a|b'],
    [moveLeft, '|ab', '|ab'],
    [moveLeft, `a${FAMILY}|b`, `a|${FAMILY}b`],
    [moveLeft, `${FLAG}${FLAG}|`, `${FLAG}|${FLAG}`],
    [moveLeft, 'e\u0301|', '|e\u0301'],
    [moveLeft, 'a\n|b', 'a|\nb'],
    [moveRight, 'a|b', 'ab|'],
    [moveRight, 'ab|', 'ab|'],
    [moveRight, `|${FAMILY}b`, `${FAMILY}|b`],
    [moveRight, 'a|\nb', 'a\n|b'],
    [moveWordLeft, 'one two|', 'one |two'],
    [moveWordLeft, 'one two  |', 'one |two  '],
    [moveWordLeft, 'naïve-ж|', 'naïve-|ж'],
    [moveWordLeft, '|', '|'],
    [moveWordRight, '|one two', 'one| two'],
    [moveWordRight, 'one| two', 'one two|'],
    [moveWordRight, '|… 日本', '… 日本|'],
    [moveToLineStart, 'a\nbc|d', 'a\n|bcd'],
    [moveToLineStart, 'a\n|bcd', '|a\nbcd'],
    [moveToLineStart, '|\nb', '|\nb'],
    [moveToLineEnd, 'a|b\ncd', 'ab|\ncd'],
    [moveToLineEnd, 'ab|\ncd', 'ab\ncd|'],
  ])('%p', (move, from, to) => {
    expect(draw(move(editor(from)))).toBe(to);
  });
});

describe('deleting', () => {
  test.each([
    [deleteBackward, 'ab|c', 'a|c'],
    [deleteBackward, '|a', '|a'],
    [deleteBackward, `x${FAMILY}|`, 'x|'],
    [deleteBackward, 'e\u0301|', '|'],
    [deleteBackward, 'a\n|b', 'a|b'],
    [deleteForward, 'a|bc', 'a|c'],
    [deleteForward, `|${FLAG}x`, '|x'],
    [deleteForward, 'a|', 'a|'],
    [deleteForward, 'a|\nb', 'a|b'],
    [killToLineEnd, 'a|bc\nd', 'a|\nd'],
    [killToLineEnd, 'a|\nd', 'a|d'],
    [killToLineStart, 'x\nab|c', 'x\n|c'],
    [killToLineStart, 'x\n|c', 'x|c'],
    [killSpacedWordBackward, 'one /two-three  |x', 'one |x'],
    [killWordBackward, 'one two-three|', 'one two-|'],
    [killWordForward, 'one| two three', 'one| three'],
  ])('%p', (remove, from, to) => {
    expect(draw(remove(editor(from)))).toBe(to);
  });
});

describe('inserting', () => {
  test('puts text at the cursor', () => {
    expect(draw(insert(editor('a|d'), 'bc'))).toBe('abc|d');
  });

  test('turns returns into newlines and tabs into spaces, drops what would hide or steer', () => {
    expect(draw(insert(editor('|'), 'a\r\nb\rc\td\x1b[31m\x07\u202ee\u2028f'))).toBe('a\nb\nc    d[31me\nf|');
  });

  test('a lone surrogate does not survive', () => {
    expect(draw(insert(editor('|'), '\ud800x'))).toBe('\ufffdx|');
  });

  test('the cursor goes behind a grapheme that the text completes', () => {
    expect(draw(insert(editor('👨|👩'), '\u200d'))).toBe('👨\u200d👩|');
    expect(draw(insert(editor('e|x'), '\u0301'))).toBe('e\u0301|x');
  });
});

describe('killing and yanking', () => {
  test('kills in a row are one piece, in the order of the text', () => {
    const killed = killToLineEnd(
      killSpacedWordBackward(killSpacedWordBackward(editor('one two three| four'))),
    );
    expect(draw(killed)).toBe('one |');
    expect(draw(yank(killed))).toBe('one two three four|');
  });

  test('a move between two kills starts a new piece', () => {
    const first = killSpacedWordBackward(editor('one two|'));
    const second = killSpacedWordBackward(moveRight(first));
    expect(draw(second)).toBe('|');
    expect(draw(yank(second))).toBe('one |');
  });

  test('a kill of nothing keeps what was killed', () => {
    const killed = killToLineEnd(killToLineStart(editor('abc|')));
    expect(draw(yank(killed))).toBe('abc|');
  });

  test('another text keeps what was killed', () => {
    const other = withText(killToLineStart(editor('abc|')), 'x');
    expect(draw(yank(other))).toBe('xabc|');
  });
});

test('a long word is passed in no time', () => {
  const long = editor(`${'a'.repeat(100_000)} ${'b'.repeat(100_000)}|`);
  const start = performance.now();
  expect(moveWordLeft(long).cursor).toBe(100_001);
  expect(killSpacedWordBackward(long).cursor).toBe(100_001);
  expect(performance.now() - start).toBeLessThan(500);
});
