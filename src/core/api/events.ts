import type {ErrorCode} from '../../lib/errors.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import type {Settings} from '../../lib/settings.ts';
import type {SafeText} from '../../lib/text/safe-text.ts';
import type {Path} from '../../net/transport/path.ts';
import type {Attempt, ReachView} from './reach.ts';
import type {
  ActView,
  AlarmReason,
  ConversationView,
  DeliveryState,
  EntryId,
  EntryView,
  InviteView,
  PeerView,
  Self,
  Snapshot,
} from './views.ts';

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
  /** A room was deleted. */
  | {readonly type: 'room-forgotten'; readonly conversation: ConversationId}
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
  /** Others began or ceased to type: `authors` are those who do now. */
  | {
      readonly type: 'typing-changed';
      readonly conversation: ConversationId;
      readonly active: boolean;
      readonly authors: readonly PeerKey[];
    }
  /** Somebody asks us into a room. */
  | {
      readonly type: 'room-invitation';
      readonly conversation: ConversationView;
      readonly peer: PeerView;
    }
  /** Something was done to a room or its members, and is known here now. */
  | {readonly type: 'act'; readonly conversation: ConversationId; readonly act: ActView}
  /** Somebody's messages differ between members. Told once. */
  | {readonly type: 'fork'; readonly conversation: ConversationId; readonly author: PeerKey}
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
