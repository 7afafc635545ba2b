import {safeLine} from '../../lib/text/safe-text.ts';
import {coreTexts} from '../../lib/texts/core.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {CLOCK_MATTERS, describeRoughly} from '../../lib/time/duration.ts';
import type {EventQueue} from '../event-queue.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import type {ContactClocks} from './contact-clocks.ts';

export type ClockWarningOptions = {
  readonly clock: Pick<Clock, 'now'>;
  readonly clocks: Pick<ContactClocks, 'view'>;
  readonly peers: Pick<PeerBook, 'view'>;
  readonly events: Pick<EventQueue, 'push'>;
};

/** Says that our clock, or that of our only contact, is wrong: once, as long as the program runs. */
export function createClockWarning({clock, clocks, peers, events}: ClockWarningOptions): () => void {
  let isTold = false;
  return () => {
    const {contacts, ahead, only} = clocks.view();
    if (isTold || ahead === null || Math.abs(ahead) < CLOCK_MATTERS) {
      return;
    }
    isTold = true;
    const by = describeRoughly(Math.abs(ahead) / 1000);
    const shown = safeLine(`${new Date(clock.now()).toISOString().slice(0, 16).replace('T', ' ')} UTC`);
    const text =
      only === null
        ? coreTexts.clocks.own(by, ahead > 0, contacts, shown)
        : coreTexts.clocks.either(peers.view(only).name, by, ahead > 0, shown);
    events.push({type: 'notice', text, conversation: null});
  };
}
