import {describe, expect, test} from '@jest/globals';
import type {WireEntry} from '../../../src/wire/chat/messages.ts';
import {asReceived} from '../../support/wire.ts';
import {
  ADA,
  ADA_RANK,
  BOB,
  BOB_RANK,
  draft,
  EVE,
  failure,
  memoryDatabase,
  NOW,
  ownLog,
  SALT,
  texts,
  USUAL,
  WITH_BOB,
  WITH_EVE,
} from '../support.ts';

/** The highest clock that is taken where none beyond it is known. */
const FARTHEST = Date.UTC(2026, 0, 1) + 2 ** 40 + 2 ** 16;

describe('appendOwn', () => {
  test('numbers entries from 1, counts the clock up, and begins the log with a drawn epoch', () => {
    const {database} = memoryDatabase();
    const target = {author: BOB, epoch: 9, sequence: 4};
    const rows = database.appendOwn(WITH_BOB, [
      draft('hello'),
      {kind: 'reaction', body: '+1', time: NOW, target},
    ]);
    const common = {
      conversation: BOB,
      author: ADA,
      outgoing: true,
      epoch: 1,
      rank: ADA_RANK,
      time: NOW,
      deleted: false,
      lifetime: null,
      expiresAt: null,
      arrived: NOW,
      unread: false,
    };
    expect(rows).toMatchObject([
      {...common, row: 1, sequence: 1, clock: 1, kind: 'text', target: null, body: 'hello'},
      {...common, row: 2, sequence: 2, clock: 2, kind: 'reaction', target, body: '+1'},
    ]);
    expect(database.ownEntries(WITH_BOB, 1, 0, 10)).toEqual(rows);
    expect(database.ownLogs(WITH_BOB)).toEqual([ownLog(1, 2, 0, 0)]);
  });

  test('goes on in the same log, above the highest clock of the conversation', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('one')]);
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(7, 8));
    const [row] = database.appendOwn(WITH_BOB, [draft('two')]);
    expect(row).toMatchObject({epoch: 1, sequence: 2, clock: 9});
  });

  test('keeps a log for each conversation', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('to Bob')]);
    database.appendOwn(WITH_EVE, [draft('to Eve')]);
    expect(database.ownLogs(WITH_BOB)).toEqual([ownLog(1, 1, 0, 0)]);
    expect(database.ownLogs(WITH_EVE)).toEqual([ownLog(2, 1, 0, 0)]);
    expect(database.ownEntries(WITH_EVE, 2, 0, 10).map(row => row.body)).toEqual(['to Eve']);
  });

  test('of nothing stores nothing', () => {
    const {database} = memoryDatabase();
    expect(database.appendOwn(WITH_BOB, [])).toEqual([]);
    expect(database.conversations()).toEqual([]);
    expect(database.ownLogs(WITH_BOB)).toEqual([]);
  });

  test('counts an entry from the future as activity of now, and nothing as unread', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, [{...draft('x'), time: NOW + 1e9}]);
    expect(database.conversation(WITH_BOB)).toEqual({
      id: BOB,
      unread: 0,
      lastActivity: NOW,
      expiry: null,
      muted: false,
      ...USUAL,
    });
  });
});

describe('ownEntries', () => {
  test('answers what comes after a sequence, up to a limit', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, ['a', 'b', 'c', 'd'].map(draft));
    expect(database.ownEntries(WITH_BOB, 1, 1, 2).map(row => row.body)).toEqual(['b', 'c']);
    expect(database.ownEntries(WITH_BOB, 1, 4, 2)).toEqual([]);
    expect(database.ownEntries(WITH_BOB, 2, 0, 2)).toEqual([]);
    expect(database.ownEntries(WITH_EVE, 1, 0, 2)).toEqual([]);
  });

  test('stops at 48 KiB of bodies, but answers one entry at least', () => {
    const {database} = memoryDatabase();
    const long = '\u00e9'.repeat(8 * 1024); // 16 KiB
    database.appendOwn(WITH_BOB, [long, long, long, 'x'].map(draft));
    expect(database.ownEntries(WITH_BOB, 1, 0, 64)).toHaveLength(3);
    database.appendOwn(WITH_EVE, ['y'.repeat(50 * 1024), 'z'].map(draft));
    expect(database.ownEntries(WITH_EVE, 2, 0, 64)).toHaveLength(1);
  });
});

