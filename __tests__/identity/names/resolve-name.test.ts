import {beforeEach, describe, expect, test} from '@jest/globals';
import {type KnownPeer, type Meaning, resolveWho} from '../../../src/identity/names/resolve-name.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import {safeLine} from '../../../src/lib/text/safe-text.ts';

function peer(name: string, id: string, more: Partial<KnownPeer> = {}): KnownPeer {
  const whole = id.padEnd(12, '2');
  return {
    key: peerKey(Buffer.from(whole).toString('hex').padEnd(64, '0')),
    id: whole,
    name: safeLine(name),
    ownName: safeLine(name.split('·')[0] ?? name),
    localName: null,
    isKnown: true,
    ...more,
  };
}

const alice = peer('alice·k3f9', 'k3f9');
const otherAlice = peer('alice·m2qz', 'm2qz');
const bob = peer('Bob', 'bbbb');
const carol = peer('carol smith', 'cccc');
const emile = peer('Émile', 'eeee');
const everybody = [alice, otherAlice, bob, carol, emile];
const stranger = {isKnown: false};

let meanings: Map<string, Meaning>;

beforeEach(() => {
  meanings = new Map();
});

function resolve(text: string, peers: readonly KnownPeer[] = everybody): KnownPeer {
  return resolveWho(text, peers, {
    get: word => meanings.get(word) ?? null,
    set: (word, meaning) => void meanings.set(word, meaning),
  });
}

function failure(text: string, peers: readonly KnownPeer[] = everybody): unknown {
  try {
    return resolve(text, peers);
  } catch (error) {
    return error;
  }
}

describe('resolveWho', () => {
  test.each([
    ['the whole name with its tail', 'alice·k3f9', alice],
    ['the same in capitals', 'ALICE·K3F9', alice],
    ['more of the tail than is shown', 'alice·k3f92222', alice],
    ['the whole id', 'm2qz22222222', otherAlice],
    ['the id in capitals', 'M2QZ22222222', otherAlice],
    ['the whole id with an @', '@m2qz22222222', otherAlice],
    ['a piece of the id with a dot', '·m2qz', otherAlice],
    ['the whole key', alice.key, alice],
    ['a name', 'Bob', bob],
    ['a name with a tail that it is not shown with', 'Bob·bbbb', bob],
    ['a name in other case', 'bob', bob],
    ['a name with an @', '@Bob', bob],
    ['a name with spaces', ' carol smith ', carol],
    ['the beginning of a name', 'car', carol],
    ['the beginning in other case', 'CAROL S', carol],
    ['the beginning with an @', '@ca', carol],
    ['a decomposed name', 'E\u0301mile', emile],
    ['another case of another script', 'émile', emile],
  ])('takes %s', (_name, text, expected) => {
    expect(resolve(text)).toBe(expected);
  });

  test.each(['m2qz', 'm2qz2', '@m2qz', 'bbbb', '·m2q'])('a piece of an id alone, %s, is no id', text => {
    expect(failure(text)).toMatchObject({code: 'WHO_UNKNOWN'});
  });

  test('an id that begins like the name of a contact takes nothing from it', () => {
    const anna = peer('Anna', 'kkkk');
    const mallory = peer('Mallory', 'anna');
    for (const more of [{}, stranger]) {
      for (const word of ['anna', 'Anna', 'ANNA', 'ann', '@anna']) {
        expect(resolve(word, [anna, {...mallory, ...more}])).toBe(anna);
      }
    }
  });

  test.each([
    ['exact and beginning', 'bob', 'Bob Smith', 'bob'],
    ['exact and other case', 'Bob', 'Bob', 'bob'],
    ['two beginnings', 'bo', 'Bob', 'Bobby'],
  ])('%s are one tier: both are asked for', (_what, word, one, other) => {
    const known = [peer(one, 'aaaa'), peer(other, 'cccc')];
    expect(failure(word, known)).toMatchObject({code: 'WHO_AMBIGUOUS'});
  });

  test('an ambiguous name lists what to write', () => {
    expect(failure('alice')).toMatchObject({
      message:
        '"alice" could be alice·k3f9 or alice·m2qz. Write which one, as alice·k3f9. A name of your own helps: /name alice·k3f9 <name>',
    });
    expect(failure('bob', [peer('Bob Smith', 'aaaa'), peer('Bob', 'cccc')])).toMatchObject({
      message: expect.stringContaining('"bob" could be "Bob Smith·aaaa" or Bob·cccc.'),
    });
  });

  test('a long list is cut', () => {
    const many = Array.from({length: 8}, (_, index) => peer(`dave${index}`, `dd${index + 2}`));
    expect(failure('dave', many)).toMatchObject({
      message: expect.stringContaining('dave4·dd62 and 3 more.'),
    });
  });

  test('strangers neither make a name of a contact ambiguous nor take it', () => {
    const others = ['Bob', 'bob', 'BOB', 'bo', 'bobby'].map((name, index) =>
      peer(name, `s${index + 2}aa`, stranger),
    );
    expect(resolve('bob', [...others, bob])).toBe(bob);
    expect(resolve('bo', [...others, bob])).toBe(bob);
    expect(resolve('bobb', [...others, bob])).toBe(others[4]);
    expect(resolve('·bbbb', [peer('x', 'bbbba', stranger), bob])).toBe(bob);
    expect(resolve('bob·bbbb', [peer('Bob', 'bbbba', stranger), bob])).toBe(bob);
  });

  test('a stranger is found by the name it is shown with', () => {
    const other = peer('Bob·m2qz', 'm2qz', stranger);
    expect(resolve('Bob·m2qz', [bob, other])).toBe(other);
  });

  test('a name that the user gave goes before all names that people have', () => {
    const named = peer('Bob', 'kkkk', {ownName: safeLine('Robert'), localName: safeLine('Bob')});
    expect(resolve('bob', [peer('bob', 'aaaa'), named, peer('Bob Smith', 'cccc')])).toBe(named);
    expect(resolve('robert', [bob, named])).toBe(named);
  });

  test('nobody can be called like the whole id of another', () => {
    expect(resolve(bob.id, [peer(bob.id, 'mmmm'), bob])).toBe(bob);
  });

  test('one letter is not enough, unless it is all of a name', () => {
    expect(failure('c')).toMatchObject({
      code: 'WHO_UNKNOWN',
      message: expect.stringContaining('write at least two'),
    });
    const short = peer('C', 'aaaa');
    expect(resolve('c', [...everybody, short])).toBe(short);
    const sun = peer('太', 'aaaa');
    expect(resolve('太', [sun, peer('太郎', 'bbbb')])).toBe(sun);
  });

  test('somebody unknown gets the nearest name', () => {
    expect(failure('carrol smith')).toMatchObject({
      code: 'WHO_UNKNOWN',
      message: 'No contact is called "carrol smith". Did you mean carol smith? /list shows them all.',
    });
    expect(failure('zzz')).toMatchObject({
      message: 'No contact is called "zzz". /list shows them all.',
    });
  });

  test.each(['', ' ', '@', '__proto__', 'constructor', '\u001b[2J', '*', '·'])('%j is nobody', text => {
    expect(failure(text)).toMatchObject({code: 'WHO_UNKNOWN'});
    expect(failure(text, [])).toMatchObject({
      code: 'WHO_UNKNOWN',
      message: expect.not.stringMatching(/\u001b/),
    });
  });

  test('what was typed is repeated safely and not without end', () => {
    expect(failure('\u001b]0;x\u0007'.repeat(1000))).toMatchObject({
      message: expect.stringMatching(/^No contact is called "[^\p{Cc}]{39}…"\./u),
    });
  });
});

