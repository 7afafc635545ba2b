import {describe, expect, test} from '@jest/globals';
import {displayNames} from '../../../src/identity/names/confusable.ts';
import {mixedScript} from '../../../src/identity/names/mixed-script.ts';
import {foldCase, skeleton} from '../../../src/identity/names/skeleton.ts';
import {safeLine} from '../../../src/lib/text/safe-text.ts';

/** Shown names of peers with these names; ids are made of the letter given. */
function shown(...peers: readonly (readonly [name: string, id: string])[]): string[] {
  const named = peers.map(([name, id], index) => ({
    key: String(index).padStart(64, '0'),
    id: id.padEnd(12, '2'),
    name: safeLine(name),
  }));
  return [...displayNames(named).values()];
}

describe('skeleton', () => {
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
  ])('%s looks like %s', (one, other) => {
    expect(skeleton(other)).toBe(skeleton(one));
  });

  test.each([
    ['alice', 'alina'],
    ['anna', 'ann'],
    ['бой', 'вой'],
    ['太郎', '太朗'],
    ['علي', 'عمر'],
    ['👍', '👎'],
  ])('%s does not look like %s', (one, other) => {
    expect(skeleton(other)).not.toBe(skeleton(one));
  });

  test('case is folded in full', () => {
    expect(foldCase('STRASSE')).toBe(foldCase('Straße'));
    expect(foldCase('ΝΙΚΟΣ')).toBe(foldCase('νικος'));
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

describe('displayNames', () => {
  test('leaves names alone that cannot be confused', () => {
    expect(shown(['alice', 'aaaa'], ['bob', 'bbbb'], ['太郎', 'cccc'])).toEqual(['alice', 'bob', '太郎']);
  });

  test('tells equal names apart', () => {
    expect(shown(['alice', 'k3f9'], ['bob', 'bbbb'], ['alice', 'm2qz'])).toEqual([
      'alice·k3f9',
      'bob',
      'alice·m2qz',
    ]);
  });

  test('tells names apart that look alike', () => {
    expect(shown(['alice', 'k3f9'], ['Аlice', 'm2qz'], ['Alıce', 'xxxx'])).toEqual([
      'alice·k3f9',
      'Аlice·m2qz',
      'Alıce·xxxx',
    ]);
  });

  test('compares capitals and small letters each as they are drawn', () => {
    expect(shown(['ΝΙΚΟΣ', 'aaaa'], ['νικος', 'bbbb'])).toEqual(['ΝΙΚΟΣ·aaaa', 'νικος·bbbb']);
  });

  test('marks a name of mixed script even if nobody has one like it', () => {
    expect(shown(['bоb', 'm2qz'])).toEqual(['bоb·m2qz']);
  });

  test('a longer tail follows where four characters are equal', () => {
    expect(shown(['alice', 'k3f9aa'], ['alice', 'k3f9ab'], ['alice', 'zzzz'])).toEqual([
      'alice·k3f9aa',
      'alice·k3f9ab',
      'alice·zzzz22',
    ]);
  });

  test('even equal ids are told apart, by the key', () => {
    const [one, other] = shown(['alice', 'k3f9'], ['alice', 'k3f9']);
    expect(one).not.toBe(other);
  });

  test('nobody can wear the tail of somebody else', () => {
    expect(shown(['alice', 'k3f9'], ['alice·k3f9', 'm2qz'])).toEqual(['alice', 'alice·k3f9·m2qz']);
    expect(shown(['alice•k3f9', 'm2qz'])).toEqual(['alice•k3f9·m2qz']);
  });

  test('nobody can be called like an id', () => {
    expect(shown(['uxgbm2e4nekf', 'm2qz'])).toEqual(['uxgbm2e4nekf·m2qz']);
  });

  test('a tail that a name has from its own id is not put there twice', () => {
    expect(shown(['you·k3f9', 'k3f9'])).toEqual(['you·k3f9']);
    expect(shown(['you·k3f9', 'k3f9'], ['you·m2qz', 'm2qz'])).toEqual(['you·k3f9', 'you·m2qz']);
  });

  test('keys that strangers choose do no harm', () => {
    const names = displayNames([
      {key: '__proto__', id: 'k3f922222222', name: safeLine('__proto__')},
      {key: 'constructor', id: 'm2qz22222222', name: safeLine('constructor')},
    ]);
    expect([...names]).toEqual([
      ['__proto__', '__proto__'],
      ['constructor', 'constructor'],
    ]);
  });
});
