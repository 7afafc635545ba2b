import type {
  ConversationId,
  ConversationView,
  CoreEvent,
  PeerKey,
  PeerView,
  Self,
} from '../../core/api/api.ts';
import {shortId} from '../../identity/short-id.ts';
import {type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import {spokenName} from './spoken-name.ts';

/** Whom we know, as the events told so far. */
export type Acquaintances = {
  /** Takes note of what an event says about people. */
  readonly note: (event: CoreEvent) => void;
  readonly self: () => Self | null;
  readonly peer: (key: PeerKey) => PeerView | null;
  readonly all: () => readonly PeerView[];
  /** Whether the user does not want to hear of a conversation. */
  readonly isMuted: (conversation: ConversationId) => boolean;
  /** How sentences call somebody; ourselves they call "you". */
  readonly name: (key: PeerKey) => SafeText;
};

/** Makes an empty circle; `ready` brings in the first people. */
export function createAcquaintances(): Acquaintances {
  const peers = new Map<PeerKey, PeerView>();
  const muted = new Set<ConversationId>();
  let self: Self | null = null;

  function note(event: CoreEvent): void {
    if ('peer' in event) {
      peers.set(event.peer.key, event.peer);
    } else if (event.type === 'ready') {
      self = event.snapshot.self;
      for (const peer of event.snapshot.peers) {
        peers.set(peer.key, peer);
      }
      event.snapshot.conversations.forEach(noteMuted);
    } else if (event.type === 'conversation-changed') {
      noteMuted(event.conversation);
    } else if (event.type === 'self-changed') {
      self = event.self;
    } else if (event.type === 'peer-forgotten') {
      peers.delete(event.key);
    }
  }

  function noteMuted({id, muted: isMuted}: ConversationView): void {
    if (isMuted) {
      muted.add(id);
    } else {
      muted.delete(id);
    }
  }

  return {
    note,
    isMuted: conversation => muted.has(conversation),
    self: () => self,
    peer: key => peers.get(key) ?? null,
    all: () => [...peers.values()],
    name: key => (key === self?.key ? safe`you` : spokenName(peers.get(key)?.name ?? safeLine(shortId(key)))),
  };
}
