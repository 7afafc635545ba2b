import {isHead} from '../../identity/room/head.ts';
import {memberTag} from '../../identity/room/room-id.ts';
import {roomIdOf} from '../../lib/conversation.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import type {LogPoint, PieceOutcome, RoomPiece, StoredAct} from '../../storage/room-types.ts';
import type {EntryRow, RoomDatabase} from '../../storage/types.ts';
import type {EventQueue} from '../event-queue.ts';
import {safeEntry} from '../sync/entry-transfer.ts';
import type {KnownRooms} from './known-rooms.ts';
import type {RoomDriver} from './room-driver.ts';
import {keyOf, type LinkId, type LogEnd} from './room-sync-types.ts';

export type IncomingPiecesOptions = {
  readonly known: KnownRooms;
  readonly database: RoomDatabase;
  readonly driver: RoomDriver;
  readonly events: EventQueue;
  readonly selfKey: PeerKey;
  /** Acts came: these, or (null) any. */
  readonly onActs: (room: ConversationId, added: readonly StoredAct[] | null) => void;
  /** Entries were stored that are shown. */
  readonly onAdded: (room: ConversationId, rows: readonly EntryRow[]) => void;
};

/** Commits a piece that a link brought, and tells what came of it. Throws what the database throws. */
export type CommitPiece = (
  link: LinkId,
  room: ConversationId,
  piece: RoomPiece,
  base: LogPoint | null,
) => void;

/** Makes what commits pieces of rooms. */
export function createIncomingPieces(options: IncomingPiecesOptions): CommitPiece {
  const {known, database, driver, selfKey} = options;

  function isTaken(link: LinkId, id: ConversationId, {log}: RoomPiece): boolean {
    return log.lane === 1
      ? known.charter(id).takesActsOf(log.author)
      : driver.link(id, link)?.standing === 'member';
  }

  function refuse(from: LinkId, id: ConversationId, piece: RoomPiece): void {
    driver.feed(id, {type: 'refused', ...endOf(piece), from});
  }

  function onOutcome(
    link: LinkId,
    id: ConversationId,
    piece: RoomPiece,
    outcome: PieceOutcome<EntryRow>,
  ): void {
    switch (outcome.type) {
      case 'stored':
        onStored(link, id, outcome);
        break;
      case 'held': {
        const {name: log, last: sequence} = outcome.log;
        driver.feed(id, {type: 'stored', log, sequence, from: link, isNew: false});
        break;
      }
      case 'gap':
      case 'differs':
        driver.feed(id, {type: 'have', link, ends: [{...endOf(piece), isSame: outcome.type === 'gap'}]});
        break;
      case 'no-member':
      case 'cut':
      case 'too-many':
        refuse(link, id, piece);
        break;
    }
  }

  function onStored(
    link: LinkId,
    id: ConversationId,
    {acts, log: {name: log, last: sequence}, added, isFork}: PieceOutcome<EntryRow> & {type: 'stored'},
  ): void {
    if (acts.length > 0) {
      options.onActs(id, isFork ? null : acts);
    }
    driver.feed(id, {type: 'stored', log, sequence, from: link, isNew: true});
    if (added.length > 0) {
      options.onAdded(id, added);
    }
    if (isFork) {
      const parts = database.logs(id).filter(({name}) => name.author === log.author);
      driver.feed(id, {type: 'parted', ends: parts.map(({name, last}) => ({log: name, sequence: last}))});
      options.events.push({type: 'fork', conversation: id, author: log.author});
    }
  }

  return (link, id, piece, base) => {
    if (!isTaken(link, id, piece)) {
      refuse(link, id, piece);
      return;
    }
    const selfTag = memberTag(roomIdOf(id), selfKey);
    // Where all are to have everything, nobody may keep the beginning of a log back.
    const isPartial = base !== null && known.charter(id).hasPartialHistory();
    const judge = {verify: isHead, selfTag, ...(isPartial ? {base} : {})};
    // The bytes of an act count, and nobody sees them.
    const entries = piece.entries.map(entry => (entry.kind === 'act' ? entry : safeEntry(entry)));
    const outcome = database.append(id, {...piece, entries}, judge);
    onOutcome(link, id, piece, outcome);
    if ('log' in outcome && outcome.log !== null && keyOf(outcome.log.name) !== keyOf(piece.log)) {
      refuse(link, id, piece); // it is here, under another name
    }
  };
}

/** How far a piece goes. */
function endOf({log, first, entries}: RoomPiece): LogEnd {
  return {log, sequence: first + entries.length - 1};
}
