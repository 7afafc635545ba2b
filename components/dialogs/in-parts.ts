import type {ConversationId} from '../../src/core/api/api.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {AppStore} from '../../src/store/store.ts';
import type {Bar} from '../input/input-line.ts';
import type {Modes} from '../keys/modes.ts';
import {CONFIRM} from './confirm.ts';

/** A text that was refused because it is too long for one message. */
export type OverLong = {
  readonly text: string;
  /** How many messages it would make. */
  readonly parts: number;
  /** Where it was entered. */
  readonly conversation: ConversationId;
};

type InPartsOptions = {
  readonly store: AppStore;
  readonly modes: Modes;
  readonly bar: Pick<Bar, 'setText'>;
  readonly enter: (line: string) => void;
};

/** Asks whether an over-long text goes out as several messages; it stays in the bar unless the answer is yes. */
export function askForParts({store, modes, bar, enter}: InPartsOptions, overLong: OverLong): void {
  const {text, parts, conversation} = overLong;
  const isOpen = () => store.getState().open === conversation;
  if (!isOpen()) {
    return;
  }
  modes.enter(CONFIRM, {
    text: screenTexts.confirm.inParts(parts),
    onYes() {
      if (isOpen()) {
        bar.setText('');
        enter(`/parts ${text}`);
      }
    },
  });
}
