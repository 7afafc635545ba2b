import {describe, expect, test} from '@jest/globals';
import {hand, introduce, person, pull, ROOM, refOf, say, shown, text, threePeople, write} from './support.ts';

describe('what is said in a room', () => {
  test('is the same at everybody, also where it came through somebody else', () => {
    const [ann, bob, eve] = threePeople();
    const [first] = say(ann, 'hello', 'all');
    pull(bob, ann);
    const [answer] = write(bob, [text('hi', {target: first === undefined ? null : refOf(first)})]);
    pull(eve, bob); // of both
    write(eve, [text('👍', {kind: 'reaction', target: answer === undefined ? null : refOf(answer)})]);
    pull(ann, eve);
    pull(bob, eve);
    const people = [ann, bob, eve];
    const expected = ['ann: hello', 'ann: all', 'bob: hi | 👍 by eve | to hello'];
    expect(people.map(one => shown(one, people))).toEqual([expected, expected, expected]);
  });

  test('is signed at the end of each commit, and again at each multiple of 64', () => {
    const [ann] = threePeople();
    say(ann, ...Array.from({length: 60}, (_, index) => `a${index}`));
    const {pieces} = ann.database.rooms.appendOwn(
      ROOM,
      0,
      Array.from({length: 10}, (_, index) => text(`b${index}`)),
      ann.sign,
    );
    expect(pieces.map(({first, entries}) => [first, entries.length])).toEqual([
      [61, 4],
      [65, 6],
    ]);
  });

  test('is cut where it would not fit into one frame', () => {
    const [ann] = threePeople();
    const large = 'x'.repeat(16 * 1024);
    const {pieces} = ann.database.rooms.appendOwn(
      ROOM,
      0,
      Array.from({length: 7}, () => text(large)),
      ann.sign,
    );
    expect(pieces.map(({first, entries}) => [first, entries.length])).toEqual([
      [1, 3],
      [4, 3],
      [7, 1],
    ]);
  });

  test('comes twice without harm, and in parts', () => {
    const [ann, bob] = threePeople();
    say(ann, 'one', 'two');
    say(ann, 'three');
    const [log] = ann.database.rooms.logs(ROOM);
    const all = log && ann.database.rooms.pieceAfter(ROOM, log.name, 0, 64);
    const some = log && ann.database.rooms.pieceAfter(ROOM, log.name, 0, 2);
    if (!(all && some)) {
      throw new Error('nothing to hand over');
    }
    expect([all.entries.length, some.entries.length]).toEqual([3, 2]);
    expect(hand(bob, some)).toMatchObject({type: 'stored', count: 2});
    expect(hand(bob, all)).toMatchObject({type: 'stored', count: 1, added: [{body: 'three'}]});
    let asked = 0;
    const verify = () => {
      asked++;
      return false;
    };
    expect(hand(bob, all, {verify})).toMatchObject({type: 'held', log: {last: 3}});
    expect(asked).toBe(0); // what is here is not verified again
  });

  test('is missing something before it: nothing is stored, and it is said how far the log is here', () => {
    const [ann, bob] = threePeople();
    say(ann, 'one');
    pull(bob, ann);
    say(ann, 'two');
    say(ann, 'three');
    const [log] = ann.database.rooms.logs(ROOM);
    const piece = log && ann.database.rooms.pieceAfter(ROOM, log.name, 2, 64);
    expect(piece && hand(bob, piece)).toMatchObject({type: 'gap', log: {last: 1}});
    expect(shown(bob, [ann])).toEqual(['ann: one']);
  });

  test('by somebody who never was there is not stored', () => {
    const [ann, bob] = threePeople();
    const mallory = person('mallory', 9);
    say(mallory, 'buy');
    expect(pull(bob, mallory)).toEqual([{type: 'no-member'}]);
    introduce([ann, bob, mallory]);
    expect(pull(bob, mallory)).toMatchObject([{type: 'stored', count: 1}]);
  });

  test('names whom it mentions, for those who are named only', () => {
    const [ann, bob, eve] = threePeople();
    write(ann, [text('@bob come', {mentions: [bob.judge.selfTag]}), text('nobody')]);
    pull(bob, ann);
    pull(eve, bob);
    const mentions = ({database}: typeof bob) =>
      database.historyBefore(ROOM, null, 9).entries.map(({body, mentioned}) => [body, mentioned]);
    expect(mentions(bob)).toEqual([
      ['@bob come', true],
      ['nobody', false],
    ]);
    expect(mentions(eve).map(([, mentioned]) => mentioned)).toEqual([false, false]);
  });
});

describe('old heads', () => {
  test('are dropped where the next multiple of 64 is signed, and everything can still be had', () => {
    const [ann, bob] = threePeople();
    for (let index = 1; index <= 130; index++) {
      say(ann, `a${index}`);
    }
    const heads = ann.connection.prepare<[], number>('SELECT sequence FROM heads ORDER BY sequence').pluck();
    expect(heads.all()).toEqual([64, 128, 129, 130]);
    expect(pull(bob, ann).map(outcome => outcome.type === 'stored' && outcome.count)).toEqual([64, 64, 2]);
    expect(shown(bob, [ann])).toEqual(shown(ann, [ann]));
  });

  test('stay where the entries between would not fit into one frame', () => {
    const [ann, bob] = threePeople();
    for (let index = 1; index <= 64; index++) {
      say(ann, 'x'.repeat(5000));
    }
    const heads = ann.connection.prepare<[], number>('SELECT sequence FROM heads ORDER BY sequence').pluck();
    expect(heads.all()).toEqual([9, 18, 27, 36, 45, 54, 63, 64]);
    pull(bob, ann);
    expect(shown(bob, [ann])).toEqual(shown(ann, [ann]));
  });
});
