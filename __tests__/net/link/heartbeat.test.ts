import {describe, expect, test} from '@jest/globals';
import {type Heartbeat, startHeartbeat} from '../../../src/net/link/heartbeat.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';

describe('the heartbeat', () => {
  test('pings every 5 s and gives up after 12 s of silence', () => {
    const {clock, told} = start();
    clock.advance(11_999);
    expect(told).toEqual(['5000 ping', '10000 ping']);
    clock.advance(1);
    expect(told).toEqual(['5000 ping', '10000 ping', '12000 dead']);
    clock.advance(60_000);
    expect(told).toHaveLength(3);
  });

  test('a sign of life puts the end off, from that moment', () => {
    const {clock, told, heartbeat} = start();
    clock.advance(11_000);
    heartbeat.heard();
    clock.advance(11_999);
    expect(told.filter(what => what.endsWith('dead'))).toEqual([]);
    clock.advance(1);
    expect(told.at(-1)).toBe('23000 dead');
  });

  test('silence means nothing while we do not listen, but pings go on', () => {
    const {clock, told, heartbeat} = start();
    heartbeat.suspend();
    clock.advance(60_000);
    expect(told).toEqual(Array.from({length: 12}, (_, index) => `${(index + 1) * 5000} ping`));
    heartbeat.resume();
    clock.advance(11_999);
    expect(told.some(what => what.endsWith('dead'))).toBe(false);
    clock.advance(12_000);
    expect(told.at(-1)).toMatch(/dead$/);
  });

  test('a process that was stopped first hears what waits in its socket', () => {
    const {clock, told, skip} = start();
    skip(600_000);
    clock.advance(12_000);
    expect(told.filter(what => what.endsWith('dead'))).toEqual([]);
    clock.advance(5000);
    expect(told.at(-1)).toMatch(/dead$/);
  });

  test('a peer that is asked for a sign of life has 3 s to give one', () => {
    const {clock, told, heartbeat} = start();
    clock.advance(1000);
    heartbeat.probe();
    clock.advance(2999);
    expect(told).toEqual(['1000 ping']);
    clock.advance(1);
    expect(told).toEqual(['1000 ping', '4000 dead']);
    clock.advance(60_000);
    expect(told).toHaveLength(2);
  });

  test('a peer that gives the sign lives on, and so does one that we do not listen to', () => {
    const {clock, told, heartbeat} = start();
    heartbeat.probe();
    clock.advance(1);
    heartbeat.heard();
    clock.advance(3000);
    heartbeat.suspend();
    heartbeat.probe();
    clock.advance(3000);
    expect(told.filter(what => what.endsWith('dead'))).toEqual([]);
  });

  test('stops', () => {
    const {clock, told, heartbeat} = start();
    heartbeat.stop();
    clock.advance(60_000);
    expect(told).toEqual([]);
  });
});

function start(): {
  clock: ManualClock;
  told: string[];
  heartbeat: Heartbeat;
  /** Lets time pass in which no timer could run. */
  skip: (milliseconds: number) => void;
} {
  const clock = manualClock(0);
  const told: string[] = [];
  let skipped = 0;
  const heartbeat = startHeartbeat({
    clock: {...clock, monotonic: () => clock.monotonic() + skipped},
    period: 5000,
    silence: 12_000,
    ping: () => told.push(`${clock.monotonic()} ping`),
    dead: () => told.push(`${clock.monotonic()} dead`),
  });
  return {
    clock,
    told,
    heartbeat,
    skip(milliseconds) {
      skipped += milliseconds;
    },
  };
}
