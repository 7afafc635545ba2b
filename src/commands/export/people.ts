import type {ConversationId, PeerKey, PeerView, Self, Snapshot} from '../../core/api/api.ts';
import {shortId} from '../../identity/short-id.ts';
import {isRoom, partnerOf} from '../../lib/conversation.ts';
import {type SafeText, safeLine} from '../../lib/text/safe-text.ts';

/** The participants of an exported conversation. */
export type People = {
  readonly self: Self;
  /** Who else takes part; in a room, those who are in it now. */
  readonly others: readonly PeerView[];
  /** The room; null for a direct conversation. */
  readonly room: {readonly id: ConversationId; readonly name: SafeText} | null;
  /** What the conversation is called: the name of the room, or of the peer. */
  readonly title: SafeText;
  /** The name as it is shown now. */
  readonly name: (key: PeerKey) => SafeText;
};

/** Finds the people of a conversation, or null if it is unknown. */
export function peopleOf({self, peers, conversations}: Snapshot, id: ConversationId): People | null {
  const names = new Map([...peers, self].map(({key, name}) => [key, name]));
  const name = (key: PeerKey) => names.get(key) ?? safeLine(shortId(key));
  if (isRoom(id)) {
    const found = conversations.find(conversation => conversation.id === id);
    if (found === undefined || found.room === null) {
      return null;
    }
    const members = new Set(found.participants);
    const others = peers.filter(({key}) => members.has(key));
    return {self, others, room: {id, name: found.room.name}, title: found.room.name, name};
  }
  const peer = peers.find(({key}) => key === partnerOf(id));
  return peer === undefined ? null : {self, others: [peer], room: null, title: peer.name, name};
}
