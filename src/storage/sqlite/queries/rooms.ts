import type {RoomRow} from '../../room-types.ts';
import type {Connection} from '../connection.ts';

/** A room as SQLite returns it. */
export type RoomRecord = Pick<
  RoomRow,
  'state' | 'name' | 'topic' | 'history' | 'notify' | 'since' | 'entrance'
> & {
  readonly conversation: number;
};

/** The table of rooms: what a conversation has beside the others if it is one. */
export type RoomTable = {
  readonly find: (conversation: number) => RoomRecord | null;
  readonly save: (room: RoomRecord) => void;
  /** Removes a room, with all that is known of it beside its logs. */
  readonly remove: (conversation: number) => void;
};

/** What is kept of a room beside its logs. */
const OF_ROOM = ['rooms', 'members', 'cuts', 'hides', 'forks'];

/** Prepares the statements on the table of rooms. */
export function createRoomTable(connection: Connection): RoomTable {
  const find = connection.prepare<[number], RoomRecord>('SELECT * FROM rooms WHERE conversation = ?');
  const save = connection.prepare<[RoomRecord]>(
    `INSERT OR REPLACE INTO rooms (conversation, state, name, topic, history, notify, since, entrance)
     VALUES (@conversation, @state, @name, @topic, @history, @notify, @since, @entrance)`,
  );
  const removing = OF_ROOM.map(table =>
    connection.prepare<[number]>(`DELETE FROM ${table} WHERE conversation = ?`),
  );
  return {
    find: conversation => find.get(conversation) ?? null,
    save: room => void save.run(room),
    remove(conversation) {
      for (const statement of removing) {
        statement.run(conversation);
      }
    },
  };
}
