import {expect} from '@jest/globals';
import type {CommandContext, View} from '../../src/commands/engine/types.ts';
import type {
  Action,
  ConversationView,
  Core,
  PeerView,
  Query,
  Self,
  Snapshot,
} from '../../src/core/api/api.ts';
import {directWith, recipientsOf} from '../../src/lib/conversation.ts';
import {NatterError} from '../../src/lib/errors.ts';
import {type ConversationId, peerKey} from '../../src/lib/ids.ts';
import {defaultSettings} from '../../src/lib/settings.ts';
import {type SafeText, safeLine} from '../../src/lib/text/safe-text.ts';

export const self: Self = {
  key: peerKey('ab'.repeat(32)),
  id: 'selfselfself',
  name: safeLine('me myself'),
  named: true,
  listening: {host: '0.0.0.0', port: 4242},
  reachableAt: ['192.168.1.20:4242', '[2001:db8::1]:4242'],
};

export function peer(name: string, id: string, more: Partial<PeerView> = {}): PeerView {
  return {
    key: peerKey(Buffer.from(id).toString('hex').padEnd(64, '0')),
    id,
    name: safeLine(name),
    ownName: safeLine(name),
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

export const alice = peer('alice', 'aaaa22222222', {
  presence: 'online',
  verified: true,
  address: safeLine('10.0.0.7:4242'),
  path: 'lan',
});
export const bob = peer('bob', 'bbbb22222222', {lastSeen: new Date(2026, 0, 31, 9, 5).getTime()});
export const carol = peer('Carol Smith', 'cccc22222222', {
  relation: 'request',
  address: safeLine('10.0.0.9:4242'),
});
export const dave = peer('dave', 'dddd22222222', {relation: 'declined'});
export const erin = peer('erin', 'eeee22222222', {relation: 'asking', presence: 'connecting'});

export function conversation(id: ConversationId, unread: number): ConversationView {
  const empty = {
    lastActivity: 0,
    firstUnread: null,
    expiry: null,
    muted: false,
    mutedUntil: null,
    listing: 'normal' as const,
  };
  return {id, kind: 'direct', participants: recipientsOf(id), room: null, unread, ...empty};
}

/** What happened, in order: actions of the core and calls of the view. */
export type Happening = Action | {readonly view: string; readonly with?: string};

/** A core that notes the actions it is given and answers them from a list of peers, and a view that notes its calls. */
export function fakeContext(overrides: Partial<Snapshot> = {}, current: ConversationId | null = null) {
  const happened: Happening[] = [];
  const snapshot: Snapshot = {
    sequence: 0,
    self,
    peers: [dave, bob, erin, carol, alice],
    conversations: [conversation(directWith(alice.key), 0), conversation(directWith(bob.key), 3)],
    settings: defaultSettings,
    attended: null,
    ...overrides,
  };
  const context: CommandContext = {
    core: fakeCore(snapshot, happened),
    view: fakeView(happened, current),
    files: {
      save: () => Promise.reject(new Error('no file is written here')),
      newPath: () => Promise.reject(new Error('no file is written here')),
    },
  };
  return {context, happened};
}

/** The texts that were shown. */
export function notices(happened: readonly Happening[]): string[] {
  return happened.flatMap(each => ('view' in each && each.view === 'notice' ? [each.with ?? ''] : []));
}

function fakeView(happened: Happening[], current: ConversationId | null): View {
  return {
    current: () => current,
    open: conversation => happened.push({view: 'open', with: conversation}),
    clear: () => happened.push({view: 'clear'}),
    quit: () => happened.push({view: 'quit'}),
    notice: text => happened.push({view: 'notice', with: text}),
  };
}

/** Twelve of something, told apart. */
function numbered(what: string): SafeText[] {
  return Array.from({length: 12}, (_, index) => safeLine(`${what}${index}`));
}

function fakeCore(snapshot: Snapshot, happened: Happening[]): Core {
  const find = (who: string) => {
    const found = snapshot.peers.find(each => each.name === who || each.key === who);
    if (found === undefined) {
      throw new NatterError('WHO_UNKNOWN', `Nobody is called ${who}`);
    }
    return found;
  };
  const answer = (action: Action) => {
    switch (action.type) {
      case 'connect':
        return (
          snapshot.peers.find(each => each.address === `${action.address.host}:${action.address.port}`) ??
          erin
        );
      case 'disconnect':
        return action.who === null ? [] : [find(action.who)];
      case 'accept':
      case 'decline':
      case 'resolve':
      case 'verify':
      case 'trust':
      case 'block':
      case 'unblock':
      case 'forget':
      case 'remove-member':
      case 'unban-member':
      case 'set-level':
      case 'invite-to-room':
        return find(action.who);
      case 'invite':
        return {
          ...{
            id: 'kqmz',
            kind: 'link',
            text: safeLine('natter:link'),
            hasAddress: false,
            needsAddress: false,
          },
          ...{created: 0, expires: 3_600_000, uses: 1, usedBy: [], isOpen: true, hasSurplus: false},
        };
      case 'enter-room':
        return snapshot.conversations.find(({id}) => id === action.room);
      case 'make-ticket':
        return {uses: 10, link: safeLine('natter:ticket')};
      case 'mute':
        return {
          mutedUntil: action.seconds === undefined ? null : new Date(2026, 0, 31, 9, 5).getTime(),
        };
      case 'set-status':
        return {...snapshot.settings, status: action.text ?? ''};
      case 'rename':
        return {...snapshot.self, name: safeLine(action.name)};
      default:
        return null;
    }
  };
  return {
    perform: async (action: Action) => {
      happened.push(action);
      return answer(action);
    },
    query: async (query: Query) => {
      if (query.type === 'safety-code') {
        return {peer: find(query.who), words: numbered('word'), digits: numbered('digit')};
      }
      if (query.type === 'reach') {
        return {dht: {state: 'off', nat: null}, lan: 'on', heard: [], addresses: snapshot.self.reachableAt};
      }
      if (query.type === 'why') {
        const found = find(query.who);
        return {
          ...{peer: found, path: null, since: null, isHeld: false, rungs: [], attempts: [], next: null},
          clockAhead: 0,
        };
      }
      if (query.type === 'members') {
        return [{peer: bob, level: 'owner', isHere: true, seen: 0, hasFork: false}];
      }
      expect(query).toEqual({type: 'snapshot'});
      return snapshot;
    },
    subscribe: () => () => {},
    stop: async () => {},
  } as Core;
}
