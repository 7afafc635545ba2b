import {readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {graphemes} from '../../../src/lib/text/graphemes.ts';
import {MAX_GRAPHEME} from '../../../src/lib/text/oversized-graphemes.ts';
import {
  isSafe,
  joinSafe,
  type SafeText,
  safe,
  safeLine,
  safeText,
  storedText,
} from '../../../src/lib/text/safe-text.ts';

import {createStepCounter} from '../../support/steps.ts';

type HostileText = {readonly name: string; readonly text: string; readonly repeat?: number};

const hostileTexts: readonly HostileText[] = fixture('hostile-text.json');
const hostileStrings: readonly string[] = [
  ...fixture<string[]>('hostile-names.json'),
  ...fixture<string[]>('hostile-filenames.json'),
];

function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8'));
}

/** What may never be in safe text, said once more without the ranges that the product uses. */
function forbidden(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  const control = (code < 0x20 && code !== 0x0a) || (code >= 0x7f && code <= 0x9f);
  const nothing = /[\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u.test(character);
  const hidden = /[\u00ad\u115f\u1160\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]|\u034f/u;
  return control || nothing || hidden.test(character) || (code >= 0xfff9 && code <= 0xfffb);
}

function expectSafe(text: string): void {
  expect(text.isWellFormed()).toBe(true);
  expect(text.normalize('NFC')).toBe(text);
  expect([...text].filter(forbidden)).toEqual([]);
  expect(text).not.toMatch(/\p{M}{4}[\p{M}--\p{scx=Myanmar}]|\p{M}{7}/v);
  expect(graphemes(text).filter(grapheme => [...grapheme].length > MAX_GRAPHEME)).toEqual([]);
  expect(isSafe(text)).toBe(true);
}

/** Letters, marks, joiners and trouble, so that random text often has them side by side. */
const pieces = [
  ...['a', 'b', ' ', '\n', '\t', '\r', '\r\n', '1', '#', '\u20e3', '\ufe0f', '\ufe0e', '\u200d', '\u200c'],
  ...['👩', '❤', '🏻', '🏿', '🇦', '🇩', '🏴', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'],
  ...['\u{e0067}', '\u{e007f}', '\u0301', '\u0323', '\u0308', '\u05b4', '\u064b', '\u0345', '\u{1d165}'],
  ...[
    'क',
    '\u094d',
    'ष',
    '\u093e',
    'ক',
    '\u09cd',
    'ന',
    '\u0d4d',
    'ے',
    'م',
    'ی',
    '\u0600',
    '\u06dd',
    '\u{110bd}',
  ],
  ...[
    '\u1100',
    '\u1161',
    '\u11a8',
    '가',
    '\u0e33',
    'ก',
    '\uff9e',
    'ｶ',
    '\u1820',
    '\u180b',
    '\u180e',
    'ཀ',
    '\u0f90',
  ],
  ...[
    '\u0000',
    '\u001b',
    '\u007f',
    '\u009b',
    '\u00ad',
    '\u061c',
    '\u200b',
    '\u202e',
    '\u2028',
    '\ue000',
    '\ufffe',
  ],
  ...[
    '\ud800',
    '\udc00',
    '\u3164',
    '\u034f',
    '\u2126',
    '\u0f73',
    '\u0958',
    '\ufffd',
    '\u25cc',
    '\u0d4e',
    '\u1039',
  ],
];
const nasty = fc.array(fc.constantFrom(...pieces), {maxLength: 60}).map(parts => parts.join(''));
const repetitive = fc
  .tuple(fc.array(fc.constantFrom(...pieces), {minLength: 1, maxLength: 4}), fc.integer({min: 1, max: 80}))
  .map(([parts, times]) => parts.join('').repeat(times));
const anything = fc.string({unit: 'binary', maxLength: 60});

describe('safeText', () => {
  test.each(hostileTexts.map(({name, ...rest}) => ({name, ...rest})))(
    'is safe after: $name',
    ({text, repeat}) => {
      expectSafe(safeText(text.repeat(repeat ?? 1)));
      expectSafe(safeLine(text.repeat(repeat ?? 1)));
    },
  );

  test.each(hostileStrings)('is safe after a hostile name or file name: %j', text => {
    expectSafe(safeText(text));
    expect(safeLine(text)).not.toContain('\n');
  });

  test.each([
    ['escape sequences', '\u001b[31mred\u0007', '␛[31mred␇'],
    ['a carriage return that overwrites', 'ok\rEVIL', 'ok␍EVIL'],
    ['the line ends of other systems', 'a\r\nb\nc', 'a\nb\nc'],
    ['tabs', 'a\tb', 'a    b'],
    ['NUL and DEL', '\u0000\u007f', '␀␡'],
    ['C1 controls', '\u009b31m\u0085', '\ufffd31m\ufffd'],
    ['direction overrides', '\u202etxt.exe\u202c\u2066\u061c', '\ufffdtxt.exe\ufffd\ufffd'],
    ['zero-width characters', 'a\u200bb\ufeffc\u00add\u2060', 'abcd'],
    ['line and paragraph separators', 'a\u2028b\u2029', 'a\ufffdb\ufffd'],
    ['private use and noncharacters', '\ue000\u{10fffe}\ufffe', '\ufffd\ufffd\ufffd'],
    ['unassigned characters', '\u0378', '\ufffd'],
    ['lone surrogates', '\ud800 x \udc00', '\ufffd x \ufffd'],
    ['tag characters', 'a\u{e0041}\u{e0001}', 'a\ufffd\ufffd'],
    ['a flag with tags that is none', '🏴\u{e0067}\u{e0062}\u{e007f}', '🏴\ufffd\ufffd\ufffd'],
    ['fillers', '\u3164\u115f\u1160\uffa0', '\ufffd\ufffd\ufffd\ufffd'],
    ['annotations', '\ufff9a\ufffab\ufffb', '\ufffda\ufffdb\ufffd'],
    ['joiners between Latin letters', 'a\u200db\u200cc', 'abc'],
    ['a joiner at the end of an emoji', '👩\u200d', '👩'],
    ['variation selectors on letters and digits', 'a\ufe0f1\ufe0f', 'a1'],
    ['marks of direction without letters from right to left', '\u200fab\u200e\u061c', 'ab'],
    ['several marks of direction', '\u200f\u200f\u061cא', '\u200fא'],
    ['a letter and its accent around nothing', 'e\u200b\u0301', '\u00e9'],
    ['variants of a Chinese character, once', '辻\u{e0100}\u{e0101}a\u{e0100}', '辻\u{e0100}a'],
    ['quotes of Windows-1252', 'it\u0092s \u0093so\u0094', 'it’s “so”'],
    ['decomposed letters', 'e\u0301', '\u00e9'],
    ['a pile of marks', `x${'\u0301'.repeat(1000)}y`, 'x\u0301\u0301\u0301\u0301\ufffdy'],
    ['marks that begin a line', '\u0301a\n\u0301b', '\u25cc\u0301a\n\u25cc\u0301b'],
  ])('shows %s', (_name, raw, shown) => {
    expect(safeText(raw)).toBe(shown);
  });

  test.each([
    ['emoji', '👍🏽 ❤️ ☎︎ 🥲'],
    ['families and kisses', '👩‍👩‍👧‍👦 👩🏻‍❤️‍💋‍👩🏿 👁️‍🗨️ 🐻‍❄️ 🏃🏽‍♀️‍➡️'],
    ['flags', '🇩🇪🇫🇷 🏳️‍🌈 🏴‍☠️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴󠁧󠁢󠁳󠁣󠁴󠁿🏴󠁧󠁢󠁷󠁬󠁳󠁿'],
    ['keycaps', '1️⃣#️⃣*️⃣'],
    ['Chinese, Japanese, Korean', '漢字、かな交じり文。カタカナ 한국어'],
    ['Arabic and Persian', 'السلام عليكم می‌خواهم ه‍'],
    ['Hebrew with points', 'שָׁלוֹם'.normalize('NFC')],
    ['Devanagari', 'क्षेत्रफल कार्त्स्न्यं क्‍ष'],
    ['Malayalam, Bengali, Sinhala', 'ന്‍ ശ്രീ র‍্য ශ්‍රී'],
    ['Khmer with zero-width spaces', 'អាស៊ី\u200bកណ្ដាល'],
    ['Malayalam with a non-joiner at the end of a word', 'അവന\u0d4d\u200c വന്നു'],
    ['Hebrew behind a mark of direction', '\u200fשלום\n\u200e1. שלום'],
    ['Thai', 'สวัสดีครับ น้ำ'],
    ['Tibetan and Burmese', 'རྒྱུ་ မြန်မာ လျှို့ဝှက်'],
    ['Vietnamese and Greek', 'Tiếng Việt ᾧ'],
    ['Mongolian', 'ᠮᠣᠩᠭᠣᠯ ᠊ᠠ᠋'.slice(0, 6)],
  ])('leaves %s as it is', (_name, text) => {
    expect(safeText(text)).toBe(text);
  });

  test('keeps newlines however many there are', () => {
    expect(safeText('\n'.repeat(20_000))).toBe('\n'.repeat(20_000));
  });

  test('cuts a chain of joined emoji into visible pieces of four', () => {
    expect(safeText('👩\u200d'.repeat(9))).toBe(`${'👩‍👩‍👩‍👩\ufffd'.repeat(2)}👩`);
  });

  test.each([
    ['conjuncts', 'क\u094d'],
    ['prepended signs', '\u0600'],
    ['jamo', '\u1100'],
    ['vowel jamo', '\u1161'],
    ['skin tones', '🏿'],
    ['sara am', '\u0e33'],
    ['voiced marks', '\uff9e'],
    ['enclosing marks', '\u20dd'],
  ])('cuts a giant grapheme of %s', (_name, piece) => {
    const shown = safeText(`x${piece.repeat(5000)}y`);
    expectSafe(shown);
    expect(shown.startsWith('x')).toBe(true);
    expect(shown.endsWith('y')).toBe(true);
    expect(shown).toContain('\ufffd');
  });

  test('whatever single character is repeated, no grapheme grows', () => {
    const grown: number[] = [];
    for (let code = 0xa0; code < 0x20_000; code += 1) {
      const character = String.fromCodePoint(code);
      if (/[\p{Ideographic}\p{Cn}\uac00-\ud7a3]/u.test(character)) {
        continue; // too many, and none of them joins
      }
      const text = safeText(`a${character.repeat(40)}`);
      if (graphemes(text).some(grapheme => [...grapheme].length > MAX_GRAPHEME)) {
        grown.push(code);
      }
    }
    expect(grown).toEqual([]);
  });

  test('whatever comes in, what comes out is safe and stays as it is', () => {
    fc.assert(
      fc.property(fc.oneof(nasty, repetitive, anything), text => expectSafe(safeText(text))),
      {
        numRuns: 1500,
      },
    );
  });

  test('one line stays one line', () => {
    fc.assert(
      fc.property(fc.oneof(nasty, anything), text => {
        const line = safeLine(text);
        expect(line).not.toMatch(/[\n\r\t]/);
        expect(safeLine(line)).toBe(line);
      }),
      {numRuns: 500},
    );
  });

  test.each([
    ['ASCII', 'A'],
    ['Chinese', '漢'],
    ['controls', '\u0007'],
    ['zalgo in two classes', '\u0301\u0323'],
    ['joiners', '\u200d'],
    ['joined emoji', '👩\u200d'],
    ['conjuncts', 'क\u094d\u200d'],
    ['Thai', 'ก'],
    ['lines of marks', '\n\u0301'],
    ['prepended signs and letters', `${'\u0600'.repeat(9)}a`],
  ])('does work in proportion: %s', (_name, piece) => {
    const steps = createStepCounter();
    const cost = (length: number) => {
      const text = piece.repeat(Math.ceil(length / piece.length));
      safeText(text); // what is made once is made
      steps.forget();
      return steps.count(() => safeText(text));
    };
    const [before, after] = [cost(4096), cost(16_384)];
    steps.close();
    expect(after).toBeLessThan(5 * before + 1000);
  });
});

describe('safeLine', () => {
  test('shows line breaks by a mark and tabs as a space', () => {
    expect(safeLine('alice\nbob:\r\thi')).toBe('alice␊bob:␍ hi');
    expect(safeLine('a\r\nb')).toBe('a␊b');
  });
});

describe('composing', () => {
  const name = safeLine('ali\u001bce');

  test('safe puts safe pieces and numbers into literal text', () => {
    const text: SafeText = safe`${name} has ${3} new\n`;
    expect(text).toBe('ali␛ce has 3 new\n');
  });

  test('the compiler refuses a plain string', () => {
    const plain: string = 'x';
    // @ts-expect-error A plain string may hold anything.
    const text: SafeText = plain;
    // @ts-expect-error A plain string may hold anything.
    expect(safe`${plain}`).toBe(text);
  });

  test('joinSafe joins', () => {
    expect(joinSafe([name, safe`b`], safe`, `)).toBe('ali␛ce, b');
    expect(joinSafe([], safe`, `)).toBe('');
  });

  test('storedText changes nothing', () => {
    expect(storedText('kept')).toBe('kept');
  });

  test('isSafe tells', () => {
    expect(isSafe('plain\ntext')).toBe(true);
    expect(isSafe('a\tb')).toBe(false);
    expect(isSafe('e\u0301')).toBe(false);
    expect(isSafe('a\u200bb')).toBe(false);
  });
});
