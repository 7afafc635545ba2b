import type {ClientState} from '../client/client-state.ts';
import type {ConversationId, PeerView} from '../core/api/api.ts';
import {roomWord} from '../lib/room-names.ts';

/** Whom and what a line can name, with `open` before the user: what Tab completes. */
export function nameable(
  {peers, conversations}: Pick<ClientState, 'peers' | 'conversations'>,
  open: ConversationId | null,
): {
  readonly peers: readonly PeerView[];
  readonly rooms: readonly string[];
  readonly members?: readonly PeerView[];
} {
  const rooms = [...conversations.values()].filter(({room}) => room !== null);
  const inside = rooms.find(({id}) => id === open);
  return {
    peers: [...peers.values()],
    rooms: rooms.map(room => roomWord(room, rooms)),
    ...(inside !== undefined && {members: inside.participants.flatMap(key => peers.get(key) ?? [])}),
  };
}
