import {beforeEach, expect, test} from '@jest/globals';
import {hasEffect} from '../../../src/storage/log/annotations.ts';
import type {Database, EntryRow, ShownRow} from '../../../src/storage/types.ts';
import type {EntryKind, EntryRef} from '../../../src/wire/chat/messages.ts';
import {ADA, BOB, draft, EVE, memoryDatabase, NOW, texts, WITH_BOB, WITH_EVE} from '../support.ts';

let database: Database;

beforeEach(() => {
  database = memoryDatabase().database;
});

const own = (sequence: number): EntryRef => ({author: ADA, epoch: 1, sequence});
const theirs = (sequence: number, epoch = 5): EntryRef => ({author: BOB, epoch, sequence});

function write(kind: EntryKind, body: string, target: EntryRef | null = null): void {
  database.appendOwn(WITH_BOB, [{kind, body, target, time: NOW} as never]);
}

/** The newest page as people see it. */
const page = (): ShownRow[] => database.shown(database.historyBefore(WITH_BOB, null, 50).entries);
const looks = () =>
  page().map(({text, edited, reactions, quoted}) => [text, edited, reactions.length, quoted?.text]);

test('each entry has its own looks, also in logs that take turns', () => {
  database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1, 5));
  database.appendRemote(WITH_BOB, BOB, 6, 1, texts(3));
  database.appendOwn(WITH_BOB, [draft('mine')]);
  write('edit', 'ours', own(1));
  write('reaction', '👍', theirs(1));
  write('reaction', '👎', theirs(1, 6));
  write('reaction', '😀', own(1));
  expect(looks()).toEqual([
    ['at 1', false, 1, undefined],
    ['at 3', false, 1, undefined],
    ['at 5', false, 0, undefined],
    ['ours', true, 1, undefined],
  ]);
  expect(page().map(({reactions}) => reactions.map(({emoji, author}) => [emoji, author]))).toEqual([
    [['👍', ADA]],
    [['👎', ADA]],
    [],
    [['😀', ADA]],
  ]);
});

test('the looks of another conversation are its own', () => {
  database.appendOwn(WITH_EVE, [draft('to Eve')]);
  const [epoch] = database.ownLogs(WITH_EVE).map(log => log.epoch);
  database.appendOwn(WITH_BOB, [draft('to Bob')]);
  database.appendOwn(WITH_EVE, [
    {kind: 'edit', body: 'changed', target: {author: ADA, epoch: epoch ?? 0, sequence: 1}, time: NOW},
  ]);
  expect(looks()).toEqual([['to Bob', false, 0, undefined]]);
});

test('a reaction that was taken back is none', () => {
  database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1));
  write('reaction', '👍', theirs(1));
  write('reaction', '', theirs(1));
  expect(looks()).toEqual([['at 1', false, 0, undefined]]);
});

test('a reply quotes the text as it is now, and nothing that is not here or was deleted', () => {
  database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1));
  database.appendOwn(WITH_BOB, [draft('one'), draft('two')]);
  for (const target of [theirs(1), own(1), own(2), theirs(9)]) {
    write('text', 'reply', target);
  }
  write('edit', 'ONE', own(1));
  write('delete', '', own(2));
  const replies = page().filter(({text}) => text === 'reply');
  expect(replies.map(({quoted}) => quoted?.text)).toEqual(['at 1', 'ONE', null, null]);
  expect(replies[0]?.quoted).toMatchObject({author: BOB, epoch: 5, sequence: 1});
});

test('an entry is found by its name, if people see it', () => {
  database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1));
  write('reaction', '👍', theirs(1));
  const at = (name: EntryRef) => database.entryAt(WITH_BOB, name)?.body ?? null;
  expect([at(theirs(1)), at(theirs(2)), at(theirs(1, 6)), at(own(1))]).toEqual(['at 1', null, null, null]);
  expect(database.entryAt(WITH_EVE, theirs(1))).toBeNull();
});

test.each<[string, boolean, EntryKind, string, EntryRef | null]>([
  ['an edit of an own entry', true, 'edit', 'x', own(1)],
  ['an edit of somebody else', false, 'edit', 'x', theirs(1)],
  ['an edit of nothing', false, 'edit', 'x', null],
  ['a deletion of an own entry', true, 'delete', '', own(1)],
  ['a deletion of somebody else', false, 'delete', '', theirs(1)],
  ['a reaction to anything', true, 'reaction', '👍', theirs(1)],
  ['a reaction that is taken back', true, 'reaction', '', own(1)],
  ['a reaction to nothing', false, 'reaction', '👍', null],
  ['a reaction that is a sentence', false, 'reaction', 'that is no reaction', theirs(1)],
  ['a reply', false, 'text', 'x', own(1)],
])('whether it changes another entry: %s', (_, expected, kind, body, target) => {
  expect(hasEffect({kind, body, target}, ADA)).toBe(expected);
});

test('of entries that change others, those others are told, each once', () => {
  database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1, 2));
  const rows: EntryRow[] = [
    ['reaction', '👍', theirs(1)],
    ['reaction', '👎', theirs(1)],
    ['text', 'reply', theirs(2)],
    ['edit', 'no', theirs(2)],
    ['reaction', '👍', theirs(9)],
    ['reaction', '👍', {author: EVE, epoch: 5, sequence: 1}],
  ].flatMap(([kind, body, target]) =>
    database.appendOwn(WITH_BOB, [{kind, body, target, time: NOW} as never]),
  );
  expect(database.targets(rows).map(({body}) => body)).toEqual(['at 1']);
});
