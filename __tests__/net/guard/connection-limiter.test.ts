import {describe, expect, test} from '@jest/globals';
import {createAdmission, type Ticket} from '../../../src/net/guard/connection-limiter.ts';
import {defaultLimits} from '../../../src/net/guard/limits.ts';
import {manualClock} from '../../support/manual-clock.ts';

describe('admission', () => {
  test('has the limits of the rules', () => {
    expect(defaultLimits).toMatchObject({
      handshakeFrameBytes: 1280,
      handshakeDeadline: 5000,
      pendingHandshakes: 16,
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

  test('the oldest of 16 handshakes goes when another one comes', () => {
    const {enter, evicted} = make();
    for (let host = 0; host < 16; host++) {
      enter(`host ${host}`);
    }
    expect(evicted).toEqual([]);
    enter('newcomer');
    enter('another');
    expect(evicted).toEqual(['host 0', 'host 1']);
  });

  test('a link is no handshake any more and is not evicted', () => {
    const {enter, evicted} = make();
    enter('friend')?.linked();
    for (let host = 0; host < 17; host++) {
      enter(`host ${host}`);
    }
    expect(evicted).toEqual(['host 0']);
  });

  test('eight links of one host, handshakes counted with them', () => {
    const {enter} = make();
    const links: (Ticket | null)[] = [];
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

function make() {
  const clock = manualClock(0);
  const evicted: string[] = [];
  const admission = createAdmission(defaultLimits, clock);
  return {clock, evicted, enter: (host: string) => admission.enter(host, () => evicted.push(host))};
}
