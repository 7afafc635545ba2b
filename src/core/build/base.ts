import {createIdentity, type OwnIdentity} from '../../identity/own-identity.ts';
import {directWith} from '../../lib/conversation.ts';
import {toPlainError} from '../../lib/errors.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import {noTracing, type Tracing} from '../../lib/trace.ts';
import {FEATURE} from '../../wire/chat/features.ts';
import type {ConversationId, PeerKey} from '../api/api.ts';
import {createEventQueue, type EventQueue} from '../event-queue.ts';
import type {CoreOptions} from '../options.ts';
import {createOwnSelf, type OwnSelf} from '../peers/self.ts';
import {createRuntimeState, type RuntimeState} from '../runtime-state.ts';
import {createScheduler, type Scheduler} from '../sync/scheduler.ts';

/** The base of all parts of the core. */
export type Base = {
  readonly options: CoreOptions;
  readonly tracing: Tracing;
  readonly identity: OwnIdentity;
  readonly events: EventQueue;
  readonly scheduler: Scheduler;
  readonly self: OwnSelf;
  readonly peerState: RuntimeState<PeerKey>;
  readonly conversationState: RuntimeState<ConversationId>;
  /** Something went wrong that nobody waits for. */
  readonly reportError: (error: unknown) => void;
};

/** The base of one core. */
export function buildBase(options: CoreOptions): Base {
  const events = createEventQueue();
  const peerState = options.peerState ?? createRuntimeState<PeerKey>();
  const conversationState = options.conversationState ?? createRuntimeState<ConversationId>();
  peerState.onForget(key => conversationState.forget(directWith(key)));
  return {
    ...{options, events, peerState, conversationState},
    tracing: options.tracing ?? noTracing,
    identity: createIdentity(options.seed, options.deviceSeed),
    scheduler: createScheduler(),
    self: createOwnSelf({
      ...options,
      name: options.settings.name,
      features:
        FEATURE.slowHeartbeat |
        FEATURE.rooms |
        FEATURE.status |
        (options.reach === undefined ? 0 : FEATURE.reach),
      notice: text => events.push({type: 'notice', text, conversation: null}),
    }),
    reportError(error) {
      const {code, message} = toPlainError(error);
      events.push({type: 'failed', code, message: safeLine(message)});
    },
  };
}
