import {conversationId} from '../../../lib/conversation.ts';
import type {ConversationId} from '../../../lib/ids.ts';
import type {ConversationRow, Listing} from '../../types.ts';
import type {Connection} from '../connection.ts';
import {IS_FORGOTTEN} from '../schema.ts';
import type {Place} from './entry-order.ts';

/** A conversation as SQLite returns it. */
export type ConversationRecord = {
  readonly conversation: number;
  readonly id: ConversationId;
  /** The highest Lamport clock seen. */
  readonly clock: number;
  readonly unread: number;
  readonly last_activity: number;
  /** Seconds that new entries live, or null. */
  readonly expiry: number | null;
  /** The rank of who said so; -1 if nobody did. */
  readonly expiry_rank: number;
  readonly muted: number;
  readonly muted_until: number | null;
  readonly listing: Listing;
};

type Stored = Omit<ConversationRecord, 'id'> & {readonly id: string};

/** What new entries do to their conversation. */
export type Growth = {
  readonly clock: number;
  /** How many of them are unread. */
  readonly unread: number;
  /** Wall time of the newest that is shown, milliseconds; 0 if none is. */
  readonly activity: number;
};

/** The table of conversations. */
export type ConversationTable = {
  readonly all: () => ConversationRow[];
  readonly get: (id: ConversationId) => ConversationRow | null;
  readonly find: (id: ConversationId) => ConversationRecord | null;
  /** Null for one that was forgotten. */
  readonly idOf: (conversation: number) => ConversationId | null;
  readonly ensure: (id: ConversationId) => ConversationRecord;
  readonly grow: (conversation: number, growth: Growth) => void;
  readonly setUnread: (conversation: number, unread: number) => void;
  /** Takes one entry out of the count of the unread. */
  readonly shrink: (conversation: number) => void;
  /** Takes a setting from a place in the conversation, unless a newer one is known. */
  readonly setExpiry: (conversation: number, seconds: number | null, place: Place) => void;
  readonly setMuted: (id: ConversationId, muted: boolean, until: number | null) => ConversationRow;
  readonly endMutes: (now: number) => ConversationRow[];
  readonly nextMuteEnd: () => number | null;
  readonly setListing: (id: ConversationId, listing: Listing) => ConversationRow;
  readonly rooms: () => ConversationRecord[];
  /** Changes how many are unread. */
  readonly countUnread: (conversation: number, by: number) => void;
  /** It is a room, in which new entries live so many seconds, or stay (null). */
  readonly makeRoom: (conversation: number, expiry: number | null) => void;
  /** Takes a conversation out of sight: it has no id any more that anybody knows. */
  readonly forget: (id: ConversationId) => void;
  readonly anyForgotten: () => boolean;
};

