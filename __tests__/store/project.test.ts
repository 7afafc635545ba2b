import {describe, expect, test} from '@jest/globals';
import type {CoreEvent} from '../../src/core/api/api.ts';
import {safeText} from '../../src/lib/text/safe-text.ts';
import {project} from '../../src/store/project.ts';
import {type AppState, initialState, START_PAGE} from '../../src/store/state.ts';
import {openConversation, scrollTo, startWindow, takeOlder} from '../../src/store/view.ts';
import {
  ann,
  BOB_KEY,
  CAROL_KEY,
  conversation,
  entry,
  ownEntry,
  peer,
  snapshot,
  TEN_O_CLOCK,
} from '../support/facts.ts';

const NOW = TEN_O_CLOCK;
const bob = peer(BOB_KEY, 'bob');

function projected(...events: readonly CoreEvent[]): AppState {
  return project(initialState, events, NOW);
}

/** Bob's conversation is open with its last page loaded. */
function reading(count: number): AppState {
  const ready = projected({
    type: 'ready',
    snapshot: snapshot({peers: [bob], conversations: [conversation(BOB_KEY)]}),
  });
  const opened = startWindow(openConversation(ready, BOB_KEY), BOB_KEY, 'end');
  const entries = Array.from({length: count}, (_, index) => entry(index + 1));
  return takeOlder(opened, BOB_KEY, {entries, more: false});
}

const texts = (state: AppState, log: string) => (state.notices.get(log) ?? []).map(notice => notice.text);
const shownIds = (state: AppState) => state.windows.get(BOB_KEY)?.entries.map(({order}) => order[0]);

describe('facts about peers', () => {
  test('ready replaces everything that is known', () => {
    const state = projected(
      {type: 'peer-changed', peer: peer(CAROL_KEY, 'carol')},
      {
        type: 'ready',
        snapshot: snapshot({peers: [bob], conversations: [conversation(BOB_KEY, {unread: 3})]}),
      },
    );
    expect(state.phase).toBe('ready');
    expect(state.self).toEqual(ann());
    expect([...state.peers.keys()]).toEqual([BOB_KEY]);
    expect(state.conversations.get(BOB_KEY)?.unread).toBe(3);
  });

  test('a peer that comes and goes is told of in its own log', () => {
    const online = peer(BOB_KEY, 'bob', {presence: 'online', address: safeText('10.0.0.2:4242')});
    const state = projected(
      {type: 'peer-online', peer: online},
      {type: 'peer-offline', peer: bob, reason: 'quit', detail: null},
      {type: 'peer-offline', peer: bob, reason: 'lost', detail: safeText('reset')},
    );
    expect(texts(state, BOB_KEY)).toEqual(['bob is gone: the connection was lost. (reset)']);
    expect(state.peers.get(BOB_KEY)?.presence).toBe('offline');
    expect(texts(state, START_PAGE)).toEqual([]);
  });

  test('a peer that comes and goes is one line that is updated; equal notices fold', () => {
    const [online, offline] = (['online', 'offline'] as const).map(presence =>
      peer(BOB_KEY, 'bob', {presence}),
    );
    const flap = [
      {type: 'peer-offline', peer: offline ?? bob, reason: 'lost', detail: null},
      {type: 'peer-online', peer: online ?? bob},
    ] as const;
    const flapped = project(reading(1), [...flap, ...flap, ...flap], NOW);
    expect(texts(flapped, BOB_KEY)).toEqual(['bob is online.']);
    expect(flapped.notices.get(BOB_KEY)?.[0]?.count).toBe(6);
    const said = project(
      flapped,
      [{type: 'entries-added', conversation: BOB_KEY, entries: [entry(2)]}, ...flap],
      NOW,
    );
    expect(texts(said, BOB_KEY)).toHaveLength(2);
    const twice = {type: 'notice', text: safeText('so'), conversation: BOB_KEY} as const;
    expect(project(reading(1), [twice, twice], NOW).notices.get(BOB_KEY)).toMatchObject([
      {text: 'so', count: 2},
    ]);
  });

  test('an answer to our own request stands in its conversation, and nowhere between the words of others', () => {
    const carol = peer(CAROL_KEY, 'carol');
    const accepted = project(reading(1), [{type: 'request-accepted', peer: carol}], NOW);
    expect(accepted.notices.get(BOB_KEY)).toBeUndefined();
    expect(accepted.notices.get(CAROL_KEY)).toMatchObject([{text: 'carol accepted. Now you can talk.'}]);
    expect([accepted.open, accepted.offered]).toEqual([BOB_KEY, CAROL_KEY]);

    const declined = project(reading(1), [{type: 'request-declined', peer: carol}], NOW);
    expect(declined.notices.get(BOB_KEY)).toBeUndefined();
    expect(declined.notices.get(CAROL_KEY)).toMatchObject([{text: 'carol declined to talk.'}]);
    expect(declined.offered).toBeNull();
  });

  test('a request is in the list, and nowhere between the words of others', () => {
    const carol = peer(CAROL_KEY, 'carol', {relation: 'request'});
    const inBob = project(reading(1), [{type: 'request-received', peer: carol}], NOW);
    expect(inBob.peers.get(CAROL_KEY)).toBe(carol);
    expect([texts(inBob, CAROL_KEY), texts(inBob, BOB_KEY), texts(inBob, START_PAGE)]).toEqual([[], [], []]);
  });

  test('another key under a known name is an alarm that nobody can overlook', () => {
    const fake = peer(CAROL_KEY, 'bob (cccc)', {relation: 'alarmed'});
    const state = project(reading(1), [{type: 'key-alarm', peer: fake, contact: bob, why: 'name'}], NOW);
    const text =
      'ALARM: cccc-cccc came under the name of bob, but with another key than bbbb-bbbb. ' +
      'This may be an attack. Nothing is sent to them. Ask bob another way; ' +
      'then /trust cccc-cccc or /block cccc-cccc.';
    expect(state.notices.get(BOB_KEY)?.at(-1)).toMatchObject({kind: 'alarm', text});
    expect(texts(state, CAROL_KEY)).toEqual([text]);
    expect(state.alert).toBe(text);
  });

  test('nothing is left of a peer that was forgotten', () => {
    const state = project(reading(3), [{type: 'peer-forgotten', key: BOB_KEY}], NOW);
    const {self, phase} = state;
    expect(state).toEqual({...initialState, self, phase, nextNotice: state.nextNotice});
  });

  test('a name such as __proto__ is a key like any other', () => {
    const state = projected({type: 'peer-changed', peer: peer('__proto__', 'evil')});
    expect(state.peers.get('__proto__')?.name).toBe('evil');
    expect(state.peers.get('toString')).toBeUndefined();
  });
});

