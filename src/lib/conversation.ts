import {type ConversationId, isPeerKey, type PeerKey, peerKey} from './ids.ts';

/** Who talks: ourselves and one peer. Rooms come with the next kind. */
export type ConversationKind = 'direct';

/** What a conversation is, apart from what was said in it. */
export type Conversation = {
  readonly id: ConversationId;
  readonly kind: ConversationKind;
  /** Everybody but ourselves. */
  readonly participants: readonly PeerKey[];
};

/** Whether a text names a conversation. */
export function isConversationId(text: string): text is ConversationId {
  return isPeerKey(text); // a direct conversation is named by the key of the peer
}

/** The conversation that a text names. Throws `RangeError` for any other text. */
export function conversationId(text: string): ConversationId {
  if (!isConversationId(text)) {
    throw new RangeError('A conversation is named by 64 lower-case hex digits');
  }
  return text;
}

/** The conversation with one peer. */
export function directWith(peer: PeerKey): ConversationId {
  return conversationId(peer);
}

/** The conversation behind an id. */
export function conversationOf(id: ConversationId): Conversation {
  return {id, kind: 'direct', participants: [peerKey(id)]};
}

/** Those who are to get what we write. */
export function recipientsOf(id: ConversationId): readonly PeerKey[] {
  return conversationOf(id).participants;
}

/** Whether a peer may write in a conversation, and be named there as an author. */
export function isParticipant(id: ConversationId, peer: PeerKey): boolean {
  return conversationOf(id).participants.includes(peer);
}

/** The one peer of a direct conversation. */
export function peerOf(id: ConversationId): PeerKey {
  const [peer] = conversationOf(id).participants;
  if (peer === undefined) {
    throw new Error('a direct conversation has a peer');
  }
  return peer;
}
