import {isRoom, peerOf} from '../../lib/conversation.ts';
import type {ConversationId} from '../../lib/ids.ts';
import {type SafeText, storedText} from '../../lib/text/safe-text.ts';
import {roomTexts} from '../../lib/texts/rooms.ts';
import type {Links} from '../connections/links.ts';
import {type Cleaning, createCleaning} from '../conversations/compaction-schedule.ts';
import {type Conversations, createConversations} from '../conversations/conversations.ts';
import {createDisappearing, type Disappearing} from '../conversations/expiry-sweeper.ts';
import {createIndexSchedule, type IndexSchedule} from '../conversations/index-schedule.ts';
import {createMuteEnds, type MuteEnds} from '../conversations/mute-ends.ts';
import {createTyping, type Typing} from '../conversations/typing.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import {MESH_MEMBERS} from '../rooms/neighbours.ts';
import type {Rooms} from '../rooms/rooms.ts';
import {createDelivery, type Delivery} from '../sync/delivery.ts';
import type {Base} from './base.ts';
import {roomFacts} from './room-facts.ts';

/** What was said, what becomes of it, and who is about to say something. */
export type Talk = {
  readonly delivery: Delivery;
  readonly conversations: Conversations;
  readonly typing: Typing;
  readonly muteEnds: MuteEnds;
  readonly cleaning: Cleaning;
  readonly disappearing: Disappearing;
  readonly indexing: IndexSchedule;
};

/** Joins the parts about conversations. */
export function buildTalk(base: Base, peers: PeerBook, links: () => Links, rooms: () => Rooms): Talk {
  const {options, events, self, scheduler, conversationState: state, reportError: failed} = base;
  const {database, clock} = options;
  const delivery = createDelivery({database, clock, state, onStored: () => disappearing.replan()});
  const conversations = createConversations({
    ...{database, delivery, events, selfKey: self.key, tracer: base.tracing('conversations')},
    nameOf: id => (isRoom(id) ? roomName(id) : peers.view(peerOf(id)).name),
    rooms: roomFacts(base, rooms),
  });
  const typing = createTyping({
    ...{clock, state},
    send: (conversation, active) =>
      isRoom(conversation)
        ? sayInRoom(rooms(), conversation, active)
        : (links().session(peerOf(conversation))?.sayTyping(active) ?? false),
    changed: (conversation, active) =>
      events.push({
        ...{type: 'typing-changed', conversation, active},
        authors: active ? [peerOf(conversation)] : [],
      }),
  });
  const cleaning = createCleaning({database, clock, failed});
  const disappearing = createDisappearing({
    ...{database, clock, scheduler, failed},
    removed: conversations.disappeared,
    erased: cleaning.noted,
  });
  const muteEnds = createMuteEnds({database, clock, failed, ended: conversations.muteEnded});
  const indexing = createIndexSchedule({database, clock, onFailure: failed});

  function roomName(id: ConversationId): SafeText {
    return roomTexts.names.withSign(storedText(rooms().row(id)?.name ?? ''));
  }

  return {delivery, conversations, typing, muteEnds, cleaning, disappearing, indexing};
}

/** Who types is told in small rooms only. */
function sayInRoom(rooms: Rooms, room: ConversationId, active: boolean): boolean {
  const pipes = rooms.others(room).length < MESH_MEMBERS ? rooms.pipes(room) : [];
  for (const pipe of pipes) {
    pipe.sendTyping(room, active);
  }
  return pipes.length > 0;
}
