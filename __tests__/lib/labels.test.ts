import {expect, test} from '@jest/globals';
import {labels} from '../../src/lib/labels.ts';

const all = Object.values(labels);

test('no label is the beginning of another one', () => {
  const clashes = all.flatMap(one => all.filter(other => other !== one && other.startsWith(one)));
  expect(clashes).toEqual([]);
  expect(new Set(all).size).toBe(all.length);
});

test('labels are ASCII, end in a version, and hold no zero byte', () => {
  expect(all.filter(label => !/^natter\/[a-z-]+(?:\/[a-z-]+)?\/\d+$/.test(label))).toEqual([]);
});
