import type {CoreEvent} from '../core/api/api.ts';
import {applyEvent, type ClientState, initialClientState} from './client-state.ts';

/** An event, with what was known before and after it. */
export type Change = {
  readonly event: CoreEvent;
  readonly before: ClientState;
  readonly after: ClientState;
};

/** What a front end knows that keeps nothing else about people and conversations. */
export type Client = {
  readonly state: () => ClientState;
  /** Takes the next event of the core. */
  readonly hear: (event: CoreEvent) => Change;
};

/** A client that has heard nothing yet. */
export function createClient(): Client {
  let state = initialClientState;
  return {
    state: () => state,
    hear(event) {
      const before = state;
      state = applyEvent(state, event);
      return {event, before, after: state};
    },
  };
}
