import {describe, expect, test} from '@jest/globals';
import {textWidth} from '../../components/text/width.ts';
import {inForm, limitOutput} from '../../src/app/ascii-output.ts';
import {outputForm} from '../../src/terminal/charset.ts';

describe('where only ASCII may leave', () => {
  test.each([
    ['● bob  ✓✓ │ …', '* bob  ++ | ~'],
    ['naïve café, “so” – ßtraße', 'naive cafe, "so" - strase'],
    ['e\u0301', 'e'],
    ['日本', '????'],
    ['ﬁ Å ½', 'f A 1'],
    ['\u069b2J', '?2J'],
    ['\x1b[31mä\x1b[39m', '\x1b[31ma\x1b[39m'],
    ['👍🏽!', '??!'],
    ['\u009b2J', '2J'],
  ])('%j leaves as %j', (text, expected) => {
    expect(inForm(text, 'ascii')).toBe(expected);
  });

  test('no byte over 127 leaves, and every cluster keeps its columns', () => {
    for (let code = 0x80; code < 0x20000; code += code < 0x800 ? 1 : 61) {
      const character = String.fromCodePoint(code);
      if (character.isWellFormed()) {
        const shown = inForm(character, 'ascii');
        expect([code, /^[ -~]*$/.test(shown), shown.length]).toEqual([code, true, textWidth(character)]);
      }
    }
  });
});

test('signs of the screen alone can be ASCII', () => {
  expect(inForm('● bob · naïve ✓✓ 日', 'marks')).toBe('* bob - naïve ++ 日');
});

test.each([
  ['auto', {LC_ALL: 'C'}, 'ascii'],
  ['auto', {LC_ALL: 'C', LANG: 'de_DE.UTF-8'}, 'ascii'],
  ['auto', {LC_ALL: '', LANG: 'de_DE.UTF-8'}, 'unicode'],
  ['auto', {LC_CTYPE: 'en_US.utf8', LANG: 'C'}, 'unicode'],
  ['auto', {LANG: 'de_DE.ISO-8859-1'}, 'ascii'],
  ['auto', {}, 'ascii'],
  ['ascii', {LANG: 'C.UTF-8'}, 'marks'],
  ['ascii', {LANG: 'C'}, 'ascii'],
  ['unicode', {LC_ALL: 'C'}, 'unicode'],
] as const)('marks %s in %j: %s', (marks, environment, expected) => {
  expect(outputForm(marks, environment, 'linux')).toBe(expected);
});

test('whoever writes, a limited stream takes only its form', () => {
  const written: string[] = [];
  let form: 'unicode' | 'ascii' = 'ascii';
  const stream = {write: (text: string) => written.push(text) > 0};
  limitOutput(stream, () => form);
  stream.write('●');
  form = 'unicode';
  stream.write('●');
  expect(written).toEqual(['*', '●']);
});
