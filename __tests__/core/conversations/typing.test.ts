import {beforeEach, expect, test} from '@jest/globals';
import {createTyping, type Typing} from '../../../src/core/conversations/typing.ts';
import {createRuntimeState} from '../../../src/core/runtime-state.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';

let clock: ManualClock;
let typing: Typing;
let sent: string[];
let changes: string[];
let isLinked: boolean;

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
        sent.push(`${conversation} ${active}`);
      }
      return isLinked;
    },
    changed: (conversation, active) => void changes.push(`${conversation} ${active}`),
  });
});

test('a peer is told every three seconds that the user types, and once that it is over', () => {
  typing.typed('bob', true);
  clock.advance(2999);
  typing.typed('bob', true);
  expect(sent).toEqual(['bob true']);
  clock.advance(1);
  typing.typed('bob', true);
  typing.typed('bob', false);
  typing.typed('bob', false);
  expect(sent).toEqual(['bob true', 'bob true', 'bob false']);
});

test('a message says itself that the typing is over', () => {
  typing.typed('bob', true);
  typing.said('bob');
  typing.typed('bob', false);
  typing.typed('bob', true);
  expect(sent).toEqual(['bob true', 'bob true']);
});

test('whoever could not be told is told with the next letter', () => {
  isLinked = false;
  typing.typed('bob', true);
  isLinked = true;
  typing.typed('bob', true);
  expect(sent).toEqual(['bob true']);
});

test('a peer that says nothing more has stopped after six seconds', () => {
  typing.heard('bob', true);
  clock.advance(5999);
  typing.heard('bob', true);
  clock.advance(5999);
  expect(changes).toEqual(['bob true']);
  clock.advance(1);
  expect(changes).toEqual(['bob true', 'bob false']);
});

test('whoever stopped rests for a second, and does not disturb others', () => {
  typing.heard('bob', true);
  typing.heard('bob', false);
  typing.heard('bob', true);
  clock.advance(999);
  typing.heard('bob', true);
  typing.heard('carol', true);
  expect(changes).toEqual(['bob true', 'bob false', 'carol true']);
  clock.advance(1);
  typing.heard('bob', true);
  expect(changes.at(-1)).toBe('bob true');
});

test('a message or the end of the link ends it, once', () => {
  typing.heard('bob', true);
  typing.stopped('bob');
  typing.stopped('bob');
  clock.advance(10_000);
  expect(changes).toEqual(['bob true', 'bob false']);
});