describe('appendRemote', () => {
  test('stores entries and says how far the log is held', () => {
    const {database} = memoryDatabase();
    const target = {author: BOB, epoch: 5, sequence: 1};
    const entries: WireEntry[] = [
      {clock: 3, time: NOW - 1, kind: 'text', target: null, body: 'hi', salt: SALT},
      {clock: 4, time: NOW, kind: 'edit', target, body: 'hello', salt: SALT},
    ];
    const outcome = database.appendRemote(WITH_BOB, BOB, 5, 1, entries);
    const common = {
      conversation: BOB,
      author: BOB,
      outgoing: false,
      epoch: 5,
      rank: BOB_RANK,
      deleted: false,
      lifetime: null,
      expiresAt: null,
      arrived: NOW,
    };
    expect(outcome).toMatchObject({
      added: [
        {...common, row: 1, sequence: 1, unread: true, ...entries[0], salt: Buffer.from(SALT)},
        {...common, row: 2, sequence: 2, unread: false, ...entries[1], salt: Buffer.from(SALT)},
      ],
      have: {epoch: 5, sequence: 2},
    });
    expect(database.positions(WITH_BOB, BOB)).toMatchObject([{epoch: 5, sequence: 2}]);
    expect(database.conversation(WITH_BOB)).toEqual({
      id: BOB,
      unread: 1,
      lastActivity: NOW - 1,
      expiry: null,
      muted: false,
      ...USUAL,
    });
  });

  test('keeps every kind, also one it does not know', () => {
    const {database} = memoryDatabase();
    const kinds = ['text', 'action', 'edit', 'delete', 'reaction', 'expire', 'unknown'] as const;
    const entries = kinds.map((kind, index) => ({
      clock: index + 1,
      time: NOW,
      kind,
      target: null,
      body: kind,
      salt: SALT,
    }));
    database.appendRemote(WITH_BOB, BOB, 5, 1, entries);
    const {added} = database.appendRemote(WITH_BOB, BOB, 5, 1, entries);
    expect(added).toEqual([]);
    expect(database.conversation(WITH_BOB)?.unread).toBe(2);
    expect(database.historyBefore(WITH_BOB, null, 10).entries.map(row => row.kind)).toEqual([
      'text',
      'action',
    ]);
  });

  test('takes an unknown kind for the same once it has learnt it', () => {
    const {database} = memoryDatabase();
    const received = asReceived(Uint8Array.of(5, 0, 1, 0x78));
    const entry = {clock: 1, time: NOW, target: null, body: 'x', received};
    database.appendRemote(WITH_BOB, BOB, 5, 1, [{...entry, kind: 'unknown'}]);
    expect(database.appendRemote(WITH_BOB, BOB, 5, 1, [{...entry, kind: 'reaction'}]).added).toEqual([]);
  });

  test('passes over what it has and stores the rest', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1, 2, 3));
    const outcome = database.appendRemote(WITH_BOB, BOB, 5, 2, texts(2, 3, 4, 5));
    expect(outcome.added.map(row => [row.sequence, row.clock])).toEqual([
      [4, 4],
      [5, 5],
    ]);
    expect(outcome.have).toMatchObject({epoch: 5, sequence: 5});
    expect(database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1, 2))).toEqual({added: [], have: outcome.have});
    expect(database.conversation(WITH_BOB)?.unread).toBe(5);
  });

  test('keeps epochs and authors apart', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(1, 2));
    database.appendRemote(WITH_BOB, BOB, 4, 1, texts(1));
    database.appendRemote(WITH_EVE, EVE, 5, 1, texts(1));
    expect(database.positions(WITH_BOB, BOB)).toMatchObject([
      {epoch: 5, sequence: 2},
      {epoch: 4, sequence: 1},
    ]);
    expect(database.positions(WITH_EVE, EVE)).toMatchObject([{epoch: 5, sequence: 1}]);
    expect(database.positions(WITH_BOB, EVE)).toEqual([]);
  });

  test('takes the largest numbers that a frame can carry', () => {
    const {database} = memoryDatabase();
    const target = {author: ADA, epoch: Number.MAX_SAFE_INTEGER, sequence: Number.MAX_SAFE_INTEGER};
    const entry: WireEntry = {
      clock: 2 ** 40,
      time: Number.MAX_SAFE_INTEGER,
      kind: 'text',
      target,
      body: '',
      salt: SALT,
    };
    const {added} = database.appendRemote(WITH_BOB, BOB, Number.MAX_SAFE_INTEGER, 1, [entry]);
    expect(added).toMatchObject([{epoch: Number.MAX_SAFE_INTEGER, ...entry}]);
    expect(database.historyBefore(WITH_BOB, null, 1).entries).toEqual(added);
    expect(database.conversation(WITH_BOB)?.lastActivity).toBe(NOW);
  });

  const held = texts(1, 2);
  test.each([
    ['a gap', 4, texts(4), 'it sent entry 4 of its log, but 3 comes next'],
    ['a sequence of 0', 0, texts(1), 'it numbered an entry 0'],
    ['a broken sequence', 1.5, texts(1), 'it numbered an entry 1.5'],
    ['another body', 2, [{...held[1], body: 'x'}], 'it sent entry 2 of its log again with other content'],
    ['another time', 2, [{...held[1], time: 1}], 'it sent entry 2 of its log again with other content'],
    ['another clock', 1, texts(2), 'it sent entry 1 of its log again with other content'],
    [
      'another kind',
      2,
      [{...held[1], kind: 'action'}],
      'it sent entry 2 of its log again with other content',
    ],
    [
      'another target',
      2,
      [{...held[1], target: {author: BOB, epoch: 5, sequence: 1}}],
      'it sent entry 2 of its log again with other content',
    ],
    [
      'a new entry behind another body',
      2,
      [{...held[1], body: 'x'}, ...texts(3)],
      'it sent entry 2 of its log again with other content',
    ],
    ['a clock that goes back', 3, texts(3, 1), 'the clock of its log does not rise from 3 to 1'],
    ['a clock that stands still', 3, texts(3, 3), 'the clock of its log does not rise from 3 to 3'],
    ['a clock that stood still since', 3, texts(2), 'the clock of its log does not rise from 2 to 2'],
    [
      'a clock far ahead',
      3,
      texts(3, FARTHEST + 1),
      `the clock of its log is far in the future: ${FARTHEST + 1}`,
    ],
  ])('refuses %s and stores nothing', (_, first, entries, reason) => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, held);
    const before = [
      database.conversations(),
      database.historyBefore(WITH_BOB, null, 10),
      database.positions(WITH_BOB, BOB),
    ];
    const append = () => database.appendRemote(WITH_BOB, BOB, 5, first, entries as WireEntry[]);
    expect(failure('PROTOCOL_ERROR', append)).toBe(reason);
    const after = [
      database.conversations(),
      database.historyBefore(WITH_BOB, null, 10),
      database.positions(WITH_BOB, BOB),
    ];
    expect(after).toEqual(before);
    expect(database.appendRemote(WITH_BOB, BOB, 5, 3, texts(3)).have.sequence).toBe(3);
  });

  test('refuses more logs than one message can name', () => {
    const {database} = memoryDatabase();
    database.together(() => {
      for (let epoch = 1; epoch <= 1024; epoch++) {
        database.appendRemote(WITH_BOB, BOB, epoch, 1, texts(1));
      }
    });
    const append = () => database.appendRemote(WITH_BOB, BOB, 1025, 1, texts(1));
    expect(failure('PROTOCOL_ERROR', append)).toBe('it began more than 1024 logs');
    expect(database.appendRemote(WITH_BOB, BOB, 1024, 2, texts(2)).added).toHaveLength(1);
    expect(database.appendRemote(WITH_EVE, EVE, 1025, 1, texts(1)).added).toHaveLength(1);
  });

  test('refuses a log in our own name', () => {
    const {database} = memoryDatabase();
    failure('PROTOCOL_ERROR', () => database.appendRemote(WITH_BOB, ADA, 5, 1, texts(1)));
    expect(database.conversations()).toEqual([]);
  });

  test('leaves nothing of a conversation whose first entries are refused', () => {
    const {database} = memoryDatabase();
    failure('PROTOCOL_ERROR', () => database.appendRemote(WITH_BOB, BOB, 5, 2, texts(1)));
    expect(database.conversations()).toEqual([]);
    expect(database.positions(WITH_BOB, BOB)).toEqual([]);
  });

  test('lets nobody burn the clocks that are left', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 5, 1, texts(FARTHEST));
    const step = 2 ** 16;
    for (let sequence = 2; sequence <= 4096; sequence++) {
      database.appendRemote(WITH_BOB, BOB, 5, sequence, texts(FARTHEST + (sequence - 1) * step));
    }
    const last = FARTHEST + 4095 * step;
    failure('PROTOCOL_ERROR', () => database.appendRemote(WITH_BOB, BOB, 5, 4097, texts(last + step + 1)));
    const [row] = database.appendOwn(WITH_BOB, [draft('x')]);
    expect(row?.clock).toBe(last + 1);
    expect(row?.clock).toBeLessThan(2 ** 42); // 2^53 is 2^37 such messages away
  });

  test('judges a clock alike whether entries come in one batch or in two', () => {
    const [together, apart] = [memoryDatabase().database, memoryDatabase().database];
    const entries = texts(FARTHEST, FARTHEST + 2 ** 16);
    together.appendRemote(WITH_BOB, BOB, 5, 1, entries);
    apart.appendRemote(WITH_BOB, BOB, 5, 1, entries.slice(0, 1));
    apart.appendRemote(WITH_BOB, BOB, 5, 2, entries.slice(1));
    expect(together.positions(WITH_BOB, BOB)).toEqual(apart.positions(WITH_BOB, BOB));
  });
});

