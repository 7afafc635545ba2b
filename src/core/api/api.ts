/**
 * The seam between the core and everything that uses it: the screen, the headless mode, tests.
 * Actions go in, typed events come out, history is a query. All of it is plain data that
 * survives `structuredClone`, since a worker thread (later a socket) lies in between.
 */
import type {Check} from '../../lib/check.ts';
import type {ErrorCode} from '../../lib/errors.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import type {Settings} from '../../lib/settings.ts';
import type {SafeText} from '../../lib/text/safe-text.ts';
import type {Path} from '../../net/transport/path.ts';
import type {LinkDebug, OwnLogDebug, TheirLogDebug} from './debug.ts';
import type {Attempt, ReachView, RungView} from './reach.ts';

export type {ConversationId, PeerKey} from '../../lib/ids.ts';
export type {Path} from '../../net/transport/path.ts';
export type {Attempt, ReachView, RungView} from './reach.ts';

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
 * `alarmed`: came under the name or the address of a contact with another key; nothing goes either way until
 * the user trusts it.
 */
export type Relation = 'contact' | 'asking' | 'request' | 'declined' | 'blocked' | 'alarmed';

/** What a newcomer has in common with a contact whose key it does not have. */
export type AlarmReason = 'name' | 'address';

export type Presence = 'online' | 'connecting' | 'offline';

export type PeerView = {
  readonly key: PeerKey;
  readonly id: string;
  /** The name to show: told apart with a piece of the id when two peers could be confused. */
  readonly name: SafeText;
  /** As it calls itself. */
  readonly ownName: SafeText;
  /** As the user calls it; null if that is left to the peer. */
  readonly localName: SafeText | null;
  readonly relation: Relation;
  readonly presence: Presence;
  readonly verified: boolean;
  /** The address of the link, or the last one known to work; null if there is none. */
  readonly address: SafeText | null;
  /** How the link goes; null while there is none. */
  readonly path: Path | null;
  /** Wall time of the last moment online, in milliseconds; 0 if never. */
  readonly lastSeen: number;
};

export type ConversationView = {
  readonly id: ConversationId;
  readonly kind: 'direct';
  /** Everybody who takes part, but ourselves: they may write, and get what we write. */
  readonly participants: readonly PeerKey[];
  readonly unread: number;
  /** Wall time of the newest entry in milliseconds; 0 if there is none. */
  readonly lastActivity: number;
  /** The unread entry that stands first; null if none is unread. */
  readonly firstUnread: {readonly id: EntryId; readonly order: EntryOrder} | null;
  /** Seconds after which new entries disappear on both sides; null if they stay. */
  readonly expiry: number | null;
  /** The user does not want to be told of what comes in here. */
  readonly muted: boolean;
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
  /**
   * Wall time of the author, for people, never for order. One that was in the future when the entry arrived is the time
   * of the arrival, whenever it is looked at.
   */
  readonly time: number;
  /** Wall time at which it was committed here; for an entry that 0.1.0 stored, when it was written. */
  readonly arrived: number;
  /** Seconds that it lives, and the wall time at which it disappears, as far as that is settled; null if it stays. */
  readonly lifetime: number | null;
  readonly disappears: number | null;
  readonly order: EntryOrder;
  /** It is incoming, and the user has not seen it. */
  readonly unread: boolean;
  /** Null for incoming entries. */
  readonly state: DeliveryState | null;
  /** What it answers to, null if nothing. */
  readonly replyTo: Quote | null;
  /** True if `text` is a later version by its author. */
  readonly edited: boolean;
  /** True if its author took it back; `text` is empty then. */
  readonly deleted: boolean;
  readonly reactions: readonly Reaction[];
};

/** A glance at another entry; `text` is null if it is not here (yet) or was deleted. */
export type Quote = {readonly id: EntryId; readonly author: PeerKey; readonly text: SafeText | null};

/** Text that is being written. */
export type Draft = {readonly conversation: ConversationId; readonly text: string};

export type Reaction = {readonly emoji: SafeText; readonly authors: readonly PeerKey[]};

