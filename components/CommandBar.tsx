import {useCursor} from 'ink';
import {memo} from 'react';
import type {AppState} from '../src/store/state.ts';
import {layOut, visibleRows} from './editor/layout.ts';
import {barColumns, PROMPT_COLUMNS} from './model.ts';
import {Pane} from './Pane.tsx';
import {oneLine, truncate} from './text/fit.ts';
import {useAppState, useBar, useModel} from './use-model.ts';

/** The line that is typed, at row `top` of the screen, with the terminal's own cursor in it. */
export const CommandBar = memo(function CommandBar({
  width,
  height,
  top,
}: {
  readonly width: number;
  readonly height: number;
  readonly top: number;
}) {
  const {painter} = useModel();
  const editor = useBar(state => state.editor);
  const placeholder = useAppState(placeholderOf);
  const {setCursorPosition} = useCursor();

  const layout = layOut(editor, barColumns(width));
  const {first, count} = visibleRows(layout, height);
  const {row, column} = layout.cursor;
  setCursorPosition({x: PROMPT_COLUMNS + column, y: top + row - first});

  const texts = layout.rows.slice(first, first + count).map(({text}) => text);
  const shown =
    editor.text === '' ? [painter.paint('hint', truncate(placeholder, barColumns(width)))] : texts;
  const rows = shown.map((text, index) => prompt(first + index, painter.paint('prompt', '>')) + text);
  return <Pane width={width} height={height} rows={rows} />;
});

function prompt(row: number, sign: string): string {
  return row === 0 ? `${sign} ` : ' '.repeat(PROMPT_COLUMNS);
}

function placeholderOf({open, peers}: AppState): string {
  const peer = open === null ? undefined : peers.get(open);
  return peer === undefined
    ? 'Type /help for all commands'
    : `Write to ${oneLine(peer.name)}, or / for commands`;
}
