import {memo} from 'react';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import {Pane} from '../base/Pane.tsx';
import {useMode} from '../keys/use-mode.ts';
import {truncate} from '../text/fit.ts';
import {chop} from '../text/wrap.ts';
import type {Painter} from '../theme/theme.ts';
import {PASTE} from './paste.ts';

/** The beginning of a long paste, before anything is done with it. */
export const PastePreview = memo(function PastePreview({
  width,
  height,
  painter,
}: {
  readonly width: number;
  readonly height: number;
  readonly painter: Painter;
}) {
  const pasted = useMode(PASTE)?.text ?? '';
  const lines = pasted.trimEnd().split('\n');
  const title = painter.paint('title', truncate(screenTexts.paste.lines(lines.length), width));
  const room = height - 2;
  const rows = chop(lines.slice(0, room).join('\n'), width - 2).map(row => ` ${row}`);
  const isWhole = rows.length <= room && lines.length <= room;
  const shown = isWhole ? rows : [...rows.slice(0, room - 1), painter.paint('hint', screenTexts.paste.more)];
  return <Pane width={width} height={height} rows={[title, '', ...shown]} />;
});
