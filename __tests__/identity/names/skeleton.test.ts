import {readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import {confusablesModule} from '../../../scripts/confusables-table.ts';
import {looksOf} from '../../../src/identity/names/looks.ts';
import {mixedScript} from '../../../src/identity/names/mixed-script.ts';
import {foldCase, skeleton} from '../../../src/identity/names/skeleton.ts';

function areAlike(one: string, other: string): boolean {
  const wanted = looksOf(one);
  return [...looksOf(other)].some(look => wanted.has(look));
}

test('the table is made from the pinned source', () => {
  const path = new URL('../../../src/identity/names/confusables.ts', import.meta.url);
  expect(readFileSync(path, 'utf8')).toBe(confusablesModule());
});

describe('looks', () => {
  test.each([
    ['alice', 'ALICE'],
    ['alice', 'аlice'], // Cyrillic а
    ['alice', 'Αlice'], // Greek capital alpha
    ['alice', 'al1ce'],
    ['alice', 'aIice'],
    ['alice', 'alıce'],
    ['alice', 'ＡＬＩＣＥ'],
    ['alice', '𝒶𝓁𝒾𝒸𝑒'],
    ['alice', 'alice\ufffd'],
    ['alice', 'a l i c e'],
    ['alice', 'alicé'],
    ['bob', 'b0b'],
    ['mario', 'rnario'],
    ['wally', 'vvally'],
    ['strasse', 'straße'],
    ['РЕТЕ', 'pete'],
    ['scope', 'ѕсоре'], // all Cyrillic
    ['NIKO', 'ΝΙΚΟ'], // all Greek
    ['❤️x', '❤x'],
    ['❤️', '❤'],
    ['דוד', 'דָּוִד'],
  ])('%s looks like %s', (one, other) => {
    expect(areAlike(one, other)).toBe(true);
    expect(areAlike(other, one)).toBe(true);
  });

  test.each([
    ['alice', 'alina'],
    ['anna', 'ann'],
    ['бой', 'вой'],
    ['太郎', '太朗'],
    ['علي', 'عمر'],
    ['👍', '👎'],
    ['राम', 'रमा'],
    ['บอย', 'บอล'],
    ['ann 1', 'ann 2'],
    ['verified', 'online'],
  ])('%s does not look like %s', (one, other) => {
    expect(areAlike(one, other)).toBe(false);
  });

  test('case is folded in full', () => {
    expect(foldCase('STRASSE')).toBe(foldCase('Straße'));
    expect(foldCase('ΝΙΚΟΣ')).toBe(foldCase('νικος'));
  });

  test('what is kept of ASCII is the same where the whole table is asked', () => {
    const ascii = Array.from({length: 128}, (_, code) => String.fromCharCode(code));
    const [letters, signs] = [
      ascii.filter(one => /[a-z0-9]/i.test(one)),
      ascii.filter(one => /[^a-z0-9]/i.test(one)),
    ];
    expect(letters.map(letter => skeleton(`字${letter}`))).toEqual(
      letters.map(letter => `字${skeleton(letter)}`),
    );
    expect(signs.filter(sign => skeleton(`字${sign}a`) !== '字a' || skeleton(`${sign}a`) !== 'a')).toEqual(
      [],
    );
  });

  test('a skeleton of a skeleton is the same', () => {
    for (const name of ['Bob', 'ВОВ', 'mario', 'ꓐꓳꓐ', 'Ɓob', '👍', 'राम']) {
      expect(skeleton(skeleton(name))).toBe(skeleton(name));
    }
  });
});

describe('mixedScript', () => {
  test.each([
    'alice',
    'алиса',
    'Ελένη',
    'bob 42',
    '太郎さんカナ',
    'Ken太郎',
    '김Lee',
    'علی',
    'שלום_1',
    '👩‍👩‍👧',
    'น้ำ',
    'Zoë',
    '',
  ])('%j is one script', name => {
    expect(mixedScript(name)).toBe(false);
  });

  test.each(['аlice', 'Αlice', 'bоb', 'алиcа', 'aשb', 'Kenカナ김', 'αлиса'])('%j mixes scripts', name => {
    expect(mixedScript(name)).toBe(true);
  });
});
