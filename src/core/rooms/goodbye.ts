import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import type {KnownRooms} from './known-rooms.ts';
import type {RoomDriver} from './room-driver.ts';
import type {RoomPipe} from './room-pipe.ts';
import {keyOf} from './room-sync-types.ts';

/** Whether somebody was removed from a room of ours: they are to hear of it, also when they come much later. */
export function isOwedGoodbye(
  known: Pick<KnownRooms, 'row' | 'membership'>,
  room: ConversationId,
  peer: PeerKey,
): boolean {
  const how = known.membership(room)?.departures.get(peer)?.how;
  return known.row(room)?.state === 'member' && (how === 'removed' || how === 'banned');
}

/** Sends to somebody who was removed what they need to see it, and nothing that was done behind it. */
export function sayGoodbye(
  room: ConversationId,
  {
    known,
    driver,
    pipe,
  }: {
    readonly known: Pick<KnownRooms, 'charter'>;
    readonly driver: Pick<RoomDriver, 'link'>;
    readonly pipe: RoomPipe;
  },
): void {
  const theirs = driver.link(room, pipe.id)?.theirs;
  for (const {log, sequence: upTo} of known.charter(room).goodbyeTo(pipe.peer)) {
    const after = theirs?.get(keyOf(log)) ?? 0;
    if (after < upTo) {
      pipe.perform(room, {type: 'serve', link: pipe.id, log, after, upTo});
    }
  }
}

/** Somebody is in none of our rooms any more: whom we know from nowhere else is nobody to us. */
export function forgetStranger(
  known: Pick<KnownRooms, 'all' | 'level'>,
  peers: Pick<PeerBook, 'row' | 'remove'>,
  key: PeerKey,
): void {
  if (peers.row(key)?.relation === 'member' && !known.all().some(({id}) => known.level(id, key) > 0)) {
    peers.remove(key);
  }
}
