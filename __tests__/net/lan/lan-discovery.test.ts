import * as crypto from 'node:crypto';
import {describe, expect, test} from '@jest/globals';
import {
  dayKey,
  dayPublicKey,
  type ReachKey,
  reachKey,
  tagSecret,
} from '../../../src/identity/reach/day-key.ts';
import type {Heard} from '../../../src/net/lan/beacon-queue.ts';
import {startLanDiscovery} from '../../../src/net/lan/lan-discovery.ts';
import type {LanAddress, LanSocket} from '../../../src/net/lan/lan-socket.ts';
import {isOnLink} from '../../../src/net/lan/on-link.ts';
import {manualClock} from '../../support/manual-clock.ts';

const START = Date.UTC(2026, 10, 28, 14, 30);

/** A network on which everybody hears everybody, and a record of what was sent. */
function createLan() {
  const clock = manualClock(START);
  const sent: {readonly from: string; readonly to: string; readonly bytes: Uint8Array}[] = [];
  const hosts = new Map<string, (heard: Heard) => void>();
  /** Machines with a firewall that lets nothing out, or nothing in. */
  const walls = new Map<string, 'in' | 'out'>();

  const open = (own: readonly LanAddress[], onHeard: (heard: Heard) => void): LanSocket => {
    for (const {host} of own) {
      hosts.set(host, onHeard);
    }
    return {
      announce({host}, bytes, onRefused) {
        if (walls.has(host)) {
          return walls.get(host) === 'out' ? onRefused?.() : undefined;
        }
        sent.push({from: host, to: 'all', bytes});
        for (const [, hear] of hosts) {
          hear({bytes, host, port: 5000});
        }
      },
      answer({host}, to, bytes) {
        sent.push({from: host, to: to.host, bytes});
        hosts.get(to.host)?.({bytes, host, port: 5000});
      },
      close() {
        for (const {host} of own) {
          hosts.delete(host);
        }
      },
    };
  };

  const join = (host: string, own: ReachKey, contacts: Readonly<Record<string, ReachKey>>) => {
    const seen: string[] = [];
    const discovery = startLanDiscovery({
      clock,
      random: bytes => crypto.randomFillSync(bytes),
      addresses: () => [{host, netmask: '255.255.255.0', name: 'eth0'}],
      open,
      onSeen: (who, at, port) => seen.push(`${who} at ${at}:${port}`),
      identity: {
        own: hour => ({tagSecret: tagSecret(own.point), sign: dayKey(own, Math.floor(hour / 24)).sign}),
        invites: () => [],
        candidates: () =>
          Object.entries(contacts).map(([who, {point}]) => ({
            who,
            tagSecret: tagSecret(point),
            signer: (hour: number) => dayPublicKey(point, Math.floor(hour / 24)),
          })),
        port: () => 4242,
      },
    });
    return {seen, discovery};
  };
  return {clock, sent, hosts, walls, join};
}

const key = (seed: number) => reachKey(Buffer.alloc(32, seed));
const [ann, bob, eve] = [key(1), key(2), key(3)];

describe('two contacts and a stranger on one network', () => {
  const lan = createLan();
  const bobs = lan.join('10.0.0.2', bob, {ann});
  const eves = lan.join('10.0.0.3', eve, {});
  bobs.discovery.announce();
  eves.discovery.announce();
  const anns = lan.join('10.0.0.1', ann, {bob});
  anns.discovery.announce();
  lan.clock.advance(1000);

  test('the contacts see each other within a second, by one beacon and one answer', () => {
    expect(bobs.seen).toEqual(['ann at 10.0.0.1:4242']);
    expect(anns.seen).toEqual(['bob at 10.0.0.2:4242']);
  });

  test('the stranger sees nobody, and answers as a contact would', () => {
    expect(eves.seen).toEqual([]);
    const toAnn = lan.sent.filter(({to}) => to === '10.0.0.1');
    expect(toAnn.map(({from, bytes}) => [from, bytes.byteLength]).sort()).toEqual([
      ['10.0.0.2', 121],
      ['10.0.0.3', 121],
    ]);
  });

  test('beacons come again each minute, and answers at most each ten seconds', () => {
    const before = lan.sent.length;
    lan.clock.advance(10 * 60_000);
    const later = lan.sent.slice(before);
    for (const host of ['10.0.0.1', '10.0.0.2', '10.0.0.3']) {
      const beacons = later.filter(({from, to}) => from === host && to === 'all').length;
      expect(beacons).toBeGreaterThanOrEqual(8);
      expect(beacons).toBeLessThanOrEqual(14);
    }
  });
});

describe('a probe', () => {
  const probe = async (wall?: 'in' | 'out') => {
    const lan = createLan();
    const bobs = lan.join('10.0.0.2', bob, {});
    bobs.discovery.announce();
    const {discovery} = lan.join('10.0.0.1', ann, {});
    discovery.announce();
    lan.clock.advance(1000);
    if (wall !== undefined) {
      lan.walls.set('10.0.0.1', wall);
    }
    const echoes = discovery.probe();
    for (let pause = 0; pause < 3; pause++) {
      lan.clock.advance(300);
      await new Promise(setImmediate);
    }
    return await echoes;
  };

  test.each([
    [undefined, 'back'],
    ['in', 'lost'],
    ['out', 'refused'],
  ] as const)('finds a firewall that lets nothing %s: %s', async (wall, state) => {
    expect(await probe(wall)).toEqual([{name: 'eth0', state, others: 1}]);
  });
});

test('a beacon that is repeated from another address makes nobody dial', () => {
  const lan = createLan();
  const bobs = lan.join('10.0.0.2', bob, {ann});
  bobs.discovery.announce();
  const anns = lan.join('10.0.0.1', ann, {bob});
  anns.discovery.announce();
  anns.discovery.close();
  lan.clock.advance(20_000);
  const recorded = lan.sent.find(({from, to}) => from === '10.0.0.1' && to === 'all');
  bobs.seen.length = 0;
  lan.hosts.get('10.0.0.2')?.({bytes: recorded?.bytes ?? new Uint8Array(0), host: '10.0.0.66', port: 5000});
  lan.clock.advance(1000);
  expect(bobs.seen).toEqual([]);
});

test('nobody outside of the network is answered', () => {
  const lan = createLan();
  lan.join('10.0.0.2', bob, {}).discovery.announce();
  const before = lan.sent.length;
  lan.hosts.get('10.0.0.2')?.({bytes: new Uint8Array(121).fill(1), host: '10.0.1.9', port: 5000});
  lan.clock.advance(1000);
  expect(lan.sent.length).toBe(before);
});

test.each([
  ['10.0.0.1', '255.255.255.0', '10.0.0.200', true],
  ['10.0.0.1', '255.255.255.0', '10.0.1.1', false],
  ['172.16.5.4', '255.240.0.0', '172.31.0.1', true],
  ['172.16.5.4', '255.240.0.0', '172.32.0.1', false],
  ['fe80::1%eth0', 'ffff:ffff:ffff:ffff::', 'fe80::2%eth0', true],
  ['fe80::1%eth0', 'ffff:ffff:ffff:ffff::', '2001:db8::2', false],
  ['fe80::1%eth0', 'ffff:ffff:ffff:ffff::', '10.0.0.1', false],
])('%s/%s and %s share a network: %s', (host, netmask, other, expected) => {
  expect(isOnLink({host, netmask, name: 'eth0'}, other)).toBe(expected);
});
