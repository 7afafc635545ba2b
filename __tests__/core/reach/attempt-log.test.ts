import {expect, test} from '@jest/globals';
import {createAttemptLog} from '../../../src/core/reach/attempt-log.ts';
import {createRuntimeState} from '../../../src/core/runtime-state.ts';
import {peerKey} from '../../../src/lib/ids.ts';

const [BOB, CAROL] = ['b', 'c'].map(letter => peerKey(letter.repeat(64))) as [
  ReturnType<typeof peerKey>,
  ReturnType<typeof peerKey>,
];
const attempt = (at: number) =>
  ({rung: 'dht', target: null, at, took: 1, result: 'linked', message: null}) as const;

test('the last fifty attempts of each contact are kept, the oldest first, until the contact is forgotten', () => {
  const state = createRuntimeState<ReturnType<typeof peerKey>>();
  const log = createAttemptLog(state);
  for (let at = 1; at <= 60; at++) {
    log.add(BOB, attempt(at));
  }
  log.add(CAROL, attempt(7));
  expect(log.of(BOB).map(({at}) => at)).toEqual(Array.from({length: 50}, (_, index) => index + 11));
  expect(log.of(CAROL)).toHaveLength(1);
  state.forget(BOB);
  expect(log.of(BOB)).toEqual([]);
});
