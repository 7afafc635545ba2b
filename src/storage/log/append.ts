import {isParticipant} from '../../lib/conversation.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import {MIN_EXPIRY_SECONDS} from '../../lib/limits.ts';
import {parseExpiry} from '../../lib/time/expiry.ts';
import {isErased, receivedContent, saltOf} from '../../wire/chat/entry-codec.ts';
import type {EntryRef, WireEntry} from '../../wire/chat/messages.ts';
import {CHAIN_STRIDE, ROOM_CHAIN_STRIDE} from '../sqlite/queries/chains.ts';
import type {ConversationRecord} from '../sqlite/queries/conversations.ts';
import {isShown, rankOf} from '../sqlite/queries/entry-row.ts';
import type {LogRecord} from '../sqlite/queries/logs.ts';
import type {Spot} from '../sqlite/queries/pointers.ts';
import {SELF} from '../sqlite/schema.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {EntryRow} from '../types.ts';
import {createEffects, hasEffect} from './annotations.ts';
import {contentBytes, extendChain, type Hashed, hashEntry, isSame} from './chain.ts';

/**
 * An own message that disappears counts from its first acknowledgement. One that nobody ever got is given up after
 * this, milliseconds: four weeks.
 */
export const UNDELIVERED_LIFE = 28 * 24 * 60 * 60 * 1000;

/** Entries for the end of one log. */
export type Appending = {
  readonly conversation: ConversationRecord;
  readonly log: LogRecord;
  /** The log's author. */
  readonly author: PeerKey;
  readonly entries: readonly WireEntry[];
  /** What is different in a room; absent for a direct conversation. */
  readonly room?: RoomRules;
};

/** What an append to a log of a room does in its own way. */
export type RoomRules = {
  /** The target as it is stored: null for one that nobody in the room wrote, another one in a branch. */
  readonly targetOf: (target: EntryRef) => EntryRef | null;
  /** The last sequence that is shown. */
  readonly shownTo: number;
  /** What mentions us is marked; 8 bytes. */
  readonly selfTag: Uint8Array;
  /** Digests of the entries and the chain behind each of them, where the caller made them; in order. */
  readonly links?: readonly Link[];
};

/** One more entry of a chain. */
export type Link = Hashed & {readonly chain: Buffer};

/** Writes entries into the tables and gives back the rows as they are then. */
export type Append = (appending: Appending) => readonly EntryRow[];

/** What an entry has of its own beside its place. */
type Stored = Pick<EntryRow, 'kind' | 'target' | 'body' | 'lifetime' | 'salt' | 'digest'> & {
  readonly targetBy: number | null;
};

export type AppendOptions = {
  readonly tables: Tables;
  readonly selfKey: PeerKey;
  /** Wall time in milliseconds: lifetimes count from it. */
  readonly now: () => number;
};

/**
 * The one way into the table of entries: numbers them, goes on with the running hash of the log, applies what they do
 * to others and others to them. The search index follows later. The caller keeps the books of the conversation.
 */
