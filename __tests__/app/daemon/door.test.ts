import {expect, test} from '@jest/globals';
import {createDoor} from '../../../src/app/daemon/door.ts';
import {NatterError} from '../../../src/lib/errors.ts';
import {manualClock} from '../../support/manual-clock.ts';

const settle = async () => {
  for (let round = 0; round < 20; round++) {
    await new Promise(setImmediate);
  }
};

/** A door that one passphrase opens; `fails` is what comes of it then. */
function build(fails: NatterError | null = null) {
  const clock = manualClock(0);
  const tried: string[] = [];
  const log: string[] = [];
  const door = createDoor({
    async open(passphrase) {
      tried.push(passphrase);
      if (passphrase !== 'right') {
        throw new NatterError('PASSPHRASE_WRONG', 'No.');
      }
      if (fails !== null) {
        throw fails;
      }
    },
    end: () => void log.push('ended'),
    clock,
  });
  const unlock = (passphrase: string) =>
    void door.unlock(passphrase).then(
      () => log.push(`${passphrase}: open`),
      error => log.push(`${passphrase}: ${error.code}`),
    );
  return {clock, door, unlock, tried, log};
}

test('a wrong passphrase is answered late, later each time, and keeps the next one waiting', async () => {
  const {clock, unlock, tried, log} = build();
  for (const guess of ['a', 'b', 'right']) {
    unlock(guess);
  }
  await settle();
  expect([tried, log]).toEqual([['a'], []]);
  clock.advance(1000);
  await settle();
  expect([tried, log]).toEqual([['a', 'b'], ['a: PASSPHRASE_WRONG']]);
  clock.advance(1999);
  await settle();
  expect(tried).toEqual(['a', 'b']);
  clock.advance(1);
  await settle();
  expect(log).toEqual(['a: PASSPHRASE_WRONG', 'b: PASSPHRASE_WRONG', 'right: open']);
});

test('half a minute is the longest wait', async () => {
  const {clock, unlock, tried} = build();
  for (let guess = 0; guess < 12; guess++) {
    unlock(`guess ${guess}`);
  }
  for (const pause of [1000, 2000, 4000, 8000, 16_000]) {
    await settle();
    clock.advance(pause);
  }
  await settle();
  for (const count of [6, 7, 8]) {
    expect(tried.length).toBe(count);
    clock.advance(30_000);
    await settle();
  }
});

test('behind the one that opened it nothing is tried', async () => {
  const {unlock, tried, log} = build();
  unlock('right');
  unlock('whatever');
  await settle();
  expect([tried, log]).toEqual([['right'], ['right: open', 'whatever: open']]);
});

test('what keeps the core from beginning is told at once', async () => {
  const {unlock, log, door} = build(new NatterError('PORT_TAKEN', 'Port 4242 is taken.'));
  unlock('right');
  await settle();
  door.end();
  expect(log).toEqual(['right: PORT_TAKEN', 'ended']);
});
