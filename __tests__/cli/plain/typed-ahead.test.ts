import {describe, expect, test} from '@jest/globals';
import {createTypedAhead, type EnteredLine} from '../../../src/cli/plain/typed-ahead.ts';

const GOOD = {hasFailed: false, isTyping: false};
const FAILED = {hasFailed: true, isTyping: false};

/** Lines as they are entered and run; each run tells whose failure it is behind. */
function setUp(isTerminal = true) {
  const ahead = createTypedAhead(isTerminal);
  return {
    ahead,
    enter: (...texts: readonly string[]) => texts.map(ahead.enter),
    run(line: EnteredLine | undefined, ended = GOOD): string | null {
      if (line === undefined) {
        throw new Error('no line');
      }
      ahead.begin(line);
      const failed = ahead.failedBefore();
      ahead.end(line, ended);
      return failed;
    },
  };
}

describe('at a terminal', () => {
  test.each([
    ['/query bob', true],
    ['/q bob', true],
    ['/accept', true],
    ['/connect 127.0.0.1:1', true],
    ['/qeury bob', true],
    ['/mute', false],
    ['text', false],
    ['//query bob', false],
    ['/usr/bin/env', false],
  ])('behind %j a line is typed ahead: %j', (line, isAhead) => {
    const {ahead, enter, run} = setUp();
    const [first, second] = enter(line, 'text');
    expect([first?.isAhead, second?.isAhead, ahead.isUndecided()]).toEqual([false, isAhead, isAhead]);
    run(first);
    expect(ahead.isUndecided()).toBe(false);
    expect(ahead.enter('text').isAhead).toBe(false);
  });

  test('what was typed ahead has no place once that has failed; what is typed then has', () => {
    const {ahead, enter, run} = setUp();
    const [query, first, second] = enter('/query nobody', 'one', '/delete');
    expect(run(query, FAILED)).toBeNull();
    expect([run(first), run(second)]).toEqual(['/query', '/query']);
    expect(run(ahead.enter('two'))).toBeNull();
  });

  test('a conversation that is opened then is a place', () => {
    const {ahead, enter, run} = setUp();
    const [nobody, bob, text] = enter('/query nobody', '/query bob', 'one');
    run(nobody, FAILED);
    ahead.begin(bob as EnteredLine);
    ahead.opened();
    ahead.end(bob as EnteredLine, GOOD);
    expect(run(text)).toBeNull();
  });

  test('a line that was begun before the failure was told belongs to what failed', () => {
    const {ahead, enter, run} = setUp();
    const [query] = enter('/query nobody');
    run(query, {hasFailed: true, isTyping: true});
    expect(run(ahead.enter('hello'))).toBe('/query');
    expect(run(ahead.enter('again'))).toBeNull();
  });

  test('a command that only acts loses nobody', () => {
    const {enter, run} = setUp();
    const [mute, text] = enter('/mute nobody', 'one');
    run(mute, FAILED);
    expect(run(text)).toBeNull();
  });
});

test('without a terminal everything is typed ahead, until a conversation is opened', () => {
  const {ahead, enter, run} = setUp(false);
  const [first, query] = enter('one', '/query nobody');
  expect([run(first), run(query, FAILED)]).toEqual([null, null]);
  expect(run(ahead.enter('two'))).toBe('/query');
  expect(run(ahead.enter('three'))).toBe('/query');
  ahead.opened();
  expect(run(ahead.enter('four'))).toBeNull();
});
