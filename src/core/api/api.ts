/**
 * The seam between the core and everything that uses it: the screen, the headless mode, tests.
 * Actions go in, typed events come out, history is a query. All of it is plain data that
 * survives `structuredClone`, since a worker thread (later a socket) lies in between.
 */
import type {Action, ActionResult} from './actions.ts';
import type {NumberedEvent} from './events.ts';
import type {Query, QueryResult} from './queries.ts';

export type {ConversationId, PeerKey} from '../../lib/ids.ts';
export type * from './actions.ts';
export type * from './events.ts';
export type * from './queries.ts';
export type {Attempt, ReachView, RungView} from './reach.ts';
export type * from './views.ts';

/** The core as everybody else sees it, on this thread or another. */
export type Core = {
  /** Does something. Rejects with a `NatterError`. */
  readonly perform: <A extends Action>(action: A) => Promise<ActionResult[A['type']]>;
  /** Reads something. Rejects with a `NatterError`. */
  readonly query: <Q extends Query>(query: Q) => Promise<QueryResult[Q['type']]>;
  /** Calls back with events in order, in batches as they happen. */
  readonly subscribe: (listener: (events: readonly NumberedEvent[]) => void) => () => void;
  /** Says bye to everybody, closes the database, ends. Resolves when nothing is left open. */
  readonly stop: () => Promise<void>;
};
