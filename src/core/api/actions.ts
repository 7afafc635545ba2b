import type {ConversationId} from '../../lib/ids.ts';
import type {Settings} from '../../lib/settings.ts';
import type {
  Address,
  ConversationView,
  EntryId,
  EntryView,
  InviteView,
  Listing,
  PeerView,
  Self,
  TicketView,
} from './views.ts';

/** What is asked of the core. One shape per thing it can do. */
export type Action =
  | {readonly type: 'connect'; readonly address: Address}
  | {readonly type: 'disconnect'; readonly who: string | null}
  /** Tries all ways to a contact at once: to reach them, or to find a better way where there is a link. */
  | {readonly type: 'retry'; readonly who: string}
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
  /** Tells contacts what the user is about, until it is changed; null takes it away. */
  | {readonly type: 'set-status'; readonly text: string | null}
  /** Chooses the keys for what keys do; none take it off all keys, null takes the default. */
  | {readonly type: 'bind'; readonly action: string; readonly chords: readonly string[] | null}
  /** A hint was told: it is not told again. */
  | {readonly type: 'keep-hint'; readonly hint: string}
  /** Whether the user is told of what comes in. A mute may end by itself, after so many seconds. */
  | {
      readonly type: 'mute';
      readonly conversation: ConversationId;
      readonly muted: boolean;
      readonly seconds?: number;
    }
  /** Puts a conversation before the others in lists, among them, or out of sight. */
  | {readonly type: 'list'; readonly conversation: ConversationId; readonly listing: Listing}
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
  /** Founds a room with ourselves in it. */
  | {readonly type: 'create-room'; readonly name: string; readonly history: 'all' | 'join'}
  /** Adds a contact to a room, and tells them. */
  | {readonly type: 'invite-to-room'; readonly room: ConversationId; readonly who: string}
  /** Goes into a room that somebody added us to. */
  | {readonly type: 'enter-room'; readonly room: ConversationId}
  /** Makes a ticket: a link by which others come in. Lifetime in milliseconds; null for the defaults. */
  | {
      readonly type: 'make-ticket';
      readonly room: ConversationId;
      readonly uses: number | null;
      readonly lifetime: number | null;
    }
  /** Nobody comes in by our tickets of this room any more. */
  | {readonly type: 'close-tickets'; readonly room: ConversationId}
  /** Uses a ticket. */
  | {readonly type: 'use-ticket'; readonly ticket: string}
  | {readonly type: 'leave-room'; readonly room: ConversationId}
  /** Deletes a room with all that was said in it; a member leaves it before. */
  | {readonly type: 'forget-room'; readonly room: ConversationId}
  | {
      readonly type: 'remove-member';
      readonly room: ConversationId;
      readonly who: string;
      readonly isBan: boolean;
    }
  | {readonly type: 'unban-member'; readonly room: ConversationId; readonly who: string}
  | {
      readonly type: 'set-level';
      readonly room: ConversationId;
      readonly who: string;
      readonly level: 'member' | 'admin' | 'owner';
    }
  | {
      readonly type: 'set-room';
      readonly room: ConversationId;
      readonly setting: 'name' | 'topic' | 'history';
      readonly value: string;
    }
  /** Takes a message of somebody below us out of sight, for all. */
  | {readonly type: 'hide'; readonly conversation: ConversationId; readonly entry: EntryId}
  /** What the user is told of in a room that is not muted, or no longer: everything, or what mentions them. */
  | {readonly type: 'notify'; readonly room: ConversationId; readonly what: 'all' | 'mentions'}
  /** Makes the room anew with ourselves as its founder, and asks all members in. */
  | {readonly type: 'refound-room'; readonly room: ConversationId}
  /** Gives somebody a name that only the user sees; null takes it away. */
  | {readonly type: 'name-peer'; readonly who: string; readonly name: string | null}
  | {readonly type: 'resolve'; readonly who: string};

/** What an action answers when it worked. It throws a `NatterError` when it did not. */
export type ActionResult = {
  readonly connect: PeerView;
  /** Those who were disconnected. */
  readonly disconnect: readonly PeerView[];
  readonly retry: null;
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
  readonly 'set-status': Settings;
  readonly bind: Settings;
  readonly 'keep-hint': null;
  readonly mute: ConversationView;
  readonly list: ConversationView;
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
  readonly 'create-room': ConversationView;
  readonly 'invite-to-room': PeerView;
  readonly 'enter-room': ConversationView;
  readonly 'make-ticket': TicketView;
  readonly 'close-tickets': null;
  readonly 'use-ticket': ConversationView;
  readonly 'leave-room': ConversationView;
  /** What it was. */
  readonly 'forget-room': ConversationView;
  readonly 'remove-member': PeerView;
  readonly 'unban-member': PeerView;
  readonly 'set-level': PeerView;
  readonly 'set-room': ConversationView;
  readonly hide: null;
  readonly notify: ConversationView;
  readonly 'refound-room': ConversationView;
  readonly 'name-peer': PeerView;
  readonly 'mark-read': null;
  /** The one peer that a name, a unique prefix of it or an id stands for. */
  readonly resolve: PeerView;
};
