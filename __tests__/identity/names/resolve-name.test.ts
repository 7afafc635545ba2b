import {describe, expect, test} from '@jest/globals';
import {resolveWho} from '../../../src/identity/names/resolve-name.ts';
import {safeLine} from '../../../src/lib/text/safe-text.ts';

function peer(name: string, id: string) {
  const whole = id.padEnd(12, '2');
  return {key: Buffer.from(whole).toString('hex').padEnd(64, '0'), id: whole, name: safeLine(name)};
}

const alice = peer('alice·k3f9', 'k3f9');
const otherAlice = peer('alice·m2qz', 'm2qz');
const bob = peer('Bob', 'bbbb');
const bobby = peer('bobby', 'bcbc');
const carol = peer('carol smith', 'cccc');
const emile = peer('Émile', 'eeee');
const everybody = [alice, otherAlice, bob, bobby, carol, emile];

function failure(text: string, peers: readonly ReturnType<typeof peer>[]): unknown {
  try {
    return resolveWho(text, peers);
  } catch (error) {
    return error;
  }
}

describe('resolveWho', () => {
  test.each([
    ['the whole name with its tail', 'alice·k3f9', alice],
    ['the whole id', 'm2qz22222222', otherAlice],
    ['the beginning of the id', 'm2qz', otherAlice],
    ['the id in capitals', 'M2QZ2', otherAlice],
    ['the whole key', alice.key, alice],
    ['a name', 'Bob', bob],
    ['a name in other case before longer names', 'bob', bob],
    ['a name with an @', '@Bob', bob],
    ['an id with an @', '@k3f9', alice],
    ['a name with spaces', ' carol smith ', carol],
    ['the beginning of a name', 'car', carol],
    ['the beginning in other case', 'CAROL S', carol],
    ['the beginning with an @', '@bobb', bobby],
    ['a decomposed name', 'E\u0301mile', emile],
    ['another case of another script', 'émile', emile],
  ])('takes %s', (_name, text, expected) => {
    expect(resolveWho(text, everybody)).toBe(expected);
  });

  test('three characters of an id are not enough', () => {
    expect(failure('m2q', everybody)).toMatchObject({code: 'WHO_UNKNOWN'});
  });

  test('an ambiguous name lists how to tell them apart', () => {
    expect(failure('alice', everybody)).toMatchObject({
      code: 'WHO_AMBIGUOUS',
      message:
        '"alice" could be alice·k3f9 (k3f922222222), alice·m2qz (m2qz22222222). Write the whole name or the first four characters of the id.',
    });
    expect(failure('bo', everybody)).toMatchObject({
      code: 'WHO_AMBIGUOUS',
      message: expect.stringContaining('Bob (bbbb22222222), bobby (bcbc22222222)'),
    });
  });

  test('a long list is cut', () => {
    const many = Array.from({length: 8}, (_, index) => peer(`dave${index}`, `dd${index + 2}`));
    expect(failure('dave', many)).toMatchObject({
      message: expect.stringContaining('dave4 (dd6222222222) and 3 more.'),
    });
  });

  test('a peer cannot capture a piece of the id of another', () => {
    expect(failure('bcbc', [bobby, peer('bcbc', 'mmmm')])).toMatchObject({code: 'WHO_AMBIGUOUS'});
  });

  test('a peer cannot capture the whole id of another', () => {
    expect(resolveWho(bobby.id, [peer(bobby.id, 'mmmm'), bobby])).toBe(bobby);
  });

  test('somebody unknown gets the nearest name', () => {
    expect(failure('carrol smith', everybody)).toMatchObject({
      code: 'WHO_UNKNOWN',
      message: 'Nobody known here is called "carrol smith". Did you mean carol smith? /list shows everybody.',
    });
    expect(failure('Bbo', everybody)).toMatchObject({message: expect.stringContaining('Did you mean Bob?')});
    expect(failure('zzz', everybody)).toMatchObject({
      message: 'Nobody known here is called "zzz". /list shows everybody.',
    });
  });

  test.each(['', ' ', '@', '__proto__', 'constructor', '\u001b[2J', '*'])('%j is nobody', text => {
    expect(failure(text, everybody)).toMatchObject({code: 'WHO_UNKNOWN'});
    expect(failure(text, [])).toMatchObject({
      code: 'WHO_UNKNOWN',
      message: expect.not.stringMatching(/\u001b/),
    });
  });

  test('what was typed is repeated safely and not without end', () => {
    expect(failure('\u001b]0;x\u0007'.repeat(1000), everybody)).toMatchObject({
      message: expect.stringMatching(/^Nobody known here is called "[^\p{Cc}]{39}…"\./u),
    });
  });
});
