import type {ConversationId} from '../../lib/ids.ts';
import type {RoomRow} from '../room-types.ts';
import type {ConversationRecord} from '../sqlite/queries/conversations.ts';
import type {RoomRecord} from '../sqlite/queries/rooms.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {RoomDatabase} from '../types.ts';

/** Which rooms there are, and who is in them. */
export type RoomBook = Pick<RoomDatabase, 'all' | 'find' | 'save' | 'members' | 'member' | 'noteMember'>;

/** Makes the part of the database that knows rooms. The caller wraps each call in a transaction. */
export function createRoomBook({authors, conversations, rooms, members}: Tables): RoomBook {
  function find(id: ConversationId): RoomRow | null {
    const record = conversations.find(id);
    const room = record === null ? null : rooms.find(record.conversation);
    return record === null || room === null ? null : toRoomRow(record, room);
  }

  return {
    find,
    all: () => conversations.all().flatMap(({id}) => find(id) ?? []),
    save({id, expiry, ...room}) {
      const {conversation} = conversations.ensure(id);
      conversations.makeRoom(conversation, expiry);
      rooms.save({conversation, ...room});
    },
    members(id) {
      const record = conversations.find(id);
      return record === null ? [] : members.all(record.conversation);
    },
    member(id, key) {
      const conversation = conversations.find(id)?.conversation;
      const author = authors.find(key);
      return conversation === undefined || author === null ? null : members.told(conversation, author);
    },
    noteMember(id, key, {name, hint, seen}) {
      const conversation = conversations.find(id)?.conversation;
      const author = authors.find(key);
      if (conversation === undefined || author === null) {
        return;
      }
      if (name !== undefined) {
        members.setName(conversation, author, name);
      }
      if (hint !== undefined) {
        members.setHint(conversation, author, hint.number, hint.bytes);
      }
      if (seen !== undefined) {
        members.setSeen(conversation, author, seen);
      }
    },
  };
}

function toRoomRow({id, expiry}: ConversationRecord, {conversation: _, ...room}: RoomRecord): RoomRow {
  return {id, expiry, ...room};
}