describe('what a word meant', () => {
  const smith = peer('Bob Smith', 'aaaa');
  const caro = peer('Carol', 'cccc');
  const renamed = {...caro, name: safeLine('bob'), ownName: safeLine('bob')};

  test('is asked about once when somebody takes a name that fits it', () => {
    expect(resolve('bob', [smith, caro])).toBe(smith);
    expect(failure('bob', [smith, renamed])).toMatchObject({code: 'WHO_AMBIGUOUS'});
    expect(failure('bob', [smith, renamed])).toMatchObject({code: 'WHO_AMBIGUOUS'});
    expect(resolve('Bob Smith·aaaa', [smith, renamed])).toBe(smith);
    expect(failure('bob', [smith, renamed])).toMatchObject({code: 'WHO_AMBIGUOUS'}); // another word was settled
    expect(resolve('bob·cccc', [smith, renamed])).toBe(renamed);
    expect(resolve('bob', [smith, renamed])).toBe(renamed);
    expect(failure('bob', [smith, renamed, peer('Bobby', 'dddd')])).toMatchObject({code: 'WHO_AMBIGUOUS'});
  });

  test('is asked about when the one it meant took another name and somebody else took this one', () => {
    expect(resolve('bob', [bob, caro])).toBe(bob);
    const robert = {...bob, name: safeLine('Robert'), ownName: safeLine('Robert')};
    expect(resolve('bob', [robert, caro])).toBe(robert);
    expect(failure('bob', [robert, renamed])).toMatchObject({
      code: 'WHO_AMBIGUOUS',
      message: expect.stringContaining('Robert·bbbb or bob·cccc'),
    });
  });

  test('stays when a stranger takes the name', () => {
    expect(resolve('bob', [bob])).toBe(bob);
    const robert = {...bob, name: safeLine('Robert'), ownName: safeLine('Robert')};
    expect(resolve('bob', [robert, peer('Bob', 'dddd', stranger)])).toBe(robert);
  });

  test('is over when that peer is no contact any more', () => {
    expect(resolve('bob', [bob, caro])).toBe(bob);
    expect(resolve('bob', [renamed])).toBe(renamed);
  });
});
