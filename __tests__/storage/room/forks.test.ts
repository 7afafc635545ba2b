import {describe, expect, test} from '@jest/globals';
import {
  emptyDatabase,
  hand,
  introduce,
  type Person,
  person,
  pieceOf,
  pull,
  ROOM,
  refOf,
  say,
  shown,
  text,
  write,
} from './support.ts';

/** Another copy of somebody's database: the same epochs and salts, so the same log until they say something else. */
function twinOf(one: Person): Person {
  return {...one, ...emptyDatabase(one.key, 1)};
}

/** Ann and her twin have said the same so far; bob and eve have nothing. */
function twins() {
  const [ann, bob, eve] = [person('ann', 1), person('bob', 2), person('eve', 3)];
  const twin = twinOf(ann);
  introduce([ann, bob, eve]);
  introduce([twin, bob, eve]);
  for (const one of [ann, twin]) {
    say(one, 'one', 'two');
  }
  return {ann, twin, bob, eve};
}

/** The names of the logs at somebody, and how far each is here. */
function logsOf({database}: Person): string[] {
  const logs = database.rooms.logs(ROOM).map(({name, entryEpoch, base, last, chain}) => {
    const branch = name.branch === null ? 'trunk' : Buffer.from(name.branch).toString('hex');
    return `${branch} ${entryEpoch} ${base} ${last} ${Buffer.from(chain).toString('hex')}`;
  });
  return logs.sort();
}

/** What somebody sees, with the names of the entries. */
function named({database}: Person): string[] {
  return database
    .historyBefore(ROOM, null, 99)
    .entries.map(({epoch, sequence, body}) => `${epoch} ${sequence} ${body}`)
    .sort();
}

describe('an author who wrote two logs in the place of one', () => {
  test('has both kept, by the same names at everybody, whichever came first', () => {
    const {ann, twin, bob, eve} = twins();
    say(ann, 'at home');
    say(ann, 'at home again');
    say(twin, 'on the way');
    expect(pull(bob, ann).map(({type}) => type)).toEqual(['stored']);
    expect(pull(eve, twin)).toMatchObject([{type: 'stored', isFork: false}]);
    expect(hand(bob, pieceOf(twin, 0))).toMatchObject({type: 'stored', count: 1, isFork: true});
    expect(hand(eve, pieceOf(ann, 0))).toMatchObject({type: 'stored', count: 2, isFork: true});
    expect(logsOf(bob)).toEqual(logsOf(eve));
    expect(logsOf(bob)).toHaveLength(3);
    expect(named(bob)).toEqual(named(eve));
    expect(shown(bob, [ann])).toEqual([
      'ann: one',
      'ann: two',
      'ann: at home',
      'ann: on the way',
      'ann: at home again',
    ]);
    const fork = {author: ann.key, lane: 0, sequence: 3};
    expect([bob.database.rooms.forks(ROOM), eve.database.rooms.forks(ROOM)]).toMatchObject([[fork], [fork]]);
    expect([...pull(bob, eve), ...pull(eve, bob)]).toEqual([]);
    expect(hand(bob, pieceOf(twin, 0))).toMatchObject({type: 'held'});
  });

  test('has both given on to somebody who had nothing', () => {
    const {ann, twin, bob, eve} = twins();
    say(ann, 'at home');
    say(twin, 'on the way');
    pull(bob, ann);
    hand(bob, pieceOf(twin, 0));
    pull(eve, bob);
    pull(eve, bob); // now that the trunk is known to end there
    expect(logsOf(eve)).toEqual(logsOf(bob));
    expect(named(eve)).toEqual(named(bob));
  });

  test('has one that parts before what was sent taken for a question, not for a lie', () => {
    const {ann, twin, bob} = twins();
    say(ann, 'three');
    say(ann, 'four');
    say(twin, 'drei');
    hand(bob, pieceOf(twin, 0));
    expect(hand(bob, pieceOf(ann, 3))).toMatchObject({type: 'differs', log: {last: 3}});
    expect(shown(bob, [ann])).toHaveLength(3);
    expect(hand(bob, pieceOf(ann, 2))).toMatchObject({type: 'stored', count: 2, isFork: true});
    expect(hand(bob, pieceOf(ann, 3))).toMatchObject({type: 'held'});
  });

  test('goes on in either, edits and deletes in it what stands there, and everybody sees the same', () => {
    const {ann, twin, bob, eve} = twins();
    const [home] = say(ann, 'at home');
    const [way] = say(twin, 'on the way');
    if (home === undefined || way === undefined) {
      throw new Error('nothing was said');
    }
    pull(bob, ann);
    hand(bob, pieceOf(twin, 0));
    hand(eve, pieceOf(twin, 0));
    write(ann, [text('at work', {kind: 'edit', target: refOf(home)})]);
    write(twin, [text('', {kind: 'delete', target: refOf(way)})]);
    for (const one of [bob, eve]) {
      for (const other of [ann, twin]) {
        for (const after of [0, 2, 3]) {
          hand(one, pieceOf(other, after));
        }
      }
    }
    const expected = ['ann: one', 'ann: two', 'ann: at work | edited', 'ann: (deleted)'];
    expect([shown(bob, [ann]), shown(eve, [ann])].map(all => all.sort())).toEqual([
      [...expected].sort(),
      [...expected].sort(),
    ]);
    expect(logsOf(bob)).toEqual(logsOf(eve));
  });

  test('keeps what was changed on one way before the other one was known, and all of it can be given on', () => {
    const {ann, twin, bob, eve} = twins();
    const [home] = say(ann, 'at home');
    write(ann, [text('at work', {kind: 'edit', target: home === undefined ? null : refOf(home)})]);
    say(twin, 'on the way');
    pull(bob, ann);
    hand(bob, pieceOf(twin, 0));
    const expected = ['ann: one', 'ann: two', 'ann: at work | edited', 'ann: on the way'];
    expect(shown(bob, [ann])).toEqual(expected);
    for (let round = 0; round < 2; round++) {
      pull(eve, bob);
    }
    expect(shown(eve, [ann])).toEqual(expected);
    expect(logsOf(eve)).toEqual(logsOf(bob));
  });

  test('has reactions to a branch stand where they were made', () => {
    const {ann, twin, bob, eve} = twins();
    say(ann, 'at home');
    say(twin, 'on the way');
    pull(bob, ann);
    hand(bob, pieceOf(twin, 0));
    const way = bob.database.historyBefore(ROOM, null, 9).entries.find(({body}) => body === 'on the way');
    write(bob, [text('👍', {kind: 'reaction', target: way === undefined ? null : refOf(way)})]);
    hand(eve, pieceOf(twin, 0));
    hand(eve, pieceOf(ann, 0));
    pull(eve, bob);
    expect(shown(eve, [ann, bob])).toContain('ann: on the way | 👍 by bob');
    expect(shown(bob, [ann, bob])).toContain('ann: on the way | 👍 by bob');
  });

  test('cannot fill the disks of everybody with it', () => {
    const {bob, ann, eve} = twins();
    const outcomes = Array.from({length: 12}, (_, index) => {
      const twin = twinOf(ann);
      introduce([twin, bob, eve]);
      say(twin, 'one', 'two');
      say(twin, `three ${index}`);
      return hand(bob, pieceOf(twin, 0)).type;
    });
    expect(outcomes).toEqual([...Array(8).fill('stored'), ...Array(4).fill('too-many')]);
  });
});

