import {randomInt} from 'node:crypto';
import {expect, test} from '@jest/globals';
import type {Heard} from '../../../src/net/lan/beacon-queue.ts';
import {type LanSocket, lanAddresses, openLanSocket} from '../../../src/net/lan/lan-socket.ts';

const LOOPBACK = {host: '127.0.0.1', netmask: '255.0.0.0', name: 'lo'};
const beacon = new Uint8Array(121).fill(1);
const port = randomInt(20_000, 60_000);

/** A socket, and a promise of the first datagram that it hears. */
function open(): {readonly socket: LanSocket; readonly heard: Promise<Heard>} {
  const {promise, resolve} = Promise.withResolvers<Heard>();
  return {socket: openLanSocket([LOOPBACK], resolve, port), heard: promise};
}

test('what is announced is heard by all on the network, and can be answered', async () => {
  const [one, two, three] = [open(), open(), open()];
  // Sent again until it is heard: a membership takes effect some time after the socket was opened.
  const timer = setInterval(() => one.socket.announce(LOOPBACK, beacon), 20);
  const heard = await two.heard;
  await three.heard;
  clearInterval(timer);
  expect(heard).toMatchObject({host: '127.0.0.1', bytes: Buffer.from(beacon)});
  expect(heard.port).not.toBe(port);
  const answered = open();
  two.socket.answer(
    LOOPBACK,
    heard,
    beacon.map((byte, index) => (index === 0 ? byte : 7)),
  );
  expect(Buffer.from((await one.heard).bytes)[0]).toBe(1);
  for (const {socket} of [one, two, three, answered]) {
    socket.close();
  }
});

test('a wrong address opens nothing and breaks nothing', () => {
  const socket = openLanSocket(
    [{host: '203.0.113.9', netmask: '255.255.255.0', name: 'nosuch'}],
    () => {},
    port,
  );
  socket.announce({host: '203.0.113.9', netmask: '', name: 'nosuch'}, beacon);
  socket.close();
});

test('beacons go from IPv4 and link-local IPv6 addresses, with the zone of their interface', () => {
  const info = {mac: '', cidr: null};
  expect(
    lanAddresses({
      lo: [{...info, address: '127.0.0.1', netmask: '255.0.0.0', family: 'IPv4', internal: true}],
      eth0: [
        {...info, address: '192.168.1.20', netmask: '255.255.255.0', family: 'IPv4', internal: false},
        {...info, address: '2001:db8::1', netmask: 'ffff::', family: 'IPv6', scopeid: 0, internal: false},
        {...info, address: 'fe80::1', netmask: 'ffff::', family: 'IPv6', scopeid: 2, internal: false},
      ],
    }),
  ).toEqual([
    {host: '192.168.1.20', netmask: '255.255.255.0', name: 'eth0'},
    {host: 'fe80::1%eth0', netmask: 'ffff::', name: 'eth0'},
  ]);
});
