/**
 * The seam between the core and everything that uses it: the screen, the headless mode, tests.
 * Actions go in, typed events come out, history is a query. All of it is plain data that
 * survives `structuredClone`, since a worker thread (later a socket) lies in between.
 */
import type {ErrorCode} from '../lib/errors.ts';
import type {SafeText} from '../lib/safe-text.ts';

/** A public key as 64 lower-case hex digits. The only identity of a peer. */
export type PeerKey = string;
/** A conversation; for a direct one it is the key of the other peer. */
export type ConversationId = string;
/** `author.epoch.sequence`, the same on both sides. */
export type EntryId = string;

/** Where to dial. `host` is a name, an IPv4 or an IPv6 address without brackets. */
export type Address = {readonly host: string; readonly port: number};

/** Who we are and where we can be dialled. */
export type Self = {
  readonly key: PeerKey;
  readonly id: string;
  /** The name others see; made from the id until its owner has chosen one. */
  readonly name: SafeText;
  /** False until a name was chosen: the screen asks for one. */
  readonly named: boolean;
  /** The address we listen on, or null while the port is not open. */
  readonly listening: Address | null;
  /** Addresses of this machine that others may dial, best first. */
  readonly reachableAt: readonly string[];
};

/**
 * `contact`: both may write. `asking`: we dialled, the other side has not accepted yet.
 * `request`: the other side dialled, we have not decided. `declined`: we said no.
 */
export type Relation = 'contact' | 'asking' | 'request' | 'declined' | 'blocked';

export type Presence = 'online' | 'connecting' | 'offline';

export type PeerView = {
  readonly key: PeerKey;
  readonly id: string;
  /** The name to show: told apart with a piece of the id when two peers could be confused. */
  readonly name: SafeText;
  readonly relation: Relation;
  readonly presence: Presence;
  readonly verified: boolean;
  /** The address of the link, or the last one known to work; null if there is none. */
  readonly address: SafeText | null;
  /** How the link goes, such as `tcp`; null while there is none. */
  readonly path: string | null;
  /** Wall time of the last moment online, in milliseconds; 0 if never. */
  readonly lastSeen: number;
};

export type ConversationView = {
  readonly id: ConversationId;
  readonly kind: 'direct';
  readonly unread: number;
  /** Wall time of the newest entry in milliseconds; 0 if there is none. */
  readonly lastActivity: number;
  /** The newest entry that the user had seen: the "new" line goes below it. */
  readonly lastRead: EntryOrder | null;
};

/** The place of an entry in its conversation: compare clock, then author rank, then row. */
export type EntryOrder = readonly [clock: number, rank: number, row: number];

/** queued: only here. sent: handed to a live link. delivered: committed by the other side. read: seen. */
export type DeliveryState = 'queued' | 'sent' | 'delivered' | 'read';

export type EntryView = {
  readonly id: EntryId;
  readonly conversation: ConversationId;
  readonly author: PeerKey;
  readonly outgoing: boolean;
  /** `text` is a message, `action` is "/me waves". */
  readonly kind: 'text' | 'action';
  readonly text: SafeText;
  /** Wall time of the author, clamped to be not in the future; for people, never for order. */
  readonly time: number;
  readonly order: EntryOrder;
  /** Null for incoming entries. */
  readonly state: DeliveryState | null;
};

/** What is asked of the core. One shape per thing it can do. */
export type Action =
  | {readonly type: 'connect'; readonly address: Address}
  | {readonly type: 'disconnect'; readonly who: string | null}
  | {
      readonly type: 'say';
      readonly conversation: ConversationId;
      readonly kind: 'text' | 'action';
      readonly text: string;
    }
  | {readonly type: 'accept'; readonly who: string}
  | {readonly type: 'decline'; readonly who: string}
  | {readonly type: 'rename'; readonly name: string}
  | {readonly type: 'mark-read'; readonly conversation: ConversationId; readonly upTo: EntryOrder}
  | {readonly type: 'resolve'; readonly who: string};

