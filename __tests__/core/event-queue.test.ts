import {expect, test} from '@jest/globals';
import type {CoreEvent, NumberedEvent} from '../../src/core/api/api.ts';
import {createEventQueue} from '../../src/core/event-queue.ts';
import {safeText} from '../../src/lib/text/safe-text.ts';
import {createVillage} from '../support/cores.ts';

const notice = (text: string): CoreEvent => ({type: 'notice', text: safeText(text), conversation: null});

test('events of one tick come together, numbered in the order in which they were pushed', async () => {
  const queue = createEventQueue();
  const batches: (readonly NumberedEvent[])[] = [];
  queue.subscribe(events => void batches.push(events));
  queue.push(notice('one'));
  queue.push(notice('two'));
  expect([queue.sequence(), batches]).toEqual([2, []]);
  await Promise.resolve();
  queue.push(notice('three'));
  queue.flush();
  expect(batches).toEqual([
    [
      {...notice('one'), sequence: 1},
      {...notice('two'), sequence: 2},
    ],
    [{...notice('three'), sequence: 3}],
  ]);
});

test('a snapshot names the last event that is in it, also one that was not handed out yet', async () => {
  const village = createVillage();
  const {core} = await village.person('ann');
  const heard: NumberedEvent[] = [];
  core.subscribe(events => void heard.push(...events));
  const before = await core.query({type: 'snapshot'});
  core.tell(notice('hello'));
  const snapshot = await core.query({type: 'snapshot'});
  expect(snapshot.sequence).toBe(before.sequence + 1);
  expect(heard).toEqual([{...notice('hello'), sequence: snapshot.sequence}]);
  await village.close();
});