export function createAppend({tables, selfKey, now}: AppendOptions): Append {
  const {authors, chains, conversations, entries, logs, pointers} = tables;
  const effects = createEffects(tables);

  function append(appending: Appending): readonly EntryRow[] {
    const {conversation, log, author, entries: batch} = appending;
    const last = log.last + batch.length;
    const awaited = pointers.anyAt(spotIn(log, log.last + 1), last);
    const isPlain = !awaited && !batch.some(entry => !isErased(entry) && hasEffect(entry, author));
    const stride = appending.room === undefined ? CHAIN_STRIDE : ROOM_CHAIN_STRIDE;
    const shownTo = appending.room?.shownTo ?? last;
    let chain = log.chain;
    const rows = entries.indexTogether(() =>
      batch.map((entry, place) => {
        const sequence = log.last + 1 + place;
        const link = appending.room?.links?.[place];
        const hashed = link ?? hashEntry(entry);
        const {clock, time} = entry;
        chain =
          link?.chain ?? (chain === null ? null : extendChain(chain, {clock, time, digest: hashed.digest}));
        if (chain !== null && sequence % stride === 0) {
          chains.add(log.log, {sequence, chain});
        }
        const row = write(appending, sequence, entry, hashed);
        if (!isPlain) {
          applyEffects(log, row, sequence <= shownTo);
        }
        return row;
      }),
    );
    const clock = rows.at(-1)?.clock ?? log.last_clock;
    logs.setEnd(log.log, {last, clock, chain});
    if (appending.room === undefined) {
      noteExpiry(conversation, rows); // a room has acts for it
    }
    return isPlain ? rows : [...entries.after(log.log, conversation.id, log.last, last)];
  }

  function write(
    {conversation, log, author, room}: Appending,
    sequence: number,
    entry: WireEntry,
    hashed: Hashed,
  ): EntryRow {
    const {clock, time} = entry;
    const {targetBy, ...stored} = toStored(conversation.id, entry, hashed, room);
    const isOutOfSight = room !== undefined && sequence > room.shownTo;
    const {kind, lifetime} = stored;
    const rank = rankOf(author);
    const arrived = now();
    const outgoing = log.author === SELF;
    const expiresAt =
      lifetime === null ? null : arrived + (outgoing ? UNDELIVERED_LIFE : 0) + lifeOf(lifetime);
    const row = entries.add({
      conversation: conversation.conversation,
      log: log.log,
      sequence,
      clock,
      rank,
      time,
      ...stored,
      isOutOfSight,
      targetBy,
      targetAuthor: !isOutOfSight && hasEffect(stored, author) ? targetBy : null,
      expiresAt,
      arrived,
    });
    const mentioned = room !== undefined && keepRaw(row, entry, stored.digest, room);
    return {
      row,
      conversation: conversation.id,
      author,
      outgoing,
      epoch: log.epoch,
      sequence,
      clock,
      rank,
      time,
      ...stored,
      deleted: false,
      expiresAt,
      arrived,
      mentioned,
      unread: !outgoing && !isOutOfSight && isShown(kind),
    };
  }

  /**
   * What a member passes on to others is what it got, to the byte, also where the columns do not tell it. Whether the entry
   * mentions us.
   */
  function keepRaw(row: number, entry: WireEntry, digest: Uint8Array | null, {selfTag}: RoomRules): boolean {
    if (isErased(entry) || (digest === null && entry.mentions === undefined)) {
      return false;
    }
    const mentioned = entry.mentions?.some(tag => isSame(tag, selfTag)) ?? false;
    entries.setRaw(row, receivedContent(entry) ?? contentBytes(entry), mentioned);
    return mentioned;
  }

  /** An entry as it is stored: without its content, if it came so, and without a target that nobody here wrote. */
  function toStored(
    conversation: ConversationId,
    entry: WireEntry,
    {digest, isFaithful}: Hashed,
    room: RoomRules | undefined,
  ): Stored {
    if (isErased(entry)) {
      return {...NOTHING, digest};
    }
    const {kind, body} = entry;
    const target = room === undefined ? known(conversation, entry.target) : inRoom(room, entry.target);
    const lifetime = isShown(kind) ? (entry.lifetime ?? null) : null;
    const isWhole =
      target === entry.target && lifetime === (entry.lifetime ?? null) && entry.mentions === undefined;
    return {
      kind,
      target,
      targetBy: target === null ? null : authors.ensure(target.author),
      body,
      lifetime,
      salt: saltOf(entry),
      digest: isWhole && isFaithful ? null : digest,
    };
  }

  /** A peer that names whoever it likes as an author must not fill the table of them. */
  function known(conversation: ConversationId, target: EntryRef | null): EntryRef | null {
    const isKnown =
      target !== null && (target.author === selfKey || isParticipant(conversation, target.author));
    return isKnown ? target : null;
  }

  function applyEffects(log: LogRecord, row: EntryRow, isInSight: boolean): void {
    const {target} = row;
    if (isInSight && target !== null && hasEffect(row, row.author)) {
      const {epoch, sequence} = target;
      const spot = {conversation: log.conversation, author: authors.ensure(target.author), epoch, sequence};
      effects.point(row, log.author, spot);
    }
    effects.meet(row, spotIn(log, row.sequence));
  }

  /** The newest setting in the order of the conversation counts, whenever it arrives. */
  function noteExpiry({conversation}: ConversationRecord, rows: readonly EntryRow[]): void {
    for (const {kind, body, clock, rank, row} of rows) {
      const seconds = kind === 'expire' ? parseExpiry(body) : null;
      if (seconds !== null) {
        conversations.setExpiry(conversation, seconds === 0 ? null : seconds, [clock, rank, row]);
      }
    }
  }

  return append;
}

/** Milliseconds that a message is there for its reader. */
export function lifeOf(lifetime: number): number {
  return Math.max(lifetime, MIN_EXPIRY_SECONDS) * 1000;
}

const NOTHING = {kind: 'gone', target: null, targetBy: null, body: '', lifetime: null, salt: null} as const;

function inRoom({targetOf}: RoomRules, target: EntryRef | null): EntryRef | null {
  return target === null ? null : targetOf(target);
}

function spotIn({conversation, author, epoch}: LogRecord, sequence: number): Spot {
  return {conversation, author, epoch, sequence};
}