describe('a database that is an older copy, or new', () => {
  test('gets its own entries back from others, and goes on behind them', () => {
    const {ann, twin, bob} = twins();
    say(ann, 'three');
    pull(bob, ann);
    expect(pull(twin, bob)).toMatchObject([
      {type: 'stored', count: 1, added: [{outgoing: true, unread: false}]},
    ]);
    const [row] = say(twin, 'four');
    expect(row?.sequence).toBe(4);
    expect(pull(bob, twin)).toMatchObject([{type: 'stored', count: 1, isFork: false}]);
    expect(twin.database.conversation(ROOM)?.unread).toBe(0);
  });

  test('that wrote something else meanwhile keeps both, and goes on in a new log', () => {
    const {ann, twin, bob} = twins();
    say(ann, 'three');
    pull(bob, ann);
    say(twin, 'drei');
    expect(hand(twin, pieceOf(bob, 0))).toMatchObject({type: 'stored', isFork: true});
    const [row] = say(twin, 'four');
    expect(row?.sequence).toBe(1);
    for (let round = 0; round < 2; round++) {
      pull(bob, twin);
    }
    expect(logsOf(bob)).toEqual(logsOf(twin));
    expect(shown(bob, [ann]).sort()).toEqual([
      'ann: drei',
      'ann: four',
      'ann: one',
      'ann: three',
      'ann: two',
    ]);
  });

  test('that lost everything has its logs back, and writes to none of them', () => {
    const {ann, bob, eve} = twins();
    pull(bob, ann);
    const again: Person = {...ann, ...emptyDatabase(ann.key, 7)};
    introduce([again, bob, eve]);
    say(again, 'here again');
    pull(again, bob);
    const [row] = say(again, 'and again');
    expect(row?.sequence).toBe(2);
    pull(bob, again);
    expect(shown(bob, [ann])).toHaveLength(4);
    expect(bob.database.rooms.forks(ROOM)).toEqual([]);
  });
});
