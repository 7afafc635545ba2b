import type {PeerKey} from '../../lib/ids.ts';

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

/** What the sender's owner is about, for contacts; empty if they say nothing. */
export type Status = {readonly type: 'status'; readonly text: string};

/**
 * How far the sender has the logs of one author: resume point and acknowledgement in one. The chain of each log tells
 * an author whose database is an older copy, or has a twin, that it is not the same log.
 */
export type Have = {
  readonly type: 'have';
  readonly author: PeerKey;
  /** The highest Lamport clock that the sender knows in the conversation: what is new is to stand behind it. */
  readonly clock: number;
  readonly logs: readonly LogPosition[];
};

/** How far the sender's user has read the logs of one author. */
export type Read = {readonly type: 'read'; readonly author: PeerKey; readonly logs: readonly ReadPosition[]};

/** Consecutive entries of one log; the first has sequence `first`. */
export type Entries = {
  readonly type: 'entries';
  readonly author: PeerKey;
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

/** How the sender can be found from now on. Only contacts tell each other. */
export type Reach = {
  readonly type: 'reach';
  /** Numbers the sender's reach keys, from 1, rising. */
  readonly serial: number;
  /** The public half of the reach key, 32 bytes. */
  readonly point: Uint8Array;
  /** A signature by it that names sender, serial and link, 64 bytes: nobody passes off the key of somebody else. */
  readonly possession: Uint8Array;
  /** Where the sender listens. */
  readonly addresses: readonly ReachAddress[];
  /** What the sender's clock shows, milliseconds since 1970: the two find each other by the day. */
  readonly time: number;
};

/** An address of 16 bytes (IPv4 mapped into IPv6) and a port. */
export type ReachAddress = {readonly host: Uint8Array; readonly port: number};

/** The sender has stored the reach key with this number. */
export type ReachAck = {readonly type: 'reach-ack'; readonly serial: number};

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
  | 'version'
  | 'invite-used'
  | 'invite-expired';

export type ChatMessage =
  | Hello
  | Standing
  | Rename
  | Status
  | Have
  | Read
  | Entries
  | Typing
  | Ping
  | Pong
  | Bye
  | Reach
  | ReachAck;

/** Everything up to `sequence` (from 1, without gaps; 0 for nothing) of the log `epoch`. */
export type LogPosition = {
  readonly epoch: number;
  readonly sequence: number;
  /** The first 16 bytes of the running hash of the log there; zeros for a log from before there were any. */
  readonly chain: Uint8Array;
};

/** What was read: everything up to `sequence` of the log `epoch`. */
export type ReadPosition = {readonly epoch: number; readonly sequence: number};

/**
 * `text` and `action` are messages; `edit`, `delete` and `reaction` point at an entry; `expire` says how long
 * new messages stay. `act` changes a room and its members, `invitation` asks somebody into one. `gone` holds the place
 * of an entry whose content its author no longer has. `unknown` is any kind of a newer version: it is kept but not shown.
 */
export type EntryKind =
  | 'text'
  | 'action'
  | 'edit'
  | 'delete'
  | 'reaction'
  | 'expire'
  | 'act'
  | 'invitation'
  | 'gone'
  | 'unknown';

/** What every entry has; its place in the log follows from the frame. */
type Stamp = {
  /** Lamport clock of the conversation. */
  readonly clock: number;
  /** Wall time of the author, milliseconds since 1970. */
  readonly time: number;
};

/** What an entry says: the part of it that its author may erase. */
export type EntryContent = {
  readonly kind: Exclude<EntryKind, 'gone'>;
  /** The entry it replies to, edits, deletes or reacts to. */
  readonly target: EntryRef | null;
  readonly body: string;
  /** Seconds after which a message disappears; absent if it stays. */
  readonly lifetime?: number;
  /** In a room: tags of 8 bytes of members that it names, so that they are told; absent if it names nobody. */
  readonly mentions?: readonly Uint8Array[];
};

/** An entry as it travels: one that is ours, or one that came. */
export type WholeEntry = Stamp & EntryContent & (Salted | Received);

type Salted = {
  /** 16 random bytes, erased with the content: without them the digest gives no short text away. */
  readonly salt: Uint8Array;
  readonly received?: undefined;
};

type Received = {
  /** The salt and, behind it, the content as it came, for its digest. */
  readonly received: FrameSlice;
  readonly salt?: undefined;
};

/** Bytes where they lie in a frame: a view of them would take longer than reading the rest of an entry. */
export type FrameSlice = {readonly frame: Uint8Array; readonly start: number; readonly end: number};

/** An entry without its content: the digest of it keeps the running hash of the log whole. */
export type ErasedEntry = Stamp & {readonly kind: 'gone'; readonly digest: Uint8Array};

export type WireEntry = WholeEntry | ErasedEntry;

/** Names an entry within its conversation. */
export type EntryRef = {readonly author: PeerKey; readonly epoch: number; readonly sequence: number};
