import {describe, expect, test} from '@jest/globals';
import {searchWords} from '../../../src/lib/text/search-words.ts';
import type {RoomPiece} from '../../../src/storage/room-types.ts';
import type {PeerRow} from '../../../src/storage/types.ts';
import {checkIndex, indexAll, NOW, rewriteWhole} from '../support.ts';
import {
  hand,
  introduce,
  type Person,
  person,
  pull,
  ROOM,
  ROOM_ROW,
  refOf,
  say,
  shown,
  text,
  threePeople,
  write,
} from './support.ts';

function peer(one: Person, relation: PeerRow['relation']): PeerRow {
  const row = {key: one.key, name: one.name, relation, verified: false, address: null};
  return {...row, lastSeen: NOW, held: false};
}

/** How far somebody holds the logs of another one, as a removal says it. */
function keepsOf(holder: Person, author: Person) {
  return holder.database.rooms
    .logs(ROOM)
    .filter(({name}) => name.author === author.key && name.lane === 0)
    .map(({name: {epoch}, last: sequence, chain}) => ({epoch, sequence, chain: chain.subarray(0, 16)}));
}

function unread({database}: Person): number {
  return database.conversation(ROOM)?.unread ?? 0;
}

function found({database}: Person, word: string): string[] {
  const wanted = {words: searchWords(word), conversation: ROOM, before: null, limit: 9};
  return database.search(wanted).entries.map(({body}) => body);
}

/** The pages, the counts and the index fit to each other. */
function expectSound({database, connection}: Person): void {
  indexAll(database);
  checkIndex(connection);
  const {entries} = database.historyBefore(ROOM, null, 10_000);
  expect(entries.filter(entry => entry.unread)).toHaveLength(database.conversation(ROOM)?.unread ?? 0);
  expect(connection.pragma('integrity_check', {simple: true})).toBe('ok');
}

describe('somebody who was removed', () => {
  test('is seen as far as the removal says, whether it is known before or after what they wrote', () => {
    const [ann, bob, eve] = threePeople();
    say(eve, 'before', 'also before');
    pull(bob, eve);
    const keeps = keepsOf(bob, eve);
    say(eve, 'behind');
    pull(ann, eve); // who does not know it yet
    const [latest] = ann.database.historyBefore(ROOM, null, 1).entries;
    write(eve, [text('changed behind', {kind: 'edit', target: latest === undefined ? null : refOf(latest)})]);
    pull(ann, eve);
    expect(shown(ann, [eve])).toHaveLength(3);
    introduce([ann, bob, eve], {removed: eve, keeps});
    const expected = ['eve: before', 'eve: also before'];
    expect([shown(ann, [eve]), shown(bob, [eve])]).toEqual([expected, expected]);
    expect(pull(bob, eve)).toEqual([{type: 'cut'}]);
    expect([unread(ann), unread(bob)]).toEqual([2, 2]);
    expect(found(ann, 'behind')).toEqual([]);
    for (const one of [ann, bob]) {
      expectSound(one);
    }
  });

  test('is not given on behind it, and is wholly seen again once added again', () => {
    const [ann, bob, eve] = threePeople();
    say(eve, 'one');
    pull(bob, eve);
    const keeps = keepsOf(bob, eve);
    const [edited] = say(eve, 'two');
    write(eve, [text('two, better', {kind: 'edit', target: edited === undefined ? null : refOf(edited)})]);
    pull(ann, eve);
    introduce([ann, bob, eve], {removed: eve, keeps});
    expect(pull(bob, ann)).toEqual([]);
    introduce([ann, bob, eve]);
    expect(shown(ann, [eve])).toEqual(['eve: one', 'eve: two, better | edited']);
    expect(pull(bob, ann)).toMatchObject([{type: 'stored', count: 2}]);
    expect(shown(bob, [eve])).toEqual(shown(ann, [eve]));
    expectSound(ann);
    expectSound(bob);
  });

  test('whose log the remover did not have is not seen at all, until that log is here', () => {
    const [ann, bob, eve] = threePeople();
    say(eve, 'one', 'two');
    pull(bob, eve);
    introduce([ann, bob, eve], {removed: eve, keeps: keepsOf(bob, eve)});
    expect(shown(ann, [eve])).toEqual([]);
    pull(ann, bob);
    expect(shown(ann, [eve])).toEqual(['eve: one', 'eve: two']);
    introduce([ann, bob, eve], {removed: eve, keeps: []});
    expect(shown(ann, [eve])).toEqual([]);
    expectSound(ann);
  });

  test('is seen only on the branch that the removal keeps', () => {
    const [ann, bob, eve] = threePeople();
    const twin = person('eve', 3);
    introduce([ann, bob, twin]);
    for (const one of [eve, twin]) {
      say(one, 'one');
    }
    say(eve, 'kept');
    say(twin, 'hidden');
    pull(bob, eve);
    const keeps = keepsOf(bob, eve);
    pull(ann, eve);
    const [log] = twin.database.rooms.logs(ROOM);
    const piece = log && twin.database.rooms.pieceAfter(ROOM, log.name, 0, 64);
    expect(hand(ann, piece as RoomPiece)).toMatchObject({isFork: true});
    expect(shown(ann, [eve])).toHaveLength(3);
    introduce([ann, bob, eve], {removed: eve, keeps});
    expect(shown(ann, [eve])).toEqual(['eve: one', 'eve: kept']);
    expectSound(ann);
  });

  test('never was a member, as it turns out: nothing of them is seen', () => {
    const [ann, bob, eve] = threePeople();
    say(eve, 'hello');
    pull(ann, eve);
    introduce([ann, bob]);
    expect(shown(ann, [eve])).toEqual([]);
    expectSound(ann);
  });
});

