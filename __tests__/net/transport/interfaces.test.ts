import type {NetworkInterfaceInfo} from 'node:os';
import {describe, expect, test} from '@jest/globals';
import {dialableAddresses, hasZone} from '../../../src/net/transport/interfaces.ts';

const interfaces = {
  lo: [address('127.0.0.1', true), address('::1', true)],
  eth0: [address('fe80::1', false), address('2001:db8::7', false), address('192.0.2.7', false)],
  wlan0: [address('169.254.3.4', false), address('198.51.100.9', false)],
  gone: undefined,
};

describe('dialableAddresses', () => {
  test('on all interfaces: others before loopback, IPv4 before IPv6', () => {
    expect(dialableAddresses('::', interfaces)).toEqual([
      '192.0.2.7',
      '198.51.100.9',
      '2001:db8::7',
      '127.0.0.1',
      '::1',
    ]);
  });

  test('without IPv6', () => {
    expect(dialableAddresses('0.0.0.0', interfaces)).toEqual(['192.0.2.7', '198.51.100.9', '127.0.0.1']);
  });

  test('on one address only that one', () => {
    expect(dialableAddresses('127.0.0.1', interfaces)).toEqual(['127.0.0.1']);
  });

  test('where there are only link-local addresses, loopback is not told', () => {
    const {lo} = interfaces;
    const [linkLocal, autoconfigured] = [address('fe80::1', false), address('169.254.3.4', false)];
    expect(dialableAddresses('::', {lo, eth0: [linkLocal]})).toEqual([]);
    expect(dialableAddresses('::', {lo, eth0: [autoconfigured, linkLocal]})).toEqual(['169.254.3.4']);
    expect(dialableAddresses('0.0.0.0', {lo, eth0: [autoconfigured]})).toEqual(['169.254.3.4']);
  });

  test('a machine without a network tells its loopback', () => {
    expect(dialableAddresses('::', {lo: interfaces.lo})).toEqual(['127.0.0.1', '::1']);
  });

  test('this machine has at least its loopback', () => {
    expect(dialableAddresses('0.0.0.0')).toContain('127.0.0.1');
  });
});

test.each([
  ['eth0', true],
  ['3', true],
  ['nosuch', false],
  ['4', false],
  ['', false],
])('a zone is an interface by name or number: %s', (zone, known) => {
  const eth0 = [{...address('fe80::1', false), family: 'IPv6' as const, scopeid: 3}];
  expect(hasZone(zone, {lo: interfaces.lo, eth0})).toBe(known);
});

function address(text: string, internal: boolean): NetworkInterfaceInfo {
  const common = {address: text, internal, mac: '00:00:00:00:00:00', netmask: '', cidr: null};
  return text.includes(':') ? {...common, family: 'IPv6', scopeid: 0} : {...common, family: 'IPv4'};
}
