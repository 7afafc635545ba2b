import {describe, expect, test} from '@jest/globals';
import {toWire} from '../../../src/core/sync/entry-transfer.ts';
import {peerKeyOfSeed} from '../../../src/identity/key-pair.ts';
import {directWith} from '../../../src/lib/conversation.ts';
import {beginChain, contentDigest, digestOf, extendChain} from '../../../src/storage/log/chain.ts';
import {asReceived} from '../../support/wire.ts';
import {ADA, BOB, draft, failure, memoryDatabase, NOW, SALT, texts, WITH_ADA, WITH_BOB} from '../support.ts';

const hex = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('hex');

describe('the vectors of docs/PROTOCOL.md', () => {
  const digest = 'c23e2f6e095eea5705c37ef393b328f178d9156c3ca3bd58698c3df5b14a8194';

  test('a digest', () => {
    expect(hex(contentDigest(SALT, {kind: 'text', target: null, body: 'hi'}))).toBe(digest);
  });

  test('one step of a chain', () => {
    const before = Buffer.from('d9d3b3b7880cb3ab4029c0f6ff494055e72e3a7ee3b3038ef31bdc5b9263be51', 'hex');
    const stamp = {clock: 1, time: 1_700_000_000_000, digest: Buffer.from(digest, 'hex')};
    expect(hex(extendChain(before, stamp))).toBe(
      '2396aa78e9881793d84cadf56b11b6ed1b257572df4a31380bc7242fdbf8c06f',
    );
  });

  test('both sides of a conversation begin a log with the same chain', () => {
    const ann = peerKeyOfSeed(new Uint8Array(32).fill(1));
    const bob = peerKeyOfSeed(new Uint8Array(32).fill(2));
    const log = {author: ann, lane: 0, epoch: 5};
    const here = beginChain({...log, conversation: directWith(bob), self: ann});
    expect(hex(beginChain({...log, conversation: directWith(ann), self: bob}))).toBe(hex(here));
    expect(hex(beginChain({...log, author: bob, conversation: directWith(bob), self: ann}))).not.toBe(
      hex(here),
    );
    expect(hex(beginChain({...log, epoch: 6, conversation: directWith(bob), self: ann}))).not.toBe(hex(here));
  });
});

describe('the chain of a log', () => {
  test('is the same on both sides, whatever is erased on either of them', () => {
    const [ann, bob] = [memoryDatabase().database, memoryDatabase(() => NOW, BOB).database];
    const rows = ann.appendOwn(WITH_BOB, ['one', 'two', 'three'].map(draft));
    ann.appendOwn(WITH_BOB, [{...draft(''), kind: 'delete', target: {author: ADA, epoch: 1, sequence: 1}}]);
    bob.appendRemote(WITH_ADA, ADA, 1, 1, rows.map(toWire));
    bob.appendRemote(WITH_ADA, ADA, 1, 4, ann.ownEntries(WITH_BOB, 1, 3, 1).map(toWire));
    const [held] = bob.positions(WITH_ADA, ADA);
    expect(held).toMatchObject({sequence: 4});
    expect(hex(ann.ownChain(WITH_BOB, 1, 4))).toBe(hex(held?.chain));
    const late = memoryDatabase(() => NOW, BOB).database; // gets the first one without its content
    late.appendRemote(WITH_ADA, ADA, 1, 1, ann.ownEntries(WITH_BOB, 1, 0, 9).map(toWire));
    expect(late.historyBefore(WITH_ADA, null, 9).entries.map(({body}) => body)).toEqual(['two', 'three']);
    expect(late.positions(WITH_ADA, ADA)).toEqual(bob.positions(WITH_ADA, ADA));
  });

  test('is known at every place of a long log', () => {
    const {database} = memoryDatabase();
    const chains: string[] = [];
    for (let count = 0; count < 2100; count += 100) {
      database.appendOwn(
        WITH_BOB,
        Array.from({length: 100}, (_, index) => draft(`${count + index}`)),
      );
      chains.push(hex(database.ownChain(WITH_BOB, 1, count + 100)));
    }
    expect(chains.map((_, index) => hex(database.ownChain(WITH_BOB, 1, 100 * (index + 1))))).toEqual(chains);
    expect(new Set(chains).size).toBe(chains.length);
    expect(database.ownChain(WITH_BOB, 1, 2101)).toBeNull();
    expect(database.ownChain(WITH_BOB, 9, 1)).toBeNull();
  });

  test('is kept at every 1,024th entry, however the log grew, so that any other place is near', () => {
    const {database, connection} = memoryDatabase();
    const kept = () => connection.prepare('SELECT sequence FROM chains ORDER BY log, sequence').pluck().all();
    const lines = (count: number) => Array.from({length: count}, (_, index) => draft(`${index}`));
    database.appendOwn(WITH_BOB, lines(1023));
    expect(kept()).toEqual([]);
    database.appendOwn(WITH_BOB, lines(1026));
    expect(kept()).toEqual([1024, 2048]);
    const before = hex(database.ownChain(WITH_BOB, 1, 1500));
    database.ownChain(WITH_BOB, 1, 2040);
    expect(kept()).toEqual([1024, 2048]);
    database.learnClock(WITH_BOB, 9000); // all clocks are others now, and the hash at each place
    expect(kept()).toEqual([1024, 2048]);
    expect(hex(database.ownChain(WITH_BOB, 1, 1500))).not.toBe(before);
    database.rotateOwnLog(WITH_BOB, 1000);
    expect(kept()).toEqual([1024]);
  });

  test('is that of the log that moved, after it moved', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, ['a', 'b', 'c', 'd'].map(draft));
    const before = hex(database.ownChain(WITH_BOB, 1, 2));
    const {epoch} = database.rotateOwnLog(WITH_BOB, 2);
    expect(hex(database.ownChain(WITH_BOB, 1, 2))).toBe(before);
    const other = memoryDatabase(() => NOW, BOB).database;
    other.appendRemote(WITH_ADA, ADA, epoch, 1, database.ownEntries(WITH_BOB, epoch, 0, 9).map(toWire));
    expect(hex(other.positions(WITH_ADA, ADA)[0]?.chain)).toBe(hex(database.ownChain(WITH_BOB, epoch, 2)));
  });

  test('tells two logs apart that have the same times and clocks', () => {
    const [one, other] = [memoryDatabase().database, memoryDatabase().database];
    one.appendOwn(WITH_BOB, [draft('the deal is off')]);
    other.appendOwn(WITH_BOB, [draft('the deal is on')]);
    expect(hex(one.ownChain(WITH_BOB, 1, 1))).not.toBe(hex(other.ownChain(WITH_BOB, 1, 1)));
  });
});

