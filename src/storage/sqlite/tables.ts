import type {Connection} from './connection.ts';
import {type AuthorTable, createAuthorTable} from './queries/authors.ts';
import {type ChainTable, createChainTable} from './queries/chains.ts';
import {type ConversationTable, createConversationTable} from './queries/conversations.ts';
import {createDeliveryTable, type DeliveryTable} from './queries/deliveries.ts';
import {createEntryTable, type EntryTable} from './queries/entries.ts';
import {createForkTable, type ForkTable} from './queries/forks.ts';
import {createHeadTable, type HeadTable} from './queries/heads.ts';
import {createHideTable, type HideTable} from './queries/hides.ts';
import {createLogTable, type LogTable} from './queries/logs.ts';
import {createMemberTable, type MemberTable} from './queries/members.ts';
import {createPointerTable, type PointerTable} from './queries/pointers.ts';
import {createReceiptTable, type ReceiptTable} from './queries/receipts.ts';
import {createRoomEntries, type RoomEntries} from './queries/room-entries.ts';
import {createRoomTable, type RoomTable} from './queries/rooms.ts';
import type {IndexWatch} from './queries/search-index.ts';
import {createSeenTable, type SeenTable} from './queries/seen.ts';

/** The prepared statements of one database, by table. */
export type Tables = {
  readonly authors: AuthorTable;
  readonly conversations: ConversationTable;
  readonly logs: LogTable;
  readonly entries: EntryTable;
  readonly deliveries: DeliveryTable;
  readonly receipts: ReceiptTable;
  readonly chains: ChainTable;
  readonly pointers: PointerTable;
  readonly seen: SeenTable;
  readonly rooms: RoomTable;
  readonly members: MemberTable;
  readonly heads: HeadTable;
  readonly forks: ForkTable;
  readonly hides: HideTable;
  readonly roomEntries: RoomEntries;
};

/** Prepares all statements once. `watch` hears of every text that is taken out of the search index. */
export function createTables(connection: Connection, watch: IndexWatch): Tables {
  return {
    authors: createAuthorTable(connection),
    conversations: createConversationTable(connection),
    logs: createLogTable(connection),
    entries: createEntryTable(connection, watch),
    pointers: createPointerTable(connection),
    deliveries: createDeliveryTable(connection),
    receipts: createReceiptTable(connection),
    chains: createChainTable(connection),
    seen: createSeenTable(connection),
    rooms: createRoomTable(connection),
    members: createMemberTable(connection),
    heads: createHeadTable(connection),
    forks: createForkTable(connection),
    hides: createHideTable(connection),
    roomEntries: createRoomEntries(connection),
  };
}
