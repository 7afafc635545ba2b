import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from '@jest/globals';
import {createRuntimeState} from '../../src/core/runtime-state.ts';

test('slots are apart, and what is about a key ends with it', () => {
  const state = createRuntimeState<string>();
  const ended: string[] = [];
  const timers = state.slot<string>({
    name: 'timer',
    dispose: (value, key) => void ended.push(`${key} ${value}`),
  });
  const seen = state.slot<true>({name: 'seen'});
  timers.set('bob', 'one');
  seen.set('bob', true);
  seen.set('carol', true);
  expect([timers.get('bob'), timers.get('carol'), seen.keys()]).toEqual(['one', undefined, ['bob', 'carol']]);
  expect(state.kept('bob')).toEqual(['timer', 'seen']);
  timers.set('bob', 'two'); // in the place of the other: who sets knows what was there
  expect(ended).toEqual([]);
  state.forget('bob');
  expect([ended, state.kept('bob'), state.keys(), seen.keys()]).toEqual([
    ['bob two'],
    [],
    ['carol'],
    ['carol'],
  ]);
  expect([seen.delete('carol'), seen.delete('carol'), state.keys()]).toEqual([true, false, []]);
});

test('what is ended is out of its slot already, and can keep something again only after all was dropped', () => {
  const state = createRuntimeState<string>();
  const inner = state.slot<number>({name: 'inner'});
  const outer = state.slot<number>({
    name: 'outer',
    dispose(_, key) {
      expect(outer.has(key)).toBe(false);
      expect(outer.delete(key)).toBe(false);
    },
  });
  outer.set('bob', 1);
  inner.set('bob', 2);
  state.forget('bob');
  expect(state.keys()).toEqual([]);
});

test('those who name a key elsewhere hear of it after it is gone', () => {
  const state = createRuntimeState<string>();
  const slot = state.slot<number>({name: 'slot'});
  const heard: unknown[] = [];
  state.onForget(key => heard.push([key, slot.has(key)]));
  slot.set('bob', 1);
  state.forget('bob');
  state.forget('nobody');
  expect(heard).toEqual([
    ['bob', false],
    ['nobody', false],
  ]);
});

/** These compute within one call: what they keep is gone when it returns. */
const PURE = ['rooms/act-graph.ts', 'rooms/membership.ts'];
/** Of rooms, and what ends each of them. */
const OF_ROOMS = [
  // Within one call.
  'rooms/charter.ts: new Map<string, LogEnd>',
  // They go with the room.
  'rooms/charter.ts: new Map<string, string>',
  'rooms/charter.ts: new Set<PeerKey>',
  // Within one call.
  'rooms/charter.ts: new Set<string>',
  'rooms/charter.ts: new Set<string>',
  // Hints of a room that wait for acts: the next change of its members. There are at most 128 of a room.
  'rooms/hints.ts: new Map<ConversationId, Map<PeerKey, Early>>',
  'rooms/hints.ts: new Map<PeerKey, Early>',
  'rooms/hints.ts: new Map<PeerKey, Early>',
  // A member, by room, who says something new of themselves: nothing before the end, but there are no more than members.
  'rooms/hints.ts: new Map<string, number>',
  // A room that we are in: the next change of its members after we left.
  'rooms/hints.ts: new Set<ConversationId>',
  // A room that is stored.
  'rooms/known-rooms.ts: new Map<ConversationId, Charter>',
  // Whom rooms need: the next look, twenty seconds later at most. The others are of that look alone.
  'rooms/member-links.ts: new Set<PeerKey>',
  'rooms/member-links.ts: new Set<PeerKey>',
  'rooms/member-links.ts: new Set<PeerKey>',
  'rooms/member-links.ts: new Set<PeerKey>',
  // All that a link has said and heard: they go with the link.
  'rooms/pipe-outbox.ts: new Map<ConversationId, Set<number>>',
  'rooms/pipe-outbox.ts: new Map<string, number>',
  'rooms/pipe-rooms.ts: new Set<ConversationId>',
  'rooms/pipe-rooms.ts: new Set<ConversationId>',
  // A room in which we wrote: nothing before the end.
  'rooms/room-delivery.ts: new Map<ConversationId, Map<number, Progress>>',
  // A room that is stored.
  'rooms/room-driver.ts: new Map<ConversationId, Driven>',
  // The first is within one call, the second goes with the link.
  'rooms/room-pipe.ts: new Map<ConversationId, ',
  'rooms/room-pipe.ts: new Map<ConversationId, readonly Uint8Array[]>',
  // Guests of a room, who came by its tickets: nothing before the end.
  'rooms/rooms.ts: new Map<ConversationId, Set<PeerKey>>',
  // The end of the link.
  'rooms/rooms.ts: new Map<PeerKey, RoomPipe>',
  // Whoever types in a room: six seconds. The room stays, with nobody in it, until the end.
  'rooms/typists.ts: new Map<ConversationId, Map<PeerKey, Cancel>>',
  'rooms/typists.ts: new Map<PeerKey, Cancel>',
];
/** Stored peers and what words mean, hosts, and a table within one function; all else about a peer is in a slot. */
const ALLOWED = [
  'connections/version-notices.ts: new Set<string>',
  'conversations/entry-view.ts: new Map<string, PeerKey[]>',
  'peers/peer-store.ts: new Map<PeerKey, PeerRow>',
  'peers/peer-store.ts: new Map<string, Meaning>',
  'reach/announcements.ts: new Map<string, Promise<RingListener>>',
  'reach/contact-points.ts: new Map<string, ReachPoint>',
  'reach/expected-callers.ts: new Map<string, PeerKey>',
  'reach/invites.ts: new Map<string, SafeText>',
];

test('no module of the core keeps a map of peers or conversations of its own', () => {
  const folder = new URL('../../src/core/', import.meta.url).pathname;
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter(file => file.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(20);
  const maps = files
    .filter(file => !PURE.includes(file))
    .flatMap(file =>
      [
        ...readFileSync(join(folder, file), 'utf8').matchAll(
          /new (Map|Set)<(PeerKey|ConversationId|string)\b[^(]*/g,
        ),
      ].map(([found]) => `${file}: ${found}`),
    );
  expect(maps.sort()).toEqual([...ALLOWED, ...OF_ROOMS]);
});
