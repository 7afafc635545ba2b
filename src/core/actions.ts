import {isRoom, peerOf} from '../lib/conversation.ts';
import {NatterError} from '../lib/errors.ts';
import {writeValue} from '../lib/settings.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {coreTexts} from '../lib/texts/core.ts';
import type {Action, ActionResult, ConversationId} from './api/api.ts';
import type {Attention} from './attention.ts';
import type {Base} from './build/base.ts';
import type {Links} from './connections/links.ts';
import type {Conversations} from './conversations/conversations.ts';
import type {MuteEnds} from './conversations/mute-ends.ts';
import type {Typing} from './conversations/typing.ts';
import type {CoreOptions} from './options.ts';
import type {PeerBook} from './peers/peer-store.ts';
import type {Preferences} from './preferences.ts';
import type {Hints} from './rooms/hints.ts';
import {sayReadInRoom} from './rooms/receipts.ts';
import type {Rooms} from './rooms/rooms.ts';

/** A longer draft lives as long as the program, in UTF-16 units. */
const MAX_DRAFT = 256 * 1024;
/** Whose cursor it is. */
export const HEADLESS = 'headless';

type Actions = {
  readonly [T in Action['type']]: (action: Extract<Action, {type: T}>) => Promise<ActionResult[T]>;
};

/** Actions about the user, and about a conversation as a whole. */
export type OwnActions = Pick<
  Actions,
  | 'typing'
  | 'keep-draft'
  | 'attend'
  | 'keep-cursor'
  | 'set-receipts'
  | 'mute'
  | 'list'
  | 'check-passphrase'
  | 'change-passphrase'
  | 'back-up'
  | 'rename'
  | 'mark-read'
>;

export type OwnActionsOptions = {
  readonly peers: PeerBook;
  readonly conversations: Conversations;
  readonly typing: Typing;
  readonly muteEnds: MuteEnds;
  readonly links: Links;
  readonly preferences: Preferences;
  readonly attention: Attention;
  readonly rooms: Rooms;
  readonly hints: Hints;
};

/** The actions that belong to no contact and write no message. */
export function createOwnActions(base: Base, parts: OwnActionsOptions): OwnActions {
  const {options, self, events} = base;
  const {peers, conversations, typing, muteEnds, links, preferences, attention, rooms, hints} = parts;
  const isKnown = (conversation: ConversationId) =>
    isRoom(conversation) ? rooms.has(conversation) : peers.row(peerOf(conversation)) !== null;

  function checkKnown(conversation: ConversationId): void {
    if (!isKnown(conversation)) {
      throw new NatterError('WHO_UNKNOWN', coreTexts.conversations.unknown);
    }
  }

  return {
    async typing({conversation, active}) {
      typing.typed(conversation, active && preferences.get().typing);
      return null;
    },

    async 'keep-draft'({conversation, text, screen}) {
      if (isKnown(conversation) && text.length <= MAX_DRAFT) {
        options.database.saveDraft(conversation, text);
        events.push({type: 'draft-changed', conversation, text, screen});
      }
      return null;
    },

    async attend({screen, isThere}) {
      attention.attend(screen, isThere);
      return null;
    },

    async 'keep-cursor'({row}) {
      options.database.saveCursor(HEADLESS, row);
      return null;
    },

    async 'set-receipts'({on}) {
      await preferences.actions.set({type: 'set', key: 'receipts', value: writeValue(on)});
      return null;
    },

    async mute({conversation, muted, seconds}) {
      checkKnown(conversation);
      const until = seconds === undefined ? null : options.clock.now() + seconds * 1000;
      const view = conversations.mute(conversation, muted, until);
      muteEnds.replan();
      return view;
    },

    async list({conversation, listing}) {
      checkKnown(conversation);
      return conversations.list(conversation, listing);
    },

    async 'check-passphrase'({passphrase}) {
      protection(options).check(passphrase);
      return null;
    },

    async 'change-passphrase'({current, next}) {
      protection(options).change({current, next});
      return null;
    },

    async 'back-up'({path, passphrase}) {
      if (options.backUp === undefined) {
        throw new NatterError('PROFILE_UNWRITABLE', commandTexts.backup.nothingKept);
      }
      return {bytes: await options.backUp(path, passphrase)};
    },

    async rename({name: wanted}) {
      const chosen = self.rename(wanted);
      for (const session of links.all()) {
        session.link.send({type: 'rename', name: chosen});
      }
      hints.tellAll();
      peers.reviewNames();
      events.push({type: 'self-changed', self: self.view()});
      return self.view();
    },

    async 'mark-read'({conversation, entries}) {
      conversations.markRead(conversation, entries);
      if (isRoom(conversation)) {
        sayReadInRoom(options.database, rooms, conversation, preferences.get().receipts);
      } else {
        links.session(peerOf(conversation))?.sayRead();
      }
      return null;
    },
  };
}

function protection({passphrase}: CoreOptions): NonNullable<CoreOptions['passphrase']> {
  if (passphrase === undefined) {
    throw new NatterError('PROFILE_UNWRITABLE', coreTexts.profile.notOnDisk);
  }
  return passphrase;
}
