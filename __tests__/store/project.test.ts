import {describe, expect, test} from '@jest/globals';
import type {CoreEvent, PeerKey, RoomLevel} from '../../src/core/api/api.ts';
import {roomOf} from '../../src/lib/conversation.ts';
import {safeText} from '../../src/lib/text/safe-text.ts';
import {showAnswer} from '../../src/store/answers.ts';
import {project} from '../../src/store/project.ts';
import type {LogId} from '../../src/store/state.ts';
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
  roomConversation,
  snapshot,
  TEN_O_CLOCK,
  WITH_BOB,
  WITH_CAROL,
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
    snapshot: snapshot({peers: [bob], conversations: [conversation(WITH_BOB)]}),
  });
  const opened = startWindow(openConversation(ready, WITH_BOB), WITH_BOB, 'end');
  const entries = Array.from({length: count}, (_, index) => entry(index + 1));
  return takeOlder(opened, WITH_BOB, {entries, more: false});
}

const texts = (state: AppState, log: LogId) => (state.notices.get(log) ?? []).map(notice => notice.text);
const shownIds = (state: AppState) => state.windows.get(WITH_BOB)?.entries.map(({order}) => order[0]);

describe('facts about peers', () => {
  test('ready replaces everything that is known', () => {
    const state = projected(
      {type: 'peer-changed', peer: peer(CAROL_KEY, 'carol')},
      {
        type: 'ready',
        snapshot: snapshot({peers: [bob], conversations: [conversation(WITH_BOB, {unread: 3})]}),
      },
    );
    expect(state.phase).toBe('ready');
    expect(state.self).toEqual(ann());
    expect([...state.peers.keys()]).toEqual([BOB_KEY]);
    expect(state.conversations.get(WITH_BOB)?.unread).toBe(3);
  });

  test('a peer that comes and goes is told of in the log of natter', () => {
    const online = peer(BOB_KEY, 'bob', {presence: 'online', address: safeText('10.0.0.2:4242')});
    const state = projected(
      {type: 'peer-online', peer: online},
      {type: 'peer-offline', peer: bob, reason: 'quit', detail: null},
      {type: 'peer-offline', peer: bob, reason: 'lost', detail: safeText('reset')},
    );
    expect(texts(state, START_PAGE)).toEqual(['bob is gone: the connection was lost. (reset)']);
    expect(state.peers.get(BOB_KEY)?.presence).toBe('offline');
    expect([texts(state, WITH_BOB), state.answer]).toEqual([[], null]);
  });

  test('why a link is no more is told who looks at that conversation, if that needs an answer', () => {
    const refused = {type: 'peer-offline', peer: bob, reason: 'blocked', detail: null} as const;
    expect(project(reading(1), [refused], NOW).answer?.text).toBe('bob refuses to talk.');
    expect(projected(refused).answer).toBeNull();
    const lost = {...refused, reason: 'lost'} as const;
    expect(project(reading(1), [lost], NOW).answer).toBeNull();
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
    expect(texts(flapped, START_PAGE)).toEqual(['bob is online.']);
    expect(flapped.notices.get(START_PAGE)?.[0]?.count).toBe(6);
    const carol = {type: 'peer-online', peer: peer(CAROL_KEY, 'carol')} as const;
    expect(texts(project(flapped, [carol], NOW), START_PAGE)).toEqual(['bob is online.', 'carol is online.']);
    const twice = {type: 'notice', text: safeText('so'), conversation: WITH_BOB} as const;
    expect(project(reading(1), [twice, twice], NOW).notices.get(WITH_BOB)).toMatchObject([
      {text: 'so', count: 2},
    ]);
  });

  test('an answer to our own request stands in its conversation, and nowhere between the words of others', () => {
    const carol = peer(CAROL_KEY, 'carol');
    const accepted = project(reading(1), [{type: 'request-accepted', peer: carol}], NOW);
    expect(accepted.notices.get(WITH_BOB)).toBeUndefined();
    expect(accepted.notices.get(WITH_CAROL)).toMatchObject([{text: 'carol accepted. You can talk now.'}]);
    expect([accepted.open, accepted.offered]).toEqual([BOB_KEY, CAROL_KEY]);

    const declined = project(reading(1), [{type: 'request-declined', peer: carol}], NOW);
    expect(declined.notices.get(WITH_BOB)).toBeUndefined();
    expect(declined.notices.get(WITH_CAROL)).toMatchObject([{text: 'carol declined to talk.'}]);
    expect(declined.offered).toBeNull();
  });

  test('a request is in the list, and nowhere between the words of others', () => {
    const carol = peer(CAROL_KEY, 'carol', {relation: 'request'});
    const inBob = project(reading(1), [{type: 'request-received', peer: carol}], NOW);
    expect(inBob.peers.get(CAROL_KEY)).toBe(carol);
    expect([texts(inBob, WITH_CAROL), texts(inBob, WITH_BOB), texts(inBob, START_PAGE)]).toEqual([
      [],
      [],
      [],
    ]);
  });

  test('another key under a known name is an alarm that nobody can overlook', () => {
    const fake = peer(CAROL_KEY, 'bob (cccc)', {relation: 'alarmed'});
    const state = project(reading(1), [{type: 'key-alarm', peer: fake, contact: bob, why: 'name'}], NOW);
    const text =
      'WARNING: someone using the name of bob has a different key (cccc-cccc, expected bbbb-bbbb). This could be an attack. Nothing is sent to them. Check with bob by phone or in person; then /trust cccc-cccc or /block cccc-cccc.';
    expect(state.notices.get(WITH_BOB)?.at(-1)).toMatchObject({kind: 'alarm', text});
    expect(texts(state, WITH_CAROL)).toEqual([text]);
    expect(state.answer?.text).toBe(text);
  });

  test('nothing is left of a peer that was forgotten', () => {
    const state = project(reading(3), [{type: 'peer-forgotten', key: BOB_KEY}], NOW);
    const {self, phase} = state;
    expect(state).toEqual({...initialState, self, phase, nextNotice: state.nextNotice});
  });

  test('nor of a room', () => {
    const garden = roomConversation('Garden');
    const known = projected({
      type: 'ready',
      snapshot: snapshot({peers: [bob], conversations: [conversation(WITH_BOB), garden]}),
    });
    const opened = startWindow(openConversation(known, garden.id), garden.id, 'end');
    const state = project(opened, [{type: 'room-forgotten', conversation: garden.id}], NOW);
    expect([...state.conversations.keys()]).toEqual([WITH_BOB]);
    expect([state.open, state.windows.size]).toEqual([null, 0]);
  });

  test('nor what they said last', () => {
    const said = [{type: 'entries-added', conversation: WITH_BOB, entries: [entry(4)]}] as const;
    const state = project(reading(3), [...said, {type: 'peer-forgotten', key: BOB_KEY}], NOW);
    expect(state.lastWords).toEqual(new Map());
  });

  test('what was made of somebody in a room is told in the room, as whoever did it and as the user', () => {
    const room = roomOf(new Uint8Array(32).fill(0x69));
    const act = (by: PeerKey, about: PeerKey, level: RoomLevel): CoreEvent => ({
      type: 'act',
      conversation: room,
      act: {kind: 'role', by, about: [about], level, setting: null, value: null, time: NOW},
    });
    const tooLate = (by: PeerKey): CoreEvent => ({
      type: 'act',
      conversation: room,
      act: {kind: 'void', by, about: [], level: null, setting: null, value: null, time: NOW},
    });
    const {self} = reading(1);
    const own = self?.key ?? BOB_KEY;
    const state = project(
      reading(1),
      [
        act(own, BOB_KEY, 'admin'),
        act(BOB_KEY, own, 'owner'),
        act(BOB_KEY, own, 'member'),
        tooLate(BOB_KEY),
        tooLate(own),
      ],
      NOW,
    );
    expect(texts(state, room)).toEqual([
      'bob is an admin now, by you.',
      'You are an owner now, by bob.',
      'You are a member now, by bob.',
      'A change by bob came too late: they could not make it any more.',
      'A change of yours came too late: you could not make it any more.',
    ]);
  });
});