describe('the marks of our own logs', () => {
  test('rise and never fall', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, ['a', 'b', 'c'].map(draft));
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 2});
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 1});
    expect(database.ownLogs(WITH_BOB)).toEqual([ownLog(1, 3, 2, 0)]);
    database.markPeerRead(WITH_BOB, BOB, {epoch: 1, sequence: 1});
    database.markPeerRead(WITH_BOB, BOB, {epoch: 1, sequence: 0});
    expect(database.ownLogs(WITH_BOB)).toEqual([ownLog(1, 3, 2, 1)]);
  });

  test('who has read an entry has it', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, ['a', 'b'].map(draft));
    database.markPeerRead(WITH_BOB, BOB, {epoch: 1, sequence: 2});
    expect(database.ownLogs(WITH_BOB)).toEqual([ownLog(1, 2, 2, 2)]);
  });

  test('end at the end of the log, and mean nothing where there is none', () => {
    const {database} = memoryDatabase();
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 1});
    expect(database.conversations()).toEqual([]);
    database.appendOwn(WITH_BOB, [draft('a')]);
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 9});
    database.acknowledge(WITH_BOB, BOB, {epoch: 2, sequence: 9});
    expect(database.ownLogs(WITH_BOB)).toEqual([ownLog(1, 1, 1, 0)]);
  });

  test('are not those of a peer with the same epoch', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('a')]);
    database.appendRemote(WITH_BOB, BOB, 1, 1, texts(1));
    database.markPeerRead(WITH_BOB, BOB, {epoch: 1, sequence: 1});
    expect(database.readPositions(WITH_BOB, BOB)).toEqual([]);
  });
});

