import type {ConversationId, DeviceKey, PeerKey} from '../lib/ids.ts';
import type {SearchWord} from '../lib/text/search-words.ts';
import type {EntryKind, EntryRef, LogPosition, ReadPosition, WireEntry} from '../wire/chat/messages.ts';
import type {
  Fork,
  Lane,
  MemberRow,
  PieceJudge,
  PieceOutcome,
  RoomLog,
  RoomLogName,
  RoomPiece,
  RoomRow,
  SignHead,
  StoredAct,
  StoredMembership,
} from './room-types.ts';

/** How a peer stands to us (`Relation` of the core). */
export type StoredRelation = 'contact' | 'asking' | 'request' | 'declined' | 'blocked' | 'alarmed' | 'member';

/** A peer as stored. Text columns hold `SafeText`. */
export type PeerRow = {
  readonly key: PeerKey;
  readonly name: string;
  readonly relation: StoredRelation;
  /** What somebody who is blocked was before; absent or null if not blocked. */
  readonly blockedFrom?: StoredRelation | null;
  readonly verified: boolean;
  /** `host:port` that worked last when we dialled, or that the peer said it listens on; null if none. */
  readonly address: string | null;
  /** This very key answered there when we dialled; else the peer only says that it listens there. Absent: false. */
  readonly addressProven?: boolean;
  readonly lastSeen: number;
  /** Somebody disconnected wilfully: not dialled until the user or the peer wants it again. */
  readonly held: boolean;
  /** What the user calls it; absent or null if that is left to the peer. */
  readonly localName?: string | null;
  /** The feature bits of its last hello; absent if none came yet. */
  readonly features?: number;
  /** The program and release that its last hello named; absent if none came yet. */
  readonly program?: string;
  /** What it said that its owner is about; absent if nothing. */
  readonly status?: string;
};

/** The person a word of the user meant last, by key, and the others it fitted when that was decided. */
export type MeaningRow = {readonly word: string; readonly key: PeerKey; readonly among: readonly PeerKey[]};

/** The device of a peer that we linked with last; keys and hashes in hex. */
export type DeviceRow = {
  /** A peer. */
  readonly person: PeerKey;
  readonly device: DeviceKey;
  /** Number and hash of the device list that named it. */
  readonly list: number;
  readonly listHash: string;
  /** Number of the best handshake that worked (docs/PROTOCOL.md). */
  readonly kind: number;
};

/** An invite of ours. Times are wall times in milliseconds. */
export type InviteRow = {
  readonly id: string;
  readonly kind: 'link' | 'code';
  /** 16 bytes. */
  readonly secret: Uint8Array;
  /** As it was given away; null for spoken words. */
  readonly link: string | null;
  readonly created: number;
  readonly expires: number;
  readonly uses: number;
  /** Those who came by it, in order; null in the place of one who was forgotten. */
  readonly usedBy: readonly (PeerKey | null)[];
  /** Somebody came by it who was one too many. */
  readonly hasSurplus: boolean;
};

/** A reach key of ours: the newest is announced, older ones are what some contacts still know. */
export type OwnReachRow = {
  /** From 1, rising. */
  readonly serial: number;
  /** 32 bytes. */
  readonly seed: Uint8Array;
  /** Wall time in milliseconds. */
  readonly created: number;
};

/** What a contact told of how it is found. Times are wall times in milliseconds. */
export type ContactReachRow = {
  /** A peer. */
  readonly person: PeerKey;
  /** Number and public half of their reach key, 32 bytes; 0 and null before they told one. */
  readonly serial: number;
  readonly point: Uint8Array | null;
  /** The one before it, and when it was replaced; null if there was none. */
  readonly before: Uint8Array | null;
  readonly replaced: number | null;
  /** Number of the newest reach key of ours that they have confirmed; null for none. */
  readonly confirmed: number | null;
  /** Where they said that they listen, as `host:port`. */
  readonly addresses: readonly string[];
  readonly told: number;
  /** By how much their clock was ahead of ours then, milliseconds; null if they did not say. */
  readonly clockAhead: number | null;
};

