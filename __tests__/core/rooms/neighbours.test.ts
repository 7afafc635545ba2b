import {describe, expect, test} from '@jest/globals';
import {chooseNeighbours, type Neighbour} from '../../../src/core/rooms/neighbours.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import {createRandom} from '../../../torture/support/random.ts';

const random = createRandom(1).next;
const nobody = {isContact: false, isLinked: false, isDialled: false, seen: 0};

function others(count: number, as: (index: number) => Partial<Neighbour> = () => ({})): Neighbour[] {
  return Array.from({length: count}, (_, index) => ({
    ...nobody,
    key: peerKey(index.toString(16).padStart(64, '0')),
    ...as(index),
  }));
}

describe('whom to link with', () => {
  test('in a small room: all who are not linked', () => {
    const members = others(31, index => ({isLinked: index < 20, isDialled: index === 20}));
    const {dial, drop} = chooseNeighbours(members, 0, random);
    expect(dial).toEqual(members.slice(21).map(({key}) => key));
    expect(drop).toEqual([]);
  });

  test('in a larger one: six, of whom three are no contacts', () => {
    const members = others(200, index => ({isContact: index < 100, seen: index < 100 ? 1000 : 1}));
    const {dial} = chooseNeighbours(members, 0, random);
    expect(dial).toHaveLength(6);
    const strangers = dial.filter(key => !members.find(member => member.key === key)?.isContact);
    expect(strangers.length).toBeGreaterThanOrEqual(3);
  });

  test('only those that lack; whoever is dialled counts', () => {
    const members = others(100, index => ({isLinked: index < 4, isDialled: index === 4}));
    expect(chooseNeighbours(members, 0, random).dial).toHaveLength(1);
  });

  test('once a minute one more, and then one less', () => {
    const six = others(100, index => ({isLinked: index < 6}));
    expect(chooseNeighbours(six, 59_999, random)).toEqual({dial: [], drop: [], isExchange: false});
    const {dial, drop, isExchange} = chooseNeighbours(six, 60_000, random);
    expect([dial.length, drop.length, isExchange]).toEqual([1, 0, true]);
    const seven = others(100, index => ({isLinked: index < 7}));
    expect(chooseNeighbours(seven, 60_000, random).drop).toHaveLength(1);
  });

  test('no contact is ever dropped', () => {
    const members = others(100, index => ({isLinked: index < 20, isContact: index < 20}));
    expect(chooseNeighbours(members, 60_000, random).drop).toEqual([]);
  });

  test('in a larger one: of more than ten links those beyond are dropped', () => {
    const linked = (count: number) => others(100, index => ({isLinked: index < count}));
    expect(chooseNeighbours(linked(10), 0, random).drop).toEqual([]);
    expect(chooseNeighbours(linked(12), 0, random).drop).toHaveLength(2);
  });
});
