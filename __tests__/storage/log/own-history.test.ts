import {describe, expect, test} from '@jest/globals';
import type {Connection} from '../../../src/storage/sqlite/connection.ts';
import type {Database, OwnLog} from '../../../src/storage/types.ts';
import {ADA, BOB, draft, memoryDatabase, texts, WITH_BOB} from '../support.ts';

const clocks = (database: Database) =>
  database.historyBefore(WITH_BOB, null, 10_000).entries.map(({clock}) => clock);
const bodies = (database: Database) =>
  database.historyBefore(WITH_BOB, null, 10_000).entries.map(({body}) => body);

/** Own entries of all logs after what was acknowledged, as a link would send them. */
function unsent(database: Database): string[] {
  return database.ownLogs(WITH_BOB).flatMap(({epoch, acknowledged}) => {
    const rows = [];
    for (let after = acknowledged; ; ) {
      const batch = database.ownEntries(WITH_BOB, epoch, after, 64);
      rows.push(...batch);
      after = batch.at(-1)?.sequence ?? after;
      if (batch.length === 0) {
        return rows.map(({body}) => body);
      }
    }
  });
}

describe('learnClock', () => {
  test('puts what is written from now on behind all that the peer knows', () => {
    const {database} = memoryDatabase();
    expect(database.learnClock(WITH_BOB, 500)).toEqual([]);
    database.appendOwn(WITH_BOB, [draft('later')]);
    expect(clocks(database)).toEqual([501]);
  });

  test('moves a log that nobody has seen behind it, and its running hash with it', () => {
    const {database} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('one'), draft('two')]);
    const [{epoch}] = database.ownLogs(WITH_BOB) as [OwnLog];
    const before = database.ownChain(WITH_BOB, epoch, 2);
    const moved = database.learnClock(WITH_BOB, 500);
    expect(moved.map(({body, clock}) => [body, clock])).toEqual([
      ['one', 501],
      ['two', 502],
    ]);
    expect(clocks(database)).toEqual([501, 502]);
    expect(database.ownChain(WITH_BOB, epoch, 2)).not.toEqual(before);
    database.appendOwn(WITH_BOB, [draft('three')]);
    expect(clocks(database)).toEqual([501, 502, 503]);
  });

  test('leaves a log alone that was sent, is far enough, or follows a wall clock that is not behind', () => {
    const sent = memoryDatabase().database;
    sent.appendOwn(WITH_BOB, [draft('sent')]);
    sent.noteSent(WITH_BOB, sent.ownLogs(WITH_BOB)[0]?.epoch ?? 0);
    expect(sent.learnClock(WITH_BOB, 500)).toEqual([]);
    expect(clocks(sent)).toEqual([1]);

    const ahead = memoryDatabase().database;
    ahead.appendRemote(WITH_BOB, BOB, 5, 1, texts(600));
    ahead.appendOwn(WITH_BOB, [draft('ahead')]);
    expect(ahead.learnClock(WITH_BOB, 500)).toEqual([]);
    expect(clocks(ahead)).toEqual([600, 601]);
  });
});

/** Turns the own log into what natter 0.1.0 would have left: without hashes and salts. */
function age(connection: Connection): void {
  connection.exec(
    'UPDATE logs SET chain = NULL, sent = 1; DELETE FROM chains; UPDATE entries SET salt = NULL',
  );
}

describe('a log from before natter 0.2.0', () => {
  const COUNT = 4500;
  const LINES = Array.from({length: COUNT}, (_, index) => `line ${index + 1}`);

  test('moves into new ones piece by piece: nothing is lost, nothing comes twice, the order stays', () => {
    const {database, connection} = memoryDatabase();
    database.appendOwn(WITH_BOB, LINES.map(draft));
    age(connection);
    const [{epoch}] = database.ownLogs(WITH_BOB) as [OwnLog];
    const keep = 10;
    database.acknowledge(WITH_BOB, BOB, {epoch, sequence: keep});
    let pieces = 0;
    while (database.retireOldLog(WITH_BOB, epoch, keep) !== null) {
      pieces++;
    }
    expect(pieces).toBe(2);
    expect(bodies(database)).toEqual(LINES);
    const logs = database.ownLogs(WITH_BOB);
    expect(logs.map(({isOld, last}) => [isOld, last])).toEqual([
      [true, keep],
      [false, 4096],
      [false, COUNT - keep - 4096],
    ]);
    expect(unsent(database).toSorted()).toEqual(LINES.slice(keep).toSorted());
    for (const {epoch: next, last, isOld} of logs) {
      expect(database.ownChain(WITH_BOB, next, last) === null).toBe(isOld);
    }
  });

  test('is done with once nothing of it waits', () => {
    const {database, connection} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('one')]);
    age(connection);
    const [{epoch}] = database.ownLogs(WITH_BOB) as [OwnLog];
    expect(database.retireOldLog(WITH_BOB, epoch, 1)).toBeNull();
    expect(database.retireOldLog(WITH_BOB, 99, 0)).toBeNull();
    database.appendOwn(WITH_BOB, [draft('two')]);
    expect(database.ownLogs(WITH_BOB).map(({isOld, last}) => [isOld, last])).toEqual([
      [true, 1],
      [false, 1],
    ]);
  });

  test('takes along what points at its entries', () => {
    const {database, connection} = memoryDatabase();
    database.appendOwn(WITH_BOB, [draft('teh tea')]);
    const [{epoch}] = database.ownLogs(WITH_BOB) as [OwnLog];
    database.appendOwn(WITH_BOB, [
      {...draft('the tea'), kind: 'edit', target: {author: ADA, epoch, sequence: 1}},
    ]);
    age(connection);
    database.retireOldLog(WITH_BOB, epoch, 0);
    const {entries} = database.historyBefore(WITH_BOB, null, 10);
    expect(database.shown(entries).map(({text, edited}) => [text, edited])).toEqual([['the tea', true]]);
    const [next] = database.ownLogs(WITH_BOB).filter(({isOld}) => !isOld) as [OwnLog];
    const sent = database.ownEntries(WITH_BOB, next.epoch, 0, 10);
    expect(sent.map(({target}) => target)).toEqual([null, {author: ADA, epoch: next.epoch, sequence: 1}]);
  });
});
