import {screenTexts} from '../../../src/lib/texts/screen.ts';
import {truncate} from '../../text/fit.ts';
import {textWidth} from '../../text/width.ts';
import type {Painter, Role} from '../../theme/theme.ts';

/** A piece of a row, and what paints it: a role, or the colour of a person. */
type Piece = readonly [text: string, paint: Role | {readonly person: string}];

/** What a theme has colours for, the most frequent first: rows of at most `width` columns. */
export function sampleRows(width: number, painter: Painter): string[] {
  const texts = screenTexts.themePicker.sample;
  const rows: readonly (readonly Piece[])[] = [
    [[texts.rule, 'border']],
    [
      [texts.bob, {person: 'bob'}],
      [texts.question, 'text'],
      [texts.time, 'time'],
    ],
    [
      [texts.you, 'self'],
      [texts.answer, 'text'],
      [texts.link, 'link'],
      [texts.read, 'delivered'],
    ],
    [[texts.new, 'new']],
    [
      [texts.carol, {person: 'carol'}],
      [texts.mention, 'mention'],
      [texts.bring, 'text'],
      [texts.strong, 'strong'],
      [texts.and, 'text'],
      [texts.snippet, 'snippet'],
    ],
    [[texts.chosen, 'selected']],
    [
      [texts.requests, 'request'],
      [texts.unread, 'unread'],
    ],
    [[texts.failure, 'error']],
    [[texts.alarm, 'alarm']],
  ];
  return rows.map(pieces => drawPieces(pieces, width, painter));
}

function drawPieces(pieces: readonly Piece[], width: number, painter: Painter): string {
  let room = width;
  let row = '';
  for (const [text, paint] of pieces) {
    const shown = truncate(text, room);
    room -= textWidth(shown);
    row += typeof paint === 'string' ? painter.paint(paint, shown) : painter.paintPerson(paint.person, shown);
  }
  return row;
}
