import type {EntryView} from '../../src/core/api/api.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {AppStore} from '../../src/store/store.ts';
import type {Composing, ScreenActions} from '../base/actions.ts';
import type {Mode} from '../keys/mode.ts';
import {LEVEL, type ModeKind, type Modes} from '../keys/modes.ts';
import {oneLine} from '../text/fit.ts';
import {drawHintRow} from '../theme/status-row.ts';
import type {Bar} from './input-line.ts';

/** What is typed is going to be a reply, or the next version of a message. */
export const COMPOSE: ModeKind<Composing> = {
  name: 'compose',
  level: LEVEL.compose,
  coversLog: false,
  text: 'below',
};

export type ComposeOptions = {
  readonly store: AppStore;
  readonly modes: Modes;
  readonly bar: Bar;
  readonly actions: Pick<ScreenActions, 'compose'>;
  /** Called before something is sent. */
  readonly onSend: () => void;
};

/** Replies and edits in the bar. */
export type Compose = {
  readonly mode: Mode<Composing>;
  readonly start: (kind: Composing['kind'], entry: EntryView) => void;
  /** Composes nothing any more; an edited text gives way to what stood in the bar before it. */
  readonly cancel: () => void;
};

/** Creates it for one screen. */
export function createCompose({store, modes, bar, actions, onSend}: ComposeOptions): Compose {
  function start(kind: Composing['kind'], entry: EntryView): void {
    cancel();
    modes.enter(COMPOSE, {kind, entry, before: bar.getState().editor.text});
    if (kind === 'edit') {
      bar.setText(entry.text);
    }
  }

  function cancel(): void {
    const composing = modes.stateOf(COMPOSE);
    modes.leave(COMPOSE);
    if (composing?.kind === 'edit') {
      bar.setText(composing.before);
    }
  }

  /** Sends what is composed, unless the bar is empty. */
  function send(composing: Composing): void {
    onSend();
    if (bar.getState().editor.text.trim() === '') {
      return;
    }
    modes.leave(COMPOSE);
    const text = bar.take();
    const sent = actions.compose(composing, text);
    const left = composing.kind === 'edit' ? composing.before : '';
    bar.setText(left);
    void sent.then(isSent => {
      if (!isSent && bar.getState().editor.text === left) {
        composeAgain(composing, text);
      }
    });
  }

  /** What was refused must not be sent as a new message by the next Enter. */
  function composeAgain(composing: Composing, text: string): void {
    const isThere = store.getState().open === composing.entry.conversation;
    if (isThere && modes.stateOf(COMPOSE) === null) {
      modes.enter(COMPOSE, composing);
      bar.setText(text);
    }
  }

  return {
    start,
    cancel,
    mode: {
      kind: COMPOSE,
      contexts: () => ['typing', 'always'],
      perform(action, composing) {
        if (bar.getState().recalling !== null) {
          return false;
        }
        if (action === 'submit') {
          send(composing);
          return true;
        }
        if (action === 'escape') {
          cancel();
          return true;
        }
        return false;
      },
      hint({width, painter}, {kind, entry}) {
        const head = kind === 'reply' ? screenTexts.compose.reply : screenTexts.compose.edit;
        return drawHintRow(screenTexts.compose.hint(head, oneLine(entry.text)), width, painter);
      },
    },
  };
}
