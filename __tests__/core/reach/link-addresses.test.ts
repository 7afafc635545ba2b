import {expect, test} from '@jest/globals';
import {fromLinkAddresses, toLinkAddresses} from '../../../src/core/reach/link-addresses.ts';

test.each([
  [
    ['192.168.1.2:4242', '[2001:db8::7]:4242', '127.0.0.1:4242', '[::1]:4242'],
    ['192.168.1.2', '2001:db8::7'],
  ],
  [['localhost:4242', '127.0.0.1:4242'], ['127.0.0.1']],
  [['203.0.113.5:4242', 'host.example:4242'], ['203.0.113.5']],
])('of %j a link holds %j', (own, held) => {
  expect(fromLinkAddresses(toLinkAddresses(own)).map(({host}) => host)).toEqual(held);
});
