import {afterEach, expect, test} from '@jest/globals';
import Holepuncher from 'hyperdht/lib/holepuncher.js';
import {guessQuickly} from '../../../src/net/dht/quick-probes.ts';

const guessOfTheLibrary = Holepuncher.prototype._randomProbes;

afterEach(() => {
  Holepuncher.prototype._randomProbes = guessOfTheLibrary;
});

/** What a puncher does, as far as guessing goes: the number of pings between its pauses. */
async function guess(stopAfter = Number.POSITIVE_INFINITY) {
  const rounds: number[] = [0];
  const ports = new Set<number>();
  let isOver = false;
  const puncher = Object.create(Holepuncher.prototype, {
    punching: {value: true, writable: true},
    _sleeper: {
      value: {
        async pause(milliseconds: number) {
          expect(milliseconds).toBe(20);
          rounds.push(0);
        },
      },
    },
    _holder: {
      value: {
        socket: {
          async send(datagram: Uint8Array, port: number, host: string) {
            expect([datagram, host]).toEqual([Buffer.from([0]), '192.0.2.1']);
            ports.add(port);
            rounds.push((rounds.pop() ?? 0) + 1);
            puncher.punching = ports.size < stopAfter;
          },
        },
      },
    },
    _autoDestroy: {
      value() {
        isOver = true;
      },
    },
  });
  await puncher._randomProbes({host: '192.0.2.1'});
  return {rounds: rounds.filter(count => count > 0), ports, isOver};
}

test('ports are guessed as often as the library does, but most of them sooner', async () => {
  expect(guessOfTheLibrary).toEqual(expect.any(Function));
  const slow = await guess();
  expect(new Set(slow.rounds)).toEqual(new Set([1]));
  guessQuickly();
  const {rounds, ports, isOver} = await guess();
  expect(rounds.reduce((sum, count) => sum + count, 0)).toBe(1750);
  expect(rounds).toEqual([...Array(100).fill(10), ...Array(750).fill(1)]);
  expect(Math.min(...ports)).toBeGreaterThanOrEqual(1024);
  expect(Math.max(...ports)).toBeLessThan(2 ** 16);
  expect(isOver).toBe(true);
});

test('no more are guessed once one was hit', async () => {
  guessQuickly();
  expect((await guess(3)).rounds).toEqual([3]);
});