/** What is asked of the core. One shape per thing it can do. */
export type Action =
  | {readonly type: 'connect'; readonly address: Address}
  | {readonly type: 'disconnect'; readonly who: string | null}
  | {
      readonly type: 'say';
      readonly conversation: ConversationId;
      readonly kind: 'text' | 'action';
      readonly text: string;
      readonly replyTo?: EntryId;
      /**
       * Seconds that new messages live as their author was shown, null if they stay. It counts where the other side has
       * set something else since: nobody's words disappear sooner, or stay longer, than they could know.
       */
      readonly lifetime?: number | null | undefined;
    }
  /** Gives an own message another text. */
  | {
      readonly type: 'edit';
      readonly conversation: ConversationId;
      readonly entry: EntryId;
      readonly text: string;
    }
  /** Takes an own message back, on both sides. */
  | {readonly type: 'delete'; readonly conversation: ConversationId; readonly entry: EntryId}
  /** Sets our reaction to a message; null takes it away. */
  | {
      readonly type: 'react';
      readonly conversation: ConversationId;
      readonly entry: EntryId;
      readonly emoji: string | null;
    }
  /** Lets new messages disappear after so many seconds, on both sides; null lets them stay. */
  | {readonly type: 'expire'; readonly conversation: ConversationId; readonly seconds: number | null}
  /** The user types, or stopped. */
  | {readonly type: 'typing'; readonly conversation: ConversationId; readonly active: boolean}
  /** Keeps what was typed and not sent; an empty text removes it. `screen` is the one that it was typed at. */
  | {
      readonly type: 'keep-draft';
      readonly conversation: ConversationId;
      readonly text: string;
      readonly screen: string;
    }
  /** A screen is used, or (false) is gone; `screen` is a name that it chose for itself. */
  | {readonly type: 'attend'; readonly screen: string; readonly isThere: boolean}
  /** All messages of others up to a row were told: `cursor` answers with it, also when the program runs next. */
  | {readonly type: 'keep-cursor'; readonly row: number}
  /** Whether peers are told how far we have read. */
  | {readonly type: 'set-receipts'; readonly on: boolean}
  /** Sets a setting, as it is written; null takes its default. */
  | {readonly type: 'set'; readonly key: string; readonly value: string | null}
  /** Chooses the keys for what keys do; none take it off all keys, null takes the default. */
  | {readonly type: 'bind'; readonly action: string; readonly chords: readonly string[] | null}
  /** Whether the user is told of what comes in. */
  | {readonly type: 'mute'; readonly conversation: ConversationId; readonly muted: boolean}
  | {readonly type: 'accept'; readonly who: string}
  | {readonly type: 'decline'; readonly who: string}
  /** Notes that the user compared the safety code (or takes that back). It has to be asked for first. */
  | {readonly type: 'verify'; readonly who: string; readonly verified: boolean}
  /** The user has read the alarm and takes this key for what it is: somebody to talk to. */
  | {readonly type: 'trust'; readonly who: string}
  | {readonly type: 'block'; readonly who: string}
  /** Makes somebody blocked what they were before. */
  | {readonly type: 'unblock'; readonly who: string}
  /** Deletes somebody with all that was said. */
  | {readonly type: 'forget'; readonly who: string}
  /** Deletes the whole profile and ends. `confirmation` is the phrase with our own id. */
  | {readonly type: 'wipe'; readonly confirmation: string}
  /** Answers if this is the passphrase, or with null if there is none. */
  | {readonly type: 'check-passphrase'; readonly passphrase: string | null}
  /** Sets the passphrase of the profile, or with null removes it. */
  | {readonly type: 'change-passphrase'; readonly current: string | null; readonly next: string | null}
  /** Writes the profile into a new file under a passphrase. The path is absolute. */
  | {readonly type: 'back-up'; readonly path: string; readonly passphrase: string}
  | {readonly type: 'rename'; readonly name: string}
  /** The user has seen these entries, and is known to have seen no others. */
  | {
      readonly type: 'mark-read';
      readonly conversation: ConversationId;
      readonly entries: readonly EntryId[];
    }
  /** Gives somebody a name that only the user sees; null takes it away. */
  /** Makes an invite. A lifetime in milliseconds and uses are those of a link; a code has its own. */
  | {
      readonly type: 'invite';
      readonly kind: 'link' | 'code';
      readonly lifetime: number | null;
      readonly uses: number | null;
      /** Whether the link holds our addresses; null: only if nothing else leads here. */
      readonly withAddress: boolean | null;
    }
  /** Nobody comes by this invite any more. */
  | {readonly type: 'cancel-invite'; readonly id: string}
  /** Uses an invite of somebody: a link or five words, and where they listen if that is known another way. */
  | {readonly type: 'join'; readonly invite: string}
  | {readonly type: 'name-peer'; readonly who: string; readonly name: string | null}
  | {readonly type: 'resolve'; readonly who: string};

