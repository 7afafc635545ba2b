import type {PeerKey} from '../../lib/ids.ts';
import type {WireEntry} from '../chat/messages.ts';

/**
 * What members of rooms say to each other on the `natter/room/1` channel, one for all rooms that two have in common.
 * Rooms and logs are named by numbers that the sender of a message gave on this link, the first one 0.
 */

/** The rooms that the sender talks about from now on, by their tags; said again when there are others. */
export type Rooms = {readonly type: 'rooms'; readonly tags: readonly Uint8Array[]};

/** Numbers a log for what follows. */
export type LogName = {
  readonly type: 'log';
  readonly log: number;
  readonly room: number;
  /** 0 for talk, 1 for acts. */
  readonly lane: number;
  readonly author: PeerKey;
  readonly epoch: number;
  /** 16 bytes: which of several logs with one epoch; null for the first one. */
  readonly branch: Uint8Array | null;
};

/** How far the sender has all logs of a room: 64 parts of 16 bytes. */
export type Digest = {readonly type: 'digest'; readonly room: number; readonly parts: readonly Uint8Array[]};

/** How far the sender has some logs. It acknowledges to their authors. */
export type RoomHave = {readonly type: 'have'; readonly logs: readonly HeldLog[]};

export type HeldLog = {
  readonly log: number;
  readonly sequence: number;
  /** The first 16 bytes of the running hash there. */
  readonly chain: Uint8Array;
};

/** Asks for entries of a log behind a sequence, up to one that was told. */
export type Want = {
  readonly type: 'want';
  readonly log: number;
  readonly after: number;
  readonly upTo: number;
};

/** Consecutive entries of a log, with its author's signature of the last one. */
export type RoomEntries = {
  readonly type: 'entries';
  readonly log: number;
  readonly first: number;
  readonly entries: readonly WireEntry[];
  /** 64 bytes. */
  readonly head: Uint8Array;
};

/** Whether the sender wants what is new in a room at once, or only told that it is there. */
export type Lane = {readonly type: 'lane'; readonly room: number; readonly isEager: boolean};

/** What a member is called, and where they say to be reachable. */
export type HintMessage = {
  readonly type: 'hint';
  readonly room: number;
  readonly member: PeerKey;
  readonly name: string;
  readonly number: number;
  readonly until: number;
  readonly point: Uint8Array | null;
  readonly addresses: readonly {readonly host: Uint8Array; readonly port: number}[];
  readonly signature: Uint8Array;
};

/** The sender's user is typing in a room, or stopped. */
export type RoomTyping = {readonly type: 'typing'; readonly room: number; readonly active: boolean};

/** How far the sender's user has read the receiver's own logs; in small rooms only. */
export type RoomRead = {
  readonly type: 'read';
  readonly logs: readonly {readonly log: number; readonly sequence: number}[];
};

/** A log begins in the middle where the sender has it: behind this sequence. */
export type Base = {
  readonly type: 'base';
  readonly log: number;
  readonly sequence: number;
  /** 32 bytes: the running hash there. */
  readonly chain: Uint8Array;
};

export type RoomMessage =
  | Rooms
  | LogName
  | Digest
  | RoomHave
  | Want
  | RoomEntries
  | Lane
  | HintMessage
  | RoomTyping
  | RoomRead
  | Base;
