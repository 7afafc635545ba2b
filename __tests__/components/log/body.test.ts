import {describe, expect, test} from '@jest/globals';
import {drawText} from '../../../components/log/body.ts';
import {linksOf} from '../../../components/log/links.ts';
import {textWidth} from '../../../components/text/width.ts';
import type {Painter} from '../../../components/theme/theme.ts';

/** Shows what is painted how: `<link|text>`. */
const painter: Painter = {
  paint: (role, text) => `<${role}|${text}>`,
  paintPerson: (_, text) => text,
};
const bare: Painter = {paint: (_, text) => text, paintPerson: (_, text) => text};

const draw = (text: string, width = 40, mention: string | null = null) =>
  drawText(text, {width, painter, mention});

describe('links', () => {
  test.each([
    ['see https://example.org/a_b?c=d#e now', 'https://example.org/a_b?c=d#e'],
    ['(https://example.org/x)', 'https://example.org/x'],
    ['https://en.example.org/wiki/A_(b)', 'https://en.example.org/wiki/A_(b)'],
    ['http://example.org.', 'http://example.org'],
    ['HTTPS://EXAMPLE.ORG!', 'HTTPS://EXAMPLE.ORG'],
    ['https://example.org/a_((b)))..)!', 'https://example.org/a_((b))'],
    [`https://${'a'.repeat(2040)}`, `https://${'a'.repeat(2040)}`],
    ['<https://example.org>', 'https://example.org'],
    ['"https://example.org"', 'https://example.org'],
  ])('in %s', (text, link) => {
    expect(linksOf(text).map(({from, to}) => text.slice(from, to))).toEqual([link]);
  });

  test.each([
    'https://',
    'https://.',
    `https://${')'.repeat(16_000)}`,
    `https://${'a'.repeat(2041)}`,
    'ftp://example.org',
    'javascript:alert(1)',
    'file:///etc',
    'xhttp://a',
  ])('none in %s', text => {
    expect(linksOf(text)).toEqual([]);
  });

  test('are underlined, on both rows if they are long', () => {
    expect(draw('go to https://example.org/0123456789 now', 20)).toEqual([
      'go to',
      '<link|https://example.org/>',
      '<link|0123456789> now',
    ]);
  });

  test('are the text itself: nothing is shown that is not the target', () => {
    const rows = drawText('[bank](https://evil.example)', {width: 60, painter: bare, mention: null});
    expect(rows).toEqual(['[bank](https://evil.example)']);
  });
});

describe('code between fences', () => {
  test('stands in a block, with all its spaces', () => {
    expect(draw('look:\n```ts\nif (a)  {\n    b();\n}\n```\nnice')).toEqual([
      'look:',
      '<border|│ >if (a)  {',
      '<border|│ >    b();',
      '<border|│ >}',
      'nice',
    ]);
  });

  test('is cut at the edge, not between words', () => {
    expect(draw('```\nabc def  ghi\n```', 9)).toEqual(['<border|│ >abc def', '<border|│ >  ghi']);
  });

  test('has no links and no names in it', () => {
    expect(draw('```\nann https://example.org\n```', 40, 'ann')).toEqual([
      '<border|│ >ann https://example.org',
    ]);
  });

  test('needs a closing fence', () => {
    expect(draw('```\nabc')).toEqual(['```', 'abc']);
    expect(draw('a ``` b')).toEqual(['a ``` b']);
    expect(draw('```\n```')).toEqual(['<border|│ >']); // no message is without a row
  });
});

describe('the own name', () => {
  test.each([
    ['ann, tea?', '<mention|ann>, tea?'],
    ['@Ann!', '@<mention|Ann>!'],
    ['ANN and annika', '<mention|ANN> and annika'],
    ['joann', 'joann'],
    ['https://example.org/ann ann', '<link|https://example.org/ann> <mention|ann>'],
  ])('%s', (text, row) => {
    expect(draw(text, 60, 'ann')).toEqual([row]);
  });

  test('may have any characters', () => {
    expect(draw('hi a.b (c)?', 60, 'a.b (c)')).toEqual(['hi <mention|a.b (c)>?']);
    expect(draw('hi axb (c)', 60, 'a.b (c)')).toEqual(['hi axb (c)']);
    expect(draw('日本 さん', 60, '日本')).toEqual(['<mention|日本> さん']);
  });

  test('of one letter is not looked for', () => {
    expect(draw('a b c', 60, 'a')).toEqual(['a b c']);
  });
});

test('no row is wider than asked', () => {
  const text =
    'x https://例え.example/日本語日本語日本語 ann 👩‍👩‍👧‍👦👩‍👩‍👧‍👦 e\u0301e\u0301 ann\n```\n日本語日本語\n```';
  for (let width = 4; width < 40; width++) {
    for (const row of drawText(text, {width, painter: bare, mention: 'ann'})) {
      expect(textWidth(row)).toBeLessThanOrEqual(width);
    }
  }
});
