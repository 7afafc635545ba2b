import type {ActView, ConversationId, PeerKey, PeerView, RoomLevel} from '../core/api/api.ts';
import {partnerOf} from '../lib/conversation.ts';
import {roomName} from '../lib/room-names.ts';
import {joinSafe, type SafeText, safe} from '../lib/text/safe-text.ts';
import {roomTexts} from '../lib/texts/rooms.ts';
import {describeDuration} from '../lib/time/duration.ts';
import type {ClientState} from './client-state.ts';
import {whoIs} from './facts.ts';

/** What a conversation is called: a person by name, a room by its name with a #. */
export function conversationName(state: ClientState, id: ConversationId): SafeText {
  const peer = partnerOf(id);
  if (peer !== null) {
    return whoIs(state, peer).name;
  }
  const {conversations} = state;
  return roomName(conversations.get(id) ?? {id, room: null}, conversations.values());
}

/** What was done to a room, in a sentence. */
export function describeAct(state: ClientState, act: ActView): SafeText {
  const by = subject(state, act.by);
  const about = joinSafe(
    act.about.map(key => object(state, key)),
    safe`, `,
  );
  const [first] = act.about;
  const whom = first === undefined ? safe`` : subject(state, first);
  switch (act.kind) {
    case 'founded':
      return roomTexts.acts.founded(by, act.value ?? safe``);
    case 'added':
      return roomTexts.acts.added(by, about);
    case 'joined':
      return roomTexts.acts.joined(whom);
    case 'role':
      return roomTexts.acts.role(is(state, first), levelText(act.level), object(state, act.by));
    case 'removed':
      return roomTexts.acts.removed(was(state, first), object(state, act.by));
    case 'banned':
      return roomTexts.acts.banned(was(state, first), object(state, act.by));
    case 'unbanned':
      return roomTexts.acts.unbanned(about, by);
    case 'left':
      return roomTexts.acts.left(whom);
    case 'ticket':
      return roomTexts.acts.ticket(by);
    case 'closed':
      return roomTexts.acts.closed(by);
    case 'set':
      return describeSetting(by, act);
    case 'hidden':
      return roomTexts.acts.hidden(by, about);
    case 'void':
      return act.by === state.self?.key
        ? roomTexts.acts.lateOwn
        : roomTexts.acts.late(subject(state, act.by));
  }
}

function describeSetting(by: SafeText, {setting, value}: ActView): SafeText {
  const text = value ?? safe``;
  switch (setting) {
    case 'topic':
      return text === '' ? roomTexts.acts.noTopic(by) : roomTexts.acts.topic(by, text);
    case 'expiry':
      return Number(text) > 0
        ? roomTexts.acts.expires(by, describeDuration(Number(text)))
        : roomTexts.acts.stays(by);
    case 'history':
      return text === 'join' ? roomTexts.acts.historyJoin(by) : roomTexts.acts.historyAll(by);
    default:
      return roomTexts.acts.named(by, text);
  }
}

function subject(state: ClientState, key: PeerKey): SafeText {
  return key === state.self?.key ? roomTexts.acts.You : whoIs(state, key).name;
}

function object(state: ClientState, key: PeerKey): SafeText {
  return key === state.self?.key ? roomTexts.acts.you : whoIs(state, key).name;
}

/** `You were`, `bob was`: what was done to somebody. */
function was(state: ClientState, key: PeerKey | undefined): SafeText {
  const who = key === undefined ? safe`` : subject(state, key);
  return key === state.self?.key ? roomTexts.acts.wereYou : roomTexts.acts.was(who);
}

function is(state: ClientState, key: PeerKey | undefined): SafeText {
  const who = key === undefined ? safe`` : subject(state, key);
  return key === state.self?.key ? roomTexts.acts.areYou : roomTexts.acts.is(who);
}

function levelText(level: RoomLevel | null): SafeText {
  return roomTexts.names.levels[level ?? 'member'];
}

/** The same, with the room in front: for whoever does not see where it stands. */
export function actIn(state: ClientState, room: ConversationId, act: ActView): SafeText {
  return safe`${conversationName(state, room)}: ${describeAct(state, act)}`;
}

/** Somebody asks us into a room. */
export function invitationText(state: ClientState, peer: PeerView, room: ConversationId): SafeText {
  return roomTexts.acts.invitation(peer.name, conversationName(state, room));
}
