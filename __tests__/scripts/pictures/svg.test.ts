import {expect, test} from '@jest/globals';
import xterm from '@xterm/headless';
import {readCells} from '../../../scripts/pictures/cells.ts';
import {DARK, LIGHT} from '../../../scripts/pictures/palette.ts';
import {drawFilm, drawSvg} from '../../../scripts/pictures/svg.ts';
import {graphemeWidths} from '../../support/pty.ts';

/** Draws what a terminal of 10 × 2 cells shows after some bytes; only what stands on the screen. */
async function draw(bytes: string, cursor: {column: number; row: number} | null = null): Promise<string[]> {
  const terminal = new xterm.Terminal({cols: 10, rows: 2, allowProposedApi: true});
  terminal.unicode.register(graphemeWidths);
  terminal.unicode.activeVersion = graphemeWidths.version;
  await new Promise<void>(resolve => terminal.write(bytes, resolve));
  const rows = readCells(terminal.buffer.active, 10, 2);
  return drawSvg({rows, columns: 10, title: 'a & b', cursor, ground: DARK}).split('\n').slice(3, -2);
}

test('the frame holds all cells and a title', () => {
  const svg = drawSvg({rows: [[], []], columns: 10, title: 'a & b', cursor: null, ground: DARK});
  expect(svg).toBe(`\
<svg xmlns="http://www.w3.org/2000/svg" width="114" height="62" viewBox="0 0 114 62" font-family="'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace" font-size="15">
<title>a &amp; b</title>
<rect width="114" height="62" rx="8" fill="#15181e"/>
</svg>
`);
});

test('one look is one text, set to the width of its cells', async () => {
  expect(await draw('ab \x1b[1;31mc<\x1b[0m\r\n d')).toEqual([
    '<text x="12" y="26" textLength="27" fill="#d5d9e0" xml:space="preserve">ab </text>',
    '<text x="39" y="26" textLength="18" fill="#f07178" font-weight="bold" xml:space="preserve">c&lt;</text>',
    '<text x="12" y="45" textLength="90" fill="#d5d9e0" xml:space="preserve"> d        </text>',
  ]);
});

test('wide characters stand at their own columns, and what follows at its', async () => {
  expect(await draw('a日本b🎉c')).toEqual([
    '<text x="12" y="26" textLength="9" fill="#d5d9e0" xml:space="preserve">a</text>',
    '<text x="21" y="26" fill="#d5d9e0" xml:space="preserve">日</text>',
    '<text x="39" y="26" fill="#d5d9e0" xml:space="preserve">本</text>',
    '<text x="57" y="26" textLength="9" fill="#d5d9e0" xml:space="preserve">b</text>',
    '<text x="66" y="26" fill="#d5d9e0" xml:space="preserve">🎉</text>',
    '<text x="84" y="26" textLength="18" fill="#d5d9e0" xml:space="preserve">c </text>',
  ]);
});

test('colours: inverse, dim, from the cube, of their own', async () => {
  expect(await draw('\x1b[7ma\x1b[27;2mb\x1b[22;38;5;208mc\x1b[38;5;240md\x1b[38;2;1;2;3;48;5;4me')).toEqual([
    '<rect x="12" y="12" width="9" height="19" fill="#d5d9e0"/>',
    '<rect x="48" y="12" width="9" height="19" fill="#7aa8ff"/>',
    '<text x="12" y="26" textLength="9" fill="#15181e" xml:space="preserve">a</text>',
    '<text x="21" y="26" textLength="9" fill="#d5d9e0" opacity="0.6" xml:space="preserve">b</text>',
    '<text x="30" y="26" textLength="9" fill="#ff8700" xml:space="preserve">c</text>',
    '<text x="39" y="26" textLength="9" fill="#585858" xml:space="preserve">d</text>',
    '<text x="48" y="26" textLength="9" fill="#010203" xml:space="preserve">e</text>',
  ]);
});

test('lines of boxes are drawn from edge to edge of their cells', async () => {
  expect(await draw('──│')).toEqual([
    '<path d="M16.5 21.5H21M16.5 21.5H12M25.5 21.5H30M25.5 21.5H21" stroke="#d5d9e0" fill="none"/>',
    '<path d="M34.5 21.5V12M34.5 21.5V31" stroke="#d5d9e0" fill="none"/>',
  ]);
});

test('the cursor', async () => {
  expect(await draw('', {column: 3, row: 1})).toEqual([
    '<rect x="39" y="31" width="2" height="19" fill="#ffffff"/>',
  ]);
});

test('a film draws once what stays, shows each change in its time, and its end to who wants nothing that moves', async () => {
  const terminal = new xterm.Terminal({cols: 10, rows: 2, allowProposedApi: true});
  const frames = [];
  for (const [bytes, seconds] of [
    ['a\r\n1', 1],
    ['\b2', 3],
  ] as const) {
    await new Promise<void>(resolve => terminal.write(bytes, resolve));
    frames.push({rows: readCells(terminal.buffer.active, 10, 2), cursor: null, seconds});
  }
  expect(drawFilm(frames, {columns: 10, title: 'two', ground: DARK}).split('\n').slice(3, -2)).toEqual([
    '<style>.f{visibility:hidden;animation:4s step-end infinite}',
    '@keyframes f0{0.00%{visibility:visible}25.00%{visibility:hidden}}.f0{animation-name:f0}',
    '@keyframes f1{0%{visibility:hidden}25.00%{visibility:visible}}.f1{animation-name:f1}',
    '@media (prefers-reduced-motion:reduce){.f{animation:none}.last{visibility:visible}}</style>',
    '<text x="12" y="26" textLength="90" fill="#d5d9e0" xml:space="preserve">a         </text>',
    '<g class="f f0">',
    '<text x="12" y="45" textLength="90" fill="#d5d9e0" xml:space="preserve">1         </text>',
    '</g>',
    '<g class="f f1 last">',
    '<text x="12" y="45" textLength="90" fill="#d5d9e0" xml:space="preserve">2         </text>',
    '</g>',
  ]);
});

test('on a light ground the same cells have its colours', async () => {
  const cell = {text: 'a', column: 0, width: 1, isBold: false, isDim: false, isItalic: false};
  const look = {...cell, isUnderlined: false, foreground: 1, background: null};
  const rows = [[{...look, isInverse: false}], [{...look, isInverse: true}]];
  const svg = drawSvg({rows, columns: 1, title: 'two', cursor: {column: 0, row: 0}, ground: LIGHT});
  expect(svg.match(/fill="[^"]+"/g)).toEqual([
    'fill="#fbfaf7"',
    'fill="#b3261e"',
    'fill="#b3261e"',
    'fill="#fbfaf7"',
    'fill="#000000"',
  ]);
});
