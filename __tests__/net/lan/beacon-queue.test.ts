import {expect, test} from '@jest/globals';
import {createBeaconQueue, type Heard} from '../../../src/net/lan/beacon-queue.ts';
import {manualClock} from '../../support/manual-clock.ts';

function setUp(random: (below: number) => number = () => 0) {
  const clock = manualClock(0);
  const served: string[] = [];
  const queue = createBeaconQueue(clock, random, ({host}) => served.push(host));
  const add = (host: string): void => queue.add({bytes: new Uint8Array(121), host, port: 1} satisfies Heard);
  return {clock, served, add, queue};
}

test('one source is looked at once in two seconds', () => {
  const {clock, served, add} = setUp();
  for (let sent = 0; sent < 50; sent += 1) {
    add('10.0.0.1');
    clock.advance(100);
  }
  expect(served).toEqual(['10.0.0.1', '10.0.0.1', '10.0.0.1']);
});

test('all together are looked at twenty times a second', () => {
  const {clock, served, add} = setUp();
  for (let sent = 0; sent < 1000; sent += 1) {
    add(`10.0.${sent >> 8}.${sent & 255}`);
    clock.advance(1);
  }
  expect(served.length).toBe(20);
});

test('a random one of those that wait gives way, and a random one is served', () => {
  const {clock, served, add} = setUp(below => below - 1);
  for (let sent = 0; sent < 17; sent += 1) {
    add(`10.0.0.${sent}`);
  }
  clock.advance(1000);
  expect(served).toEqual(
    [16, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map(last => `10.0.0.${last}`),
  );
});

test('nothing is served once it is closed', () => {
  const {clock, served, add, queue} = setUp();
  add('10.0.0.1');
  queue.close();
  clock.advance(1000);
  expect(served).toEqual([]);
});
