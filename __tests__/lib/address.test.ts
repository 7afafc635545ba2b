import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {formatAddress, parseAddress, parsePort} from '../../src/lib/address.ts';

describe('parseAddress', () => {
  test.each([
    ['192.168.1.20:4242', '192.168.1.20', 4242],
    ['192.168.1.20 4242', '192.168.1.20', 4242],
    ['  example.org:1 ', 'example.org', 1],
    ['Example.ORG\t65535', 'example.org', 65535],
    ['localhost:04242', 'localhost', 4242],
    ['my_host-1:80', 'my_host-1', 80],
    ['müller.example:80', 'müller.example', 80],
    ['[::1]:4242', '::1', 4242],
    ['[2001:DB8::0001]:4242', '2001:db8::1', 4242],
    ['[::ffff:10.0.0.1]:4242', '::ffff:a00:1', 4242],
    ['[fe80::1%eth0]:4242', 'fe80::1%eth0', 4242],
    ['[::1] 4242', '::1', 4242],
    ['::1 4242', '::1', 4242],
  ])('reads %j', (text, host, port) => {
    expect(parseAddress(text)).toEqual({host, port});
  });

  test.each([
    ['', 'is not an address'],
    ['   ', 'is not an address'],
    ['a b c', 'is not an address'],
    ['example.org', 'has no port'],
    [':4242', 'has no port'],
    ['[::1]', 'has no port'],
    ['[::1]4242', 'has no port'],
    ['[::1', 'has no port'],
    ['::1', 'an IPv6 address goes into brackets'],
    ['2001:db8::1:4242', 'an IPv6 address goes into brackets'],
    ['tcp://host:4242', 'an IPv6 address goes into brackets'],
    ['[:::]:4242', 'is not an IPv6 address'],
    ['[1::2::3]:4242', 'is not an IPv6 address'],
    ['[example.org]:4242', 'is not a host'],
    ['256.1.1.1:4242', 'is not a host'],
    ['1.2.3:4242', 'is not a host'],
    ['-rf:4242', 'is not a host'],
    ['a/b:4242', 'is not a host'],
    ['user@host:4242', 'is not a host'],
    ['\u001b[2J:4242', 'is not a host'],
    [`${'a'.repeat(254)}:4242`, 'is not a host'],
  ])('says what is wrong with %j', (text, problem) => {
    const expected = {
      code: 'ADDRESS_INVALID',
      message: expect.stringMatching(/^"[^\p{Cc}]{0,60}" .*Write host:port, as in 192\.168\.1\.20:4242/u),
    };
    expect(() => parseAddress(text)).toThrow(expect.objectContaining(expected));
    expect(() => parseAddress(text)).toThrow(problem);
  });

  test.each(['0', '65536', '999999', '-1', '+80', '80.0', '1e3', '0x50', 'abc', '', '４２'])(
    'refuses the port %j',
    port => {
      const expected = {code: 'PORT_INVALID', message: expect.stringContaining('from 1 to 65535')};
      expect(() => parseAddress(`example.org:${port}`)).toThrow(expect.objectContaining(expected));
      expect(() => parsePort(port)).toThrow(expect.objectContaining(expected));
    },
  );

  test('reads back what formatAddress wrote', () => {
    const host = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain());
    fc.assert(
      fc.property(host, fc.integer({min: 1, max: 65535}), (name, port) => {
        const address = parseAddress(formatAddress({host: name, port}));
        expect(parseAddress(formatAddress(address))).toEqual(address);
        expect(address.port).toBe(port);
      }),
    );
  });

  test('answers any text at once', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary'}), text => {
        try {
          parseAddress(text);
        } catch (error) {
          expect(error).toMatchObject({code: expect.stringMatching(/^(ADDRESS|PORT)_INVALID$/)});
        }
      }),
    );
  });
});

test('formatAddress puts IPv6 into brackets', () => {
  expect(formatAddress({host: '::1', port: 4242})).toBe('[::1]:4242');
  expect(formatAddress({host: '127.0.0.1', port: 4242})).toBe('127.0.0.1:4242');
});
