import {expect, test} from '@jest/globals';
import fc from 'fast-check';
import {entryId, isEntryId, parseEntryId} from '../../src/identity/entry-id.ts';
import {shortId} from '../../src/identity/short-id.ts';
import {peerKey} from '../../src/lib/ids.ts';

const KEY = peerKey('03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8');

test('is the author, the epoch and the sequence', () => {
  expect(entryId(KEY, 123_456_789, 46)).toBe(`${shortId(KEY)}.21i3v9.1a`);
});

test('can be taken apart again, whatever the numbers', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (epoch, sequence) => {
      const id = entryId(KEY, epoch, sequence);
      expect(parseEntryId(id)).toEqual({author: shortId(KEY), epoch, sequence});
      expect(parseEntryId(id.toUpperCase())).toEqual({author: shortId(KEY), epoch, sequence});
    }),
  );
});

test.each([
  '',
  'hello',
  'k3f9k3f9k3f9',
  'k3f9k3f9k3f9.1',
  'k3f9k3f9k3f9.1.1.1',
  'k3f9k3f9k3f.1.1',
  'k3f9k3f9k3f90.1.1',
  'k3f9k3f9k3f9..1',
  'k3f9k3f9k3f9.01.1',
  'k3f9k3f9k3f9.-1.1',
  'k3f9k3f9k3f9.1.1 ',
  'k3f9k3f9k3f9.zzzzzzzzzzz.1',
  'k3f9k3f9k3f9.1.2gosa7pa2gw',
  'www.example.com',
])('%j is none', text => {
  expect(isEntryId(text)).toBe(false);
});
