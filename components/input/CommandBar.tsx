import {useCursor} from 'ink';
import {memo, useSyncExternalStore} from 'react';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import {shortDuration} from '../../src/lib/time/duration.ts';
import type {AppState} from '../../src/store/state.ts';
import {inLog, nameIn, peerIn, roomIn} from '../../src/store/state.ts';
import {Pane} from '../base/Pane.tsx';
import {useAppState} from '../base/use-app-state.ts';
import type {InputQueue} from '../keys/input-queue.ts';
import {textCatcher} from '../keys/modes.ts';
import {useModeStack} from '../keys/use-mode.ts';
import {fitName, truncate} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';
import type {Painter} from '../theme/theme.ts';
import {type TypedInput, textOf} from './given-back.ts';
import type {Bar} from './input-line.ts';
import {barColumns, layOut, PROMPT_COLUMNS, visibleRows} from './layout.ts';
import {useBar} from './use-bar.ts';

/** What stands before its first row. */
export const PROMPT = '> ';

type Props = {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly model: {
    readonly painter: Painter;
    readonly bar: Bar;
    readonly queue: Pick<InputQueue<TypedInput | {readonly type: 'mouse'}>, 'getState' | 'subscribe'>;
  };
  /** Where the cursor stands in the field of another mode; null without one. */
  readonly fieldX: number | null;
  readonly fieldY: number | null;
};

/**
 * The line that is typed, at row `top` of the screen, with the terminal's own cursor in it. While text goes somewhere
 * else or nowhere, it stands back and says so.
 */
export const CommandBar = memo(function CommandBar({width, height, top, model, fieldX, fieldY}: Props) {
  const {painter, bar, queue} = model;
  const editor = useBar(bar, state => state.editor);
  const isRefused = useBar(bar, state => state.refused);
  const waiting = useSyncExternalStore(queue.subscribe, () => queue.getState().waiting);
  const placeholder = useAppState(state => placeholderOf(state, barColumns(width)));
  const catcher = useModeStack(textCatcher);
  const {setCursorPosition} = useCursor();

  const layout = layOut(editor, barColumns(width));
  const {first, count} = visibleRows(layout, height);
  const {row, column} = layout.cursor;
  if (catcher === null) {
    setCursorPosition({x: PROMPT_COLUMNS + column, y: top + row - first});
  } else {
    setCursorPosition(fieldX === null || fieldY === null ? undefined : {x: fieldX, y: fieldY});
  }

  const rows = shownRows().map(
    (text, index) => prompt(first + index, painter.paint('prompt', PROMPT.trimEnd())) + text,
  );
  return <Pane width={width} height={height} rows={rows} />;

  function shownRows(): readonly string[] {
    const hint = catcher?.note ?? (waitingText(waiting) || placeholder);
    if (editor.text === '' || (catcher?.note !== undefined && height === 1)) {
      return [painter.paint('hint', truncate(hint, barColumns(width)))];
    }
    const texts = layout.rows.slice(first, first + count).map(({text}) => text);
    const role = catcher !== null ? 'faint' : isRefused ? 'selected' : null; // what is typed next replaces the latter
    return role === null ? texts : texts.map(text => painter.paint(role, text));
  }
});

/** What is typed behind a command that has not ended. */
function waitingText(waiting: readonly (TypedInput | {readonly type: 'mouse'})[]): string {
  return textOf(waiting.filter(event => event.type !== 'mouse')).replaceAll('\n', ' ⏎ ');
}

function prompt(row: number, sign: string): string {
  return row === 0 ? `${sign} ` : ' '.repeat(PROMPT_COLUMNS);
}

/** A name has at least so many columns. */
const LEAST_NAME = 8;

function placeholderOf(state: AppState, width: number): string {
  const {open, conversations} = state;
  const room = roomIn(state, open);
  if (room !== null) {
    const title = fitName(nameIn(state, open) ?? '', width - textWidth(screenTexts.input.writeTo('')));
    if (room.state === 'invited') {
      return screenTexts.input.roomInvited(title);
    }
    return room.state === 'member'
      ? screenTexts.input.placeholder(title, '')
      : screenTexts.input.roomClosed(title);
  }
  const peer = peerIn(state, open);
  if (peer === undefined) {
    return screenTexts.input.noConversation;
  }
  const name = fitName(peer.name, width - textWidth(screenTexts.input.declined('')));
  switch (peer.relation) {
    case 'request':
      return screenTexts.input.request(name);
    case 'blocked':
      return screenTexts.input.blocked(name);
    case 'declined':
      return screenTexts.input.declined(name);
    default: {
      const expiry = inLog(conversations, open)?.expiry ?? null;
      const lives = expiry === null ? '' : screenTexts.input.expiry(shortDuration(expiry));
      const whole = fitName(
        peer.name,
        Math.max(LEAST_NAME, width - textWidth(screenTexts.input.writeTo('')) - lives.length),
      );
      return screenTexts.input.placeholder(lives === '' ? name : whole, lives);
    }
  }
}