describe('an entry that comes as it is not stored', () => {
  const raw = (body: string) => Buffer.concat([Buffer.of(1, 0, Buffer.byteLength(body)), Buffer.from(body)]);

  test('is known again by what came, whatever the rules for safe text say later', () => {
    const {database} = memoryDatabase();
    const came = {kind: 'text', target: null, clock: 1, time: NOW} as const;
    const received = asReceived(raw('red\u001b[31m'));
    database.appendRemote(WITH_BOB, BOB, 5, 1, [{...came, body: 'red␛[31m', received}]);
    const again = {...came, body: 'red[31m', received}; // what another version makes of it
    expect(database.appendRemote(WITH_BOB, BOB, 5, 1, [again]).added).toEqual([]);
    failure('PROTOCOL_ERROR', () =>
      database.appendRemote(WITH_BOB, BOB, 5, 1, [{...again, received: asReceived(raw('redder'))}]),
    );
    expect(hex(database.positions(WITH_BOB, BOB)[0]?.chain)).toBe(
      hex(
        extendChain(beginChain({conversation: WITH_BOB, self: ADA, author: BOB, lane: 0, epoch: 5}), {
          clock: 1,
          time: NOW,
          digest: digestOf(again).digest,
        }),
      ).slice(0, 32),
    );
  });

  test('a target that nobody of the conversation wrote leaves no author behind', () => {
    const {database, connection} = memoryDatabase();
    const authors = () => connection.prepare<[], number>('SELECT count(*) FROM authors').pluck().get();
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1));
    const before = authors();
    const reply = {...texts(2)[0], target: {author: 'ee'.repeat(32), epoch: 1, sequence: 1}} as ReturnType<
      typeof texts
    >[0];
    const {added} = database.appendRemote(WITH_BOB, BOB, 5, 2, [reply]);
    expect(added).toMatchObject([{target: null}]);
    expect(authors()).toBe(before);
    expect(database.appendRemote(WITH_BOB, BOB, 5, 2, [reply]).added).toEqual([]);
  });
});

test('an erased entry keeps its digest and loses its salt', () => {
  const {database, connection} = memoryDatabase();
  database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1));
  const [entry] = texts(1);
  const remove = {clock: 2, time: NOW, kind: 'delete', body: '', salt: SALT} as const;
  database.appendRemote(WITH_BOB, BOB, 5, 2, [{...remove, target: {author: BOB, epoch: 5, sequence: 1}}]);
  const stored = connection
    .prepare<[], {salt: Uint8Array | null; digest: Uint8Array; body: string}>(
      'SELECT salt, digest, body FROM entries WHERE sequence = 1',
    )
    .get();
  expect(stored).toMatchObject({salt: null, body: ''});
  expect(hex(stored?.digest)).toBe(
    hex(entry === undefined || entry.kind === 'gone' ? null : digestOf(entry).digest),
  );
});
