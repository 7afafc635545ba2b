/**
 * What two peers say to each other on the `natter/chat/1` channel, as plain values. Text is raw here:
 * it becomes `SafeText` at the edge of the core. Sequence numbers, epochs and clocks are safe integers.
 */

/** First message of either side; a link counts only once the peer's has been decrypted. */
export type Hello = {
  readonly type: 'hello';
  /** The highest protocol version spoken. */
  readonly version: number;
  /** A bit for each optional feature; unknown bits are ignored. */
  readonly features: number;
  /** The name its owner chose. */
  readonly name: string;
  /** The port it listens on, so that it can be dialled back; 0 if it does not listen. */
  readonly port: number;
  /** Random for each run of the program: tells a restarted peer from a second link. */
  readonly instance: number;
  /** The first 32 bytes of the Noise handshake hash: binds the hello to this very link. */
  readonly binding: Uint8Array;
  /** The key of the person whose device speaks, 32 bytes. */
  readonly person: Uint8Array;
  /** What proves that the device is the person's; null if the two are one key. */
  readonly devices: HelloDevices | null;
  /** The program that speaks, and its release, such as `natter` and `0.2.0`. For people: nothing depends on it. */
  readonly program: string;
  readonly release: string;
};

/** The device list of a person, signed by the person (docs/PROTOCOL.md). */
export type HelloDevices = {
  readonly number: number;
  readonly previous: Uint8Array;
  readonly devices: readonly {readonly key: Uint8Array; readonly name: string; readonly since: number}[];
  readonly signature: Uint8Array;
};

/** Whether the sender lets the receiver write to it. Sent after hello and whenever it changes. */
export type Standing = {readonly type: 'standing'; readonly accepted: boolean};

/** The sender's owner chose another name. */
export type Rename = {readonly type: 'rename'; readonly name: string};

/** How far the sender has the logs that the receiver wrote: resume point and acknowledgement in one. */
export type Have = {readonly type: 'have'; readonly logs: readonly LogPosition[]};

/**
 * Which entries the sender holds last of the logs that the receiver wrote, told by their times. Sent before the
 * first `have`: an author whose log is an older copy, and went on otherwise, sees that it is not the same log.
 */
export type Marks = {readonly type: 'marks'; readonly logs: readonly LogMark[]};

/** How far the sender's user has read the logs that the receiver wrote. */
export type Read = {readonly type: 'read'; readonly logs: readonly LogPosition[]};

/** Consecutive entries of one log of the sender; the first has sequence `first`. */
export type Entries = {
  readonly type: 'entries';
  readonly epoch: number;
  readonly first: number;
  readonly entries: readonly WireEntry[];
};

/** The sender's user is typing, or stopped. Never stored. */
export type Typing = {readonly type: 'typing'; readonly active: boolean};

/** Heartbeat; the answer carries the same number. */
export type Ping = {readonly type: 'ping'; readonly nonce: number};
export type Pong = {readonly type: 'pong'; readonly nonce: number};

/** The last message before a wilful close. `detail` is for people. */
export type Bye = {
  readonly type: 'bye';
  readonly reason: ByeReason;
  readonly detail: string;
  /** As in the hello: a peer that is turned away for its version hears no hello. Empty from natter 0.1. */
  readonly program: string;
  readonly release: string;
};

export type ByeReason =
  | 'disconnect'
  | 'quit'
  | 'duplicate'
  | 'declined'
  | 'closed'
  | 'blocked'
  | 'self'
  | 'protocol'
  | 'busy'
  | 'version';

export type ChatMessage =
  | Hello
  | Standing
  | Rename
  | Marks
  | Have
  | Read
  | Entries
  | Typing
  | Ping
  | Pong
  | Bye;

/** The wall time of the author, milliseconds since 1970, in the last entry that is held of a log. */
export type LogMark = {readonly epoch: number; readonly time: number};

/** Everything up to `sequence` (from 1, without gaps) of the log `epoch`. */
export type LogPosition = {readonly epoch: number; readonly sequence: number};

/**
 * `text` and `action` are messages; `edit`, `delete` and `reaction` point at an entry; `expire` says how long
 * new messages stay. `gone` holds the place of an entry whose content its author no longer has. `unknown` is
 * any kind of a newer version: it is kept but not shown.
 */
export type EntryKind = 'text' | 'action' | 'edit' | 'delete' | 'reaction' | 'expire' | 'gone' | 'unknown';

/** An entry as it travels: its place in the log follows from the frame. */
export type WireEntry = {
  /** Lamport clock of the conversation. */
  readonly clock: number;
  /** Wall time of the author, milliseconds since 1970. */
  readonly time: number;
  readonly kind: EntryKind;
  /** The entry it replies to, edits, deletes or reacts to. */
  readonly target: EntryRef | null;
  /** Seconds after which a message disappears, counted by each side from its own commit; absent if it stays. */
  readonly lifetime?: number;
  readonly body: string;
};

/** Names an entry from inside a direct conversation. */
export type EntryRef = {
  /** True if the author of the referring entry also wrote the target. */
  readonly own: boolean;
  readonly epoch: number;
  readonly sequence: number;
};