describe('somebody who is blocked', () => {
  test('is not seen and not counted, but given on, and seen again later', () => {
    const [ann, bob, eve] = threePeople();
    say(eve, 'one');
    pull(ann, eve);
    ann.database.savePeer(peer(eve, 'blocked'));
    say(eve, 'two');
    pull(ann, eve);
    expect([shown(ann, [eve]), unread(ann)]).toEqual([[], 0]);
    expect(ann.database.arrivedAfter(0, 9).entries).toEqual([]);
    pull(bob, ann);
    expect(shown(bob, [eve])).toEqual(['eve: one', 'eve: two']);
    expectSound(ann);
    ann.database.savePeer(peer(eve, 'contact'));
    expect(shown(ann, [eve])).toEqual(['eve: one', 'eve: two']);
    ann.database.savePeer(peer(eve, 'blocked'));
    ann.database.forgetPeer(eve.key);
    expect(shown(ann, [eve])).toHaveLength(2);
    expectSound(ann);
  });
});

describe('a message that somebody with power took away', () => {
  test('keeps its place without its text, is given on whole, and comes again if the act did not hold', () => {
    const [ann, bob, eve] = threePeople();
    const [row] = say(eve, 'insult', 'fine');
    pull(ann, eve);
    const hidden = row === undefined ? [] : [refOf(row)];
    introduce([ann, bob, eve], {hidden});
    expect(shown(ann, [eve])).toEqual(['eve: (deleted)', 'eve: fine']);
    expect(found(ann, 'insult')).toEqual([]);
    pull(bob, ann); // who knows it before the message
    expect(shown(bob, [eve])).toEqual(['eve: (deleted)', 'eve: fine']);
    expectSound(bob);
    introduce([ann, bob, eve]);
    expect([shown(ann, [eve])[0], shown(bob, [eve])[0]]).toEqual(['eve: insult', 'eve: insult']);
    expect(found(ann, 'insult')).toEqual(['insult']);
    expectSound(ann);
  });

  test('is not quoted, and what its author changes in it is not seen', () => {
    const [ann, bob, eve] = threePeople();
    const [row] = say(eve, 'insult');
    const target = row === undefined ? null : refOf(row);
    pull(ann, eve);
    write(ann, [text('no', {target}), text('👍', {kind: 'reaction', target})]);
    introduce([ann, bob, eve], {hidden: target === null ? [] : [target]});
    write(eve, [text('worse', {kind: 'edit', target})]);
    pull(ann, eve);
    expect(shown(ann, [ann, eve])).toEqual(['eve: (deleted)', 'ann: no | to null']);
    const [first] = ann.database.shown(ann.database.historyBefore(ROOM, null, 9).entries);
    expect(first?.text).toBe('');
    expectSound(ann);
  });
});

describe('a clock that is far ahead', () => {
  const FAR = Date.UTC(2080, 0, 1);

  /** A member whose clocks begin where we say. */
  function hasty(clock: number): Person {
    const one = person('eve', 3);
    one.database.rooms.save(ROOM_ROW);
    one.connection.prepare('UPDATE conversations SET clock = ?').run(clock - 1);
    return one;
  }

  test('puts nothing at the end of the room for ever, and stops nobody', () => {
    const [ann, bob] = threePeople();
    const eve = hasty(FAR);
    introduce([ann, bob, eve]);
    say(eve, 'look at me');
    expect(pull(ann, eve)).toMatchObject([{type: 'stored', count: 1, added: []}]);
    const [row] = say(ann, 'hello');
    expect(row?.clock).toBe(1);
    pull(bob, ann);
    expect(shown(bob, [ann, eve])).toEqual(['ann: hello']);
    expectSound(bob);
  });

  test('is seen in its place once others have come so far, in whatever order that is heard', () => {
    const latest = Date.UTC(2026, 0, 1) + 2 ** 40;
    const outcomes = [
      [0, 1],
      [1, 0],
    ].map(order => {
      const [ann, bob] = threePeople();
      const writers = [hasty(latest + 2 ** 16), {...person('dan', 4), name: 'dan'}];
      writers[1]?.connection.prepare('UPDATE conversations SET clock = ?').run(latest + 2 ** 17 - 1);
      introduce([ann, bob, ...writers]);
      for (const one of writers) {
        say(one, `by ${one.name}`);
      }
      for (const index of order) {
        const writer = writers[index];
        if (writer !== undefined) {
          pull(ann, writer);
        }
      }
      expectSound(ann);
      return shown(ann, writers);
    });
    expect(outcomes).toEqual([
      ['eve: by eve', 'dan: by dan'],
      ['eve: by eve', 'dan: by dan'],
    ]);
  });
});

test('what is out of sight stays so when the file is written anew, and is given on from there', () => {
  const [ann, bob, eve] = threePeople();
  const [row] = say(eve, 'taken away', 'kept', 'behind');
  pull(ann, eve);
  introduce([ann, bob, eve], {hidden: row === undefined ? [] : [refOf(row)]});
  ann.database.savePeer(peer(bob, 'blocked'));
  say(bob, 'blocked');
  pull(ann, bob);
  const before = shown(ann, [bob, eve]);
  rewriteWhole(ann.database);
  expect(shown(ann, [bob, eve])).toEqual(before);
  const dan = person('dan', 4);
  introduce([ann, bob, eve, dan]);
  pull(dan, ann);
  expect(shown(dan, [bob, eve]).sort()).toEqual([
    'bob: blocked',
    'eve: behind',
    'eve: kept',
    'eve: taken away',
  ]);
});
