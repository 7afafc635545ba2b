import {expect, test} from '@jest/globals';
import {noTown} from '../../torture/support/faces.ts';
import {cutAtRandom} from '../../torture/t07-cuts.ts';
import {LONG, smallRun} from './small-run.ts';

/** The proxies need loopback addresses beside 127.0.0.1, which not every system has. */
const tested = (await noTown()) === null ? test : test.skip;

/** Silence that ends a link, milliseconds: a busy machine may keep a process waiting. */
const PATIENT = 1500;

tested(
  'nothing is lost or doubled when the stream is cut at random bytes (T7)',
  async () => {
    const {difference, cuts} = await cutAtRandom(smallRun(), 12, PATIENT);
    expect(difference).toEqual({lost: 0, doubled: 0, disordered: 0});
    expect([...cuts.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(12);
  },
  LONG,
);
