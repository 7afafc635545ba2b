import {beforeEach, expect, test} from '@jest/globals';
import {createMuteEnds} from '../../../src/core/conversations/mute-ends.ts';
import type {Database} from '../../../src/storage/types.ts';
import {memoryDatabase, NOW, WITH_BOB, WITH_EVE} from '../../storage/support.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';

const HOUR = 60 * 60 * 1000;

let clock: ManualClock;
let database: Database;
let ended: string[];
let failures: unknown[];

beforeEach(() => {
  clock = manualClock(NOW);
  ({database} = memoryDatabase());
  ended = [];
  failures = [];
});

function start(source: Pick<Database, 'endMutes' | 'nextMuteEnd'> = database) {
  const ends = createMuteEnds({
    ...{database: source, clock},
    ended: rows => void ended.push(...rows.map(({id, muted, mutedUntil}) => `${id} ${muted} ${mutedUntil}`)),
    failed: error => void failures.push(error),
  });
  ends.replan();
  return ends;
}

test('ends each when its time is over, and no other', () => {
  database.setMuted(WITH_BOB, true, NOW + HOUR);
  database.setMuted(WITH_EVE, true, null);
  start();
  clock.advance(HOUR - 1);
  expect(ended).toEqual([]);
  clock.advance(1);
  expect(ended).toEqual([`${WITH_BOB} false null`]);
  clock.advance(1000 * HOUR);
  expect(ended).toHaveLength(1);
  expect(database.conversation(WITH_EVE)).toMatchObject({muted: true, mutedUntil: null});
});

test('ends at the start what ended while natter did not run, or the machine slept', () => {
  database.setMuted(WITH_BOB, true, NOW + HOUR);
  clock.advance(2 * HOUR);
  const first = start();
  expect(ended).toEqual([`${WITH_BOB} false null`]);
  database.setMuted(WITH_BOB, true, clock.now() + HOUR);
  first.replan();
  clock.jump(3 * HOUR);
  expect(ended).toHaveLength(2);
});

test('one that is set anew or taken back does not end at the old time', () => {
  database.setMuted(WITH_BOB, true, NOW + HOUR);
  const ends = start();
  database.setMuted(WITH_BOB, true, NOW + 2 * HOUR);
  ends.replan();
  clock.advance(HOUR);
  expect(ended).toEqual([]);
  database.setMuted(WITH_BOB, false, NOW + 2 * HOUR);
  clock.advance(HOUR);
  expect(ended).toEqual([]);
  expect(database.nextMuteEnd()).toBeNull();
});

test('a disk that refuses is told, and tried again; after the end nothing is', () => {
  let refuses = true;
  database.setMuted(WITH_BOB, true, NOW);
  const ends = start({
    ...database,
    endMutes(now) {
      if (refuses) {
        throw new Error('disk full');
      }
      return database.endMutes(now);
    },
  });
  expect(failures).toEqual([new Error('disk full')]);
  refuses = false;
  clock.advance(60_000);
  expect(ended).toEqual([`${WITH_BOB} false null`]);
  database.setMuted(WITH_BOB, true, clock.now() + 1);
  ends.replan();
  ends.stop();
  clock.advance(HOUR);
  expect(ended).toHaveLength(1);
});