/** What an action answers when it worked. It throws a `NatterError` when it did not. */
export type ActionResult = {
  readonly connect: PeerView;
  /** Those who were disconnected. */
  readonly disconnect: readonly PeerView[];
  readonly say: EntryView;
  readonly accept: PeerView;
  readonly decline: PeerView;
  readonly rename: Self;
  readonly 'mark-read': null;
  /** The one peer that a name, a unique prefix of it or an id stands for. */
  readonly resolve: PeerView;
};

/** What can be read without changing anything. */
export type Query =
  | {readonly type: 'snapshot'}
  | {
      readonly type: 'history';
      readonly conversation: ConversationId;
      /** Entries strictly older than this place, newest of them first cut; null starts at the end. */
      readonly before: EntryOrder | null;
      readonly limit: number;
    }
  | {
      readonly type: 'history-after';
      readonly conversation: ConversationId;
      /** Entries strictly newer than this place. */
      readonly after: EntryOrder;
      readonly limit: number;
    };

/** A page of history in display order, oldest first. */
export type HistoryPage = {readonly entries: readonly EntryView[]; readonly more: boolean};

export type Snapshot = {
  readonly self: Self;
  readonly peers: readonly PeerView[];
  readonly conversations: readonly ConversationView[];
};

export type QueryResult = {
  readonly snapshot: Snapshot;
  readonly history: HistoryPage;
  readonly 'history-after': HistoryPage;
};

/** Why a link is gone. `wilful` closes are not reconnected by the side that asked for them. */
export type CloseReason =
  | 'disconnect' // the user there or here said so
  | 'quit' // the process ends in order
  | 'lost' // cut, reset, silent
  | 'duplicate' // another link to the same peer is kept
  | 'declined'
  | 'closed' // that side takes no requests
  | 'blocked'
  | 'self'
  | 'protocol' // a frame that does not decode or breaks a rule
  | 'busy'; // too many links or requests

/** Facts, in the past tense. The one stream that panes, headless output and tests read. */
export type CoreEvent =
  | {readonly type: 'ready'; readonly snapshot: Snapshot}
  | {readonly type: 'self-changed'; readonly self: Self}
  /** Anything about a peer changed, or it is new. */
  | {readonly type: 'peer-changed'; readonly peer: PeerView}
  | {readonly type: 'peer-online'; readonly peer: PeerView}
  | {
      readonly type: 'peer-offline';
      readonly peer: PeerView;
      readonly reason: CloseReason;
      readonly detail: SafeText | null;
    }
  /** An unknown peer asks to talk. */
  | {readonly type: 'request-received'; readonly peer: PeerView}
  /** The peer we asked accepted us. */
  | {readonly type: 'request-accepted'; readonly peer: PeerView}
  | {readonly type: 'request-declined'; readonly peer: PeerView}
  | {readonly type: 'conversation-changed'; readonly conversation: ConversationView}
  /** New entries of one conversation, in display order among themselves. */
  | {
      readonly type: 'entries-added';
      readonly conversation: ConversationId;
      readonly entries: readonly EntryView[];
    }
  /** Own entries that went on to a new state. */
  | {
      readonly type: 'delivery-changed';
      readonly conversation: ConversationId;
      readonly ids: readonly EntryId[];
      readonly state: DeliveryState;
    }
  /** Something for people; to be shown where they look. */
  | {readonly type: 'notice'; readonly text: SafeText; readonly conversation: ConversationId | null}
  | {readonly type: 'failed'; readonly code: ErrorCode; readonly message: SafeText}
  /** The core is gone, in order or (with an error) because it could not go on; nothing comes after it. */
  | {readonly type: 'stopped'; readonly error: PlainError | null};

/** A failure as it crosses the seam. */
export type PlainError = {readonly code: ErrorCode; readonly message: string};

/** The core as everybody else sees it, on this thread or another. */
export type Core = {
  /** Does something. Rejects with a `NatterError`. */
  readonly perform: <A extends Action>(action: A) => Promise<ActionResult[A['type']]>;
  /** Reads something. Rejects with a `NatterError`. */
  readonly query: <Q extends Query>(query: Q) => Promise<QueryResult[Q['type']]>;
  /** Calls back with events in order, in batches as they happen. */
  readonly subscribe: (listener: (events: readonly CoreEvent[]) => void) => () => void;
  /** Says bye to everybody, closes the database, ends. Resolves when nothing is left open. */
  readonly stop: () => Promise<void>;
};