/** A node of the hash table that answered, and when: wall time in milliseconds. */
export type TableNodeRow = {readonly host: string; readonly port: number; readonly seen: number};

export type ConversationRow = {
  readonly id: ConversationId;
  readonly unread: number;
  readonly lastActivity: number;
  /** Seconds after which new entries disappear; null if they stay. */
  readonly expiry: number | null;
  /** The user does not want to be told of what comes in here. */
  readonly muted: boolean;
  /** Wall time at which that ends, milliseconds; null if only the user ends it, or it is not muted. */
  readonly mutedUntil: number | null;
  readonly listing: Listing;
};

/** Where a conversation stands in lists: before the others, among them, or nowhere until something is said in it. */
export type Listing = 'pinned' | 'normal' | 'archived';

/** An entry as stored. */
export type EntryRow = {
  readonly row: number;
  readonly conversation: ConversationId;
  readonly author: PeerKey;
  readonly outgoing: boolean;
  readonly epoch: number;
  readonly sequence: number;
  readonly clock: number;
  readonly rank: number;
  readonly time: number;
  readonly kind: EntryKind;
  readonly target: EntryRef | null;
  /** The text it came with; '' if it was deleted. */
  readonly body: string;
  /** Its author took it back, or in a room somebody with power took it away; only its place is still shown. */
  readonly deleted: boolean;
  /** Seconds from its commit after which it disappears; null if it stays. */
  readonly lifetime: number | null;
  /** When it disappears, wall time in milliseconds; null if it stays, or that is not settled yet. */
  readonly expiresAt: number | null;
  /** Wall time of its commit here, milliseconds; 0 for one that 0.1.0 stored. */
  readonly arrived: number;
  /** Random bytes that hide what the content was once it is erased; null if it is, or never had any. */
  readonly salt: Uint8Array | null;
  /** Hash of salt and content, where it does not follow from the rest of the row. */
  readonly digest: Uint8Array | null;
  /** It names us, so that we are told. */
  readonly mentioned: boolean;
  /** A shown entry of somebody else that our user has not seen. */
  readonly unread: boolean;
};

/** The name of an entry within its conversation. */
export type EntryName = Pick<EntryRow, 'author' | 'epoch' | 'sequence'>;

/** The first of the unread entries of a conversation, and where it stands there. */
export type FirstUnread = EntryName & {
  readonly place: readonly [clock: number, rank: number, row: number];
};

/** An entry as people see it: with the effects of the entries that point at it. */
export type ShownRow = {
  readonly entry: EntryRow;
  /** The newest version of its text. */
  readonly text: string;
  readonly edited: boolean;
  readonly reactions: readonly {readonly emoji: string; readonly author: PeerKey}[];
  /** What a reply answers to; the text is null if it is not here or was deleted. */
  readonly quoted: (EntryName & {readonly text: string | null}) | null;
};

/** An entry that disappeared. */
export type ExpiredEntry = EntryName & {
  readonly conversation: ConversationId;
  /** Ours, and nobody ever got it. */
  readonly isUndelivered: boolean;
};

/** How an append of remote entries ended. */
export type AppendOutcome = {
  /** The entries that were new, as stored: those without effect are `gone` already. */
  readonly added: readonly EntryRow[];
  /** How far the log is held without gaps now. */
  readonly have: LogPosition;
};

/** One of our own logs, and how far it came at the one who is to get it. */
export type OwnLog = {
  readonly epoch: number;
  /** From before natter 0.2.0: it has no running hash, and is neither written to nor sent. */
  readonly isOld: boolean;
  /** It was handed to a link: its clocks are fixed. */
  readonly isSent: boolean;
  /** The last sequence we wrote. */
  readonly last: number;
  /** The last one the peer committed, and the last one its user has read. */
  readonly acknowledged: number;
  readonly read: number;
};

