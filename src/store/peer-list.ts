import {isMuted} from '../client/facts.ts';
import type {ConversationId, ConversationView, Listing, PeerView, Relation} from '../core/api/api.ts';
import {directWith} from '../lib/conversation.ts';
import {roomName} from '../lib/room-names.ts';
import type {AppState} from './state.ts';

/** What the list shows of somebody, or of a room. */
export type ListedFace = Pick<PeerView, 'name' | 'id' | 'presence' | 'verified' | 'relation'>;

/** A peer or a room in the list, with what its conversation adds. */
export type ListedPeer = {
  readonly peer: ListedFace;
  readonly conversation: ConversationId;
  readonly unread: number;
  readonly muted: boolean;
  /** Something of what is unread names us. */
  readonly mentions: boolean;
  readonly lastActivity: number;
  readonly listing: Listing;
};

/** The sections of the peer list, in the order of the screen. */
export type PeerSections = {
  readonly requests: readonly ListedPeer[];
  /** People and rooms. */
  readonly pinned: readonly ListedPeer[];
  readonly contacts: readonly ListedPeer[];
  readonly rooms: readonly ListedPeer[];
  /** People and rooms; shown only to somebody who looks for one. */
  readonly archived: readonly ListedPeer[];
};

/** The people of the list: first those who wait for a decision, then who is pinned, then contacts, by latest activity. */
export function peerSections({
  peers,
  conversations,
  mentioned,
}: Pick<AppState, 'peers' | 'conversations' | 'mentioned'>): PeerSections {
  const listed = [...peers.values()].map(peer => {
    const conversation = directWith(peer.key);
    return listPeer(peer, conversation, conversations.get(conversation), mentioned.has(conversation));
  });
  const having = (...relations: readonly Relation[]) =>
    listed.filter(({peer}) => relations.includes(peer.relation)).sort(byActivity);
  const all = [...conversations.values()].filter(({room}) => room !== null);
  const rooms = all.flatMap(view => listRoom(view, all, mentioned.has(view.id))).sort(byActivity);
  const contacts = having('contact', 'asking');
  const standing = (listed: readonly ListedPeer[], where: Listing) =>
    listed.filter(({listing}) => listing === where);
  const both = [...contacts, ...rooms].sort(byActivity);
  return {
    requests: having('alarmed', 'request'),
    pinned: standing(both, 'pinned'),
    contacts: standing(contacts, 'normal'),
    rooms: standing(rooms, 'normal'),
    archived: standing(both, 'archived'),
  };
}

/** All that is in some sections, from top to bottom. */
export function allIn({requests, pinned, contacts, rooms, archived}: PeerSections): readonly ListedPeer[] {
  return [...requests, ...pinned, ...contacts, ...rooms, ...archived];
}

/** Everybody in the list while nobody is looked for, from top to bottom. */
export function listedPeers(
  state: Pick<AppState, 'peers' | 'conversations' | 'mentioned'>,
): readonly ListedPeer[] {
  return allIn({...peerSections(state), archived: []});
}

/** So much of the id of a room is shown. */
const ROOM_ID = 9;
/** Conversations that have a number. */
const NUMBERED = 9;

/** The conversations with numbers, from 1 on: they are in the order in which people became known, whoever writes, pinned or archived. */
export function numberedConversations({peers}: Pick<AppState, 'peers'>): readonly ConversationId[] {
  return [...peers.values()]
    .filter(({relation}) => relation === 'contact' || relation === 'asking')
    .slice(0, NUMBERED)
    .map(({key}) => directWith(key));
}

/** Their conversations. */
export function listedConversations(
  state: Pick<AppState, 'peers' | 'conversations' | 'mentioned'>,
): ConversationId[] {
  return listedPeers(state).map(({conversation}) => conversation);
}

function listPeer(
  peer: PeerView,
  conversation: ConversationId,
  view: ConversationView | undefined,
  mentions: boolean,
): ListedPeer {
  const asked = peer.relation === 'request' || peer.relation === 'alarmed' ? peer.lastSeen : 0;
  return {
    peer,
    conversation,
    unread: view?.unread ?? 0,
    muted: isMuted(view),
    mentions,
    lastActivity: Math.max(view?.lastActivity ?? 0, asked),
    listing: view?.listing ?? 'normal',
  };
}

/** A room that we left is not there any more. */
function listRoom(view: ConversationView, all: readonly ConversationView[], mentions: boolean): ListedPeer[] {
  const {id, room, unread, lastActivity, listing} = view;
  if (room === null || room.state === 'left') {
    return [];
  }
  const isOpen = room.state === 'member' && room.here.length > 0;
  const face: ListedFace = {
    name: roomName(view, all),
    id: id.slice(1, ROOM_ID),
    presence: isOpen ? 'online' : room.state === 'joining' ? 'connecting' : 'offline',
    verified: false,
    relation: room.state === 'invited' ? 'request' : 'contact',
  };
  return [{peer: face, conversation: id, unread, muted: isMuted(view), mentions, lastActivity, listing}];
}

function byActivity(a: ListedPeer, b: ListedPeer): number {
  return (
    b.lastActivity - a.lastActivity ||
    compareText(a.peer.name, b.peer.name) ||
    compareText(a.conversation, b.conversation)
  );
}

/** By code units: the collator of the locale takes 10 ms to load. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
