import type {Bar} from '../../../components/input/input-line.ts';
import {isCommandLine} from '../../commands/engine/is-command-line.ts';
import type {ConversationId, Core} from '../../core/api/api.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {AppStore} from '../../store/store.ts';

/** The core is told at most so often that the user goes on typing, milliseconds. */
const INTERVAL = 1000;

export type TypingOptions = {
  readonly core: Promise<Pick<Core, 'perform'>>;
  readonly store: AppStore;
  readonly bar: Bar;
  readonly clock: Pick<Clock, 'monotonic'>;
};

/** Tells the core that the user types a message, and when there is none any more. Commands are nobody's business. */
export function followTyping({core, store, bar, clock}: TypingOptions): void {
  let text = '';
  let told: {readonly conversation: ConversationId; readonly at: number} | null = null;

  function tell(conversation: ConversationId, active: boolean): void {
    core.then(ready => ready.perform({type: 'typing', conversation, active})).catch(() => {}); // not worth a word
  }

  function stop(): void {
    if (told !== null) {
      tell(told.conversation, false);
      told = null;
    }
  }

  bar.subscribe(() => {
    const before = text;
    text = bar.getState().editor.text;
    const {open, settings} = store.getState();
    if (text === before) {
      return;
    }
    if (open === null || !settings.typing || !isMessage(text)) {
      stop();
    } else if (told?.conversation !== open || clock.monotonic() - told.at >= INTERVAL) {
      told = {conversation: open, at: clock.monotonic()};
      tell(open, true);
    }
  });
  store.subscribe(({open}) => {
    if (told !== null && told.conversation !== open) {
      stop();
    }
  });
}

function isMessage(text: string): boolean {
  return text.trim() !== '' && (!isCommandLine(text) || /^\/me\s/.test(text));
}