/** A copy of a database in a file of its own, under the same key, which grows in bounded pieces. */
export type Snapshot = {
  /**
   * Does the next piece, about 20 ms; true if there is more. After the last one the file is as the database in that
   * moment, without what was deleted. Throws what SQLite or the disk says; the file is gone then.
   */
  readonly step: () => boolean;
  /** Ends it and removes the file. */
  readonly remove: () => void;
};

/**
 * The encrypted database of one profile. Every method is one transaction and synchronous: when it returns,
 * the data is on disk (WAL, synchronous=FULL). Throws `NatterError` `DISK_FULL`, `DISK_FAILED`,
 * `DATABASE_DAMAGED`, `PROFILE_UNWRITABLE`; nothing of the call is stored then.
 */
export type Database = {
  readonly peers: () => PeerRow[];
  readonly savePeer: (peer: PeerRow) => void;
  readonly deletePeer: (key: PeerKey) => void;
  /** The device of a peer, null if there was no link yet. */
  readonly device: (person: PeerKey) => DeviceRow | null;
  /** The peer whose device this is, null if none. */
  readonly personOf: (device: DeviceKey) => PeerKey | null;
  /** Keeps the device of a peer that is stored; it goes when the peer goes. */
  readonly saveDevice: (row: DeviceRow) => void;
  /** Removes a peer and the conversation with it from sight, for good; its bytes go with `rewrite`. */
  readonly forgetPeer: (key: PeerKey) => void;
  /** What can still be found in the file though it was deleted: a conversation, copies of single texts, nothing. */
  readonly traces: () => 'conversation' | 'text' | null;
  /**
   * Does the next piece of writing the whole file anew without what was deleted, about 20 ms; true if there is
   * more to do. In between everything else goes on as ever. See `Rewrite`.
   */
  readonly rewrite: () => boolean;
  /** Begins a copy in a file of its own; one that is under way ends. The file is not written anew meanwhile. */
  readonly snapshot: (path: string) => Snapshot;

  readonly conversations: () => ConversationRow[];
  readonly conversation: (id: ConversationId) => ConversationRow | null;
  /** Notes that our user has seen some entries, each for itself. What is no shown entry of somebody else is passed over. */
  readonly markRead: (id: ConversationId, entries: readonly EntryName[]) => ConversationRow;
  /** The unread entry that stands first in a conversation; null if none is unread. */
  readonly firstUnread: (id: ConversationId) => FirstUnread | null;
  /** Notes whether the user wants to be told of what comes in; a conversation that is not there is begun. */
  /** Mutes a conversation or takes that back; with a wall time in milliseconds, the mute ends then. */
  readonly setMuted: (id: ConversationId, muted: boolean, until: number | null) => ConversationRow;
  /** Ends the mutes whose time is over at a wall time, and gives back their conversations. */
  readonly endMutes: (now: number) => ConversationRow[];
  /** Wall time at which the next mute ends, milliseconds; null if none does. */
  readonly nextMuteEnd: () => number | null;
  readonly setListing: (id: ConversationId, listing: Listing) => ConversationRow;

  /** The people that words of the user meant. */
  readonly meanings: () => MeaningRow[];
  readonly saveMeaning: (meaning: MeaningRow) => void;

  /** Invites of ours, the oldest first. */
  readonly invites: () => InviteRow[];
  readonly saveInvite: (invite: InviteRow) => void;
  readonly deleteInvite: (id: string) => void;

  /** Reach keys of ours, the oldest first. */
  readonly ownReach: () => OwnReachRow[];
  readonly saveOwnReach: (row: OwnReachRow) => void;
  readonly deleteOwnReach: (serial: number) => void;
  readonly contactReach: () => ContactReachRow[];
  /** Keeps what a peer that is stored told; it goes when the peer goes. */
  readonly saveContactReach: (row: ContactReachRow) => void;
  /** Nodes of the hash table that are known, those that answered last first. */
  readonly tableNodes: () => TableNodeRow[];
  /** Keeps these nodes, and no others. */
  readonly saveTableNodes: (nodes: readonly TableNodeRow[]) => void;

  /** What was typed in conversations and not sent. */
  readonly drafts: () => {readonly conversation: ConversationId; readonly text: string}[];
  /** Keeps what was typed in a conversation; nothing removes it. */
  readonly saveDraft: (conversation: ConversationId, text: string) => void;

  /**
   * Writes own entries at the end of the current own log; assigns sequence, Lamport clock and the lifetime that
   * the conversation gives new messages.
   */
  readonly appendOwn: (
    conversation: ConversationId,
    drafts: readonly {
      kind: EntryKind;
      body: string;
      time: number;
      target: EntryRef | null;
      /** Seconds in place of the setting, where the other side made that; null if it stays. */
      lifetime?: number | null | undefined;
    }[],
  ) => EntryRow[];
  /**
   * Commits consecutive entries of a peer's log. Entries held already with the same content are passed over.
   * Throws `NatterError('PROTOCOL_ERROR')` and stores nothing if a gap would remain, a sequence comes again
   * with other content, or a Lamport clock does not rise within the log or is far beyond all that were seen,
   * or the peer has begun more logs than one `have` can name.
   * The message completes "the link was closed because …".
   */
  readonly appendRemote: (
    conversation: ConversationId,
    author: PeerKey,
    epoch: number,
    first: number,
    entries: readonly WireEntry[],
  ) => AppendOutcome;

  /** How far we have the logs that a peer wrote in a conversation. */
  readonly positions: (conversation: ConversationId, author: PeerKey) => LogPosition[];
  /** Our own logs in a conversation, oldest first; the last one is current. */
  readonly ownLogs: (conversation: ConversationId) => OwnLog[];
  /** Own entries after `sequence` of one own log, at most `limit` and about 48 KiB of bodies. */
  readonly ownEntries: (
    conversation: ConversationId,
    epoch: number,
    after: number,
    limit: number,
  ) => EntryRow[];
  /** The first bytes of the running hash of an own log at a sequence; null if it has none there. */
  readonly ownChain: (conversation: ConversationId, epoch: number, sequence: number) => Uint8Array | null;
  /** An own log was handed to a link for the first time. */
  readonly noteSent: (conversation: ConversationId, epoch: number) => void;
  /** The highest Lamport clock known in a conversation. */
  readonly conversationClock: (conversation: ConversationId) => number;
  /**
   * Learns a clock that a peer knows: what we write from now on stands behind it. If our wall clock is behind it, so
   * does what is in an own log that was never sent; these entries are given back as they are then.
   */
  readonly learnClock: (conversation: ConversationId, clock: number) => EntryRow[];
  /**
   * Moves own entries of a log from before natter 0.2.0 after sequence `keep` into a new log, the last ones first, at
   * most some thousands at once; the new log, or null if nothing was left to move. Ids of moved entries change.
   */
  readonly retireOldLog: (conversation: ConversationId, epoch: number, keep: number) => OwnLog | null;
  /**
   * Ends the current own log and begins one with a new epoch; own entries after sequence `keep` move over, in
   * order, and count as unsent. For when the peer turns out to have more of our log than we do: our database
   * is an older copy, and what was written since must not take sequences that the peer knows with other
   * content. The old log stays in `ownLogs` before the new one; what a peer says to have of it beyond its end
   * means nothing from then on. Ids of moved entries change. Returns the new log.
   */
  readonly rotateOwnLog: (conversation: ConversationId, keep: number) => OwnLog;
  /**
   * Notes that a peer has (or has read) an own log up to a sequence; never moves backwards. What disappears counts
   * from the wall time `at`, milliseconds, or from now.
   */
  readonly acknowledge: (
    conversation: ConversationId,
    recipient: PeerKey,
    position: ReadPosition,
    at?: number,
  ) => void;
  readonly markPeerRead: (
    conversation: ConversationId,
    recipient: PeerKey,
    position: ReadPosition,
    at?: number,
  ) => void;
  /** When somebody got and read an own entry: wall times in milliseconds, null where that is not known. */
  readonly receiptOf: (
    conversation: ConversationId,
    recipient: PeerKey,
    entry: ReadPosition,
  ) => {readonly delivered: number | null; readonly read: number | null};
  /** Sequences of an own log whose entries have no content any more: nobody gets it from us. */
  readonly erasedIn: (
    conversation: ConversationId,
    range: {readonly epoch: number; readonly from: number; readonly to: number},
  ) => number[];
  /**
   * Our user's read position in the logs a peer wrote, what a `read` message says: the longest beginning of each log
   * of which every shown entry was seen.
   */
  readonly readPositions: (conversation: ConversationId, author: PeerKey) => ReadPosition[];

  /**
   * Shown entries of others in the order in which they were stored, behind a row; deleted ones are left out. A call
   * looks at some thousand rows at most: `next` is where to go on, null at the end.
   */
  readonly arrivedAfter: (row: number, limit: number) => {entries: EntryRow[]; next: number | null};
  /** The row of what was stored last; 0 if nothing is. */
  readonly newestRow: () => number;
  /**
   * How far a front end has told what came in: a row, null if it never did. It never stands behind what is stored, since
   * the rows of a forgotten conversation are given again.
   */
  readonly cursor: (name: string) => number | null;
  readonly saveCursor: (name: string, row: number) => void;

  /** A page of shown entries (text and action), in display order, oldest first. */
  readonly historyBefore: (
    conversation: ConversationId,
    before: readonly [clock: number, rank: number, row: number] | null,
    limit: number,
  ) => {entries: EntryRow[]; more: boolean};
  readonly historyAfter: (
    conversation: ConversationId,
    after: readonly [clock: number, rank: number, row: number],
    limit: number,
  ) => {entries: EntryRow[]; more: boolean};

  /**
   * Shown entries that hold all the words, at most `limit`: in one conversation, in its order and the newest first;
   * or (null) in all, those stored last first. Only those behind the row `before`, which is the `next` of the page
   * before. A page may be short although there is more: it is the last one only if `next` is null.
   */
  readonly search: (wanted: {
    readonly words: readonly SearchWord[];
    readonly conversation: ConversationId | null;
    readonly before: number | null;
    readonly limit: number;
  }) => {entries: EntryRow[]; next: number | null};
  /** Whether at least `most` entries (else: so many that they slow a search down) wait for the search index. */
  readonly isIndexBehind: (most?: number) => boolean;
  /** Indexes a piece of what waits: about 20 ms. Throws what the disk says. */
  readonly indexNext: () => void;

  /** How entries look now, in the order given. */
  readonly shown: (entries: readonly EntryRow[]) => ShownRow[];
  /** The shown entries that some edits, deletions and reactions have an effect on, each once. */
  readonly targets: (entries: readonly EntryRow[]) => EntryRow[];
  /** A shown entry by its name; null if it is not here. */
  readonly entryAt: (conversation: ConversationId, name: EntryName) => EntryRow | null;

  /** Erases entries whose time is over at `now` (wall time, milliseconds), at most `limit`. */
  readonly removeExpired: (now: number, limit: number) => ExpiredEntry[];
  /** When the next entry expires, wall time in milliseconds; null if none does. */
  readonly nextExpiry: () => number | null;
  /** Overwrites what erased entries left in the write-ahead log. */
  readonly scrub: () => void;

  /**
   * Makes one transaction, and one write to the disk, of several calls: what they stored is kept together or,
   * if `work` throws, not at all. A call that throws and is caught inside `work` takes only its own part back.
   */
  readonly together: <T>(work: () => T) => T;
  /** Rooms; what is said in them is read as in every conversation. */
  readonly rooms: RoomDatabase;
  readonly close: () => void;
};

