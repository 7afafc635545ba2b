import {expect, test} from '@jest/globals';
import {drawText} from '../../../components/log/body.ts';
import {inlineMarksOf} from '../../../components/log/inline-marks.ts';
import {linkTarget} from '../../../components/log/links.ts';
import {textWidth} from '../../../components/text/width.ts';
import {createPainter, monochromeTheme, type Painter} from '../../../components/theme/theme.ts';
import {BOB_KEY, entry, peer, snapshot} from '../../support/facts.ts';
import {drawScreen} from '../../support/screen.tsx';

const marks = (line: string) => inlineMarksOf(line).map(({from, to, role}) => [role, line.slice(from, to)]);

test.each([
  ['a *b c* d', [['strong', '*b c*']]],
  [
    '_so_, `npm ci` (*now*)',
    [
      ['emphasis', '_so_'],
      ['snippet', '`npm ci`'],
      ['strong', '*now*'],
    ],
  ],
  ['`a *b* c`', [['snippet', '`a *b* c`']]],
  ['2 * 3 * 4, snake_case_name, a*b*c, **x**, * a *', []],
  ['_a* *b_', [['emphasis', '_a* *b_']]],
  [`*${'x'.repeat(501)}*`, []],
])('%p', (line, expected) => {
  expect(marks(line)).toEqual(expected);
});

test('a line of nothing but signs costs little', () => {
  expect(marks('*_`'.repeat(20_000))).toEqual([]);
});

const named: Painter = {
  paint: (role, text) => `<${role}>${text}</>`,
  paintPerson: (_, text) => text,
  link: (target, painted) => `{${target}}${painted}{}`,
};

test('marks and links are painted, their signs stay; a link leads from each of its rows to all of it', () => {
  expect(
    drawText('*see* https://a.example/1234567890_x_y', {width: 22, painter: named, mention: null}),
  ).toEqual([
    '<strong>*see*</>',
    '{https://a.example/1234567890_x_y}<link>https://a.example/1234</>{}',
    '{https://a.example/1234567890_x_y}<link>567890_x_y</>{}',
  ]);
});

test.each([
  ['https://a.example/ä?q=日本', 'https://a.example/%C3%A4?q=%E6%97%A5%E6%9C%AC'],
  ['https://a.example/\u0007\u001b]8;;', 'https://a.example/%07%1B]8;;'],
  ['https://a.example/\ud800', 'https://a.example/%EF%BF%BD'],
  ['javascript:alert(1)', null],
  ['file:///etc/passwd', null],
])('%j leads to %j', (link, target) => {
  expect(linkTarget(link)).toBe(target);
});

test('codes of links take no columns', () => {
  const {link} = createPainter(monochromeTheme, {hasLinks: true});
  expect(link?.('https://a.example/', 'here')).toBe('\x1b]8;;https://a.example/\x07here\x1b]8;;\x07');
  expect(textWidth(link?.('https://a.example/', 'here') ?? '')).toBe(4);
  expect(createPainter(monochromeTheme).link).toBeUndefined();
});

test('they come through the renderer', async () => {
  const screen = await drawScreen({hasLinks: true});
  await screen.push({type: 'ready', snapshot: snapshot({peers: [peer(BOB_KEY, 'bob')]})});
  await screen.open(BOB_KEY, entry(1, 'at https://a.example/x now'));
  expect(screen.frame()).toContain('at \x1b]8;;https://a.example/x\x07https://a.example/x\x1b]8;;\x07 now');
  screen.close();
});