describe('entries', () => {
  test('are added in display order, each once', () => {
    const state = project(
      reading(3),
      [
        {type: 'entries-added', conversation: BOB_KEY, entries: [entry(5), entry(3)]},
        {type: 'entries-added', conversation: BOB_KEY, entries: [entry(4)]},
      ],
      NOW,
    );
    expect(shownIds(state)).toEqual([1, 2, 3, 4, 5]);
  });

  test('of a conversation that is not loaded are left to the database', () => {
    const state = projected({type: 'entries-added', conversation: BOB_KEY, entries: [entry(1)]});
    expect(state.windows.size).toBe(0);
  });

  test('keep one window bounded, the newest stay', () => {
    const entries = Array.from({length: 500}, (_, index) => entry(10 + index));
    const state = project(reading(9), [{type: 'entries-added', conversation: BOB_KEY, entries}], NOW);
    const window = state.windows.get(BOB_KEY);
    expect(window?.entries.length).toBe(400);
    expect(window?.entries.at(-1)?.order[0]).toBe(509);
    expect([window?.olderExist, window?.atEnd]).toEqual([true, true]);
  });

  test('that arrive while older ones are read do not move what is read', () => {
    const place = {item: entry(5).id, row: 0, order: entry(5).order};
    const scrolled = scrollTo(reading(300), BOB_KEY, place);
    const entries = Array.from({length: 300}, (_, index) => entry(301 + index));
    const state = project(scrolled, [{type: 'entries-added', conversation: BOB_KEY, entries}], NOW);
    const window = state.windows.get(BOB_KEY);
    expect(window?.entries[0]?.order[0]).toBe(1);
    expect(window?.entries.length).toBe(400);
    expect(window?.atEnd).toBe(false);
    expect(state.scrolls.get(BOB_KEY)).toEqual({...place});
    const later = project(
      state,
      [{type: 'entries-added', conversation: BOB_KEY, entries: [entry(601)]}],
      NOW,
    );
    expect(later.windows.get(BOB_KEY)?.entries).toBe(window?.entries);
    expect(later.windows.get(BOB_KEY)?.missed).toBe(1);
    expect(later.scrolls.get(BOB_KEY)).toEqual(place);
  });

  test('change their state one by one, the others stay the same objects', () => {
    const own = ownEntry(4, 'hi');
    const before = project(reading(3), [{type: 'entries-added', conversation: BOB_KEY, entries: [own]}], NOW);
    const state = project(
      before,
      [{type: 'delivery-changed', conversation: BOB_KEY, ids: [own.id, 'unknown'], state: 'delivered'}],
      NOW,
    );
    expect(state.windows.get(BOB_KEY)?.entries[3]).toEqual({...own, state: 'delivered'});
    expect(state.windows.get(BOB_KEY)?.entries[0]).toBe(before.windows.get(BOB_KEY)?.entries[0]);
    const again = project(
      state,
      [{type: 'delivery-changed', conversation: BOB_KEY, ids: [own.id], state: 'delivered'}],
      NOW,
    );
    expect(again).toBe(state);
  });
});

