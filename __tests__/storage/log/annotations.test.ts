import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {toWire} from '../../../src/core/sync/entry-transfer.ts';
import {directWith} from '../../../src/lib/conversation.ts';
import type {PeerKey} from '../../../src/lib/ids.ts';
import {digestOf} from '../../../src/storage/log/chain.ts';
import type {Connection} from '../../../src/storage/sqlite/connection.ts';
import type {Database, ShownRow} from '../../../src/storage/types.ts';
import type {EntryRef, WholeEntry} from '../../../src/wire/chat/messages.ts';
import {sized} from '../../support/sizes.ts';
import {ADA, BOB, checkIndex, draft, findIndexed, memoryDatabase, NOW, SALT, WITH_BOB} from '../support.ts';

/** An entry of Bob's log 5, or with `own` in Ada's log 1. */
const at = (sequence: number, own: boolean, epoch = own ? 5 : 1): EntryRef => ({
  author: own ? BOB : ADA,
  epoch,
  sequence,
});

const wire = (
  clock: number,
  kind: WholeEntry['kind'],
  body: string,
  target: EntryRef | null = null,
): WholeEntry => ({clock, time: NOW, kind, target, body, salt: SALT});

/** What stands on the screen, in short. */
function looks(database: Database): string[] {
  return database.shown(database.historyBefore(WITH_BOB, null, 100).entries).map(inShort);
}

function inShort({entry, text, edited, reactions, quoted}: ShownRow): string {
  const marks = [
    entry.deleted ? 'deleted' : '',
    edited ? 'edited' : '',
    ...reactions.map(({emoji, author}) => `${author === ADA ? 'Ada' : 'Bob'} ${emoji}`).sort(),
    quoted === null ? '' : `to ${quoted.author === ADA ? 'Ada' : 'Bob'} ${quoted.sequence}: ${quoted.text}`,
  ];
  return [text, ...marks.filter(mark => mark !== '')].join(' | ');
}

/** Whether the bytes of a word stand in any page of the database. */
function holds(connection: Connection, word: string): boolean {
  const pages = (connection as Connection & {serialize: () => Buffer}).serialize();
  return pages.includes(word);
}

describe('an edit', () => {
  test('shows and finds the newest text, in whatever order the versions come', () => {
    const {database, connection} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 6, 1, [wire(9, 'edit', 'third', at(1, true))]);
    database.appendRemote(WITH_BOB, BOB, 7, 1, [wire(5, 'edit', 'second', at(1, true))]);
    database.appendRemote(WITH_BOB, BOB, 5, 1, [wire(1, 'text', 'first')]);
    expect(looks(database)).toEqual(['third | edited']);
    expect(findIndexed(connection, 'third')).toEqual(['third']);
    expect(findIndexed(connection, 'first OR second')).toEqual([]);
    database.appendRemote(WITH_BOB, BOB, 5, 2, [wire(12, 'edit', 'fourth', at(1, true))]);
    expect(looks(database)).toEqual(['fourth | edited']);
    expect(findIndexed(connection, 'third OR fourth')).toEqual(['fourth']);
    checkIndex(connection);
  });

  test('of an own entry works the same', () => {
    const {database, connection} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('teh tea')]);
    const edit = {...draft('the tea'), kind: 'edit', target: {author: ADA, epoch: 1, sequence: 1}} as const;
    const [row] = database.appendOwn(WITH_BOB, [edit]);
    expect(row).toMatchObject({kind: 'edit', body: 'the tea'});
    expect(looks(database)).toEqual(['the tea | edited']);
    expect(findIndexed(connection, 'tea')).toEqual(['the tea']);
    checkIndex(connection);
  });

  test('by somebody else is kept and means nothing', () => {
    const {database, connection} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('mine')]);
    const {added} = database.appendRemote(WITH_BOB, BOB, 5, 1, [wire(2, 'edit', 'yours', at(1, false))]);
    expect(added).toMatchObject([{kind: 'edit', body: 'yours'}]);
    expect(database.targets(added)).toEqual([]);
    expect(looks(database)).toEqual(['mine']);
    expect(findIndexed(connection, 'yours')).toEqual([]);
  });

  test('leaves nothing of the one before it', () => {
    const {database, connection} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, [
      wire(1, 'text', 'hello'),
      wire(2, 'edit', 'marmalade', at(1, true)),
      wire(3, 'edit', 'honey', at(1, true)),
    ]);
    expect(holds(connection, 'marmalade')).toBe(false);
    expect(looks(database)).toEqual(['honey | edited']);
  });

  test('of an edit, of a reaction or of nothing shows nowhere', () => {
    const {database, connection} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, [
      wire(1, 'text', 'hello'),
      wire(2, 'edit', 'hallo', at(1, true)),
      wire(3, 'edit', 'not this', at(2, true)),
      wire(4, 'edit', 'nor this', null),
      wire(5, 'edit', 'nor that', at(99, true)),
    ]);
    expect(looks(database)).toEqual(['hallo | edited']);
    expect(findIndexed(connection, 'hallo OR this OR that')).toEqual(['hallo']);
    checkIndex(connection);
  });
});