/** What an action answers when it worked. It throws a `NatterError` when it did not. */
export type ActionResult = {
  readonly connect: PeerView;
  /** Those who were disconnected. */
  readonly disconnect: readonly PeerView[];
  readonly say: EntryView;
  /** The message as it is now. */
  readonly edit: EntryView;
  readonly delete: EntryView;
  readonly react: EntryView;
  readonly expire: ConversationView;
  readonly typing: null;
  readonly 'keep-draft': null;
  readonly attend: null;
  readonly 'keep-cursor': null;
  readonly 'set-receipts': null;
  readonly set: Settings;
  readonly bind: Settings;
  readonly mute: ConversationView;
  readonly accept: PeerView;
  readonly decline: PeerView;
  readonly verify: PeerView;
  readonly trust: PeerView;
  readonly block: PeerView;
  readonly unblock: PeerView;
  /** Who it was. */
  readonly forget: PeerView;
  readonly wipe: null;
  readonly 'check-passphrase': null;
  readonly 'change-passphrase': null;
  /** How large the file is. */
  readonly 'back-up': {readonly bytes: number};
  readonly rename: Self;
  readonly invite: InviteView;
  readonly 'cancel-invite': null;
  readonly join: PeerView;
  readonly 'name-peer': PeerView;
  readonly 'mark-read': null;
  /** The one peer that a name, a unique prefix of it or an id stands for. */
  readonly resolve: PeerView;
};

/** What can be read without changing anything. */
export type Query =
  | {readonly type: 'snapshot'}
  /** What was typed and not sent, before the program ran too. */
  | {readonly type: 'drafts'}
  /** Invites of ours that are open, or were until not long ago. */
  | {readonly type: 'invites'}
  /** Why somebody is, or is not, in reach: every way to them, and what became of each try. */
  | {readonly type: 'why'; readonly who: string}
  /** How everything about somebody stands inside. */
  | {readonly type: 'debug'; readonly who: string}
  /** How we can be found. */
  | {readonly type: 'reach'}
  /** What natter needs, and whether it has it. */
  | {readonly type: 'checks'}
  /** What to compare with somebody over another channel. */
  | {readonly type: 'safety-code'; readonly who: string}
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
    }
  /**
   * Messages of others behind a row, in the order in which they were stored here; deleted ones are left out. An entry's
   * row is `order[2]`. For whoever must miss nothing, such as a script that was not running.
   */
  | {readonly type: 'arrived-after'; readonly row: number; readonly limit: number}
  /** How far the headless mode has told what came in. */
  | {readonly type: 'cursor'}
  /** One message as it is now; null if it is not here. */
  | {readonly type: 'entry'; readonly conversation: ConversationId; readonly entry: EntryId}
  | {
      /** Messages that hold all the words, the newest first: of all conversations, those stored last. */
      readonly type: 'search';
      readonly text: string;
      /** Null searches all conversations. */
      readonly conversation: ConversationId | null;
      /** Where the page before ended: its `next`. */
      readonly before?: number;
      readonly limit: number;
    };

/** Some of what a search finds. It may end early, even without any hit, so that no query takes long. */
export type SearchPage = {
  readonly hits: readonly EntryView[];
  /** Where the search goes on; null if there is nothing more. */
  readonly next: number | null;
};

/** Some of what arrived; it may be short or empty although there is more, so that no query takes long. */
export type ArrivedPage = {
  readonly entries: readonly EntryView[];
  /** The row to go on behind; null if there is nothing more. */
  readonly next: number | null;
};