describe('entries that were shown before', () => {
  test('look different after an edit, and disappear', () => {
    const edited = entry(2, 'better', {edited: true});
    const state = project(
      reading(3),
      [
        {type: 'entries-changed', changes: [], conversation: BOB_KEY, entries: [edited, entry(99)]},
        {type: 'entries-removed', conversation: BOB_KEY, ids: [entry(1).id]},
      ],
      NOW,
    );
    expect(state.windows.get(BOB_KEY)?.entries).toEqual([edited, entry(3)]);
  });
});

test('who types is known until they stop', () => {
  const started = projected({type: 'typing-changed', conversation: BOB_KEY, active: true});
  expect([...started.typing]).toEqual([BOB_KEY]);
  const stopped = project(started, [{type: 'typing-changed', conversation: BOB_KEY, active: false}], NOW);
  expect([...stopped.typing]).toEqual([]);
});

describe('notices', () => {
  test('go where they belong, else where the user looks', () => {
    const state = project(
      reading(2),
      [
        {type: 'notice', text: safeText('for carol'), conversation: CAROL_KEY},
        {type: 'notice', text: safeText('for anybody'), conversation: null},
      ],
      NOW,
    );
    expect(texts(state, CAROL_KEY)).toEqual(['for carol']);
    expect(texts(state, BOB_KEY)).toEqual(['for anybody']);
    expect(state.notices.get(BOB_KEY)?.[0]?.after).toEqual(entry(2).order);
  });

  test('a failure is shown and raises the alert', () => {
    const state = projected({type: 'failed', code: 'DISK_FULL', message: safeText('The disk is full.')});
    expect(state.notices.get(START_PAGE)?.[0]?.kind).toBe('error');
    expect(state.alert).toBe('The disk is full.');
  });

  test('that came before the log was loaded stand behind what was said before them', () => {
    const early = projected(
      {type: 'ready', snapshot: snapshot({peers: [bob]})},
      {type: 'peer-offline', peer: bob, reason: 'quit', detail: null},
    );
    const noticeTime = early.notices.get(BOB_KEY)?.[0]?.time ?? 0;
    const opened = startWindow(openConversation(early, BOB_KEY), BOB_KEY, 'end');
    const entries = [
      entry(1, 'before', {arrived: noticeTime - 1}),
      entry(2, 'after', {arrived: noticeTime + 1}),
    ];
    const loaded = takeOlder(opened, BOB_KEY, {entries, more: false});
    expect(loaded.notices.get(BOB_KEY)?.[0]?.after).toEqual(entry(1).order);
  });

  test('are bounded', () => {
    const events = Array.from({length: 300}, (_, index): CoreEvent => {
      return {type: 'notice', text: safeText(`notice ${index}`), conversation: BOB_KEY};
    });
    const state = projected(...events);
    expect(texts(state, BOB_KEY).length).toBe(200);
    expect(texts(state, BOB_KEY).at(-1)).toBe('notice 299');
  });
});

test('the end of the core is a fact, with its reason', () => {
  const error = {code: 'DISK_FAILED', message: safeText('The disk failed.')} as const;
  const state = projected({type: 'stopped', error});
  expect([state.phase, state.failure]).toEqual(['stopped', error]);
});
