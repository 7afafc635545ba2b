import {beforeEach, expect, test} from '@jest/globals';
import type {CoreEvent} from '../../../src/core/api/api.ts';
import {createEventQueue} from '../../../src/core/event-queue.ts';
import {createRuntimeState} from '../../../src/core/runtime-state.ts';
import {type CopyWatch, createCopyWatch} from '../../../src/core/sync/copy-watch.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import {safeLine} from '../../../src/lib/text/safe-text.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';

const BOB = peerKey('22'.repeat(32));
const EVE = peerKey('33'.repeat(32));
const MINUTE = 60_000;

let clock: ManualClock;
let watch: CopyWatch;
let rotated: string[];
let heard: CoreEvent[];

beforeEach(() => {
  clock = manualClock(0);
  rotated = [];
  heard = [];
  const events = createEventQueue();
  events.subscribe(batch => void heard.push(...batch));
  watch = createCopyWatch({
    clock,
    state: createRuntimeState(),
    events,
    nameOf: key => safeLine(key === BOB ? 'bob' : 'eve'),
    rotate: key => void rotated.push(key),
  });
});

async function notices(): Promise<string[]> {
  await new Promise(setImmediate);
  return heard.flatMap(event => (event.type === 'notice' ? [event.text] : []));
}

const isOld = (name: string) =>
  expect.stringMatching(new RegExp(`^Your history with ${name} is an older copy: `));
const isElsewhere = expect.stringMatching(/^A copy of this profile seems to be running elsewhere: /);

test('begins a new log at most once a minute for each peer', () => {
  watch.onOtherLog(BOB);
  clock.advance(MINUTE - 1);
  watch.onOtherLog(BOB);
  watch.onOtherLog(EVE);
  expect(rotated).toEqual([BOB, EVE]);
  clock.advance(1);
  watch.onOtherLog(BOB);
  expect(rotated).toEqual([BOB, EVE, BOB]);
});

test('says once of each conversation that it is an older copy', async () => {
  watch.onOtherLog(BOB);
  clock.advance(20 * MINUTE);
  watch.onOtherLog(BOB);
  clock.advance(20 * MINUTE);
  watch.onOtherLog(EVE);
  expect(await notices()).toEqual([isOld('bob'), isOld('eve')]);
});

test('takes two signs within ten minutes for a copy that runs, and says so once', async () => {
  watch.onUnknownLink(BOB);
  clock.advance(10 * MINUTE);
  watch.onUnknownLink(EVE);
  watch.onUnknownLink(EVE);
  expect(await notices()).toEqual([isElsewhere]);
});

test('takes one sign now and then for chance', async () => {
  for (let times = 0; times < 5; times++) {
    watch.onUnknownLink(BOB);
    clock.advance(10 * MINUTE + 1);
  }
  expect(await notices()).toEqual([]);
});
