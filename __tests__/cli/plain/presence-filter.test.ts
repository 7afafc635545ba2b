import {expect, test} from '@jest/globals';
import {createPresenceFilter} from '../../../src/cli/plain/presence-filter.ts';
import {createClient} from '../../../src/client/client.ts';
import type {CoreEvent} from '../../../src/core/api/api.ts';
import type {PeerKey} from '../../../src/lib/ids.ts';
import {BOB_KEY, CAROL_KEY, peer, TEN_O_CLOCK} from '../../support/facts.ts';
import {manualClock} from '../../support/manual-clock.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

function setUp() {
  const clock = manualClock(TEN_O_CLOCK);
  const passed: string[] = [];
  const client = createClient();
  const filter = createPresenceFilter(clock, ({event}) =>
    passed.push('peer' in event ? `${event.peer.name} ${event.type}` : event.type),
  );
  const hear = (event: CoreEvent) => filter.hear(client.hear(event));
  const come = (key: PeerKey): CoreEvent => ({type: 'peer-online', peer: peer(key, key.slice(0, 1))});
  const go = (key: PeerKey): CoreEvent => ({
    ...{type: 'peer-offline', peer: peer(key, key.slice(0, 1)), reason: 'lost', detail: null},
  });
  const flap = (key: PeerKey, times: number) => {
    for (let time = 0; time < times; time++) {
      hear(come(key));
      clock.advance(SECOND);
      hear(go(key));
      clock.advance(SECOND);
    }
  };
  return {clock, passed, hear, close: filter.close, come, go, flap};
}

test('who comes and goes now and then is told of', () => {
  const {clock, passed, hear, come, go} = setUp();
  for (let hour = 0; hour < 5; hour++) {
    hear(come(BOB_KEY));
    clock.advance(30 * MINUTE);
    hear(go(BOB_KEY));
    clock.advance(30 * MINUTE);
  }
  expect(passed).toHaveLength(10);
});

test('who keeps coming and going is told of four times, and how it ended once that is quiet', () => {
  const {clock, passed, hear, come, flap} = setUp();
  flap(BOB_KEY, 20);
  hear(come(BOB_KEY));
  clock.advance(59 * SECOND);
  expect(passed).toHaveLength(4);
  clock.advance(SECOND);
  expect(passed).toHaveLength(5);
  expect(passed[4]).toBe(`${BOB_KEY.slice(0, 1)} peer-online`);
  clock.advance(10 * MINUTE);
  expect(passed).toHaveLength(5);
});

test('a day of it is a few sentences an hour', () => {
  const {passed, flap} = setUp();
  flap(BOB_KEY, (24 * 60 * MINUTE) / (2 * SECOND));
  expect(passed.length).toBeLessThanOrEqual(4 + 24 * 12);
});

test('others, and other events, are not held up by it', () => {
  const {passed, hear, come, flap} = setUp();
  flap(BOB_KEY, 10);
  hear(come(CAROL_KEY));
  hear({type: 'peer-changed', peer: peer(BOB_KEY, 'bob')});
  expect(passed.slice(4)).toEqual([`${CAROL_KEY.slice(0, 1)} peer-online`, 'bob peer-changed']);
});

test('nothing is told after the end', () => {
  const {clock, passed, close, flap} = setUp();
  flap(BOB_KEY, 3);
  close();
  clock.advance(10 * MINUTE);
  expect(passed).toHaveLength(4);
});
