import {isRoom} from '../../lib/conversation.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import type {RoomRow} from '../../storage/room-types.ts';
import type {RoomDatabase} from '../../storage/types.ts';
import type {Level} from '../../wire/room/act.ts';
import {type Charter, createCharter} from './charter.ts';
import type {Membership} from './membership.ts';

/** Which rooms there are and who is in them. All of it is asked for with every message, and so it stays in memory. */
export type KnownRooms = {
  readonly has: (room: ConversationId) => boolean;
  readonly all: () => readonly RoomRow[];
  readonly row: (room: ConversationId) => RoomRow | null;
  /** Begins, or changes, what is stored of a room. */
  readonly save: (row: RoomRow) => void;
  /** Deletes a room with all that was said and done in it. */
  readonly forget: (room: ConversationId) => void;
  readonly charter: (room: ConversationId) => Charter;
  /** Null for a room that is not here, or whose founding act is not. */
  readonly membership: (room: ConversationId) => Membership | null;
  readonly level: (room: ConversationId, who: PeerKey) => Level | 0;
  /** All who are or were members. */
  readonly authors: (room: ConversationId) => readonly PeerKey[];
  /** Members beside ourselves. */
  readonly others: (room: ConversationId) => readonly PeerKey[];
};

/** Reads rooms from a database as they are asked for. */
export function createKnownRooms(stored: RoomDatabase, selfKey: PeerKey): KnownRooms {
  let rows: Map<ConversationId, RoomRow> | null = null;
  const charters = new Map<ConversationId, Charter>();

  function allRows(): Map<ConversationId, RoomRow> {
    rows ??= new Map(stored.all().map(row => [row.id, row]));
    return rows;
  }

  function charter(room: ConversationId): Charter {
    let known = charters.get(room);
    if (known === undefined) {
      known = createCharter(stored, room);
      known.reload();
      charters.set(room, known);
    }
    return known;
  }

  function membership(room: ConversationId): Membership | null {
    return allRows().has(room) ? charter(room).membership() : null;
  }

  return {
    has: room => isRoom(room) && allRows().has(room),
    all: () => [...allRows().values()],
    row: room => allRows().get(room) ?? null,
    save(row) {
      stored.save(row);
      allRows().set(row.id, row);
    },
    forget(room) {
      stored.forget(room);
      allRows().delete(room);
      charters.delete(room);
    },
    charter,
    membership,
    level: (room, who) => membership(room)?.levels.get(who) ?? 0,
    authors(room) {
      const known = membership(room);
      return known === null ? [] : [...known.levels.keys(), ...known.departures.keys()];
    },
    others: room => [...(membership(room)?.levels.keys() ?? [])].filter(key => key !== selfKey),
  };
}
