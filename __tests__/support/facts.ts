import type {
  ConversationId,
  ConversationView,
  EntryView,
  PeerKey,
  PeerView,
  RoomView,
  Self,
  Snapshot,
} from '../../src/core/api/api.ts';
import {directWith, recipientsOf, roomOf} from '../../src/lib/conversation.ts';
import {peerKey} from '../../src/lib/ids.ts';
import {defaultSettings} from '../../src/lib/settings.ts';
import {safeText} from '../../src/lib/text/safe-text.ts';

/** 4 March 2025, a Tuesday, 10:00 local time. */
export const TEN_O_CLOCK = new Date(2025, 2, 4, 10, 0).getTime();
export const MINUTE = 60_000;

export const ANN_KEY = peerKey('a'.repeat(64));
export const BOB_KEY = peerKey('b'.repeat(64));
export const CAROL_KEY = peerKey('c'.repeat(64));
export const DAVE_KEY = peerKey('d'.repeat(64));
export const WITH_BOB = directWith(BOB_KEY);
export const WITH_CAROL = directWith(CAROL_KEY);

/** The user of the tests. */
export function ann(more: Partial<Self> = {}): Self {
  return {
    key: ANN_KEY,
    id: 'ann1-2345-6789',
    name: safeText('ann'),
    named: true,
    listening: {host: '0.0.0.0', port: 4242},
    reachableAt: ['192.168.1.5:4242'],
    ...more,
  };
}

export function peer(key: PeerKey, name: string, more: Partial<PeerView> = {}): PeerView {
  return {
    key,
    id: `${key.slice(0, 4)}-${key.slice(0, 4)}`,
    name: safeText(name),
    ownName: safeText(name),
    localName: null,
    relation: 'contact',
    presence: 'offline',
    verified: false,
    address: null,
    path: null,
    lastSeen: 0,
    status: null,
    ...more,
  };
}

export function conversation(id: ConversationId, more: Partial<ConversationView> = {}): ConversationView {
  return {
    id,
    kind: 'direct',
    participants: recipientsOf(id),
    room: null,
    unread: 0,
    lastActivity: 0,
    firstUnread: null,
    expiry: null,
    muted: false,
    mutedUntil: null,
    listing: 'normal',
    ...more,
  };
}

/** A room with Bob in it, whose id begins like its name in hex. */
export function roomConversation(
  name: string,
  more: Partial<ConversationView> = {},
  facts: Partial<RoomView> = {},
): ConversationView {
  const view: RoomView = {
    name: safeText(name),
    topic: safeText(''),
    history: 'all',
    state: 'member',
    level: 'founder',
    notify: 'all',
    here: [],
    staff: [],
    missing: 0,
    ...facts,
  };
  const id = roomOf(Buffer.from(name.padEnd(32, '0')));
  return {...conversation(WITH_BOB), id, kind: 'room', room: view, ...more};
}

/** The n-th entry of Bob's conversation, said in minute n after ten. */
export function entry(n: number, text = `message ${n}`, more: Partial<EntryView> = {}): EntryView {
  return {
    id: `${BOB_KEY}.1.${n}`,
    conversation: WITH_BOB,
    author: BOB_KEY,
    outgoing: false,
    kind: 'text',
    text: safeText(text),
    time: TEN_O_CLOCK + n * MINUTE,
    arrived: TEN_O_CLOCK + n * MINUTE,
    lifetime: null,
    disappears: null,
    unread: false,
    order: [n, 0, n],
    state: null,
    replyTo: null,
    edited: false,
    deleted: false,
    reactions: [],
    mentionsUs: false,
    ...more,
  };
}

/** The same, not seen yet. */
export function unreadEntry(n: number, text = `message ${n}`, more: Partial<EntryView> = {}): EntryView {
  return entry(n, text, {unread: true, ...more});
}

/** The same, said by the user. */
export function ownEntry(n: number, text: string, more: Partial<EntryView> = {}): EntryView {
  return entry(n, text, {
    id: `${ANN_KEY}.1.${n}`,
    author: ANN_KEY,
    outgoing: true,
    unread: false,
    state: 'queued',
    ...more,
  });
}

export function snapshot(more: Partial<Snapshot> = {}): Snapshot {
  return {
    sequence: 0,
    self: ann(),
    peers: [],
    conversations: [],
    settings: defaultSettings,
    attended: null,
    ...more,
  };
}