/** Everything about the ways to one peer. */
export type WhyView = {
  readonly peer: PeerView;
  /** How the present link goes; null without one. */
  readonly path: Path | null;
  /** Wall time at which the present link began, milliseconds; null without one. */
  readonly since: number | null;
  /** Somebody disconnected wilfully: nothing is tried until a message waits, or they come. */
  readonly isHeld: boolean;
  /** In the order in which they are tried. */
  readonly rungs: readonly RungView[];
  /** The last fifty tries, the oldest first. */
  readonly attempts: readonly Attempt[];
  /** Wall time of the next try, milliseconds; null if none is planned. */
  readonly next: number | null;
};

/** An invite of ours. Times are wall times in milliseconds. */
export type InviteView = {
  readonly id: string;
  readonly kind: 'link' | 'code';
  /** What to give away: the link, or the words right after they were made; null for words of earlier. */
  readonly text: SafeText | null;
  /** Whether the link tells everybody who sees it where we are. */
  readonly hasAddress: boolean;
  /** Whether it leads here only together with an address of ours, at least from another network. */
  readonly needsAddress: boolean;
  readonly created: number;
  readonly expires: number;
  /** How many people may come by it, and who came; null in the place of one who was forgotten. */
  readonly uses: number;
  readonly usedBy: readonly (PeerKey | null)[];
  readonly isOpen: boolean;
  /** Another person had it, too. */
  readonly hasSurplus: boolean;
};

export type CursorView = {
  /** All up to this row was told; null if nothing ever was. */
  readonly row: number | null;
  /** The row of what was stored last: where to begin if all that is here is old. */
  readonly newest: number;
};

/** A page of history in display order, oldest first. */
export type HistoryPage = {readonly entries: readonly EntryView[]; readonly more: boolean};

export type Snapshot = {
  /** The number of the last event that is in it. */
  readonly sequence: number;
  readonly self: Self;
  readonly peers: readonly PeerView[];
  readonly conversations: readonly ConversationView[];
  readonly settings: Settings;
  /** The screen that tells the user of what comes in; null if there is none. */
  readonly attended: string | null;
};

/** The words, and the same as digits: equal on both sides, or somebody is between them. */
export type SafetyCodeView = {
  readonly peer: PeerView;
  readonly words: readonly SafeText[];
  readonly digits: readonly SafeText[];
};

/** How everything about one peer stands inside, for whoever looks for a fault. Nothing here is for programs to rely on. */
export type DebugView = {
  readonly peer: PeerView;
  /** Null while there is no link. */
  readonly link: LinkDebug | null;
  /** Our own logs in the conversation, the oldest first. */
  readonly ownLogs: readonly OwnLogDebug[];
  /** The peer's logs as far as they are here. */
  readonly theirLogs: readonly TheirLogDebug[];
  /** Wall time of the next attempt to reach them, milliseconds; null if none is planned. */
  readonly nextAttempt: number | null;
  /** What modules keep about the peer while the program runs. */
  readonly kept: readonly string[];
};

