import {useCursor} from 'ink';
import {memo} from 'react';
import {shortDuration} from '../../src/lib/time/duration.ts';
import type {AppState} from '../../src/store/state.ts';
import {barColumns, type InputEvent, PROMPT_COLUMNS} from '../app/model.ts';
import {openField, openPage} from '../app/pages.ts';
import {Pane} from '../base/Pane.tsx';
import {useAppState, useBar, useHeldInput, useModel, useUi} from '../base/use-model.ts';
import {cursorIn, type LabelledField} from '../pages/list/draw.ts';
import {fitName, truncate} from '../text/fit.ts';
import {textOf} from './given-back.ts';
import {layOut, visibleRows} from './layout.ts';

/** What stands before its first row. */
export const PROMPT = '> ';

/** The line that is typed, at row `top` of the screen, with the terminal's own cursor in it. */
export const CommandBar = memo(function CommandBar({
  width,
  height,
  top,
  left,
}: {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  /** The column at which the log begins. */
  readonly left: number;
}) {
  const {painter} = useModel();
  const editor = useBar(state => state.editor);
  const isRefused = useBar(state => state.refused);
  const waiting = useHeldInput(state => state.waiting);
  const placeholder = useAppState(state => placeholderOf(state, barColumns(width)));
  const page = useUi(state => (openPage(state) === null ? null : state));
  const {setCursorPosition} = useCursor();

  const layout = layOut(editor, barColumns(width));
  const {first, count} = visibleRows(layout, height);
  const {row, column} = layout.cursor;
  const elsewhere = page === null ? null : openField(page);
  const own = {x: PROMPT_COLUMNS + column, y: top + row - first};
  setCursorPosition(page === null ? own : cursorOn(elsewhere, left, width));

  const texts = layout.rows.slice(first, first + count).map(({text}) => text);
  const shown =
    editor.text === ''
      ? [painter.paint('hint', truncate(waitingText(waiting) || placeholder, barColumns(width)))]
      : isRefused
        ? texts.map(text => painter.paint('selected', text)) // whatever is typed next replaces it
        : texts;
  const rows = shown.map(
    (text, index) => prompt(first + index, painter.paint('prompt', PROMPT.trimEnd())) + text,
  );
  return <Pane width={width} height={height} rows={rows} />;
});

/** Where the cursor stands in the field of a page over the log. */
function cursorOn(field: LabelledField | null, left: number, width: number) {
  if (field === null) {
    return undefined; // nothing can be typed there
  }
  const {x, y} = cursorIn(field, width - left);
  return {x: left + x, y};
}

/** What is typed behind a command that has not ended. */
function waitingText(waiting: readonly InputEvent[]): string {
  return textOf(waiting.filter(event => event.type !== 'mouse')).replaceAll('\n', ' ⏎ ');
}

function prompt(row: number, sign: string): string {
  return row === 0 ? `${sign} ` : ' '.repeat(PROMPT_COLUMNS);
}

function placeholderOf({open, peers, conversations}: AppState, width: number): string {
  const peer = open === null ? undefined : peers.get(open);
  if (peer === undefined) {
    return 'Type /help for all commands';
  }
  const name = fitName(peer.name, width - 'You declined. /accept …'.length);
  switch (peer.relation) {
    case 'request':
      return `Enter accepts ${name}, d declines, b blocks, Esc: later`;
    case 'blocked':
      return `${name} is blocked: /unblock ends that`;
    case 'declined':
      return `You declined. /accept ${name} changes that`;
    default: {
      const expiry = conversations.get(peer.key)?.expiry ?? null;
      const lives = expiry === null ? '' : ` (disappears after ${shortDuration(expiry)})`;
      return `Write to ${name}${lives}, or / for commands`;
    }
  }
}
