import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import type {Settings} from '../../lib/settings.ts';
import type {SafeText} from '../../lib/text/safe-text.ts';
import type {Path} from '../../net/transport/path.ts';
import type {LinkDebug, OwnLogDebug, TheirLogDebug} from './debug.ts';
import type {Attempt, RungView} from './reach.ts';

/** `author.epoch.sequence`, the same on both sides. */
export type EntryId = string;

/** Where to dial. `host` is a name, an IPv4 or an IPv6 address without brackets. */
export type Address = {readonly host: string; readonly port: number};

/** Our own name, key and addresses. */
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
 * the user trusts it. `member`: nobody said a word to them, but they are in a room with us.
 */
export type Relation = 'contact' | 'asking' | 'request' | 'declined' | 'blocked' | 'alarmed' | 'member';

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
  /** What a contact says that they are about, one line; null if nothing, and of everybody else. */
  readonly status: SafeText | null;
};

export type ConversationView = {
  readonly id: ConversationId;
  readonly kind: ConversationKind;
  /** Everybody who takes part, but ourselves: they may write, and get what we write. */
  readonly participants: readonly PeerKey[];
  /** What a room is beside that; null for a direct conversation. */
  readonly room: RoomView | null;
  readonly unread: number;
  /** Wall time of the newest entry in milliseconds; 0 if there is none. */
  readonly lastActivity: number;
  /** The unread entry that stands first; null if none is unread. */
  readonly firstUnread: {readonly id: EntryId; readonly order: EntryOrder} | null;
  /** Seconds after which new entries disappear on both sides; null if they stay. */
  readonly expiry: number | null;
  /** The user does not want to be told of what comes in here. */
  readonly muted: boolean;
  /** Wall time at which that ends, milliseconds; null if only the user ends it, or it is not muted. */
  readonly mutedUntil: number | null;
  readonly listing: Listing;
};

/**
 * `pinned` stands before the others in lists. `archived` is not in them until something is said in it; where it is muted,
 * it stays away.
 */
export type Listing = 'pinned' | 'normal' | 'archived';

export type ConversationKind = 'direct' | 'room';

/** What somebody may do in a room: everything that those below may, and to those below. */
export type RoomLevel = 'member' | 'admin' | 'owner' | 'founder';

export type RoomView = {
  readonly name: SafeText;
  /** Empty if there is none. */
  readonly topic: SafeText;
  /** What newcomers get of what was said before they came. */
  readonly history: 'all' | 'join';
  /** `invited`: we may come in. `joining`: we want to, and nobody has let us in yet. */
  readonly state: 'invited' | 'joining' | 'member' | 'left' | 'removed';
  /** What we may do; null unless we are a member. */
  readonly level: RoomLevel | null;
  /** What the user is told of unless the room is muted: everything, or what mentions them. */
  readonly notify: 'all' | 'mentions';
  /** Members who are linked with us now, without ourselves. */
  readonly here: readonly PeerKey[];
  /** Who is more than a member, without ourselves. */
  readonly staff: readonly {readonly key: PeerKey; readonly level: RoomLevel}[];
  /** How much of what others have is still to come, in messages; 0 if nothing is. */
  readonly missing: number;
};

/** Somebody in a room. */
export type MemberView = {
  readonly peer: PeerView;
  readonly level: RoomLevel;
  readonly isHere: boolean;
  /** Wall time at which they were last linked with us, milliseconds; 0 if never. */
  readonly seen: number;
  /** Others got other messages from them than we did: an older copy of their profile, or a trick. */
  readonly hasFork: boolean;
};

/** A way into a room that can be given away. */
export type TicketView = {
  readonly id: string;
  readonly link: SafeText;
  readonly uses: number;
  /** Wall time, milliseconds. */
  readonly expires: number;
};

/** Something that was done to a room or its members. */
export type ActView = {
  readonly kind:
    | 'founded'
    | 'added'
    | 'joined'
    | 'role'
    | 'removed'
    | 'banned'
    | 'unbanned'
    | 'left'
    | 'ticket'
    | 'closed'
    | 'set'
    | 'hidden'
    /** It came too late: whoever did it had lost the power to. */
    | 'void';
  readonly by: PeerKey;
  /** Whom it is about, if anybody. */
  readonly about: readonly PeerKey[];
  readonly level: RoomLevel | null;
  readonly setting: 'name' | 'topic' | 'expiry' | 'history' | null;
  readonly value: SafeText | null;
  /** Wall time of its author, milliseconds. */
  readonly time: number;
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
  /** It names us. */
  readonly mentionsUs: boolean;
};

/** What somebody did with a message of ours. Wall times in milliseconds; null where they are not known. */
export type ReceiptView = {
  readonly key: PeerKey;
  readonly state: 'delivered' | 'read';
  readonly delivered: number | null;
  readonly read: number | null;
};

/** A glance at another entry; `text` is null if it is not here (yet) or was deleted. */
export type Quote = {readonly id: EntryId; readonly author: PeerKey; readonly text: SafeText | null};

/** Text that is being written. */
export type Draft = {readonly conversation: ConversationId; readonly text: string};

export type Reaction = {readonly emoji: SafeText; readonly authors: readonly PeerKey[]};

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
  /** By how much their clock is ahead of ours, milliseconds; 0 where nothing is known of it. */
  readonly clockAhead: number;
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
  /** Volatile state of the peer, by module. */
  readonly kept: readonly string[];
};