describe('rotateOwnLog', () => {
  test('moves what comes after a sequence into a new log, in order', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, ['a', 'b', 'c', 'd'].map(draft));
    database.acknowledge(WITH_BOB, BOB, {epoch: 1, sequence: 3});
    database.markPeerRead(WITH_BOB, BOB, {epoch: 1, sequence: 3});
    expect(database.rotateOwnLog(WITH_BOB, 2)).toEqual(ownLog(2, 2, 0, 0));
    expect(database.ownLogs(WITH_BOB)).toEqual([ownLog(1, 2, 2, 2), ownLog(2, 2, 0, 0)]);
    expect(database.ownEntries(WITH_BOB, 1, 0, 9).map(row => row.body)).toEqual(['a', 'b']);
    expect(database.ownEntries(WITH_BOB, 2, 0, 9).map(row => [row.sequence, row.body])).toEqual([
      [1, 'c'],
      [2, 'd'],
    ]);
    const shown = database
      .historyBefore(WITH_BOB, null, 9)
      .entries.map(row => `${row.epoch}.${row.sequence} ${row.body}`);
    expect(shown).toEqual(['1.1 a', '1.2 b', '2.1 c', '2.2 d']);
    expect(database.appendOwn(WITH_BOB, [draft('e')])).toMatchObject([{epoch: 2, sequence: 3, clock: 5}]);
  });

  test('lets moved entries point at moved entries', () => {
    const {database} = memoryDatabase();
    const edit = (own: boolean, sequence: number) =>
      ({
        kind: 'edit',
        body: `${own} ${sequence}`,
        time: NOW,
        target: {author: own ? ADA : BOB, epoch: 1, sequence},
      }) as const;
    database.appendOwn(WITH_BOB, [draft('a'), draft('b'), edit(true, 1), edit(true, 2), edit(false, 2)]);
    database.rotateOwnLog(WITH_BOB, 1);
    expect(database.ownEntries(WITH_BOB, 2, 1, 9).map(row => row.target)).toEqual([
      {author: ADA, epoch: 1, sequence: 1},
      {author: ADA, epoch: 2, sequence: 1},
      {author: BOB, epoch: 1, sequence: 2},
    ]);
  });

  test('begins an empty log when there is nothing to move, or no log at all', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('a')]);
    expect(database.rotateOwnLog(WITH_BOB, 7)).toEqual(ownLog(2, 0, 0, 0));
    expect(database.ownLogs(WITH_BOB)).toEqual([ownLog(1, 1, 0, 0), ownLog(2, 0, 0, 0)]);
    expect(database.appendOwn(WITH_BOB, [draft('b')])).toMatchObject([{epoch: 2, sequence: 1}]);
    expect(database.rotateOwnLog(WITH_EVE, 0)).toMatchObject({epoch: 3, last: 0});
  });

  test('leaves no log behind of which everything moved', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('a')]);
    for (let times = 0; times < 5; times++) {
      database.rotateOwnLog(WITH_BOB, 0);
    }
    expect(database.ownLogs(WITH_BOB)).toEqual([ownLog(6, 1, 0, 0)]);
    expect(database.ownEntries(WITH_BOB, 6, 0, 9).map(row => row.body)).toEqual(['a']);
  });

  test('draws again when an epoch was there before', () => {
    const {database} = memoryDatabase();
    database.appendRemote(WITH_BOB, BOB, 1, 1, texts(1)); // another's epoch does not count
    expect(database.rotateOwnLog(WITH_BOB, 0).epoch).toBe(1);
    expect(database.rotateOwnLog(WITH_BOB, 0).epoch).toBe(2);
  });
});

