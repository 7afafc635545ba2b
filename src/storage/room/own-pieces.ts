import {roomIdOf} from '../../lib/conversation.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import {SALT_BYTES} from '../../wire/chat/entry-codec.ts';
import type {WholeEntry} from '../../wire/chat/messages.ts';
import {hashEntry} from '../log/chain.ts';
import {newEpoch} from '../log/epochs.ts';
import {nextClock} from '../log/lamport.ts';
import type {Random} from '../profile/secrets.ts';
import type {Lane, RoomPiece, SignHead} from '../room-types.ts';
import type {ConversationRecord} from '../sqlite/queries/conversations.ts';
import {isShown} from '../sqlite/queries/entry-row.ts';
import type {LogRecord} from '../sqlite/queries/logs.ts';
import {SELF} from '../sqlite/schema.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {EntryRow, RoomDatabase, RoomDraft} from '../types.ts';
import {chainOver, countForPiece} from './pieces.ts';
import type {RoomChains} from './room-chain.ts';
import type {RoomCommits} from './room-commit.ts';
import type {Visibility} from './visibility.ts';

/** The part of the database that writes own entries of rooms. */
export type OwnPieces = Pick<RoomDatabase, 'appendOwn'>;

export type OwnPieceOptions = {
  readonly tables: Tables;
  readonly chains: RoomChains;
  readonly visibility: Visibility;
  readonly commits: RoomCommits;
  readonly selfKey: PeerKey;
  readonly random: Random;
  /** The wall time that clocks follow, milliseconds. */
  readonly clockTime: () => number;
};

/** Nothing that we write wakes ourselves. */
const NO_TAG = new Uint8Array();

/** Makes the part that writes. The caller wraps each call in a transaction. */
export function createOwnPieces(options: OwnPieceOptions): OwnPieces {
  const {tables, chains, visibility, commits, selfKey, random, clockTime} = options;
  const {conversations, logs} = tables;

  function appendOwn(id: ConversationId, lane: Lane, drafts: readonly RoomDraft[], sign: SignHead) {
    const pieces: RoomPiece[] = [];
    const rows: EntryRow[] = [];
    if (drafts.length === 0) {
      return {rows, pieces};
    }
    const record = conversations.ensure(id);
    const entries = toEntries(record, drafts);
    let log = logs.openOwn(record.conversation, lane) ?? begin(record, lane);
    for (let done = 0; done < entries.length; ) {
      const first = log.last + 1;
      const sizes = entries.slice(done).map(({body}) => Buffer.byteLength(body));
      const batch = entries.slice(done, done + countForPiece(first, sizes));
      rows.push(...write(conversations.ensure(id), log, batch, sign, pieces));
      log = logs.get(log.log);
      done += batch.length;
    }
    return {rows, pieces};
  }

  function write(
    room: ConversationRecord,
    log: LogRecord,
    entries: readonly WholeEntry[],
    sign: SignHead,
    pieces: RoomPiece[],
  ): readonly EntryRow[] {
    const {lane, epoch} = log;
    const first = log.last + 1;
    const links = chainOver(log.chain ?? new Uint8Array(), entries, entries.map(hashEntry), 0);
    const chain = links.at(-1)?.chain ?? new Uint8Array();
    const sequence = log.last + entries.length;
    const head = sign({room: roomIdOf(room.id), author: selfKey, lane, epoch, sequence, chain});
    const commit = {room, log, author: selfKey, entries, links, head, judge: {selfTag: NO_TAG}};
    const {added, log: held} = commits.commit(commit);
    pieces.push({log: held.name, first, entries, head});
    return lane === 0 ? added : [...tables.entries.after(log.log, room.id, log.last)];
  }

  function toEntries({clock: known, expiry}: ConversationRecord, drafts: readonly RoomDraft[]): WholeEntry[] {
    const salts = random(SALT_BYTES * drafts.length);
    let clock = known;
    return drafts.map(({kind, body, time, target, mentions}, index) => {
      if (kind === 'gone') {
        throw new TypeError('nobody writes an entry that is gone');
      }
      clock = nextClock(clock, clockTime());
      const salt = salts.subarray(index * SALT_BYTES, (index + 1) * SALT_BYTES);
      return {
        ...{clock, time, kind, target, body, salt},
        ...(expiry !== null && isShown(kind) && {lifetime: expiry}),
        ...(mentions !== undefined && mentions.length > 0 && {mentions}),
      };
    });
  }

  function begin(room: ConversationRecord, lane: Lane): LogRecord {
    const {conversation, id} = room;
    const epoch = newEpoch(random, drawn => logs.ofEpoch(conversation, SELF, lane, drawn).length > 0);
    const chain = chains.begin(id, {author: selfKey, lane, epoch});
    const none = {branch: null, branch_of: null, base: 0, base_chain: null, ended: 0};
    return visibility.begin({conversation, author: SELF, lane, epoch, chain, ...none}, room);
  }

  return {appendOwn};
}
