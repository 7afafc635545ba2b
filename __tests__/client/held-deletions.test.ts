import {beforeEach, describe, expect, test} from '@jest/globals';
import {createHeldDeletions, type HeldDeletions} from '../../src/client/held-deletions.ts';
import {ownEntry} from '../support/facts.ts';
import {settled} from '../support/history-core.ts';
import {type ManualClock, manualClock} from '../support/manual-clock.ts';

const tea = ownEntry(1, 'tea');
const milk = ownEntry(2, 'milk');

let clock: ManualClock;
let log: string[];
let deletions: HeldDeletions;
/** Ends what is under way. */
let answer: () => void;

beforeEach(() => {
  clock = manualClock(0);
  log = [];
  answer = () => {};
  deletions = createHeldDeletions({
    clock,
    remove({text}) {
      log.push(`remove ${text}`);
      return new Promise<void>(resolve => {
        answer = resolve;
      });
    },
    onChange: held => log.push(`held: ${held.map(({text}) => text).join(' ')}`),
  });
});

test('a deletion is made after five seconds, and looks made until it is', async () => {
  deletions.hold(tea);
  clock.advance(4999);
  expect(log).toEqual(['held: tea']);
  clock.advance(1);
  expect(log).toEqual(['held: tea', 'remove tea']);
  answer();
  await settled();
  expect(log).toEqual(['held: tea', 'remove tea', 'held: ']);
});

describe('undo', () => {
  test('keeps the message: nobody ever hears of it', () => {
    deletions.hold(tea);
    clock.advance(4999);
    expect(deletions.undo()).toBe(tea);
    clock.advance(60_000);
    expect(log).toEqual(['held: tea', 'held: ']);
    expect(deletions.undo()).toBeNull();
  });

  test('takes the last one first', () => {
    deletions.hold(tea);
    deletions.hold(milk);
    deletions.hold(tea); // once is enough
    expect([deletions.undo(), deletions.undo(), deletions.undo()]).toEqual([milk, tea, null]);
  });

  test('comes too late for what is being made', () => {
    deletions.hold(tea);
    clock.advance(5000);
    expect(deletions.undo()).toBeNull();
    expect(log).toEqual(['held: tea', 'remove tea']);
  });
});

test('at the end what was promised is made at once, each of it once', async () => {
  deletions.hold(tea);
  let isSettled = false;
  const ended = deletions.settle().then(() => {
    isSettled = true;
  });
  await settled();
  expect([log, isSettled]).toEqual([['held: tea', 'remove tea'], false]);
  answer();
  await ended;
  clock.advance(5000);
  expect(log).toEqual(['held: tea', 'remove tea', 'held: ']);
});
