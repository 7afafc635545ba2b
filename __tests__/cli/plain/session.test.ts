import {PassThrough} from 'node:stream';
import {expect, test} from '@jest/globals';
import {createSession} from '../../../src/cli/plain/session.ts';
import {createClient} from '../../../src/client/client.ts';
import type {Action, Core, CoreEvent, EntryView, Query} from '../../../src/core/api/api.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {
  ANN_KEY,
  BOB_KEY,
  conversation,
  entry,
  MINUTE,
  ownEntry,
  peer,
  snapshot,
  TEN_O_CLOCK,
  WITH_BOB,
} from '../../support/facts.ts';
import {answerHistory, settled} from '../../support/history-core.ts';
import {manualClock} from '../../support/manual-clock.ts';

/** Ann at a terminal that only adds lines, with a history with Bob. */
function plainSession(history: readonly EntryView[], isTerminal = false) {
  const clock = manualClock(TEN_O_CLOCK + 10 * MINUTE);
  const facts = snapshot({peers: [peer(BOB_KEY, 'bob')], conversations: [conversation(WITH_BOB)]});
  const done: Action[] = [];
  const core = {
    async query(query: Query) {
      switch (query.type) {
        case 'history':
        case 'history-after':
          return answerHistory(history, query);
        case 'entry':
          return history.find(({id}) => id === query.entry) ?? null;
        case 'search':
          return {hits: [], next: null};
        default:
          return facts;
      }
    },
    async perform(action: Action) {
      done.push(action);
      return action.type === 'resolve' ? facts.peers[0] : null;
    },
  } as unknown as Core;
  const output = new PassThrough();
  const session = createSession({
    ...{core, clock, client: createClient()},
    terminal: {input: new PassThrough(), output, isTerminal, isDumb: false, escapeDelay: 50},
    files: {} as never,
    quit() {},
  });
  session.hear({type: 'ready', snapshot: facts});
  return {
    ...{session, clock, done},
    hear: (event: CoreEvent) => session.hear(event),
    async enter(line: string) {
      await session.run(session.enter(line));
      await settled();
    },
    /** The sentences since the last call. */
    said: () =>
      String(output.read() ?? '')
        .split('\n')
        .filter(Boolean),
  };
}

test('what is met for the first time at a terminal has one sentence, once', async () => {
  const {session, done, enter, hear, said} = plainSession([], true);
  const reply = entry(1, 'yes', {replyTo: {id: 'x', author: ANN_KEY, text: safeText('tea?')}});
  await enter('/query bob');
  said();
  hear({type: 'entries-added', conversation: WITH_BOB, entries: [reply]});
  hear({type: 'entries-added', conversation: WITH_BOB, entries: [{...reply, id: 'y'}]});
  await settled();
  expect(said().filter(row => row.includes('Hint'))).toEqual([
    expect.stringContaining('Hint: /reply and a text replies to the latest message.'),
  ]);
  await enter('/search nothing');
  expect(said().join('')).toContain('Hint: words in quotes must be next to each other;');
  expect(done.flatMap(action => (action.type === 'keep-hint' ? [action.hint] : []))).toEqual([
    'reply',
    'search',
  ]);
  session.close();
});

test('a deletion can be undone for five seconds, in words', async () => {
  const {session, clock, done, enter, said} = plainSession([ownEntry(1, 'tea', {state: 'delivered'})]);
  const deletions = () => done.filter(({type}) => type === 'delete');
  await enter('/query bob');
  said();
  await enter('/delete yes');
  clock.advance(4999);
  await enter('/undo');
  await enter('/undo');
  expect(said()).toEqual([
    'Deleting "tea" in five seconds. Type /undo to keep it.',
    '"tea" is kept.',
    'There is no deletion to undo.',
  ]);
  clock.advance(60_000);
  expect(deletions()).toEqual([]);
  await enter('/delete yes');
  clock.advance(5000);
  await settled();
  expect(deletions()).toHaveLength(1);
  await enter('/delete yes');
  await session.settle();
  expect(deletions()).toHaveLength(2);
  expect(said().slice(1)).toEqual([
    'Deleted.',
    'Deleting "tea" in five seconds. Type /undo to keep it.',
    'Deleted.',
  ]);
  session.close();
});

test.each([
  [true, 'tea ☕'],
  [false, 'tea :coffee:'], // a program means what it says
])('names of emoji that are entered at a terminal (%s) become them', async (isTerminal, text) => {
  const {done, enter} = plainSession([], isTerminal);
  await enter('/query bob');
  await enter('tea :coffee:');
  expect(done.filter(({type}) => type === 'say')).toMatchObject([{text}]);
});
