import {describe, expect, test} from '@jest/globals';
import {type Heartbeat, type IdlePace, startHeartbeat} from '../../../src/net/link/heartbeat.ts';
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

  test('a peer that is asked for a sign of life has 2 s to give one', () => {
    const {clock, told, heartbeat} = start();
    clock.advance(1000);
    heartbeat.probe();
    clock.advance(1999);
    expect(told).toEqual(['1000 ping']);
    clock.advance(1);
    expect(told).toEqual(['1000 ping', '3000 dead']);
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

  describe('when something is said that is answered at once', () => {
    const doubts = (told: readonly string[]) => told.filter(what => !what.startsWith('5000'));

    test('asks once for a sign of life, then doubts the link, which goes on', () => {
      const {clock, told, heartbeat} = start();
      heartbeat.expect();
      clock.advance(749);
      heartbeat.expect();
      expect(told).toEqual([]);
      clock.advance(3251);
      expect(told).toEqual(['750 ping', '1500 doubt']);
      clock.advance(8000);
      expect(told.at(-1)).toMatch('12000 dead');
    });

    test('is content with any frame, and asks for what was said after it', () => {
      const {clock, told, heartbeat} = start();
      heartbeat.expect();
      clock.advance(700);
      heartbeat.heard();
      clock.advance(10);
      heartbeat.expect();
      clock.advance(740);
      expect(told).toEqual([]);
      clock.advance(10);
      expect(told).toEqual(['1460 ping']);
      clock.advance(1);
      heartbeat.heard();
      clock.advance(3000);
      expect(doubts(told)).toEqual(['1460 ping']);
    });

    test('does not call a slow network silent that carries much', () => {
      const {clock, told, heartbeat, carry} = start();
      heartbeat.expect();
      carry(17 * 1024);
      clock.advance(1000);
      heartbeat.expect(); // still behind what is under way
      clock.advance(3000);
      expect(told).toEqual([]);
    });

    test('nor a peer to whom we do not listen, or a process that stood still', () => {
      const {clock, told, heartbeat, skip} = start();
      heartbeat.expect();
      clock.advance(750);
      heartbeat.suspend();
      clock.advance(750);
      heartbeat.resume();
      heartbeat.expect();
      clock.advance(750);
      skip(60_000);
      clock.advance(750);
      expect(doubts(told)).toEqual(['750 ping', '2250 ping']);
    });
  });

  test('stops', () => {
    const {clock, told, heartbeat} = start();
    heartbeat.stop();
    clock.advance(60_000);
    expect(told).toEqual([]);
  });
});

describe('while nothing is said', () => {
  const idle = {after: 20_000, period: 25_000, silence: 60_000};
  /** Answers at once, as a peer does. */
  const answered = (told: readonly string[]) => told.filter(what => what.endsWith('ping')).length;

  test('it is slow, and a ping of the other side is as good as one of ours', () => {
    const {clock, told, heartbeat} = start(idle);
    for (let second = 0; second < 20; second++) {
      clock.advance(1000);
      heartbeat.heard();
    }
    expect(told).toEqual(['5000 ping', '10000 ping', '15000 ping']);
    clock.advance(24_000);
    heartbeat.heard(); // a ping of the other side, at 44 s
    clock.advance(24_999);
    expect(answered(told)).toBe(3);
    clock.advance(1);
    expect(told.at(-1)).toBe('69000 ping');
    clock.advance(25_000);
    expect(told.at(-1)).toBe('94000 ping');
    clock.advance(10_000);
    expect(told.at(-1)).toBe('104000 dead');
  });

  test('something that is said asks at once for a sign of a peer that was not heard for a while', () => {
    const {clock, told, heartbeat} = start(idle);
    clock.advance(10_000);
    heartbeat.heard();
    clock.advance(21_000);
    told.splice(0);
    heartbeat.stir();
    expect(told).toEqual(['31000 ping']);
    clock.advance(3000);
    expect(told).toEqual(['31000 ping', '33000 dead']);
  });

  test('something that is said makes it quick again', () => {
    const {clock, told, heartbeat} = start(idle);
    clock.advance(10_000);
    heartbeat.heard();
    clock.advance(21_000);
    heartbeat.heard();
    told.splice(0);
    heartbeat.stir(); // the peer was heard just now: nothing is asked
    expect(told).toEqual([]);
    clock.advance(12_000);
    expect(told).toEqual(['36000 ping', '41000 ping', '43000 dead']);
  });

  test('the clock is read once for all that is said in one turn', async () => {
    const {heartbeat, looks} = start(idle);
    const before = looks();
    for (let said = 0; said < 32; said++) {
      heartbeat.stir();
    }
    expect(looks()).toBe(before + 1);
    await Promise.resolve();
    heartbeat.stir();
    expect(looks()).toBe(before + 2);
  });

  test('a link that is stopped stays so', () => {
    const {clock, told, heartbeat} = start(idle);
    clock.advance(10_000);
    heartbeat.heard();
    clock.advance(11_000);
    heartbeat.stop();
    told.splice(0);
    heartbeat.stir();
    clock.advance(100_000);
    expect(told).toEqual([]);
  });
});

function start(idle: IdlePace | null = null): {
  clock: ManualClock;
  told: string[];
  heartbeat: Heartbeat;
  /** Lets time pass in which no timer could run. */
  skip: (milliseconds: number) => void;
  /** Bytes go over the link. */
  carry: (bytes: number) => void;
  /** How often the heartbeat read the clock. */
  looks: () => number;
} {
  const clock = manualClock(0);
  const told: string[] = [];
  let skipped = 0;
  let bytes = 0;
  let looks = 0;
  const heartbeat = startHeartbeat({
    clock: {
      ...clock,
      monotonic() {
        looks++;
        return clock.monotonic() + skipped;
      },
    },
    period: 5000,
    silence: 12_000,
    idle,
    ping: () => told.push(`${clock.monotonic()} ping`),
    bytes: () => bytes,
    doubt: () => told.push(`${clock.monotonic()} doubt`),
    dead: () => told.push(`${clock.monotonic()} dead`),
  });
  return {
    clock,
    told,
    heartbeat,
    skip(milliseconds) {
      skipped += milliseconds;
    },
    carry(more) {
      bytes += more;
    },
    looks: () => looks,
  };
}
