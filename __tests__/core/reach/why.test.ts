import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {befriend, createVillage, type Village} from '../../support/cores.ts';

let village: Village;
beforeEach(() => {
  village = createVillage();
});
afterEach(() => village.close());

test('a contact who is linked, and the same one when they are gone', async () => {
  const ann = await village.person('ann');
  const bob = await village.person('bob');
  await befriend(ann, bob);
  expect(await ann.core.query({type: 'why', who: 'bob'})).toEqual({
    peer: await ann.peer(bob.key),
    path: 'memory',
    since: expect.any(Number),
    clockAhead: 0,
    isHeld: false,
    rungs: [
      {
        rung: 'lan',
        target: null,
        provenance: null,
        isInUse: false,
        obstacle: 'missing',
        last: null,
        next: null,
      },
      {
        ...{rung: 'tcp', target: 'bob:4242', provenance: 'proven', isInUse: true, obstacle: null},
        ...{last: null, next: null},
      },
      {
        rung: 'dht',
        target: null,
        provenance: null,
        isInUse: false,
        obstacle: 'missing',
        last: null,
        next: null,
      },
    ],
    attempts: [],
    next: null,
  });
  await village.leave(bob);
  const {attempt} = await ann.next('attempt', ({peer}) => peer.key === bob.key);
  expect(attempt).toMatchObject({rung: 'tcp', target: 'bob:4242', result: 'DIAL_REFUSED'});
  const why = await ann.core.query({type: 'why', who: bob.id});
  expect(why).toMatchObject({path: null, since: null});
  expect(why.attempts[0]).toEqual(attempt);
  expect(why.rungs[1]).toMatchObject({isInUse: false, last: {result: 'DIAL_REFUSED'}});
});

test('nobody is guessed', async () => {
  const ann = await village.person('ann');
  await expect(ann.core.query({type: 'why', who: 'bob'})).rejects.toMatchObject({code: 'WHO_UNKNOWN'});
});
