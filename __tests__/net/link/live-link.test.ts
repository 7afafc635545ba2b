import {expect, test} from '@jest/globals';
import type {Pipe} from '../../../src/net/link/encrypted-transport.ts';
import {createLiveLink} from '../../../src/net/link/live-link.ts';
import {manualClock} from '../../support/manual-clock.ts';

/** A link over nothing, and what its handlers were told. */
function createLink() {
  const told: string[] = [];
  const pipe: Pipe = {
    send() {},
    buffered: () => 0,
    carried: () => 0,
    pause() {},
    resume() {},
    settle() {},
    leave: async () => {},
    destroy() {},
  };
  const hello = {
    type: 'hello',
    version: 1,
    features: 0,
    name: 'eve',
    port: 0,
    instance: 1,
    binding: new Uint8Array(32),
  } as const;
  const live = createLiveLink({
    pipe,
    about: {remoteKey: 'ee'.repeat(32), hello, initiator: false, remoteAddress: 'eve:1', path: 'memory'},
    clock: manualClock(0),
    limits: {heartbeat: 5000, silence: 12_000, highWaterMark: 1000},
    fault(error) {
      throw error;
    },
  });
  const start = (frame = () => void told.push('frame')) =>
    live.link.start({
      frame,
      message: message => void told.push(message.type),
      drained() {},
      ended: end => void told.push(`ended: ${end.type}`),
    });
  return {live, told, start};
}

test('every frame counts, and in it every message after the first', async () => {
  const {live, told, start} = createLink();
  start();
  await Promise.resolve();
  live.heard(); // a frame without a message
  live.heard();
  live.received({type: 'rename', name: 'a'});
  live.heard();
  live.received({type: 'ping', nonce: 1});
  live.received({type: 'pong', nonce: 1});
  live.received({type: 'typing', active: true});
  expect(told).toEqual(['frame', 'frame', 'rename', 'frame', 'frame', 'frame', 'typing']);
});

test('what came with the hello counts once somebody listens', async () => {
  const {live, told, start} = createLink();
  live.received({type: 'rename', name: 'a'}); // in the frame of the hello
  live.heard();
  live.received({type: 'rename', name: 'b'});
  live.received({type: 'rename', name: 'c'});
  start();
  await Promise.resolve();
  expect(told).toEqual(['frame', 'frame', 'frame', 'rename', 'rename', 'rename']);
});

test('a listener that closes the link because of what it counts hears no more, and of the end once', async () => {
  const {live, told, start} = createLink();
  live.heard();
  live.received({type: 'rename', name: 'a'});
  live.received({type: 'rename', name: 'b'});
  start(() => {
    told.push('frame');
    void live.link.close('busy');
  });
  await Promise.resolve();
  live.heard();
  live.received({type: 'rename', name: 'c'});
  expect(told).toEqual(['frame', 'ended: closed']);
});
