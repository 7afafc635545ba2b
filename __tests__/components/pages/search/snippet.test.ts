import {expect, test} from '@jest/globals';
import {snippetOf} from '../../../../components/pages/search/snippet.ts';
import {textWidth} from '../../../../components/text/width.ts';
import {searchWords} from '../../../../src/lib/text/search-words.ts';

/** The row, cut where the page cuts it, with the hits in brackets. */
function row(text: string, typed: string, width: number): string {
  const snippet = snippetOf(text, searchWords(typed), width);
  const [hit] = snippet.found;
  expect(hit === undefined || textWidth(snippet.text.slice(0, hit.to)) <= width).toBe(true);
  return hit === undefined
    ? snippet.text
    : `${snippet.text.slice(0, hit.from)}[${snippet.text.slice(hit.from, hit.to)}]${snippet.text.slice(hit.to)}`;
}

test.each([
  ['at noon or so', 'noon', 20, 'at [noon] or so'],
  ['many words stand before the noon here', 'noon', 20, '…the [noon] here'],
  [`${'语'.repeat(60)}天気が`, '天気', 20, '…语语语[天気]が'],
  [`${'x'.repeat(60)}noon`, 'noon', 20, '…xxxxxx[noon]'],
  [`${'👩\u200d🚀'.repeat(40)}🍕`, '🍕', 20, `…${'👩\u200d🚀'.repeat(3)}[🍕]`],
  ['one\ntwo', 'two', 20, 'one [two]'],
])('of %j for %j in %d columns: %j', (text, typed, width, expected) => {
  expect(row(text, typed, width)).toBe(expected);
});
