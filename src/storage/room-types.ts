import type {ConversationId, PeerKey} from '../lib/ids.ts';
import type {EntryRef, WireEntry} from '../wire/chat/messages.ts';
import type {KeptLog} from '../wire/room/act.ts';

/** 0 is talk, 1 are the acts that say who may do what. */
export type Lane = 0 | 1;

/** Names a log of a room. A branch is what an author wrote differently to others, by 16 bytes of its first chain. */
export type RoomLogName = {
  readonly author: PeerKey;
  readonly lane: Lane;
  readonly epoch: number;
  readonly branch: Uint8Array | null;
};

/** What an author signs of a log: its running hash (32 bytes) at a sequence. */
export type HeadPlace = Omit<RoomLogName, 'branch'> & {
  /** The id of the room, 32 bytes. */
  readonly room: Uint8Array;
  readonly sequence: number;
  readonly chain: Uint8Array;
};

/** Signs a place in an own log: 64 bytes. */
export type SignHead = (place: HeadPlace) => Uint8Array;

/** What an append of a piece is judged by. */
export type PieceJudge = {
  /** Whether the author of a log signed a place in it. */
  readonly verify: (place: HeadPlace, signature: Uint8Array) => boolean;
  /** What entries of this room call us if they mention us, 8 bytes. */
  readonly selfTag: Uint8Array;
  /** Where the log is not here and the piece does not begin at 1: what it goes on from. Of talk only. */
  readonly base?: LogPoint;
};

/** A place in a log, and the running hash there, 32 bytes. */
export type LogPoint = {readonly sequence: number; readonly chain: Uint8Array};

/**
 * Consecutive entries of a log of which the last one has a head. They lie between two multiples of 64: there is always
 * a head at each, so that those in between can be dropped.
 */
export type RoomPiece = {
  readonly log: RoomLogName;
  readonly first: number;
  readonly entries: readonly WireEntry[];
  /** The author's signature of its end, 64 bytes. */
  readonly head: Uint8Array;
};

/** A log of a room as it is here. */
export type RoomLog = {
  readonly name: RoomLogName;
  /** The epoch that names of its entries have: that of the log, for a branch a number made of its name. */
  readonly entryEpoch: number;
  /** What it begins behind: sequence 0, unless it was begun in the middle. */
  readonly base: number;
  /** Its end. Here is a head, too. */
  readonly last: number;
  readonly chain: Uint8Array;
  /** The last sequence that somebody else is known to have. */
  readonly stored: number;
};

/** A log that does not go on with the one we have: at `sequence` its author wrote two different entries. */
export type Fork = {
  readonly author: PeerKey;
  readonly lane: Lane;
  readonly epoch: number;
  readonly sequence: number;
  /** Wall time here, milliseconds. */
  readonly found: number;
};

/** An act: the body of an entry on lane 1, and the running hash behind it, from which its id is made. */
export type StoredAct = {
  readonly author: PeerKey;
  readonly epoch: number;
  readonly branch: Uint8Array | null;
  readonly sequence: number;
  readonly clock: number;
  /** Wall time of its author, milliseconds. */
  readonly time: number;
  readonly body: string;
  readonly chain: Uint8Array;
};

/** What we are to a room. */
export type RoomState = 'invited' | 'joining' | 'member' | 'left' | 'removed';

/** A room, beside what was said in it. Text columns hold `SafeText`. */
export type RoomRow = {
  readonly id: ConversationId;
  readonly state: RoomState;
  readonly name: string;
  readonly topic: string;
  /** What newcomers get of what was said before. */
  readonly history: 'all' | 'join';
  /** Seconds that new messages stay; null if they stay. */
  readonly expiry: number | null;
  /** What the user is told of unless the room is muted; `usual`: they chose nothing, and its size decides. */
  readonly notify: 'all' | 'mentions' | 'usual';
  /** Entries up to this Lamport clock were there before us: they are no news. */
  readonly since: number;
  /** What is needed to get in, as it came; null once we are in. */
  readonly entrance: Uint8Array | null;
};

/** Who is, or was, in a room, and what is known of them there. */
export type MemberRow = {
  readonly key: PeerKey;
  /** 1 to 4; 0 for who is not in it any more. */
  readonly level: number;
  /** `SafeText`; empty if they never told one. */
  readonly name: string;
  /** Where they can be reached, as they signed it, and its number; null and 0 if they told nothing. */
  readonly hint: Uint8Array | null;
  readonly hintNumber: number;
  /** Wall time at which they were last here, milliseconds; 0 if never. */
  readonly seen: number;
};

/** What follows from all acts of a room: it is the same whatever the order in which they came. */
export type StoredMembership = {
  readonly members: readonly {
    readonly key: PeerKey;
    readonly level: number;
    /** What counts of their talk; null: all of it. */
    readonly keeps: readonly KeptLog[] | null;
  }[];
  /** Messages that somebody with power took out of sight. */
  readonly hidden: readonly EntryRef[];
};

/** How an append of a piece ended. */
export type PieceOutcome<Row> =
  | {
      readonly type: 'stored';
      /** Where it went: another branch than its sender thinks, where the two have different ones. */
      readonly log: RoomLog;
      /** How many entries were new. */
      readonly count: number;
      /** Those of them that are shown, as stored. */
      readonly added: readonly Row[];
      /** The new acts; none on lane 0. */
      readonly acts: readonly StoredAct[];
      /**
       * Its author turns out to have written two logs in the place of one. What is here of the other one is in a branch now,
       * and its entries have other names.
       */
      readonly isFork: boolean;
    }
  /** All of it is here. */
  | {readonly type: 'held'; readonly log: RoomLog}
  /**
   * The signature does not fit behind what is here: it is forged, or the two logs part further before. Whoever asks from
   * there on will know: from 1 on it is an error.
   */
  | {readonly type: 'differs'; readonly log: RoomLog}
  /** Entries are missing before it; `log` is how far it is here, null if not at all. */
  | {readonly type: 'gap'; readonly log: RoomLog | null}
  /** Its author is nobody who ever was in the room, as far as is known here: acts may be missing. */
  | {readonly type: 'no-member'}
  /** It was written behind what counts of somebody who was removed. */
  | {readonly type: 'cut'}
  /** Its author began too many logs, or too many branches of one. */
  | {readonly type: 'too-many'};
