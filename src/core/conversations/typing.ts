import type {Cancel, Clock} from '../../lib/time/clock.ts';
import type {ConversationId} from '../api/api.ts';
import type {RuntimeState} from '../runtime-state.ts';

/** While the user types, a peer is told so at most this often, milliseconds. */
const TELL_INTERVAL = 3000;
/** A peer that says nothing more has stopped after this, milliseconds: two tellings and some delay. */
const LAPSE = 6000;
/** Milliseconds after a stop in which a new "typing" is ignored: each change redraws. */
const COOLDOWN = 1000;

export type TypingOptions = {
  readonly clock: Clock;
  readonly state: RuntimeState<ConversationId>;
  /** Tells the peer; false if it cannot be told. */
  readonly send: (conversation: ConversationId, active: boolean) => boolean;
  readonly changed: (conversation: ConversationId, active: boolean) => void;
};

/** Typing, here and there. Nothing of it is stored. */
export type Typing = {
  /** Our user types, or stopped. */
  readonly typed: (conversation: ConversationId, active: boolean) => void;
  /** Our user's message is out: whoever gets it knows that the typing is over. */
  readonly said: (conversation: ConversationId) => void;
  /** The peer says that its user types, or stopped. */
  readonly heard: (conversation: ConversationId, active: boolean) => void;
  /** The peer's message came, or its link is gone. */
  readonly stopped: (conversation: ConversationId) => void;
};

/** Tracks delivery in both directions. */
export function createTyping({clock, state, send, changed}: TypingOptions): Typing {
  /** When each peer was last told that we type. */
  const told = state.slot<number>({name: 'told that we type'});
  const active = state.slot<Cancel>({name: 'typing', dispose: cancel => cancel()});
  const rested = state.slot<number>({name: 'rest from typing'});

  function heard(conversation: ConversationId): void {
    const cancel = active.get(conversation);
    if (cancel === undefined && clock.monotonic() < (rested.get(conversation) ?? 0)) {
      return;
    }
    cancel?.();
    active.set(
      conversation,
      clock.after(LAPSE, () => stopped(conversation)),
    );
    if (cancel === undefined) {
      changed(conversation, true);
    }
  }

  function stopped(conversation: ConversationId): void {
    if (active.delete(conversation)) {
      rested.set(conversation, clock.monotonic() + COOLDOWN);
      changed(conversation, false);
    }
  }

  function tell(conversation: ConversationId): void {
    const last = told.get(conversation);
    const isDue = last === undefined || clock.monotonic() - last >= TELL_INTERVAL;
    if (isDue && send(conversation, true)) {
      told.set(conversation, clock.monotonic());
    }
  }

  return {
    typed(conversation, isActive) {
      if (isActive) {
        tell(conversation);
      } else if (told.delete(conversation)) {
        send(conversation, false);
      }
    },
    said(conversation) {
      told.delete(conversation);
    },
    heard: (conversation, isActive) => (isActive ? heard(conversation) : stopped(conversation)),
    stopped,
  };
}
