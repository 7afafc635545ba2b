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

/** A room is one object, with what is known of its members and links; the rest of rooms/ computes within one call. */
const OF_ROOMS = /^rooms\//;
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
  'reach/invites.ts: new Map<string, SharedSecret>',
];

test('no module of the core keeps a map of peers or conversations of its own', () => {
  const folder = new URL('../../src/core/', import.meta.url).pathname;
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter(file => file.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(20);
  const maps = files
    .filter(file => !OF_ROOMS.test(file))
    .flatMap(file =>
      [
        ...readFileSync(join(folder, file), 'utf8').matchAll(
          /new (Map|Set)<(PeerKey|ConversationId|string)\b[^(]*/g,
        ),
      ].map(([found]) => `${file}: ${found}`),
    );
  expect(maps.sort()).toEqual(ALLOWED);
});