/** An own entry of a room before it has a place in the log. */
export type RoomDraft = {
  readonly kind: EntryKind;
  readonly body: string;
  /** Wall time, milliseconds. */
  readonly time: number;
  readonly target: EntryRef | null;
  /** Tags of members that it names, of 8 bytes. */
  readonly mentions?: readonly Uint8Array[];
};

/**
 * The rooms of a profile. As with `Database`, every method is one transaction and synchronous. A log here never ends
 * but at a place that its author signed.
 */
export type RoomDatabase = {
  readonly all: () => RoomRow[];
  readonly find: (room: ConversationId) => RoomRow | null;
  /** Keeps a room; one that is new has no members and no logs. */
  readonly save: (room: RoomRow) => void;
  /** Removes a room and all that was said in it from sight, for good; its bytes go with `rewrite`. */
  readonly forget: (room: ConversationId) => void;

  /** All who are or were in a room. */
  readonly members: (room: ConversationId) => MemberRow[];
  /** One of them; null for a stranger. */
  readonly member: (room: ConversationId, key: PeerKey) => MemberRow | null;
  /**
   * Keeps what follows from all acts, in the place of what followed from fewer. What is shown of a room depends on this,
   * on who is blocked and on nothing else. True if some of what is here is shown now, or shown no longer.
   */
  readonly saveMembership: (room: ConversationId, membership: StoredMembership) => boolean;
  /** Keeps what a member tells; a hint with a number that is not higher than the one here is passed over. */
  readonly noteMember: (
    room: ConversationId,
    key: PeerKey,
    told: {
      readonly name?: string;
      readonly hint?: {readonly number: number; readonly bytes: Uint8Array};
      readonly seen?: number;
    },
  ) => void;

  /** All logs of a room. */
  readonly logs: (room: ConversationId) => RoomLog[];
  /** The running hash of a log, 32 bytes; null where it is not here. */
  readonly chainAt: (room: ConversationId, log: RoomLogName, sequence: number) => Uint8Array | null;
  readonly forks: (room: ConversationId) => Fork[];
  /** All acts that are here, in the order in which they were stored. */
  readonly acts: (room: ConversationId) => StoredAct[];

  /**
   * Writes own entries at the end of the current own log of a lane; assigns sequence, Lamport clock and the lifetime
   * that the room gives new messages. The pieces are what others are to get, in order.
   */
  readonly appendOwn: (
    room: ConversationId,
    lane: Lane,
    drafts: readonly RoomDraft[],
    sign: SignHead,
  ) => {readonly rows: readonly EntryRow[]; readonly pieces: readonly RoomPiece[]};
  /**
   * Commits entries of a log, whoever passes them on; also own ones that this database lost. A piece that reaches just up
   * to where the log here begins goes before it.
   * Entries that are here already are passed over before the head is verified. On lane 1 the caller says who may act.
   * Throws `NatterError('PROTOCOL_ERROR')`, and stores nothing, for what nobody can have in good faith: a head that does
   * not fit, clocks that do not rise, a piece that is no piece. The message completes "the link was closed because …".
   */
  readonly append: (room: ConversationId, piece: RoomPiece, judge: PieceJudge) => PieceOutcome<EntryRow>;
  /**
   * The next piece of a log after a sequence, of at most `limit` entries if a head allows it; null if there is none.
   * What was written behind the removal of its author is not given on.
   */
  readonly pieceAfter: (
    room: ConversationId,
    log: RoomLogName,
    after: number,
    limit: number,
  ) => RoomPiece | null;
  /** Somebody else has an own log up to a sequence. What disappears counts from `at`, milliseconds, or from now. */
  readonly noteStored: (room: ConversationId, log: RoomLogName, sequence: number, at?: number) => void;
};
