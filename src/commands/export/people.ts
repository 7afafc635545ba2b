import type {ConversationId, PeerKey, PeerView, Self, Snapshot} from '../../core/api/api.ts';
import {shortId} from '../../identity/short-id.ts';
import {partnerOf} from '../../lib/conversation.ts';
import {type SafeText, safeLine} from '../../lib/text/safe-text.ts';

/** The participants of an exported conversation. */
export type People = {
  readonly self: Self;
  readonly peer: PeerView;
  /** The name as it is shown now. */
  readonly name: (key: PeerKey) => SafeText;
};

/** Finds the people of a direct conversation, or null if it is unknown. */
export function peopleOf({self, peers}: Snapshot, conversation: ConversationId): People | null {
  const peer = peers.find(({key}) => key === partnerOf(conversation));
  if (peer === undefined) {
    return null;
  }
  const names = new Map([...peers, self].map(({key, name}) => [key, name]));
  return {self, peer, name: key => names.get(key) ?? safeLine(shortId(key))};
}
