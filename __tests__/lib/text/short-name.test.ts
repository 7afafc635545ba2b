import {expect, test} from '@jest/globals';
import fc from 'fast-check';
import {fitName, truncate} from '../../../components/text/fit.ts';
import {textWidth} from '../../../components/text/width.ts';
import {safeName} from '../../../src/identity/names/names.ts';
import {safeLine} from '../../../src/lib/text/safe-text.ts';

/** Without the mark behind letters that are written from the right. */
const bare = (name: string) => name.replace(/\u200e$/, '');

test.each([
  ['alice·k3f9', 20, 'alice·k3f9'],
  ['alice·k3f9', 10, 'alice·k3f9'],
  ['alice·k3f9', 8, 'al…·k3f9'],
  ['guest-p45x·sgmz', 12, 'guest-…·sgmz'],
  ['alice·k3f9', 6, '…·k3f9'],
  ['alice·k3f9', 5, '·k3f9'],
  ['alice·k3f9', 4, 'k3f9'],
  ['alice·k3f9ab', 5, 'f9ab'.padStart(5, '3')],
  ['alice·k3f9', 0, ''],
  ['太郎太郎·k3f9', 8, '太…·k3f9'],
  ['alice', 3, 'al…'],
  ['דנה·k3f9', 8, 'דנה·k3f9\u200e'],
])('%s in %i columns is %s', (name, width, expected) => {
  expect(fitName(name, width)).toBe(expected);
});

test('no width cuts the piece of the id, and none is exceeded', () => {
  const base = fc.string({unit: 'grapheme', maxLength: 32}).map(raw => safeName(raw, 'uxgbm2e4nekf'));
  const tail = fc.string({
    unit: fc.constantFrom(...'23456789abcdefghijkmnpqrstuvwxyz'),
    minLength: 4,
    maxLength: 12,
  });
  fc.assert(
    fc.property(base, tail, fc.nat(80), (name, id, width) => {
      const short = bare(fitName(safeLine(`${name}·${id}`), width));
      expect(textWidth(short)).toBeLessThanOrEqual(width);
      if (width > id.length) {
        expect(short.endsWith(`·${id}`)).toBe(true);
      } else {
        expect(short).toBe(`·${id}`.slice(id.length + 1 - width));
      }
    }),
  );
});

test('a name without a piece of an id is cut like any text', () => {
  fc.assert(
    fc.property(fc.string({unit: 'grapheme', maxLength: 40}), fc.nat(40), (raw, width) => {
      const name = safeName(raw, 'uxgbm2e4nekf');
      fc.pre(!name.includes('·'));
      expect(bare(fitName(name, width))).toBe(truncate(name, width));
    }),
  );
});
