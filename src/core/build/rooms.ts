import {keyPair} from '../../identity/key-pair.ts';
import {memberTag} from '../../identity/room/room-id.ts';
import {isRoom, roomIdOf, roomOf} from '../../lib/conversation.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import {type SafeText, safeLine} from '../../lib/text/safe-text.ts';
import type {EntryRow} from '../../storage/types.ts';
import {MAX_MENTIONS} from '../../wire/chat/entry-codec.ts';
import {invitationOfBody} from '../../wire/room/invitation.ts';
import type {ComingBack} from '../connections/auto-dialer.ts';
import type {Links} from '../connections/links.ts';
import type {Preferences} from '../preferences.ts';
import type {DatedAct} from '../rooms/charter.ts';
import {createHints, type Hints} from '../rooms/hints.ts';
import {createMemberLinks, type MemberLinks} from '../rooms/member-links.ts';
import {mentionedIn} from '../rooms/mentions.ts';
import {newRow} from '../rooms/room-actions.ts';
import {createRooms, type Rooms} from '../rooms/rooms.ts';
import {createTypists, type Typists} from '../rooms/typists.ts';
import type {Base} from './base.ts';
import type {People} from './people.ts';
import type {Reach} from './reach.ts';
import type {Talk} from './talk.ts';

/** Rooms, and what is needed for them. */
export type RoomParts = {
  readonly rooms: Rooms;
  readonly hints: Hints;
  readonly memberLinks: MemberLinks;
  readonly typists: Typists;
  /** Somebody wrote an invitation into our direct conversation. */
  readonly invited: (from: PeerKey, rows: readonly EntryRow[]) => void;
  /** Tags of the members of a room whom a text names. */
  readonly mentionsIn: (conversation: ConversationId, text: SafeText) => readonly Uint8Array[];
};

/** What is made later than this. */
type Later = {
  readonly connections: {readonly links: Links; readonly comingBack: ComingBack};
  readonly reach: Reach;
  readonly present: (room: ConversationId) => void;
};

/** Joins the parts about rooms. */
export function buildRooms(
  base: Base,
  people: People,
  talk: Talk,
  preferences: Preferences,
  later: () => Later,
): RoomParts {
  const {options, self, events, scheduler, reportError: failed} = base;
  const {database, clock} = options;
  const {peers} = people;
  const {secretKey} = keyPair(options.seed);
  const shared = {database, clock, peers, selfKey: self.key, secretKey};
  const typists = createTypists({
    clock,
    changed: (conversation, authors) =>
      events.push({type: 'typing-changed', conversation, active: authors.length > 0, authors}),
  });
  const rooms: Rooms = createRooms({
    ...{...shared, scheduler, events, failed},
    tell: {
      added(room, rows) {
        for (const {author} of rows) {
          typists.stopped(room, author);
        }
        talk.conversations.received(room, rows);
        talk.disappearing.noted(rows);
        talk.indexing.noteStored();
      },
      changed: talk.conversations.changed,
      state: talk.conversations.changedState,
      reshown: (room, act) => tellHidden(room, act),
    },
    onHint: (room, hint, from) => hints.hear(room, hint, from),
    onTyping: (room, who, active) => typists.heard(room, who, active),
    onCommon(room, pipe) {
      hints.greet(room, pipe);
    },
    onMembers: room => hints.membersChanged(room), // so that they have their names when they are told of
    membersChanged(room) {
      later().present(room);
      memberLinks.review();
      rooms.review();
    },
  });
  const hints = createHints({
    ...{...shared, rooms: () => rooms, ownName: self.name},
    tellsAddresses: () => preferences.get().addresses,
    reachableAt: () => self.view().reachableAt,
    ownPoint: () => later().reach.ownPoint(),
    learn: (key, point, addresses) => later().reach.hinted(key, point, addresses),
  });
  const memberLinks = createMemberLinks({
    ...{clock, rooms, peers, random: options.random},
    isLinked: key => later().connections.links.session(key) !== null,
    wake: keys => later().connections.comingBack.wake(keys),
    close: key => void later().connections.links.close(key, 'disconnect'),
  });

  function tellHidden(room: ConversationId, act: DatedAct | null): void {
    const entry = act?.act.type === 'hide' ? act.act.entry : null;
    const row = entry === null ? null : database.entryAt(room, entry);
    if (row !== null) {
      talk.conversations.changedLook(room, [row]);
    }
  }

  function invited(from: PeerKey, rows: readonly EntryRow[]): void {
    for (const {kind, body} of rows) {
      const invitation = kind === 'invitation' ? invitationOfBody(body) : null;
      const room = invitation === null ? null : roomOf(invitation.room);
      if (invitation === null || room === null || isInside(room)) {
        continue;
      }
      rooms.save({
        ...newRow(room, safeLine(invitation.name)),
        state: 'invited',
        since: database.conversationClock(room),
      });
      rooms.review();
      talk.conversations.changed(room);
      const conversation = talk.conversations.conversation(room);
      events.push({type: 'room-invitation', conversation, peer: peers.view(from)});
    }
  }

  function isInside(room: ConversationId): boolean {
    const state = rooms.row(room)?.state;
    return state === 'member' || state === 'joining' || state === 'invited';
  }

  function mentionsIn(conversation: ConversationId, text: SafeText): Uint8Array[] {
    if (!isRoom(conversation) || !text.includes('@')) {
      return [];
    }
    return mentionedIn(text, rooms.others(conversation).map(peers.view))
      .slice(0, MAX_MENTIONS)
      .map(key => memberTag(roomIdOf(conversation), key));
  }

  return {rooms, hints, memberLinks, typists, invited, mentionsIn};
}
