import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {createNameIndex, type NamedPeer} from '../../../src/identity/names/name-index.ts';
import {safeName} from '../../../src/identity/names/names.ts';
import type {PeerKey} from '../../../src/lib/ids.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import {safeLine} from '../../../src/lib/text/safe-text.ts';

type Made = readonly [name: string, id: string, more?: Partial<NamedPeer>];

function named([name, id, more]: Made, index: number): NamedPeer {
  const whole = id.padEnd(12, '2');
  return {
    key: peerKey(String(index).padStart(64, '0')),
    id: whole,
    name: safeLine(name),
    localName: null,
    isKnown: true,
    ...more,
  };
}

/** Shown names of peers with these names; ids are made of the letters given. */
function shown(...made: readonly Made[]): (string | null)[] {
  const index = createNameIndex();
  const peers = made.map(named);
  for (const peer of peers) {
    index.put(peer);
  }
  return peers.map(({key}) => index.shown(key));
}

const stranger = {isKnown: false};

describe('shown names of known people', () => {
  test('are left alone where they cannot be confused', () => {
    expect(shown(['alice', 'aaaa'], ['bob', 'bbbb'], ['太郎', 'cccc'])).toEqual(['alice', 'bob', '太郎']);
  });

  test.each([
    ['equal', 'alice', 'alice'],
    ['alike', 'Аlice', 'Alıce'],
    ['different in signs only', 'al.ice', "a'lice"],
    ['different in case', 'ΝΙΚΟΣ', 'νικος'],
  ])('are told apart where they are %s', (_what, one, other) => {
    expect(shown([one, 'k3f9'], ['bob', 'bbbb'], [other, 'm2qz'])).toEqual([
      `${one}·k3f9`,
      'bob',
      `${other}·m2qz`,
    ]);
  });

  test('have a longer tail where four characters are equal', () => {
    expect(shown(['alice', 'k3f9aa'], ['alice', 'k3f9ab'], ['alice', 'zzzz'])).toEqual([
      'alice·k3f9aa',
      'alice·k3f9ab',
      'alice·zzzz',
    ]);
  });

  test('are told apart by the key where even the ids are equal', () => {
    const [one, other] = shown(['alice', 'k3f9'], ['alice', 'k3f9']);
    expect(one).not.toBe(other);
  });

  test('of mixed script, or of the form of an id, have a tail even if nobody is like them', () => {
    expect(shown(['bоb', 'm2qz'])).toEqual(['bоb·m2qz']);
    expect(shown(['uxgbm2e4nekf', 'm2qz'])).toEqual(['uxgbm2e4nekf·m2qz']);
  });

  test('are those that the user chose; the own name still counts for who is alike', () => {
    const rob = {localName: safeLine('Bob')};
    expect(shown(['rob', 'k3f9', rob], ['carol', 'cccc'])).toEqual(['Bob', 'carol']);
    expect(shown(['rob', 'k3f9', rob], ['Rob', 'cccc', stranger])).toEqual(['Bob', 'Rob·cccc']);
    expect(shown(['rob', 'k3f9', rob], ['B0b', 'cccc', stranger])).toEqual(['Bob', 'B0b·cccc']);
  });

  test('can be words of the language', () => {
    expect(shown(['__proto__', 'k3f9'], ['constructor', 'm2qz'])).toEqual(['__proto__', 'constructor']);
  });
});

describe('a stranger', () => {
  test('changes the shown name of nobody known, and has a tail itself', () => {
    expect(shown(['alice', 'k3f9'], ['Alice', 'm2qz', stranger])).toEqual(['alice', 'Alice·m2qz']);
    expect(shown(['alice', 'k3f9'], ['alice', 'k3f9', stranger])[0]).toBe('alice');
  });

  test('is told from other strangers', () => {
    expect(shown(['alice', 'k3f9', stranger], ['Alice', 'm2qz', stranger])).toEqual([
      'alice·k3f9',
      'Alice·m2qz',
    ]);
  });
});