describe('a deletion', () => {
  test('leaves the place and no word of the entry, its edits and the reactions', () => {
    const {database, connection} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, [
      wire(1, 'text', 'the marmalade plan', {author: ADA, epoch: 1, sequence: 1}),
      wire(2, 'edit', 'the zebrafish plan', at(1, true)),
      wire(3, 'text', 'next'),
    ]);
    database.appendOwn(WITH_BOB, [
      {...draft('🦓'), kind: 'reaction', target: {author: BOB, epoch: 5, sequence: 1}},
    ]);
    database.appendRemote(WITH_BOB, BOB, 5, 4, [wire(5, 'delete', '', at(1, true))]);
    expect(looks(database)).toEqual([' | deleted', 'next']);
    for (const word of ['marmalade', 'zebrafish', '🦓']) {
      expect([word, holds(connection, word)]).toEqual([word, false]);
    }
    expect(findIndexed(connection, 'plan')).toEqual([]);
    checkIndex(connection);
  });

  test('is for good: what points at the entry later comes to nothing', () => {
    const {database, connection} = memoryDatabase();
    const {added} = database.appendRemote(WITH_BOB, BOB, 5, 1, [
      wire(1, 'text', 'hello'),
      wire(2, 'delete', '', at(1, true)),
      wire(3, 'edit', 'marmalade', at(1, true)),
      wire(4, 'reaction', '👍', at(1, true)),
      wire(5, 'delete', '', at(1, true)),
    ]);
    expect(added.map(({kind, body, deleted}) => [kind, body, deleted])).toEqual([
      ['text', '', true],
      ['delete', '', false],
      ['gone', '', false],
      ['gone', '', false],
      ['gone', '', false],
    ]);
    expect(looks(database)).toEqual([' | deleted']);
    expect(holds(connection, 'marmalade')).toBe(false);
  });

  test('that comes before the entry waits for it', () => {
    const {database, connection} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 6, 1, [
      wire(2, 'edit', 'zebrafish', at(1, true)),
      wire(3, 'delete', '', at(1, true)),
      wire(4, 'edit', 'nutmeg', at(1, true)),
    ]);
    expect(holds(connection, 'zebrafish') || holds(connection, 'nutmeg')).toBe(false);
    const {added} = database.appendRemote(WITH_BOB, BOB, 5, 1, [wire(1, 'text', 'marmalade')]);
    expect(added).toMatchObject([{kind: 'text', body: '', deleted: true}]);
    expect(looks(database)).toEqual([' | deleted']);
    expect(holds(connection, 'marmalade')).toBe(false);
    checkIndex(connection);
  });

  test('by somebody else means nothing', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('mine')]);
    database.appendRemote(WITH_BOB, BOB, 5, 1, [wire(2, 'delete', '', at(1, false))]);
    expect(looks(database)).toEqual(['mine']);
  });

  test('of an own entry that waits to be sent: its content is not there to be sent any more', () => {
    const {database} = memoryDatabase();
    const target = {author: ADA, epoch: 1, sequence: 1};
    database.appendOwn(WITH_BOB, [draft('secret'), {...draft('secret 2'), kind: 'edit', target}]);
    database.appendOwn(WITH_BOB, [{...draft(''), kind: 'delete', target}]);
    const waiting = database.ownEntries(WITH_BOB, 1, 0, 9);
    expect(waiting.map(({kind, body, deleted}) => [kind, body, deleted])).toEqual([
      ['text', '', true],
      ['gone', '', false],
      ['delete', '', false],
    ]);
  });
});

