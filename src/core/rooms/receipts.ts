import type {ConversationId} from '../../lib/ids.ts';
import type {Database} from '../../storage/types.ts';
import {MESH_MEMBERS} from './neighbours.ts';
import type {Rooms} from './rooms.ts';

/** Tells the authors of a small room how far our user has read: in a large one that would be as many messages again. */
export function sayReadInRoom(
  database: Pick<Database, 'readPositions'>,
  rooms: Rooms,
  room: ConversationId,
  sendsReceipts: boolean,
): void {
  if (!sendsReceipts || rooms.others(room).length >= MESH_MEMBERS) {
    return;
  }
  for (const pipe of rooms.pipes(room)) {
    const ends = database
      .readPositions(room, pipe.peer)
      .filter(({sequence}) => sequence > 0)
      .map(({epoch, sequence}) => ({
        log: {author: pipe.peer, lane: 0 as const, epoch, branch: null},
        sequence,
      }));
    pipe.sendRead(room, ends);
  }
}
