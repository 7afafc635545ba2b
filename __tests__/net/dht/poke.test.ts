import {EventEmitter} from 'node:events';
import {afterEach, beforeEach, expect, jest, test} from '@jest/globals';
import type {UdxStream} from 'udx-native';
import {UdxDuplex} from '../../../src/net/dht/udx-duplex.ts';

beforeEach(() => {
  jest.useFakeTimers({doNotFake: ['nextTick', 'queueMicrotask']});
});
afterEach(() => {
  jest.useRealTimers();
});

/** One end of a punched stream: what it sent, and when, milliseconds after it was opened. */
function open(isInitiator: boolean) {
  const begin = Date.now();
  const pokes: number[] = [];
  const written: string[] = [];
  const raw = Object.assign(new EventEmitter(), {
    trySend: () => pokes.push(Date.now() - begin),
    write: (chunk: Uint8Array) => written.push(String(chunk)) > 0,
    destroy() {},
    resume() {},
    pause() {},
    end() {},
  });
  const duplex = new UdxDuplex(raw as unknown as UdxStream, isInitiator);
  return {raw, duplex, pokes, written};
}

const ALL = [0, 25, 50, 100, 150, 200, 300, 400, 1400, 2400, 3400, 4400, 5400];

test('whoever was called pokes thirteen times, and no more', () => {
  const {pokes} = open(false);
  jest.advanceTimersByTime(60_000);
  expect(pokes).toEqual(ALL);
});

test.each([
  ['the responder', false, 'data', ALL.slice(0, 5)],
  ['the responder goes on after a poke: its own may be lost', false, 'message', ALL],
  ['the initiator', true, 'message', ALL.slice(0, 5)],
  ['either, at the end', true, 'close', ALL.slice(0, 5)],
] as const)('%s stops once it heard enough', (_, isInitiator, event, sent) => {
  const {raw, pokes} = open(isInitiator);
  jest.advanceTimersByTime(160);
  raw.emit(event, Buffer.from('x'));
  jest.advanceTimersByTime(60_000);
  expect(pokes).toEqual(sent);
});

test.each([
  ['until it heard the other side', 'message'],
  ['for a second and a half, if it hears nothing', null],
] as const)('the initiator holds what it has to say %s', (_, event) => {
  const {raw, duplex, written} = open(true);
  duplex.write('hello');
  jest.advanceTimersByTime(1499);
  expect(written).toEqual([]);
  if (event === null) {
    jest.advanceTimersByTime(1);
  } else {
    raw.emit(event, Buffer.alloc(0));
  }
  expect(written).toEqual(['hello']);
});

test('whoever was called says what it has to say at once', () => {
  const {duplex, written} = open(false);
  duplex.write('hello');
  expect(written).toEqual(['hello']);
});
