import {expect, test} from '@jest/globals';
import {createDatabase} from '../../../src/storage/database.ts';
import {connect, IN_MEMORY} from '../../../src/storage/sqlite/connection.ts';
import {bindToIdentity} from '../../../src/storage/sqlite/queries/authors.ts';
import {MIGRATIONS, migrate} from '../../../src/storage/sqlite/schema.ts';
import {ADA, BOB, KEY, named, WITH_BOB} from '../support.ts';

/** The schema of 0.1.0. */
const RELEASED = 6;

test('what 0.1.0 had read stays read, the rest unread; a time from the future is that of the upgrade, for good', () => {
  const connection = connect(IN_MEMORY, KEY);
  migrate(connection, IN_MEMORY, MIGRATIONS.slice(0, RELEASED));
  bindToIdentity(connection, ADA, IN_MEMORY);
  connection.exec(`
    INSERT INTO authors VALUES (2, x'${BOB}');
    INSERT INTO conversations (id, clock, unread, read_clock, read_rank, read_row) VALUES ('${BOB}', 3, 2, 1, 0, 1);
    INSERT INTO logs (conversation, author, epoch, last, last_clock, read) VALUES (1, 2, 5, 3, 3, 1);
    INSERT INTO entries (conversation, log, sequence, clock, rank, time, kind, body) VALUES
      (1, 1, 1, 1, 9, 1000, 1, 'old'), (1, 1, 2, 2, 9, 2000, 1, 'new'), (1, 1, 3, 3, 9, 4102444800000, 1, 'future');
  `);
  migrate(connection, IN_MEMORY);
  const database = createDatabase(connection, {path: IN_MEMORY, key: KEY, selfKey: ADA});
  const {entries} = database.historyBefore(WITH_BOB, null, 10);
  expect(entries.map(({body, unread}) => [body, unread])).toEqual([
    ['old', false],
    ['new', true],
    ['future', true],
  ]);
  expect(database.firstUnread(WITH_BOB)).toMatchObject({sequence: 2});
  expect(database.markRead(WITH_BOB, named([5, 2])).unread).toBe(1);
  expect(database.readPositions(WITH_BOB, BOB)).toEqual([{epoch: 5, sequence: 2}]);
  const [old, , future] = entries;
  expect(old?.arrived).toBe(0);
  expect(future?.arrived).toBeGreaterThan(Date.UTC(2024, 0));
  expect(future?.arrived).toBeLessThanOrEqual(Date.now());
});