describe('reactions', () => {
  test('the newest of each author counts, and an empty one takes it away', () => {
    const {database} = memoryDatabase();
    const mine = {author: ADA, epoch: 1, sequence: 1};
    database.appendOwn(WITH_BOB, [draft('hello'), {...draft('🙈'), kind: 'reaction', target: mine}]);
    database.appendRemote(WITH_BOB, BOB, 6, 1, [wire(7, 'reaction', '👍', at(1, false))]);
    database.appendRemote(WITH_BOB, BOB, 7, 1, [wire(4, 'reaction', '👎', at(1, false))]);
    expect(looks(database)).toEqual(['hello | Ada 🙈 | Bob 👍']);
    database.appendRemote(WITH_BOB, BOB, 6, 2, [wire(9, 'reaction', '', at(1, false))]);
    expect(looks(database)).toEqual(['hello | Ada 🙈']);
    database.appendRemote(WITH_BOB, BOB, 7, 2, [wire(8, 'reaction', '💥', at(1, false))]);
    expect(looks(database)).toEqual(['hello | Ada 🙈']);
    database.appendRemote(WITH_BOB, BOB, 6, 3, [wire(10, 'reaction', '🎉', at(1, false))]);
    expect(looks(database)).toEqual(['hello | Ada 🙈 | Bob 🎉']);
  });

  test.each([
    ['two graphemes', '👍👍'],
    ['a word', 'ok'],
    ['more than 64 bytes', '👩🏽‍❤️‍💋‍👩🏽👩🏽‍❤️‍💋‍👩🏽'],
  ])('%s is none', (_, body) => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, [
      wire(1, 'text', 'hello'),
      wire(2, 'reaction', body, at(1, true)),
    ]);
    expect(looks(database)).toEqual(['hello']);
  });

  test('a family of four is one', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, [
      wire(1, 'text', 'hello'),
      wire(2, 'reaction', '👨‍👩‍👧‍👦', at(1, true)),
    ]);
    expect(looks(database)).toEqual(['hello | Bob 👨‍👩‍👧‍👦']);
  });
});

describe('a reply', () => {
  test('quotes the newest text, and nothing once that is deleted', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, [wire(1, 'text', 'tea?')]);
    const reply = (sequence: number, own: boolean) => ({
      author: own ? ADA : BOB,
      epoch: own ? 1 : 5,
      sequence,
    });
    database.appendOwn(WITH_BOB, [{...draft('yes'), target: reply(1, false)}]);
    database.appendOwn(WITH_BOB, [{...draft('no'), target: reply(1, true)}]);
    database.appendOwn(WITH_BOB, [{...draft('what?'), target: reply(7, false)}]);
    expect(looks(database)).toEqual([
      'tea?',
      'yes | to Bob 1: tea?',
      'no | to Ada 1: yes',
      'what? | to Bob 7: null',
    ]);
    database.appendRemote(WITH_BOB, BOB, 5, 2, [wire(9, 'edit', 'coffee?', at(1, true))]);
    expect(looks(database)[1]).toBe('yes | to Bob 1: coffee?');
    database.appendRemote(WITH_BOB, BOB, 5, 3, [wire(10, 'delete', '', at(1, true))]);
    expect(looks(database)[1]).toBe('yes | to Bob 1: null');
  });
});

