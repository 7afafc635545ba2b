/** A public key as 64 lower-case hex digits. The only identity of a peer. */
export type PeerKey = string;

/** Names a conversation. What stands in it is known to `conversation.ts` alone. */
export type ConversationId = string;
