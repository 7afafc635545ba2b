import {describe, expect, test} from '@jest/globals';
import {addressBlocks} from '../../../src/net/guard/address-block.ts';

describe('whom limits are counted for', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['0:0:0:0:0:ffff:c000:0207', '192.0.2.7'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0db8:0000:0000:ffff:ffff:ffff:ffff', '2001:db8:0:0::/64'],
    ['2001:DB8::dead:beef', '2001:db8:0:0::/64'],
    ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
    ['1:2:3::', '1:2:3:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['fe80::2%eth1', 'fe80:0:0:0::/64'],
  ])('%s counts as %s', (host, block) => {
    expect(addressBlocks(host)[0]).toEqual({name: block, weight: 1});
  });

  test.each(['somewhere', '', ':', ':::', '1:2', '%', '__proto__', '1.2.3', 'a%b'])(
    '%j is a host by itself',
    host => {
      expect(addressBlocks(host)).toEqual([{name: host, weight: 1}]);
    },
  );

  test('the networks around a host have more attempts than the host, and are shared by all in them', () => {
    expect(addressBlocks('2001:db8:12:34ab::1')).toEqual([
      {name: '2001:db8:12:34ab::/64', weight: 1},
      {name: '2001:db8:12:3400::/56', weight: 4},
      {name: '2001:db8:12::/48', weight: 16},
      {name: '2001:db8::/32', weight: 256},
    ]);
    expect(addressBlocks('192.0.2.7')).toEqual([
      {name: '192.0.2.7', weight: 1},
      {name: '192.0.2/24', weight: 16},
      {name: '192.0/16', weight: 256},
    ]);
    expect(addressBlocks('::ffff:c000:207')).toEqual(addressBlocks('192.0.2.7'));
  });
});
