import {expect, test} from '@jest/globals';
import {createIndexSchedule} from '../../../src/core/conversations/index-schedule.ts';
import {manualClock} from '../../support/manual-clock.ts';

function make() {
  const clock = manualClock(0);
  const database = {waiting: 0, fails: false, takes: 0, pieces: [] as number[]};
  let worked = 0;
  const failures: unknown[] = [];
  const schedule = createIndexSchedule({
    clock: {...clock, monotonic: () => clock.monotonic() + worked},
    database: {
      isIndexBehind: () => database.waiting > 0,
      indexNext() {
        if (database.fails) {
          throw new Error('no room');
        }
        database.waiting -= 1;
        worked += database.takes;
        database.pieces.push(clock.monotonic());
      },
    },
    onFailure: error => failures.push(error),
  });
  return {clock, database, schedule, failures};
}

test('what waits is indexed in pieces, with time for everything else between them', () => {
  const {clock, database, schedule} = make();
  schedule.noteStored();
  clock.advance(60_000);
  expect(database.pieces).toEqual([]);
  database.waiting = 3;
  schedule.noteStored();
  schedule.noteStored();
  clock.advance(60_000);
  expect(database.pieces).toEqual([61_000, 61_020, 61_040]);
  expect(database.waiting).toBe(0);
});

test('while more comes in, it has a tenth of the time, else a quarter', () => {
  const {clock, database, schedule} = make();
  database.waiting = 4;
  database.takes = 10;
  schedule.noteStored();
  clock.advance(1000);
  schedule.noteStored();
  clock.advance(89);
  expect(database.pieces).toEqual([1000]);
  clock.advance(1);
  expect(database.pieces).toEqual([1000, 1090]);
  clock.advance(90 + 30);
  expect(database.pieces).toEqual([1000, 1090, 1180, 1210]);
});

test('a disk that refuses is told of once and tried again', () => {
  const {clock, database, schedule, failures} = make();
  database.waiting = 1;
  database.fails = true;
  schedule.noteStored();
  clock.advance(15 * 60_000);
  expect(failures).toHaveLength(1);
  database.fails = false;
  clock.advance(10 * 60_000);
  expect(database.waiting).toBe(0);
});

test('nothing is indexed after the end', () => {
  const {clock, database, schedule} = make();
  database.waiting = 1;
  schedule.noteStored();
  schedule.stop();
  schedule.noteStored();
  clock.advance(60_000);
  expect(database.pieces).toEqual([]);
});
