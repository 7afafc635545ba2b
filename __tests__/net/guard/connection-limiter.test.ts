import {describe, expect, test} from '@jest/globals';
import {
  type ConnectionLimiterOptions,
  createConnectionLimiter,
  type Slot,
} from '../../../src/net/guard/connection-limiter.ts';
import {defaultLimits} from '../../../src/net/guard/limits.ts';
import {manualClock} from '../../support/manual-clock.ts';

describe('the limiter of connections', () => {
  test('has the limits of the rules', () => {
    expect(defaultLimits).toMatchObject({
      handshakeFrameBytes: 1280,
      handshakeDeadline: 5000,
      pendingHandshakes: 256,
      pendingHandshakesPerHost: 4,
      linksPerHost: 8,
      attemptInterval: 5000,
      attemptBurst: 16,
      heartbeat: 5000,
      silence: 12_000,
    });
    expect(2 * defaultLimits.highWaterMark).toBeLessThanOrEqual(1024 * 1024);
  });

  test('four handshakes of one host at once, and a place again when one is done', () => {
    const {enter} = make();
    const tickets = [1, 2, 3, 4].map(() => enter('a'));
    expect(tickets.every(ticket => ticket !== null)).toBe(true);
    expect(enter('a')).toBeNull();
    expect(enter('b')).not.toBeNull();
    tickets[0]?.leave();
    expect(enter('a')).not.toBeNull();
  });

  test('of 256 handshakes a silent one goes when another one comes, whichever is drawn', () => {
    const {enter, evicted} = make({random: () => 0.5});
    for (let host = 0; host < 256; host++) {
      enter(`host ${host}`, host !== 7 && host !== 9);
    }
    expect(evicted).toEqual([]);
    enter('newcomer', true);
    enter('another', true);
    expect(evicted).toEqual(['host 9', 'host 7']);
    enter('one more', true);
    expect(evicted[2]).toBe('host 130');
  });

  test('a host that a contact came from is not pushed out by strangers, and pushes one of them out', () => {
    const {enter, evicted} = make({isTrusted: host => host.startsWith('friend'), random: () => 0});
    for (let host = 0; host < 255; host++) {
      enter(`friend ${host}`);
    }
    enter('stranger', true);
    expect(enter('other')).not.toBeNull();
    expect(evicted).toEqual(['stranger']);
    expect(enter('friend 255')).not.toBeNull();
    expect(evicted).toEqual(['stranger', 'other']);
    expect(enter('late')).toBeNull();
  });

  test('a network around a host has a bucket, which does not count for a host that a contact came from', () => {
    const {enter} = make({isTrusted: host => host === '2001:db8:0:ffff::1'});
    const admitted = Array.from({length: 1000}, (_, number) => {
      const slot = enter(`2001:db8:0:${number.toString(16)}::1`);
      slot?.leave();
      return slot !== null;
    });
    expect(admitted.filter(Boolean)).toHaveLength(16 * 16);
    expect(enter('2001:db8:0:fffe::1')).toBeNull();
    expect(enter('2001:db8:0:ffff::1')).not.toBeNull();
    expect(enter('2001:db8:1::1')).not.toBeNull();
  });

  test('222 empty connections a second from many addresses keep no contact out', () => {
    const {enter, evicted, clock} = make();
    const leaving: {at: number; slot: Slot}[] = [];
    let outcome = {came: 0, lost: 0};
    for (let tick = 0; tick < 222 * 20; tick++) {
      clock.advance(1000 / 222);
      const now = clock.monotonic();
      while (leaving[0] !== undefined && leaving[0].at <= now) {
        leaving.shift()?.slot.leave(); // its first frame did not come within a second
      }
      const slot = enter(`2001:db8:${(tick % 5000).toString(16)}::1`);
      if (slot !== null) {
        leaving.push({at: now + 1000, slot});
      }
      if (tick % 111 === 0) {
        const contact = enter(`10.${outcome.came % 256}.1.1`, false);
        outcome = {came: outcome.came + 1, lost: outcome.lost + (contact === null ? 1 : 0)};
        if (contact !== null) {
          leaving.push({at: now + 300, slot: contact});
          leaving.sort((one, other) => one.at - other.at);
        }
      }
    }
    expect(outcome).toEqual({came: 40, lost: 0});
    expect(evicted.filter(host => host.startsWith('10.'))).toEqual([]);
  });

  test('a link is no handshake any more and is not evicted', () => {
    const {enter, evicted} = make({random: () => 0});
    enter('friend')?.linked();
    for (let host = 0; host < 257; host++) {
      enter(`host ${host}`);
    }
    expect(evicted).toEqual(['host 0']);
  });

  test('eight links of one host, handshakes counted with them', () => {
    const {enter} = make();
    const links: (Slot | null)[] = [];
    for (let link = 0; link < 7; link++) {
      links.push(enter('a'));
      links.at(-1)?.linked();
    }
    const handshake = enter('a');
    expect(handshake).not.toBeNull();
    expect(enter('a')).toBeNull();
    handshake?.linked();
    expect(enter('a')).toBeNull();
    links[0]?.leave();
    links[0]?.leave(); // twice is harmless
    expect(enter('a')).not.toBeNull();
    expect(enter('a')).toBeNull();
  });

  test('16 attempts at once, then one in 5 s, for each host by itself', () => {
    const {enter, clock} = make();
    const attempt = (host: string) => {
      const ticket = enter(host);
      ticket?.leave();
      return ticket !== null;
    };
    const burst = Array.from({length: 20}, () => attempt('a'));
    expect(burst.filter(Boolean)).toHaveLength(16);
    expect(attempt('b')).toBe(true);
    clock.advance(4999);
    expect(attempt('a')).toBe(false);
    clock.advance(1);
    expect([attempt('a'), attempt('a')]).toEqual([true, false]);
    clock.advance(10 * 60_000);
    expect(Array.from({length: 20}, () => attempt('a')).filter(Boolean)).toHaveLength(16);
  });

  test('attempts that were turned away do not put the next one off', () => {
    const {enter, clock} = make();
    for (let time = 0; time < 100; time++) {
      enter('a')?.leave();
    }
    for (let second = 0; second < 5; second++) {
      clock.advance(1000);
      enter('a')?.leave();
    }
    clock.advance(5000);
    expect(enter('a')).not.toBeNull();
  });

  test('all addresses of one IPv6 network are one host, each IPv4 address is one', () => {
    const {enter} = make();
    const handshakes = (...hosts: string[]) => hosts.map(host => enter(host) !== null);
    expect(handshakes('2001:db8::1', '2001:db8::2', '2001:db8::ffff:1', '2001:db8:0:0:9::')).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(handshakes('2001:db8::5', '2001:db8:0:1::5')).toEqual([false, true]);
    expect(handshakes('192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4', '192.0.2.5')).not.toContain(false);
  });

  test('attempts from all over an IPv6 network share one bucket', () => {
    const {enter} = make();
    const admitted = Array.from({length: 200}, (_, number) => {
      const ticket = enter(`2001:db8::${number.toString(16)}`);
      ticket?.leave();
      return ticket !== null;
    });
    expect(admitted.filter(Boolean)).toHaveLength(16);
  });

  test('hosts with strange names are hosts like any other', () => {
    const {enter} = make();
    expect(enter('__proto__')).not.toBeNull();
    expect(enter('constructor')).not.toBeNull();
  });
});

function make(options: Partial<ConnectionLimiterOptions> = {}) {
  const clock = manualClock(0);
  const evicted: string[] = [];
  const limiter = createConnectionLimiter({limits: defaultLimits, clock, ...options});
  return {
    clock,
    evicted,
    enter: (host: string, hasSpoken = false) =>
      limiter.enter({host, evict: () => evicted.push(host), isSilent: () => !hasSpoken}),
  };
}