test('however many point at a message, at most four keep their content', () => {
  const {database, connection} = memoryDatabase();
  database.appendRemote(WITH_BOB, BOB, 5, 1, [wire(1, 'text', 'hello')]);
  for (let first = 2; first < 600; first += 60) {
    const flood = Array.from({length: 60}, (_, index) =>
      index % 2 === 0
        ? wire(first + index, 'edit', `version ${first + index}`, at(1, true))
        : wire(first + index, 'reaction', '👍', at(1, true)),
    );
    database.appendRemote(WITH_BOB, BOB, 5, first, flood);
    database.appendOwn(WITH_BOB, [
      {...draft('🎉'), kind: 'reaction', target: {author: BOB, epoch: 5, sequence: 1}},
    ]);
  }
  expect(looks(database)).toEqual(['version 600 | edited | Ada 🎉 | Bob 👍']);
  const live = 'SELECT count(*) FROM entries WHERE target_author IS NOT NULL';
  expect(connection.prepare<[], number>(live).pluck().get()).toBe(3);
  database.appendRemote(WITH_BOB, BOB, 5, 602, [wire(9999, 'delete', '', at(1, true))]);
  expect(connection.prepare<[], number>(live).pluck().get()).toBe(1);
});

describe('targets', () => {
  test('are the shown entries with an effect, each once', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('mine')]);
    database.appendRemote(WITH_BOB, BOB, 5, 1, [wire(2, 'text', 'yours')]);
    const {added} = database.appendRemote(WITH_BOB, BOB, 5, 2, [
      wire(3, 'edit', 'yours!', at(1, true)),
      wire(4, 'reaction', '👍', at(1, false)),
      wire(5, 'reaction', '👍', at(1, true)),
      wire(6, 'reaction', '👍', at(9, true)),
      wire(7, 'text', 'a reply', at(1, false)),
    ]);
    expect(
      database
        .targets(added)
        .map(row => row.body)
        .sort(),
    ).toEqual(['mine', 'yours']);
  });
});

describe('an entry that comes again', () => {
  test('is the same, whichever side has lost its content meanwhile', () => {
    const {database} = memoryDatabase();
    const entries = [
      wire(1, 'text', 'one'),
      wire(2, 'edit', 'two', at(1, true)),
      wire(3, 'edit', 'three', at(1, true)),
      wire(4, 'text', 'four'),
      wire(5, 'delete', '', at(4, true)),
    ];
    const held = {epoch: 5, sequence: 5};
    database.appendRemote(WITH_BOB, BOB, 5, 1, entries);
    expect(database.appendRemote(WITH_BOB, BOB, 5, 1, entries)).toMatchObject({added: [], have: held});
    const emptied = entries.map(entry => ({
      clock: entry.clock,
      time: NOW,
      kind: 'gone' as const,
      digest: digestOf(entry).digest,
    }));
    expect(database.appendRemote(WITH_BOB, BOB, 5, 1, emptied)).toMatchObject({added: [], have: held});
    expect(looks(database)).toEqual(['three | edited', ' | deleted']);
  });

  test('in a new log of an author who has an older database comes to nothing', () => {
    const {database, connection} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, [wire(1, 'text', 'one'), wire(2, 'text', 'two')]);
    const {added} = database.appendRemote(WITH_BOB, BOB, 8, 1, [
      wire(2, 'text', 'two'),
      wire(3, 'text', 'two'),
      wire(4, 'text', 'three'),
    ]);
    const elsewhen = {...wire(2, 'text', 'two'), time: NOW + 1};
    expect(database.appendRemote(WITH_BOB, BOB, 9, 1, [elsewhen]).added).toMatchObject([{kind: 'text'}]);
    expect(added.map(({kind}) => kind)).toEqual(['gone', 'text', 'text']);
    expect(looks(database)).toEqual(['one', 'two', 'two', 'two', 'three']);
    expect(database.conversation(WITH_BOB)?.unread).toBe(5);
    expect(findIndexed(connection, 'two')).toHaveLength(3);
  });
});

/** What may happen next; numbers choose among what is there. */
type Step = {readonly side: 0 | 1; readonly what: Happening; readonly choice: number};
type Happening = 'text' | 'reply' | 'edit' | 'delete' | 'reaction' | 'begin a log' | 'deliver';

const step: fc.Arbitrary<Step> = fc.record({
  side: fc.constantFrom(0, 1),
  what: fc.constantFrom<Happening>(
    ...([
      'text',
      'reply',
      'edit',
      'edit',
      'delete',
      'reaction',
      'reaction',
      'begin a log',
      'deliver',
      'deliver',
    ] as const),
  ),
  choice: fc.nat(1000),
});

