import {describe, expect, test} from '@jest/globals';
import {answeredAt, dialBackAddress, isContactHost} from '../../../src/core/peers/peer-address.ts';
import type {Link} from '../../../src/net/link/link.ts';
import type {PeerRow} from '../../../src/storage/types.ts';
import {BOB_KEY} from '../../support/facts.ts';
import {peerRow} from '../../support/people.ts';

const bob = (more: Partial<PeerRow>) => peerRow(BOB_KEY, 'bob', more);

test('somebody answered only where the address is proven', () => {
  expect(answeredAt(bob({address: 'a:1', addressProven: true}))).toBe('a:1');
  expect(answeredAt(bob({address: 'a:1', addressProven: false}))).toBeNull();
  expect(answeredAt(bob({address: null, addressProven: true}))).toBeNull();
});

describe('the host of a contact', () => {
  test.each<[string, boolean, string, Partial<PeerRow>]>([
    ['a name', true, 'home', {address: 'home:4242'}],
    ['an IPv4 address', true, '10.0.0.7', {address: '10.0.0.7:4242'}],
    ['an IPv6 address', true, 'fe80::1', {address: '[fe80::1]:4242'}],
    ['the port does not matter, nor is it part of it', false, 'home:4242', {address: 'home:4242'}],
    ['brackets are taken off the ends alone', true, 'a[b]c', {address: 'a[b]c:4242'}],
    ['another host', false, 'ho', {address: 'home:4242'}],
    ['only said', false, 'home', {address: 'home:4242', addressProven: false}],
    ['none', false, 'null', {address: null}],
    ['of somebody asked', false, 'home', {address: 'home:4242', relation: 'asking'}],
  ])('%s', (_, expected, host, row) => {
    expect(isContactHost([bob(row)], host)).toBe(expected);
  });

  test('one of many is enough, and nobody has none', () => {
    expect(isContactHost([bob({address: 'a:1'}), bob({address: 'b:1'})], 'b')).toBe(true);
    expect(isContactHost([], 'b')).toBe(false);
  });
});

describe('where somebody that came in can be dialled', () => {
  const link = (more: object) =>
    ({initiator: false, hello: {port: 4242}, remoteAddress: '10.0.0.7:50123', path: 'lan', ...more}) as Link;

  test.each<[string, string | null, Link]>([
    ['their host with their port', '10.0.0.7:4242', link({})],
    ['an IPv6 host keeps its brackets', '[fe80::1]:4242', link({remoteAddress: '[fe80::1]:50123'})],
    ['nowhere if we dialled', null, link({initiator: true})],
    ['nowhere if they do not listen', null, link({hello: {port: 0}})],
    ['nowhere behind a way that was punched', null, link({path: 'punched'})],
    ['nowhere behind a relay', null, link({path: 'relayed'})],
  ])('%s', (_, expected, given) => {
    expect(dialBackAddress(given)).toBe(expected);
  });
});