/** Prepares the statements on the table of conversations. */
export function createConversationTable(connection: Connection): ConversationTable {
  const all = connection.prepare<[], Stored>(
    `SELECT * FROM conversations WHERE NOT ${IS_FORGOTTEN} ORDER BY conversation`,
  );
  const find = connection.prepare<[string], Stored>('SELECT * FROM conversations WHERE id = ?');
  const idOf = connection
    .prepare<[number], string>(`SELECT id FROM conversations WHERE conversation = ? AND NOT ${IS_FORGOTTEN}`)
    .pluck();
  const add = connection.prepare<[string], Stored>('INSERT INTO conversations (id) VALUES (?) RETURNING *');
  const grow = connection.prepare<[Growth & {readonly conversation: number}]>(
    `UPDATE conversations SET clock = max(clock, @clock), unread = unread + @unread,
       last_activity = max(last_activity, @activity),
       listing = iif(listing = 'archived' AND muted = 0 AND @activity > 0, 'normal', listing)
     WHERE conversation = @conversation`,
  );
  const shrink = connection.prepare(
    'UPDATE conversations SET unread = max(0, unread - 1) WHERE conversation = ?',
  );
  const setExpiry = connection.prepare<
    [{conversation: number; seconds: number | null; clock: number; rank: number; row: number}]
  >(
    `UPDATE conversations
     SET expiry = @seconds, expiry_clock = @clock, expiry_rank = @rank, expiry_row = @row
     WHERE conversation = @conversation
       AND (@clock, @rank, @row) > (expiry_clock, expiry_rank, expiry_row)`,
  );
  const setUnread = connection.prepare('UPDATE conversations SET unread = ? WHERE conversation = ?');
  const setMuted = connection.prepare<[string, number, number | null], Stored>(
    `INSERT INTO conversations (id, muted, muted_until) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET muted = excluded.muted, muted_until = excluded.muted_until RETURNING *`,
  );
  const endMutes = connection.prepare<[number], Stored>(
    'UPDATE conversations SET muted = 0, muted_until = NULL WHERE muted_until <= ? RETURNING *',
  );
  const nextMuteEnd = connection
    .prepare<[], number | null>('SELECT min(muted_until) FROM conversations')
    .pluck();
  const setListing = connection.prepare<[string, Listing], Stored>(
    `INSERT INTO conversations (id, listing) VALUES (?, ?)
     ON CONFLICT (id) DO UPDATE SET listing = excluded.listing RETURNING *`,
  );
  const rooms = connection.prepare<[], Stored>(
    `SELECT * FROM conversations WHERE kind = 1 AND NOT ${IS_FORGOTTEN}`,
  );
  const countUnread = connection.prepare<[number, number]>(
    'UPDATE conversations SET unread = max(0, unread + ?) WHERE conversation = ?',
  );
  const makeRoom = connection.prepare<[number | null, number]>(
    'UPDATE conversations SET kind = 1, expiry = ? WHERE conversation = ?',
  );
  const forget = connection.prepare<[string]>(
    `UPDATE conversations SET id = 'forgotten ' || conversation, muted = 0, muted_until = NULL, listing = 'normal'
     WHERE id = ?`,
  );
  const anyForgotten = connection
    .prepare<[], number>(`SELECT 1 FROM conversations WHERE ${IS_FORGOTTEN} LIMIT 1`)
    .pluck();
  return {
    all: () => all.all().map(record => toConversationRow({...record, id: conversationId(record.id)})),
    get(id) {
      const record = find.get(id);
      return record === undefined ? null : toConversationRow({...record, id});
    },
    find(id) {
      const record = find.get(id);
      return record === undefined ? null : {...record, id};
    },
    idOf(conversation) {
      const id = idOf.get(conversation);
      return id === undefined ? null : conversationId(id);
    },
    ensure: id => ({...(find.get(id) ?? found(add.get(id))), id}),
    grow(conversation, growth) {
      grow.run({conversation, ...growth});
    },
    shrink(conversation) {
      shrink.run(conversation);
    },
    setUnread(conversation, unread) {
      setUnread.run(unread, conversation);
    },
    setExpiry(conversation, seconds, [clock, rank, row]) {
      setExpiry.run({conversation, seconds, clock, rank, row});
    },
    setMuted: (id, muted, until) =>
      toConversationRow({...found(setMuted.get(id, Number(muted), muted ? until : null)), id}),
    endMutes: now =>
      endMutes.all(now).map(record => toConversationRow({...record, id: conversationId(record.id)})),
    nextMuteEnd: () => nextMuteEnd.get() ?? null,
    setListing: (id, listing) => toConversationRow({...found(setListing.get(id, listing)), id}),
    rooms: () => rooms.all().map(record => ({...record, id: conversationId(record.id)})),
    countUnread: (conversation, by) => void countUnread.run(by, conversation),
    makeRoom: (conversation, expiry) => void makeRoom.run(expiry, conversation),
    forget(id) {
      forget.run(id);
    },
    anyForgotten: () => anyForgotten.get() !== undefined,
  };
}

/** The conversation as others see it. */
export function toConversationRow(record: ConversationRecord): ConversationRow {
  return {
    id: record.id,
    unread: record.unread,
    lastActivity: record.last_activity,
    expiry: record.expiry,
    muted: record.muted === 1,
    mutedUntil: record.muted_until,
    listing: record.listing,
  };
}

function found(record: Stored | undefined): Stored {
  if (record === undefined) {
    throw new Error('SQLite returned no row for a conversation');
  }
  return record;
}