describe('two sides that write and deliver in any order', () => {
  test('show and find the same in the end', () => {
    fc.assert(
      fc.property(fc.array(step, {minLength: 5, maxLength: 50}), steps => {
        const sides = [side(ADA), side(BOB)] as const;
        for (const [index, {side: number, what, choice}] of steps.entries()) {
          act(sides[number], sides[1 - number] as Side, what, choice, index);
        }
        for (const [from, to] of [sides, [...sides].reverse()] as Side[][] as [Side, Side][]) {
          while (deliver(from, to, 63)) {}
        }
        const [ada, bob] = sides.map(whole);
        expect(bob).toEqual(ada);
      }),
      {numRuns: sized(80, 200)}, // other stories at every run
    );
  });
});

/** Somebody with a database, and how far each of their logs got to the other side. */
type Side = {
  readonly key: PeerKey;
  readonly other: PeerKey;
  readonly database: Database;
  readonly connection: Connection;
  readonly delivered: Map<number, number>;
};

function side(key: PeerKey): Side {
  const {database, connection} = memoryDatabase(() => NOW, key);
  return {key, other: key === ADA ? BOB : ADA, database, connection, delivered: new Map()};
}

function act(me: Side, you: Side, what: Happening, choice: number, index: number): void {
  switch (what) {
    case 'deliver':
      deliver(me, you, choice);
      return;
    case 'begin a log':
      me.database.rotateOwnLog(directWith(me.other), 1000);
      return;
    case 'text':
      write(me, 'text', `word${index}`, null);
      return;
    case 'reply':
      write(me, 'text', `reply${index}`, someTarget(me, choice));
      return;
    case 'edit':
      write(me, 'edit', `edit${index}`, someTarget(me, choice));
      return;
    case 'delete':
      write(me, 'delete', '', someTarget(me, choice));
      return;
    case 'reaction':
      write(me, 'reaction', ['👍', '🙈', ''][index % 3] ?? '', someTarget(me, choice));
  }
}

function write(
  {database, other}: Side,
  kind: WholeEntry['kind'],
  body: string,
  target: EntryRef | null,
): void {
  database.appendOwn(directWith(other), [{kind, body, time: NOW, target}]);
}

/** Any entry that this side knows, or one that will come next. */
function someTarget({database, key, other}: Side, choice: number): EntryRef | null {
  const logs = [
    ...database.ownLogs(directWith(other)).map(({epoch, last}) => ({author: key, epoch, last})),
    ...database
      .positions(directWith(other), other)
      .map(({epoch, sequence}) => ({author: other, epoch, last: sequence})),
  ];
  const log = logs[choice % logs.length];
  expect(key).not.toBe(other);
  return log === undefined
    ? null
    : {author: log.author, epoch: log.epoch, sequence: 1 + (choice % (log.last + 1))};
}

/** Hands some entries of one log over; false if nothing waits. */
function deliver(from: Side, to: Side, choice: number): boolean {
  const waiting = from.database
    .ownLogs(directWith(from.other))
    .map(({epoch}) =>
      from.database.ownEntries(
        directWith(from.other),
        epoch,
        from.delivered.get(epoch) ?? 0,
        1 + (choice % 3),
      ),
    )
    .filter(entries => entries.length > 0);
  const rows = waiting[choice % waiting.length];
  const head = rows?.[0];
  if (rows === undefined || head === undefined) {
    return false;
  }
  to.database.appendRemote(directWith(to.other), to.other, head.epoch, head.sequence, rows.map(toWire));
  from.delivered.set(head.epoch, head.sequence + rows.length - 1);
  return true;
}

/** All that one side shows and finds. What was deleted before it left has no place at the other side. */
function whole({database, connection, other}: Side): string[] {
  checkIndex(connection);
  const rows = database
    .shown(database.historyBefore(directWith(other), null, 100).entries)
    .filter(row => !row.entry.deleted);
  const found = findIndexed(connection, 'word OR reply OR edit');
  expect(found.toSorted()).toEqual(rows.map(row => row.text).toSorted());
  return rows.map(row => `${row.entry.epoch}.${row.entry.sequence} ${inShort(row)}`);
}