export type QueryResult = {
  readonly snapshot: Snapshot;
  readonly 'safety-code': SafetyCodeView;
  readonly history: HistoryPage;
  readonly 'history-after': HistoryPage;
  readonly 'arrived-after': ArrivedPage;
  readonly cursor: CursorView;
  readonly entry: EntryView | null;
  readonly drafts: readonly Draft[];
  readonly invites: readonly InviteView[];
  readonly debug: DebugView;
  readonly why: WhyView;
  readonly reach: ReachView;
  readonly checks: readonly Check[];
  readonly search: SearchPage;
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
  | 'busy' // too many links or requests
  | 'version' // no version of the protocol in common
  | 'invite-used' // as many came by it as it is for
  | 'invite-expired';

/** Something that was done to an entry; `emoji` is the reaction, null one that was taken back or none. */
export type EntryChange = {
  readonly entry: EntryId;
  readonly kind: 'edit' | 'delete' | 'reaction';
  readonly author: PeerKey;
  readonly emoji: SafeText | null;
};

/** Facts, in the past tense. The one stream that panes, headless output and tests read. */
export type CoreEvent =
  | {readonly type: 'ready'; readonly snapshot: Snapshot}
  | {readonly type: 'self-changed'; readonly self: Self}
  /** Anything about a peer changed, or it is new. */
  | {readonly type: 'peer-changed'; readonly peer: PeerView}
  /** `peer.path` tells how the link goes. */
  | {readonly type: 'peer-online'; readonly peer: PeerView}
  /** Somebody was tried to be reached. */
  | {readonly type: 'attempt'; readonly peer: PeerView; readonly attempt: Attempt}
  /** How we can be found changed. */
  | {readonly type: 'reach'; readonly reach: ReachView}
  /** A peer that is online is linked another way now. */
  | {readonly type: 'path'; readonly peer: PeerView; readonly was: Path}
  | {
      readonly type: 'peer-offline';
      readonly peer: PeerView;
      readonly reason: CloseReason;
      readonly detail: SafeText | null;
    }
  /** A contact calls itself otherwise now; `before` is what it called itself. */
  | {readonly type: 'peer-renamed'; readonly peer: PeerView; readonly before: SafeText}
  /** An unknown peer asks to talk. */
  | {readonly type: 'request-received'; readonly peer: PeerView}
  /** The peer we asked accepted us. */
  | {readonly type: 'request-accepted'; readonly peer: PeerView}
  | {readonly type: 'request-declined'; readonly peer: PeerView}
  /** Somebody came under the name or the address of a contact, with another key. Never to be overlooked. */
  | {
      readonly type: 'key-alarm';
      readonly peer: PeerView;
      readonly contact: PeerView;
      readonly why: AlarmReason;
    }
  /** An invite was made. */
  | {readonly type: 'invite'; readonly invite: InviteView}
  /** Somebody came by an invite of ours, and is a contact now. */
  | {readonly type: 'invite-used'; readonly id: string; readonly peer: PeerView}
  /** Somebody knew an invite that was used up: it was given on, or stolen. Told once for each invite. */
  | {readonly type: 'invite-surplus'; readonly id: string; readonly usedBy: readonly PeerView[]}
  /** A peer was deleted with its conversation. */
  | {readonly type: 'peer-forgotten'; readonly key: PeerKey}
  | {readonly type: 'conversation-changed'; readonly conversation: ConversationView}
  /** New entries of one conversation, in display order among themselves. */
  | {
      readonly type: 'entries-added';
      readonly conversation: ConversationId;
      readonly entries: readonly EntryView[];
    }
  /** Entries that were shown before look different: edited, deleted, reacted to. */
  | {
      readonly type: 'entries-changed';
      readonly conversation: ConversationId;
      readonly entries: readonly EntryView[];
      /** What happened to them, in order. */
      readonly changes: readonly EntryChange[];
    }
  /** Entries that disappeared. */
  | {
      readonly type: 'entries-removed';
      readonly conversation: ConversationId;
      readonly ids: readonly EntryId[];
    }
  /** The user has seen entries that were unread before. */
  | {
      readonly type: 'entries-read';
      readonly conversation: ConversationId;
      readonly ids: readonly EntryId[];
    }
  | {readonly type: 'settings-changed'; readonly settings: Settings}
  /** Something else is typed and not sent now; `screen` is the one that it was typed at. */
  | {
      readonly type: 'draft-changed';
      readonly conversation: ConversationId;
      readonly text: string;
      readonly screen: string;
    }
  /** Another screen is the one that was used last: it tells the user of what comes in. */
  | {readonly type: 'attention-changed'; readonly screen: string | null}
  | {readonly type: 'typing-changed'; readonly conversation: ConversationId; readonly active: boolean}
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

/**
 * An event in the stream of a core. Each has the number after that of the one before it, except `ready`, which replaces all
 * that was known: the events before it may be those of another core, or be missing.
 */
export type NumberedEvent = CoreEvent & {readonly sequence: number};

/** A failure as it crosses the seam. */
export type PlainError = {readonly code: ErrorCode; readonly message: SafeText};

/** The core as everybody else sees it, on this thread or another. */
export type Core = {
  /** Does something. Rejects with a `NatterError`. */
  readonly perform: <A extends Action>(action: A) => Promise<ActionResult[A['type']]>;
  /** Reads something. Rejects with a `NatterError`. */
  readonly query: <Q extends Query>(query: Q) => Promise<QueryResult[Q['type']]>;
  /** Calls back with events in order, in batches as they happen. */
  readonly subscribe: (listener: (events: readonly NumberedEvent[]) => void) => () => void;
  /** Says bye to everybody, closes the database, ends. Resolves when nothing is left open. */
  readonly stop: () => Promise<void>;
};
