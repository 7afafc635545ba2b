import {beforeEach, expect, test} from '@jest/globals';
import {createTyping, type Typing} from '../../../src/core/conversations/typing.ts';
import {createRuntimeState} from '../../../src/core/runtime-state.ts';
import type {ConversationId} from '../../../src/lib/ids.ts';
import {WITH_BOB, WITH_CAROL} from '../../support/facts.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';

let clock: ManualClock;
let typing: Typing;
let sent: string[];
let changes: string[];
let isLinked: boolean;

const nameOf = (conversation: ConversationId) => (conversation === WITH_BOB ? 'bob' : 'carol');

beforeEach(() => {
  clock = manualClock(0);
  sent = [];
  changes = [];
  isLinked = true;
  typing = createTyping({
    clock,
    state: createRuntimeState(),
    send(conversation, active) {
      if (isLinked) {
        sent.push(`${nameOf(conversation)} ${active}`);
      }
      return isLinked;
    },
    changed: (conversation, active) => void changes.push(`${nameOf(conversation)} ${active}`),
  });
});

test('a peer is told every three seconds that the user types, and once that it is over', () => {
  typing.typed(WITH_BOB, true);
  clock.advance(2999);
  typing.typed(WITH_BOB, true);
  expect(sent).toEqual(['bob true']);
  clock.advance(1);
  typing.typed(WITH_BOB, true);
  typing.typed(WITH_BOB, false);
  typing.typed(WITH_BOB, false);
  expect(sent).toEqual(['bob true', 'bob true', 'bob false']);
});

test('a message says itself that the typing is over', () => {
  typing.typed(WITH_BOB, true);
  typing.said(WITH_BOB);
  typing.typed(WITH_BOB, false);
  typing.typed(WITH_BOB, true);
  expect(sent).toEqual(['bob true', 'bob true']);
});

test('whoever could not be told is told with the next letter', () => {
  isLinked = false;
  typing.typed(WITH_BOB, true);
  isLinked = true;
  typing.typed(WITH_BOB, true);
  expect(sent).toEqual(['bob true']);
});

test('a peer that says nothing more has stopped after six seconds', () => {
  typing.heard(WITH_BOB, true);
  clock.advance(5999);
  typing.heard(WITH_BOB, true);
  clock.advance(5999);
  expect(changes).toEqual(['bob true']);
  clock.advance(1);
  expect(changes).toEqual(['bob true', 'bob false']);
});

test('whoever stopped rests for a second, and does not disturb others', () => {
  typing.heard(WITH_BOB, true);
  typing.heard(WITH_BOB, false);
  typing.heard(WITH_BOB, true);
  clock.advance(999);
  typing.heard(WITH_BOB, true);
  typing.heard(WITH_CAROL, true);
  expect(changes).toEqual(['bob true', 'bob false', 'carol true']);
  clock.advance(1);
  typing.heard(WITH_BOB, true);
  expect(changes.at(-1)).toBe('bob true');
});

test('a message or the end of the link ends it, once', () => {
  typing.heard(WITH_BOB, true);
  typing.stopped(WITH_BOB);
  typing.stopped(WITH_BOB);
  clock.advance(10_000);
  expect(changes).toEqual(['bob true', 'bob false']);
});
