import {expect, test} from '@jest/globals';
import {answerLikeAFriend, chooseAnswer} from '../../../src/app/demo/chatter.ts';
import type {Action, Core, CoreEvent} from '../../../src/core/api/api.ts';
import {ANN_KEY, BOB_KEY, entry, ownEntry, peer, TEN_O_CLOCK, WITH_BOB} from '../../support/facts.ts';
import {manualClock} from '../../support/manual-clock.ts';

/** A friend over a core that notes what it does and when, in milliseconds. */
function friend() {
  const clock = manualClock(TEN_O_CLOCK);
  const done: (readonly [at: number, action: Action])[] = [];
  let listener: (events: readonly CoreEvent[]) => void = () => {};
  answerLikeAFriend(
    {
      subscribe(wanted: typeof listener) {
        listener = wanted;
        return () => {};
      },
      async perform(action: Action) {
        done.push([clock.monotonic(), action]);
        return null;
      },
    } as unknown as Core,
    clock,
  );
  return {done, clock, hear: (...events: readonly CoreEvent[]) => listener(events)};
}

test('a friend reads, types, and answers', () => {
  const {done, clock, hear} = friend();
  hear({type: 'entries-added', conversation: WITH_BOB, entries: [entry(1, 'so'), entry(2, 'hello')]});
  clock.advance(10_000);
  const conversation = BOB_KEY;
  expect(done).toEqual([
    [500, {type: 'mark-read', conversation, entries: [entry(2).id]}],
    [900, {type: 'typing', conversation, active: true}],
    [2200, {type: 'typing', conversation, active: false}],
    [2200, {type: 'say', conversation, kind: 'text', text: expect.stringContaining('this is a demo')}],
  ]);
});

test('nobody answers to themselves', () => {
  const {done, clock, hear} = friend();
  hear({type: 'entries-added', conversation: WITH_BOB, entries: [ownEntry(1, 'hm')]});
  clock.advance(10_000);
  expect(done).toEqual([]);
});

test('who is accepted says thank you', () => {
  const {done, clock, hear} = friend();
  hear({type: 'request-accepted', peer: peer(ANN_KEY, 'ann')});
  clock.advance(10_000);
  expect(done).toEqual([
    [900, {type: 'say', conversation: ANN_KEY, kind: 'text', text: 'Thank you for letting me in! 🌻'}],
  ]);
});

test.each([
  ['Hi there', 'Hello! Nice to see you here 👋'],
  ['shipping', 'Tell me more!'],
  ['see https://a.example', 'Thanks for the link. A real friend could open it.'],
  ['is it?', 'Good question. Ask me again when I am real.'],
  ['🎉', '😄'],
])('after the first answer, %j is answered by %j', (text, answer) => {
  expect(chooseAnswer(text, 4)).toBe(answer);
});

test('small talk does not repeat itself at once', () => {
  expect(new Set([4, 5, 6, 7].map(before => chooseAnswer('mm', before))).size).toBe(4);
});