describe('what changes', () => {
  test('is told of everybody who is shown otherwise, and of nobody else', () => {
    const index = createNameIndex();
    const [one, two, three] = (
      [
        ['alice', 'k3f9'],
        ['bob', 'bbbb'],
        ['carol', 'cccc'],
      ] as const
    ).map(named) as [NamedPeer, NamedPeer, NamedPeer];
    expect(index.put(one)).toEqual([one.key]);
    expect(index.put(two)).toEqual([two.key]);
    expect(index.put(three)).toEqual([three.key]);
    expect(index.put(two)).toEqual([]);
    expect([...index.put({...three, name: safeLine('ALICE')})].sort()).toEqual([one.key, three.key]);
    expect([...index.put({...three, isKnown: false, name: safeLine('ALICE')})]).toEqual([one.key]);
    expect(index.remove(three.key)).toEqual([]);
    expect(index.shown(one.key)).toBe('alice');
  });

  test('an index that grew by changes shows what one made at once shows', () => {
    const names = fc.constantFrom('ann', 'Ann', 'a.nn', 'аnn', 'bob', 'b0b', 'Bob ok', 'carol');
    const ids = fc.constantFrom('k3f9', 'k3f9aa', 'k3f9ab', 'm2qz');
    const change = fc.record({
      who: fc.nat(5),
      name: names,
      id: ids,
      isKnown: fc.boolean(),
      goes: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(change, {maxLength: 40}), changes => {
        const grown = createNameIndex();
        const peers = new Map<PeerKey, NamedPeer>();
        for (const {who, name, id, isKnown, goes} of changes) {
          const key = peerKey(String(who).padStart(64, '0'));
          if (goes) {
            grown.remove(key);
            peers.delete(key);
          } else {
            const before = peers.get(key)?.id ?? id.padEnd(12, '2'); // an id belongs to the key
            const peer = {...named([name, id, {isKnown}], who), id: before};
            grown.put(peer);
            peers.set(key, peer);
          }
        }
        const fresh = createNameIndex();
        for (const peer of peers.values()) {
          fresh.put(peer);
        }
        for (const key of peers.keys()) {
          expect(grown.shown(key)).toBe(fresh.shown(key));
        }
        const ann = {id: 'zzzzzzzzzzzz', name: safeLine('ann')};
        expect([...grown.namesakes(ann)].sort()).toEqual([...fresh.namesakes(ann)].sort());
      }),
    );
  });
});

/** Someone who wants to be taken for Bob, whose id begins with k3f9. */
const IMITATIONS = [
  ...['Bob✓', 'Bob.', 'Bob_', 'Bob-', "Bob'", 'Bob,', 'Bob:', 'Bob☑', 'B.o.b', 'ʙob', 'Ɓob', 'ßob', 'Ƅob'],
  ...[
    'B०b',
    'ꓐꓳꓐ',
    '🅱ob',
    'Bob (verified)',
    'Bob ✓',
    'Bob ✔️',
    'Bob 🔒',
    '✅ Bob',
    'Bob [contact]',
    'Вов',
    'ВОВ',
  ],
  ...[
    'B0B',
    '8ob',
    'Ⓑⓞⓑ',
    '𝐁𝐨𝐛',
    'Ｂｏｂ',
    '🇧🇴🇧',
    'ᏴᎾᏴ',
    'ᗷoᗷ',
    'Ḃob',
    'B\u0338ob',
    'B o b',
    'Bob verified',
    'Bob, online',
  ],
  ...[
    '● Bob',
    'Bob ●',
    'Bob 🟢',
    '! Bob',
    'Bob~',
    'Bob ›',
    'bob·k3f9',
    'Bob·zzzz',
    'Bob-k3f9',
    'Bob k3f9',
    'Bob\u200d',
  ],
  ...['Bob👍', '👑 Bob', 'BOB…', '«Bob»', '“Bob”', '【Bob】', 'B\u00adob', 'Bo\u200bb', 'Bób', 'B\u03bfb'],
];

describe('imitations', () => {
  const bob = named(['Bob', 'k3f9'], 0);
  const index = createNameIndex();
  index.put(bob);

  test.each(IMITATIONS)('%j is taken for Bob', raw => {
    const id = 'm2qz22222222';
    expect(index.namesakes({id, name: safeName(raw, id)})).toEqual([bob.key]);
  });

  test.each(['Bobby', 'Rob', 'Bo', 'Böbe', 'Ann', 'Job', 'Bob Smith', '鮑勃'])('%j is not', raw => {
    expect(index.namesakes({id: 'm2qz22222222', name: safeName(raw, 'm2qz22222222')})).toEqual([]);
  });

  test('nothing that is written around the letters of a name makes another name of it', () => {
    const sign = fc
      .string({unit: 'grapheme-composite', minLength: 1, maxLength: 1})
      .filter(
        one =>
          !/[\p{L}\p{N}\p{M}]/u.test(one) &&
          !/[\p{Alphabetic}\p{Regional_Indicator}]/u.test(one.normalize('NFKC')),
      );
    fc.assert(
      fc.property(fc.array(sign, {minLength: 4, maxLength: 4}), ([a = '', b = '', c = '', d = '']) => {
        const raw = `${a}B${b}o${c}b${d}`;
        expect(index.namesakes({id: 'm2qz22222222', name: safeName(raw, 'm2qz22222222')})).toEqual([bob.key]);
      }),
    );
  });
});
