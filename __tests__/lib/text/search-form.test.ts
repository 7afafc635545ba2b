import {expect, test} from '@jest/globals';
import fc from 'fast-check';
import {mappedSearchForm, searchForm} from '../../../src/lib/text/search-form.ts';

test.each([
  ['', ' '],
  ['?!', ' '],
  ['At noon, (not) at one.', ' at noon not at one '],
  ['ＡＢＣ １２３', ' abc 123 '],
  ['我的PC👍坏了', ' 我的 pc 👍 坏了 '],
  ['soft\u00adhyphen', ' softhyphen '],
  ['हिन्दी', ' हिन्दी '],
  ['Ёлка', ' елка '],
  ['أهلاً', ' اهلا '],
  ['\u1112\u1161\u11ab', ' 한 '],
])('%j is %j', (text, form) => {
  expect(searchForm(text)).toBe(form);
  expect(mappedSearchForm(text).form).toBe(form);
});

test('the short way for ASCII leads to the same', () => {
  const ascii = fc.string({unit: 'binary-ascii', maxLength: 30});
  fc.assert(
    fc.property(ascii, text => searchForm(text) === mappedSearchForm(text).form),
    {numRuns: 2000},
  );
});

test('each unit but the last comes from a stretch of the text, and those rise', () => {
  fc.assert(
    fc.property(fc.string({unit: 'binary', maxLength: 30}), text => {
      const {form, from, to} = mappedSearchForm(text);
      expect(searchForm(text)).toBe(form);
      expect(form.length - from.length).toBeLessThanOrEqual(1);
      expect(from.every((start, at) => start >= (from[at - 1] ?? 0) && start < (to[at] ?? 0))).toBe(true);
    }),
    {numRuns: 1000},
  );
});