describe('entries', () => {
  test('are added in display order, each once', () => {
    const state = project(
      reading(3),
      [
        {type: 'entries-added', conversation: WITH_BOB, entries: [entry(5), entry(3)]},
        {type: 'entries-added', conversation: WITH_BOB, entries: [entry(4)]},
      ],
      NOW,
    );
    expect(shownIds(state)).toEqual([1, 2, 3, 4, 5]);
  });

  test('of a conversation that is not loaded are left to the database', () => {
    const state = projected({type: 'entries-added', conversation: WITH_BOB, entries: [entry(1)]});
    expect(state.windows.size).toBe(0);
  });

  test('keep one window bounded, the newest stay', () => {
    const entries = Array.from({length: 500}, (_, index) => entry(10 + index));
    const state = project(reading(9), [{type: 'entries-added', conversation: WITH_BOB, entries}], NOW);
    const window = state.windows.get(WITH_BOB);
    expect(window?.entries.length).toBe(400);
    expect(window?.entries.at(-1)?.order[0]).toBe(509);
    expect([window?.olderExist, window?.atEnd]).toEqual([true, true]);
  });

  test('that arrive while older ones are read do not move what is read', () => {
    const place = {item: entry(5).id, row: 0, order: entry(5).order};
    const scrolled = scrollTo(reading(300), WITH_BOB, place);
    const entries = Array.from({length: 300}, (_, index) => entry(301 + index));
    const state = project(scrolled, [{type: 'entries-added', conversation: WITH_BOB, entries}], NOW);
    const window = state.windows.get(WITH_BOB);
    expect(window?.entries[0]?.order[0]).toBe(1);
    expect(window?.entries.length).toBe(400);
    expect(window?.atEnd).toBe(false);
    expect(state.scrolls.get(WITH_BOB)).toEqual({...place});
    const later = project(
      state,
      [{type: 'entries-added', conversation: WITH_BOB, entries: [entry(601)]}],
      NOW,
    );
    expect(later.windows.get(WITH_BOB)?.entries).toBe(window?.entries);
    expect(later.windows.get(WITH_BOB)?.missed).toBe(1);
    expect(later.scrolls.get(WITH_BOB)).toEqual(place);
  });

  test('change their state one by one, the others stay the same objects', () => {
    const own = ownEntry(4, 'hi');
    const before = project(
      reading(3),
      [{type: 'entries-added', conversation: WITH_BOB, entries: [own]}],
      NOW,
    );
    const state = project(
      before,
      [{type: 'delivery-changed', conversation: WITH_BOB, ids: [own.id, 'unknown'], state: 'delivered'}],
      NOW,
    );
    expect(state.windows.get(WITH_BOB)?.entries[3]).toEqual({...own, state: 'delivered'});
    expect(state.windows.get(WITH_BOB)?.entries[0]).toBe(before.windows.get(WITH_BOB)?.entries[0]);
    const again = project(
      state,
      [{type: 'delivery-changed', conversation: WITH_BOB, ids: [own.id], state: 'delivered'}],
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
        {type: 'entries-changed', changes: [], conversation: WITH_BOB, entries: [edited, entry(99)]},
        {type: 'entries-removed', conversation: WITH_BOB, ids: [entry(1).id]},
      ],
      NOW,
    );
    expect(state.windows.get(WITH_BOB)?.entries).toEqual([edited, entry(3)]);
  });
});

