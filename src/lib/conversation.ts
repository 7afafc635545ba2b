import {type ConversationId, isPeerKey, type PeerKey, peerKey} from './ids.ts';

const ROOM = /^#[0-9a-f]{64}$/;
const ROOM_ID_BYTES = 32;

/** Whether a text names a conversation: a direct one by the key of the peer, a room by # and its id. */
export function isConversationId(text: string): text is ConversationId {
  return isPeerKey(text) || ROOM.test(text);
}

/** The conversation that a text names. Throws `RangeError` for any other text. */
export function conversationId(text: string): ConversationId {
  if (!isConversationId(text)) {
    throw new RangeError('A conversation is named by 64 lower-case hex digits, a room by # and as many');
  }
  return text;
}

/** Whether a conversation is a room. */
export function isRoom(id: ConversationId): boolean {
  return id.startsWith('#');
}

/** The room with an id of 32 bytes. Throws `RangeError` for other bytes. */
export function roomOf(id: Uint8Array): ConversationId {
  if (id.byteLength !== ROOM_ID_BYTES) {
    throw new RangeError(`The id of a room has ${ROOM_ID_BYTES} bytes`);
  }
  return conversationId(`#${Buffer.from(id).toString('hex')}`);
}

/** The id of a room, 32 bytes. Throws `RangeError` for a direct conversation. */
export function roomIdOf(id: ConversationId): Buffer {
  if (!isRoom(id)) {
    throw new RangeError('A direct conversation is no room');
  }
  return Buffer.from(id.slice(1), 'hex');
}

/** The conversation with one peer. */
export function directWith(peer: PeerKey): ConversationId {
  return conversationId(peer);
}

/** The one peer of a direct conversation. Throws `RangeError` for a room. */
export function peerOf(id: ConversationId): PeerKey {
  return peerKey(id);
}

/** The one peer of a direct conversation; null for a room. */
export function partnerOf(id: ConversationId): PeerKey | null {
  return isRoom(id) ? null : peerOf(id);
}

/** Those who are to get what we write in a direct conversation. Throws `RangeError` for a room: its members are stored. */
export function recipientsOf(id: ConversationId): readonly PeerKey[] {
  return [peerOf(id)];
}

/** Whether a peer may write in a direct conversation, and be named there as an author. Throws `RangeError` for a room. */
export function isParticipant(id: ConversationId, peer: PeerKey): boolean {
  return peerOf(id) === peer;
}
