import {join} from 'node:path';
import {describe, expect, test} from '@jest/globals';
import {openDatabase} from '../../../src/storage/database.ts';
import type {RoomPiece} from '../../../src/storage/room-types.ts';
import {KEY, NOW, plainPages, rewriteWhole, temporaryFolder} from '../support.ts';
import {
  hand,
  introduce,
  type Person,
  person,
  pieceOf,
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

const SECRET = 'quicksilver';

describe('what points at an entry', () => {
  test('counts by whose it is: only authors change and delete, everybody reacts once', () => {
    const [ann, bob, eve] = threePeople();
    const [row, other] = say(ann, 'one', 'two');
    const [target, second] = [row, other].map(one => (one === undefined ? null : refOf(one)));
    pull(bob, ann);
    write(bob, [
      text('bob was here', {kind: 'edit', target: target ?? null}),
      text('', {kind: 'delete', target: second ?? null}),
      text('👍', {kind: 'reaction', target: target ?? null}),
      text('🎉', {kind: 'reaction', target: target ?? null}),
    ]);
    pull(eve, bob);
    write(eve, [text('👍', {kind: 'reaction', target: target ?? null})]);
    write(ann, [text('ONE', {kind: 'edit', target: target ?? null})]);
    const all = [ann, bob, eve];
    for (const to of all) {
      for (const from of all) {
        pull(to, from);
      }
    }
    for (const one of all) {
      expect(shown(one, all)).toEqual(['ann: ONE | edited | 🎉 by bob | 👍 by eve', 'ann: two']);
    }
  });

  test('may come before it, from somebody else', () => {
    const [ann, bob, eve] = threePeople();
    const [row] = say(ann, 'one');
    pull(bob, ann);
    write(bob, [text('👍', {kind: 'reaction', target: row === undefined ? null : refOf(row)})]);
    const [, bobs] = bob.database.rooms.logs(ROOM);
    const piece = bobs && bob.database.rooms.pieceAfter(ROOM, bobs.name, 0, 64);
    hand(eve, piece as RoomPiece);
    pull(eve, ann);
    expect(shown(eve, [ann, bob])).toEqual(['ann: one | 👍 by bob']);
  });
});

describe('an erased entry', () => {
  test('R8: is given on as its place, and the text is in no page of whoever had it', () => {
    const path = join(temporaryFolder(), 'natter.db');
    const [ann, bob, eve] = threePeople();
    const database = openDatabase({path, key: KEY, selfKey: bob.key, now: () => NOW});
    database.rooms.save(ROOM_ROW);
    const onDisk: Person = {...bob, database};
    introduce([onDisk, ann, eve]);
    const [row] = say(ann, `a ${SECRET} in it`, 'more');
    pull(onDisk, ann);
    write(ann, [text('', {kind: 'delete', target: row === undefined ? null : refOf(row)})]);
    pull(onDisk, ann);
    pull(eve, onDisk);
    expect(shown(eve, [ann])).toEqual(['ann: more']); // of what was erased before nothing is known
    expect(eve.database.rooms.logs(ROOM)).toEqual(ann.database.rooms.logs(ROOM));
    rewriteWhole(database);
    database.close();
    expect(plainPages(path).includes(SECRET)).toBe(false);
  });

  test('is deleted at those who hear of it from somebody who never had it', () => {
    const [ann, bob, eve] = threePeople();
    const [row] = say(ann, 'a secret', 'more');
    pull(eve, ann);
    write(ann, [text('', {kind: 'delete', target: row === undefined ? null : refOf(row)})]);
    pull(bob, ann);
    pull(eve, bob);
    expect(shown(eve, [ann])).toEqual(['ann: (deleted)', 'ann: more']);
  });

  test('is deleted though it has expired at whoever passes that on', () => {
    let now = NOW;
    const [ann, bob, eve] = threePeople(() => now);
    ann.database.rooms.save({...ROOM_ROW, expiry: 60});
    const [row] = say(ann, 'a secret', 'more');
    pull(bob, ann);
    pull(eve, ann);
    write(ann, [text('', {kind: 'delete', target: row === undefined ? null : refOf(row)})]);
    now += 61_000;
    bob.database.removeExpired(now, 9);
    pull(bob, ann);
    pull(eve, bob);
    expect(shown(eve, [ann])).toEqual(['ann: (deleted)', 'ann: more']);
  });

  test('has expired at some and not at others: all logs go on', () => {
    let now = NOW;
    const [ann, bob, eve] = threePeople(() => now);
    for (const {database} of [ann, bob]) {
      database.rooms.save({...ROOM_ROW, expiry: 60});
    }
    const [row] = say(ann, 'for a minute');
    pull(bob, ann);
    const [log] = ann.database.rooms.logs(ROOM);
    const name = log?.name;
    if (name === undefined || row === undefined) {
      throw new Error('nothing was said');
    }
    ann.database.rooms.noteStored(ROOM, name, 1);
    now += 61_000;
    expect(bob.database.removeExpired(now, 9)).toMatchObject([{author: ann.key, isUndelivered: false}]);
    expect([bob.database.conversation(ROOM)?.unread, shown(bob, [ann])]).toEqual([0, []]);
    pull(eve, ann);
    expect(shown(eve, [ann])).toEqual(['ann: for a minute']);
    say(ann, 'and on');
    pull(bob, ann);
    pull(eve, bob);
    expect(eve.database.rooms.logs(ROOM)).toEqual(bob.database.rooms.logs(ROOM));
    expect(ann.database.removeExpired(now, 9)).toMatchObject([{isUndelivered: false, sequence: 1}]);
  });

  test('that nobody ever had is told as lost', () => {
    let now = NOW;
    const [ann] = threePeople(() => now);
    ann.database.rooms.save({...ROOM_ROW, expiry: 60});
    say(ann, 'alone');
    now += 29 * 86_400_000;
    expect(ann.database.removeExpired(now, 9)).toMatchObject([{isUndelivered: true}]);
  });
});

describe('reading', () => {
  test('is counted over all authors, and each entry for itself', () => {
    const [ann, bob, eve] = threePeople();
    say(ann, 'a1', 'a2');
    pull(bob, ann);
    say(bob, 'b1');
    pull(eve, bob);
    const {entries} = eve.database.historyBefore(ROOM, null, 9);
    expect(eve.database.conversation(ROOM)?.unread).toBe(3);
    expect(eve.database.firstUnread(ROOM)).toMatchObject({author: ann.key, sequence: 1});
    const [a1, , b1] = entries;
    eve.database.markRead(ROOM, a1 && b1 ? [refOf(a1), refOf(b1)] : []);
    expect(eve.database.conversation(ROOM)?.unread).toBe(1);
    expect(eve.database.firstUnread(ROOM)).toMatchObject({author: ann.key, sequence: 2});
    expect(eve.database.historyBefore(ROOM, null, 9).entries.map(entry => entry.unread)).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('begins with what came after us: what was said before is no news', () => {
    const [ann, bob] = threePeople();
    say(ann, 'old 1', 'old 2');
    bob.database.rooms.save({...ROOM_ROW, since: 2});
    say(ann, 'new');
    const [outcome] = pull(bob, ann);
    expect(outcome).toMatchObject({added: [{unread: false}, {unread: false}, {unread: true}]});
    expect(bob.database.conversation(ROOM)?.unread).toBe(1);
    expect(bob.database.firstUnread(ROOM)).toMatchObject({sequence: 3});
  });
});

describe('a log that begins in the middle', () => {
  test('is proved by the next signature, and continued to its front piece by piece', () => {
    const [ann, bob, eve] = threePeople();
    for (let index = 1; index <= 130; index++) {
      say(ann, `a${index}`);
    }
    const chainAt = (sequence: number) => {
      const [log] = ann.database.rooms.logs(ROOM);
      const chain = log && ann.database.rooms.chainAt(ROOM, log.name, sequence);
      return {sequence, chain: Buffer.from(chain ?? [])};
    };
    const tail = pieceOf(ann, 100);
    expect(hand(bob, tail)).toEqual({type: 'gap', log: null});
    const wrong = {sequence: 100, chain: Buffer.alloc(32, 1)};
    expect(() => hand(bob, tail, {base: wrong})).toThrow('does not fit');
    expect(shown(bob, [ann])).toEqual([]);
    expect(hand(bob, tail, {base: chainAt(100)})).toMatchObject({
      type: 'stored',
      log: {base: 100, last: 128},
    });
    hand(bob, pieceOf(ann, 128));
    expect(shown(bob, [ann])[0]).toBe('ann: a101');
    expect(hand(bob, pieceOf(ann, 64), {base: chainAt(64)})).toMatchObject({
      count: 36,
      log: {base: 64, last: 130},
    });
    expect(hand(bob, pieceOf(ann, 0), {base: chainAt(0)})).toMatchObject({count: 64, log: {base: 0}});
    expect(shown(bob, [ann])).toEqual(shown(ann, [ann]));
    expect(bob.database.rooms.logs(ROOM)).toEqual(ann.database.rooms.logs(ROOM));
    expect(bob.database.conversation(ROOM)?.unread).toBe(30);
    expect(bob.database.historyBefore(ROOM, null, 999).entries.filter(({unread}) => unread)).toHaveLength(30);
    pull(eve, bob);
    expect(shown(eve, [ann])).toEqual(shown(ann, [ann]));
    rewriteWhole(bob.database);
    expect(shown(bob, [ann])).toEqual(shown(ann, [ann]));
  });

  test('is no log of acts', () => {
    const [ann, bob] = threePeople();
    write(ann, [text('AQ', {kind: 'act'})], 1);
    write(ann, [text('Ag', {kind: 'act'})], 1);
    const [log] = ann.database.rooms.logs(ROOM);
    const chain = log && ann.database.rooms.chainAt(ROOM, log.name, 1);
    const base = {sequence: 1, chain: chain ?? new Uint8Array()};
    expect(hand(bob, pieceOf(ann, 1), {base})).toEqual({type: 'gap', log: null});
  });

  test('is written anew as it is', () => {
    const [ann, bob] = threePeople();
    say(ann, 'one');
    say(ann, 'two');
    const [log] = ann.database.rooms.logs(ROOM);
    const chain = log && ann.database.rooms.chainAt(ROOM, log.name, 1);
    hand(bob, pieceOf(ann, 1), {base: {sequence: 1, chain: chain ?? new Uint8Array()}});
    rewriteWhole(bob.database);
    expect(shown(bob, [ann])).toEqual(['ann: two']);
    expect(bob.database.rooms.logs(ROOM)).toMatchObject([{base: 1, last: 2}]);
  });
});

describe('acts', () => {
  test('are kept in the order in which they came, with the hashes that their ids are made of, and not shown', () => {
    const [ann, bob, eve] = threePeople();
    write(ann, [text('AQ', {kind: 'act'}), text('Ag', {kind: 'act'})], 1);
    write(bob, [text('Aw', {kind: 'act'}), text('a text among acts', {kind: 'text'})], 1);
    const [outcome] = pull(eve, bob);
    pull(eve, ann);
    const acts = eve.database.rooms.acts(ROOM);
    expect(acts.map(({author, sequence, body}) => [author, sequence, body])).toEqual([
      [bob.key, 1, 'Aw'],
      [ann.key, 1, 'AQ'],
      [ann.key, 2, 'Ag'],
    ]);
    expect(outcome).toMatchObject({acts: [acts[0]], added: []});
    expect(ann.database.rooms.acts(ROOM)).toEqual(acts.slice(1));
    expect(shown(eve, [ann, bob])).toEqual([]);
    expect(eve.database.conversation(ROOM)?.unread).toBe(0);
  });

  test('are whole, or they are none', () => {
    const [ann, bob] = threePeople();
    write(ann, [text('AQ', {kind: 'act'})], 1);
    const piece = pieceOf(ann, 0);
    const entries = [{clock: 1, time: NOW, kind: 'gone' as const, digest: Buffer.alloc(32)}];
    expect(() => hand(bob, {...piece, entries})).toThrow('without its content');
  });
});

test('a copy of everything, in a file of its own, is the same room', () => {
  const folder = temporaryFolder();
  const [ann, bob, eve] = threePeople();
  say(ann, 'one', 'two');
  pull(bob, ann);
  say(bob, 'three');
  const path = join(folder, 'copy.db');
  const snapshot = bob.database.snapshot(path);
  while (snapshot.step()) {
    // until it is done
  }
  const database = openDatabase({path, key: KEY, selfKey: bob.key});
  const restored: Person = {...bob, database};
  expect(shown(restored, [ann, bob])).toEqual(shown(bob, [ann, bob]));
  expect(database.rooms.members(ROOM)).toEqual(bob.database.rooms.members(ROOM));
  pull(eve, restored);
  expect(shown(eve, [ann, bob])).toEqual(shown(bob, [ann, bob]));
  database.close();
});

test('a forgotten room leaves nothing of itself, and may come back', () => {
  const path = join(temporaryFolder(), 'natter.db');
  const [ann, bob] = threePeople();
  const database = openDatabase({path, key: KEY, selfKey: bob.key, now: () => NOW});
  const onDisk: Person = {...bob, database};
  const begin = () => {
    database.rooms.save(ROOM_ROW);
    introduce([ann, onDisk]);
    pull(onDisk, ann);
  };
  say(ann, SECRET);
  begin();
  database.rooms.forget(ROOM);
  expect([database.rooms.all(), database.rooms.logs(ROOM), database.rooms.members(ROOM)]).toEqual([
    [],
    [],
    [],
  ]);
  rewriteWhole(database);
  database.close();
  const pages = plainPages(path);
  expect([SECRET, Buffer.from(ann.key, 'hex')].map(trace => pages.includes(trace))).toEqual([false, false]);
  const again: Person = {...bob, database: openDatabase({path, key: KEY, selfKey: bob.key})};
  again.database.rooms.save(ROOM_ROW);
  introduce([ann, again]);
  pull(again, ann);
  expect(shown(again, [ann])).toEqual([`ann: ${SECRET}`]);
  again.database.close();
});

test('what members tell of themselves is kept, the newest hint only', () => {
  const [ann, bob] = threePeople();
  const hint = (number: number) => ({number, bytes: Buffer.of(number)});
  const {rooms} = bob.database;
  rooms.noteMember(ROOM, ann.key, {name: 'Ann', hint: hint(2), seen: 20});
  rooms.noteMember(ROOM, ann.key, {hint: hint(1), seen: 10});
  introduce([ann, bob]);
  expect(rooms.members(ROOM).find(({key}) => key === ann.key)).toEqual({
    ...{key: ann.key, level: 1, name: 'Ann', hint: Buffer.of(2), hintNumber: 2, seen: 20},
  });
  rooms.noteMember(ROOM, person('mallory', 9).key, {name: 'M'});
  expect(rooms.members(ROOM)).toHaveLength(2);
});
