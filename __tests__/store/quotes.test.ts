import {expect, test} from '@jest/globals';
import type {CoreEvent, EntryView} from '../../src/core/api/api.ts';
import {safeText} from '../../src/lib/text/safe-text.ts';
import {project} from '../../src/store/project.ts';
import {type AppState, initialState} from '../../src/store/state.ts';
import {emptyWindow} from '../../src/store/windows.ts';
import {BOB_KEY, entry, ownEntry, WITH_BOB} from '../support/facts.ts';

const reply = ownEntry(2, 'yes', {replyTo: {id: entry(1).id, author: BOB_KEY, text: safeText('tea?')}});
const plain = entry(3);

function reading(...entries: readonly EntryView[]): AppState {
  return {...initialState, windows: new Map([[WITH_BOB, {...emptyWindow, loading: false, entries}]])};
}

function after(state: AppState, event: CoreEvent): readonly EntryView[] {
  return project(state, [event], 0).windows.get(WITH_BOB)?.entries ?? [];
}

function quoteAfter(event: CoreEvent, ...entries: readonly EntryView[]): string | null | undefined {
  return after(reading(...entries), event).find(({id}) => id === reply.id)?.replyTo?.text;
}

test.each<[string, CoreEvent, string | null]>([
  [
    'an edit',
    {type: 'entries-changed', changes: [], conversation: WITH_BOB, entries: [entry(1, 'coffee?\nor cocoa?')]},
    'coffee? or cocoa?',
  ],
  [
    'a deletion',
    {type: 'entries-changed', changes: [], conversation: WITH_BOB, entries: [entry(1, '', {deleted: true})]},
    null,
  ],
  ['its end', {type: 'entries-removed', conversation: WITH_BOB, ids: [entry(1).id]}, null],
  [
    'its late arrival',
    {type: 'entries-added', conversation: WITH_BOB, entries: [entry(1, 'late tea?')]},
    'late tea?',
  ],
])('a reply follows what it quotes: %s', (_, event, text) => {
  expect(quoteAfter(event, entry(1, 'tea?'), reply, plain)).toBe(text);
  expect(quoteAfter(event, reply, plain)).toBe(text); // also where that is not in the window
});

test('entries that are not concerned stay the same objects', () => {
  const state = reading(entry(1, 'tea?'), reply, plain);
  const changed = after(state, {
    type: 'entries-changed',
    changes: [],
    conversation: WITH_BOB,
    entries: [entry(1, 'cocoa?')],
  });
  expect(changed[2]).toBe(plain);
  const same = after(state, {
    type: 'entries-changed',
    changes: [],
    conversation: WITH_BOB,
    entries: [entry(1, 'tea?')],
  });
  expect(same[1]).toBe(reply);
});
