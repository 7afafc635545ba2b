import {expect, test} from '@jest/globals';
import {createLinkReading} from '../../../src/net/link/link-reading.ts';

function setUp() {
  const did: string[] = [];
  let isListening = false;
  const reading = createLinkReading({
    transport: {pause: () => did.push('paused'), resume: () => did.push('reads')},
    heartbeat: {suspend: () => did.push('no beats'), resume: () => did.push('beats')},
    isListening: () => isListening,
  });
  const listen = () => {
    isListening = true;
    reading.begin();
  };
  /** What was done since the last time. */
  const done = () => did.splice(0);
  return {reading, listen, done};
}

test('nothing is read, and no beat awaited, before somebody listens', () => {
  const {reading, listen, done} = setUp();
  expect(done()).toEqual(['no beats', 'paused']);
  reading.resume();
  expect(done()).toEqual([]);
  listen();
  expect(done()).toEqual(['beats', 'reads']);
});

test('a pause lasts until it is over, whoever begins to listen meanwhile', () => {
  const {reading, listen, done} = setUp();
  reading.pause();
  listen();
  expect(done()).toEqual(['no beats', 'paused', 'no beats', 'paused']);
  reading.resume();
  expect(done()).toEqual(['beats', 'reads']);
});
