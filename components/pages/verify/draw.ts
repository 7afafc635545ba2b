import {screenTexts} from '../../../src/lib/texts/screen.ts';
import {fitTo, oneLine, pad} from '../../text/fit.ts';
import {textWidth} from '../../text/width.ts';
import {wrap} from '../../text/wrap.ts';
import type {Painter} from '../../theme/theme.ts';
import type {Verifying} from './verify-mode.ts';

/** Words, and groups of digits, in one row at most. */
const WORDS = 3;
const GROUPS = 6;
const MARGIN = 4;

/** The rows of the page. */
export function drawVerify({code, differs}: Verifying, width: number, painter: Painter): string[] {
  const {peer, words, digits} = code;
  const state = peer.verified ? screenTexts.verify.verified : screenTexts.title.notVerified;
  const head = fitTo(screenTexts.verify.title(oneLine(peer.name)), width - textWidth(state) - 2);
  const plain = (text: string) => wrap(text, width - 2).map(row => ` ${row}`);
  const key = (name: string, does: string) =>
    wrap(does, width - 6).map(
      (row, index) => ` ${painter.paint('title', pad(index === 0 ? name : '', 3))} ${row}`,
    );
  if (differs) {
    return [
      painter.paint('title', pad(`${head} ${state}`, width)),
      '',
      ...plain(screenTexts.verify.differs(oneLine(peer.name))).map(row => painter.paint('alarm', row)),
      '',
      ...key('b', screenTexts.verify.block),
      ...key('Esc', screenTexts.verify.leave),
    ];
  }
  return [
    painter.paint('title', pad(`${head} ${state}`, width)),
    '',
    ...plain(screenTexts.verify.how(oneLine(peer.name))),
    '',
    ...numbered(words, width).map(row => painter.paint('text', row)),
    '',
    ...plain(screenTexts.verify.orNumbers),
    '',
    ...inRows(digits, GROUPS, width),
    '',
    ...key('y', screenTexts.verify.same),
    ...key('n', screenTexts.verify.different),
    ...key('Esc', screenTexts.verify.later),
  ];
}

/** Columns that fit, so that pairs can be compared by eye and by ear. */
function numbered(words: readonly string[], width: number): string[] {
  const last = String(words.length).length;
  return inRows(
    words.map((word, index) => `${String(index + 1).padStart(last)}  ${word}`),
    WORDS,
    width,
  );
}

function inRows(cells: readonly string[], most: number, width: number): string[] {
  const column = Math.max(...cells.map(textWidth)) + 2;
  const columns = Math.max(1, Math.min(most, Math.floor((width - MARGIN) / column)));
  const even = cells.length % columns === 0 ? columns : Math.max(1, columns - (columns % 2));
  const rows = Array.from({length: Math.ceil(cells.length / even)}, (_, row) =>
    cells.slice(row * even, (row + 1) * even),
  );
  return rows.map(
    row =>
      ' '.repeat(MARGIN) +
      row
        .map(cell => pad(cell, column))
        .join('')
        .trimEnd(),
  );
}
