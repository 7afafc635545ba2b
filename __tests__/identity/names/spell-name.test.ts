import {expect, test} from '@jest/globals';
import fc from 'fast-check';
import {type KnownPeer, namesOf, resolveWho} from '../../../src/identity/names/resolve-name.ts';
import {createSpeller} from '../../../src/identity/names/spell-name.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import {safeLine} from '../../../src/lib/text/safe-text.ts';

function peer(name: string, id: string, more: Partial<KnownPeer> = {}): KnownPeer {
  const whole = id.padEnd(12, '2');
  const shown = safeLine(name);
  return {
    key: peerKey(Buffer.from(whole).toString('hex').padEnd(64, '0')),
    id: whole,
    name: shown,
    ownName: shown,
    localName: null,
    isKnown: true,
    ...more,
  };
}

const nothing = {get: () => null, set() {}};
const stranger = {isKnown: false};
const ann = peer('Ann', 'aaaa');
const anna = peer('Anna', 'bbbb');

test.each([
  ['alone', ann, [ann], 'Ann'],
  ['the beginning of another name', ann, [ann, anna], 'Ann·aaaa'],
  ['what begins with another name', anna, [ann, anna], 'Anna'],
  ['beside a stranger', ann, [ann, peer('Anna', 'bbbb', stranger)], 'Ann'],
  [
    'a stranger beside somebody known',
    peer('Ann', 'cccc', stranger),
    [peer('Ann', 'cccc', stranger), anna],
    'Ann·cccc',
  ],
  [
    'what somebody else calls themselves under a name of the user',
    ann,
    [ann, peer('Zoe', 'dddd', {ownName: safeLine('annie')})],
    'Ann·aaaa',
  ],
  [
    'a name that the user gave to a stranger',
    ann,
    [ann, peer('ann', 'dddd', {...stranger, localName: safeLine('ann')})],
    'Ann·aaaa',
  ],
  [
    'shown with a piece of the id',
    peer('Ann·aaaa', 'aaaa', {ownName: safeLine('Ann')}),
    [ann, peer('Ann·bbbb', 'bbbb', {ownName: safeLine('Ann')})],
    'Ann·aaaa',
  ],
] as const)('%s', (_, wanted, peers, expected) => {
  expect(createSpeller(peers)(wanted)).toBe(expected);
});

test('whatever people are called, the spelling of each means that one, without a question', () => {
  const name = fc
    .string({unit: fc.constantFrom('a', 'A', 'n', 'b', 'ß', 'é', ' '), minLength: 1, maxLength: 4})
    .filter(text => text.trim() === text && !text.includes('  '));
  const someone = fc.record({name, isKnown: fc.boolean(), localName: fc.option(name, {freq: 3})});
  fc.assert(
    fc.property(fc.array(someone, {minLength: 1, maxLength: 8}), people => {
      const peers = people.map(({name: own, isKnown, localName}, index) =>
        peer(localName ?? own, `${'abcdefgh'[index]}`.repeat(4), {
          isKnown,
          ownName: safeLine(own),
          localName: localName === null ? null : safeLine(localName),
        }),
      );
      const spell = createSpeller(peers);
      for (const wanted of peers) {
        expect(resolveWho(spell(wanted), peers, nothing)).toBe(wanted);
      }
    }),
    {numRuns: 2000},
  );
});

test('among a thousand people, a piece of the id is behind those names that begin another', () => {
  const peers = Array.from({length: 1000}, (_, index) =>
    peer(`p${index}`, index.toString(36).padStart(4, 'x')),
  );
  const spell = createSpeller(peers);
  expect(peers.filter(wanted => spell(wanted) !== wanted.name).length).toBe(
    peers.filter(wanted =>
      peers.some(other => other !== wanted && namesOf(other).some(name => name.startsWith(wanted.name))),
    ).length,
  );
});