test('who types is known until they stop', () => {
  const started = projected({type: 'typing-changed', conversation: WITH_BOB, active: true, authors: []});
  expect([...started.typing]).toEqual([BOB_KEY]);
  const stopped = project(
    started,
    [{type: 'typing-changed', conversation: WITH_BOB, active: false, authors: []}],
    NOW,
  );
  expect([...stopped.typing]).toEqual([]);
});

describe('notices', () => {
  test('go where they belong, else into the log of natter and the status line', () => {
    const state = project(
      reading(2),
      [
        {type: 'notice', text: safeText('for carol'), conversation: WITH_CAROL},
        {type: 'notice', text: safeText('for anybody'), conversation: null},
      ],
      NOW,
    );
    expect(texts(state, WITH_CAROL)).toEqual(['for carol']);
    expect([texts(state, WITH_BOB), texts(state, START_PAGE)]).toEqual([[], ['for anybody']]);
    expect(state.answer).toEqual({kind: 'notice', text: 'for anybody', count: 1, at: NOW});
  });

  test('what just went wrong is added to, and the same answer again is counted', () => {
    const wrong = showAnswer(initialState, 'error', safeText('It failed.'), NOW);
    const added = showAnswer(wrong, 'notice', safeText('Nothing was sent.'), NOW + 999);
    expect(added.answer).toMatchObject({kind: 'error', text: 'It failed. Nothing was sent.'});
    expect(showAnswer(wrong, 'notice', safeText('Done.'), NOW + 1000).answer?.text).toBe('Done.');
    expect(showAnswer(wrong, 'error', safeText('It failed.'), NOW).answer?.count).toBe(2);
  });

  test('a failure is shown in the status line, and kept', () => {
    const state = projected({type: 'failed', code: 'DISK_FULL', message: safeText('The disk is full.')});
    expect(state.notices.get(START_PAGE)?.[0]?.kind).toBe('error');
    expect(state.answer?.text).toBe('The disk is full.');
  });

  test('that came before the log was loaded stand behind what was said before them', () => {
    const early = projected(
      {type: 'ready', snapshot: snapshot({peers: [bob]})},
      {type: 'request-accepted', peer: bob},
    );
    const noticeTime = early.notices.get(WITH_BOB)?.[0]?.time ?? 0;
    const opened = startWindow(openConversation(early, WITH_BOB), WITH_BOB, 'end');
    const entries = [
      entry(1, 'before', {arrived: noticeTime - 1}),
      entry(2, 'after', {arrived: noticeTime + 1}),
    ];
    const loaded = takeOlder(opened, WITH_BOB, {entries, more: false});
    expect(loaded.notices.get(WITH_BOB)?.[0]?.after).toEqual(entry(1).order);
  });

  test('are bounded', () => {
    const events = Array.from({length: 300}, (_, index): CoreEvent => {
      return {type: 'notice', text: safeText(`notice ${index}`), conversation: WITH_BOB};
    });
    const state = projected(...events);
    expect(texts(state, WITH_BOB).length).toBe(200);
    expect(texts(state, WITH_BOB).at(-1)).toBe('notice 299');
  });
});

test('the end of the core is a fact, with its reason', () => {
  const error = {code: 'DISK_FAILED', message: safeText('The disk failed.')} as const;
  const state = projected({type: 'stopped', error});
  expect([state.phase, state.failure]).toEqual(['stopped', error]);
});