describe('together', () => {
  test('keeps all or nothing of several calls', () => {
    const {database} = memoryDatabase();
    const work = () => {
      database.appendOwn(WITH_BOB, [draft('a')]);
      database.appendRemote(WITH_BOB, BOB, 5, 2, texts(1));
    };
    failure('PROTOCOL_ERROR', () => database.together(work));
    expect(database.conversations()).toEqual([]);
    const answer = database.together(() => {
      database.appendOwn(WITH_BOB, [draft('a')]);
      failure('PROTOCOL_ERROR', () => database.appendRemote(WITH_EVE, EVE, 5, 2, texts(1)));
      return database.appendOwn(WITH_BOB, [draft('b')]).length;
    });
    expect(answer).toBe(1);
    expect(database.conversations().map(row => row.id)).toEqual([BOB]);
    expect(database.historyBefore(WITH_BOB, null, 9).entries.map(row => row.body)).toEqual(['a', 'b']);
  });
});

describe('peers', () => {
  const bob = {
    key: BOB,
    name: 'Bob',
    relation: 'contact',
    verified: false,
    address: null,
    lastSeen: 0,
    held: false,
  } as const;

  test('are stored, changed and deleted by key', () => {
    const {database} = memoryDatabase();
    const eve = {
      ...bob,
      key: EVE,
      relation: 'blocked',
      verified: true,
      address: '[::1]:4242',
      lastSeen: NOW,
      held: true,
    } as const;
    database.savePeer(eve);
    database.savePeer({...bob, name: 'Robert'});
    database.savePeer(bob);
    expect(database.peers()).toEqual([bob, eve]);
    database.deletePeer(EVE);
    database.deletePeer(EVE);
    expect(database.peers()).toEqual([bob]);
  });

  test('are outlived by their conversation', () => {
    const {database} = memoryDatabase();
    database.savePeer(bob);
    database.appendOwn(WITH_BOB, [draft('a')]);
    database.deletePeer(BOB);
    expect(database.conversations()).toHaveLength(1);
  });
});
