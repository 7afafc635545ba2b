import type {
  ConversationId,
  ConversationView,
  CoreEvent,
  PeerKey,
  PeerView,
  PlainError,
  Self,
} from '../core/api/api.ts';
import {withEntry, withMember, withoutEntry} from '../lib/collections.ts';
import {directWith} from '../lib/conversation.ts';
import {defaultSettings, type Settings} from '../lib/settings.ts';

/** How far the core has come. */
export type Phase = 'starting' | 'ready' | 'stopped';

/** What every front end knows. What strangers choose is only ever a key of a Map. */
export type ClientState = {
  readonly phase: Phase;
  /** Why the core stopped; null while it runs, or when it was asked to. */
  readonly failure: PlainError | null;
  readonly self: Self | null;
  readonly peers: ReadonlyMap<PeerKey, PeerView>;
  readonly conversations: ReadonlyMap<ConversationId, ConversationView>;
  /** Conversations in which somebody types to us now. */
  readonly typing: ReadonlySet<ConversationId>;
  readonly settings: Settings;
};

/** Nothing was heard yet. */
export const initialClientState: ClientState = {
  phase: 'starting',
  failure: null,
  self: null,
  peers: new Map(),
  conversations: new Map(),
  typing: new Set(),
  settings: defaultSettings,
};

/**
 * The one place where events become knowledge about people, conversations and settings. A front end that shows more keeps
 * it beside this in the same object: it stays as it is.
 */
export function applyEvent<S extends ClientState>(state: S, event: CoreEvent): S {
  switch (event.type) {
    case 'ready':
      return {
        ...state,
        phase: 'ready',
        failure: null,
        self: event.snapshot.self,
        peers: new Map(event.snapshot.peers.map(peer => [peer.key, peer])),
        conversations: new Map(event.snapshot.conversations.map(view => [view.id, view])),
        typing: new Set(),
        settings: event.snapshot.settings,
      };
    case 'self-changed':
      return {...state, self: event.self};
    case 'settings-changed':
      return {...state, settings: event.settings};
    case 'conversation-changed': {
      const {conversation} = event;
      return {...state, conversations: withEntry(state.conversations, conversation.id, conversation)};
    }
    case 'typing-changed':
      return {...state, typing: withMember(state.typing, event.conversation, event.active)};
    case 'peer-forgotten':
      return withoutConversation(
        {...state, peers: withoutEntry(state.peers, event.key)},
        directWith(event.key),
      );
    case 'room-forgotten':
      return withoutConversation(state, event.conversation);
    case 'stopped':
      return {...state, phase: 'stopped', failure: event.error};
    default:
      return 'peer' in event ? {...state, peers: withEntry(state.peers, event.peer.key, event.peer)} : state; // what was said is read page by page, and belongs to what shows it
  }
}

function withoutConversation<S extends ClientState>(state: S, conversation: ConversationId): S {
  return {
    ...state,
    conversations: withoutEntry(state.conversations, conversation),
    typing: withMember(state.typing, conversation, false),
  };
}
