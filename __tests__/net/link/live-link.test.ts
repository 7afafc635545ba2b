import {expect, test} from '@jest/globals';
import {deviceKey, peerKey} from '../../../src/lib/ids.ts';
import {noTracing} from '../../../src/lib/trace.ts';
import {defaultLimits} from '../../../src/net/guard/limits.ts';
import type {EncryptedTransport} from '../../../src/net/link/encrypted-transport.ts';
import {createLiveLink} from '../../../src/net/link/live-link.ts';
import {manualClock} from '../../support/manual-clock.ts';

/** A link over nothing, and what its handlers were told. */
function createLink() {
  const told: string[] = [];
  const transport: EncryptedTransport = {
    send() {},
    open: () => ({send() {}}),
    buffered: () => 0,
    isSilent: () => false,
    bytesTransferred: () => 0,
    pause() {},
    resume() {},
    settle() {},
    closeGracefully: async () => {},
    destroy() {},
  };
  const hello = {
    type: 'hello',
    version: 2,
    features: 0,
    name: 'eve',
    port: 0,
    instance: 1,
    binding: new Uint8Array(32),
    person: new Uint8Array(32),
    devices: null,
    program: 'test',
    release: '1',
  } as const;
  const live = createLiveLink({
    transport,
    about: {
      remoteKey: peerKey('ee'.repeat(32)),
      device: deviceKey('ee'.repeat(32)),
      list: {number: 0, hash: '00'.repeat(16)},
      kind: 1,
      secret: null,
      hello,
      initiator: false,
      remoteAddress: 'eve:1',
      path: 'memory',
    },
    program: {program: 'test', release: '1'},
    channels: [],
    tracer: noTracing('net'),
    clock: manualClock(0),
    limits: {...defaultLimits, highWaterMark: 1000},
    idlesSlowly: false,
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
  live.onFrame(); // a frame without a message
  live.onFrame();
  live.onMessage({type: 'rename', name: 'a'});
  live.onFrame();
  live.onMessage({type: 'ping', nonce: 1});
  live.onMessage({type: 'pong', nonce: 1});
  live.onMessage({type: 'typing', active: true});
  expect(told).toEqual(['frame', 'frame', 'rename', 'frame', 'frame', 'frame', 'typing']);
});

test('what came with the hello counts once somebody listens', async () => {
  const {live, told, start} = createLink();
  live.onMessage({type: 'rename', name: 'a'}); // in the frame of the hello
  live.onFrame();
  live.onMessage({type: 'rename', name: 'b'});
  live.onMessage({type: 'rename', name: 'c'});
  start();
  await Promise.resolve();
  expect(told).toEqual(['frame', 'frame', 'frame', 'rename', 'rename', 'rename']);
});

test('a listener that closes the link because of what it counts hears no more, and of the end once', async () => {
  const {live, told, start} = createLink();
  live.onFrame();
  live.onMessage({type: 'rename', name: 'a'});
  live.onMessage({type: 'rename', name: 'b'});
  start(() => {
    told.push('frame');
    void live.link.close('busy');
  });
  await Promise.resolve();
  live.onFrame();
  live.onMessage({type: 'rename', name: 'c'});
  expect(told).toEqual(['frame', 'ended: closed']);
});
