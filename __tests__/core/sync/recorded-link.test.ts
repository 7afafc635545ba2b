import {cpSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {openDatabase} from '../../../src/storage/database.ts';
import {IN_MEMORY} from '../../../src/storage/sqlite/connection.ts';
import {until} from '../../support/cores.ts';
import {
  conversationOf,
  DATABASE_KEY,
  keyOf,
  openEnd,
  openSide,
  type Recording,
  type Role,
  readAll,
  recordLink,
  type Side,
  type Talk,
} from '../../support/recorded-link.ts';

/**
 * A whole link as natter 0.2.0 made it, both directions, and the two histories behind it. None of these files ever
 * changes: a test that fails here means that a natter of today no longer talks to one of 0.2.0.
 */
const FIXTURES = new URL('../../fixtures/', import.meta.url).pathname;
const recorded = JSON.parse(readFileSync(join(FIXTURES, 'link-0.2.0/link.json'), 'utf8')) as Recording;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'natter-recorded-'));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

/** Answers cross on the wire, so only the order among messages of one type is the same in each run. */
function inOrder(talk: Talk): Talk {
  return [...talk].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
}

/** Bytes of the recorded side; the handshake of ours depends on fixed keys alone, what follows begins with random bytes. */
const feed = (end: ReturnType<typeof openEnd>, chunks: readonly string[]) => chunks.forEach(end.feed);
const allHeard = (role: Role, {heard}: Side) => until(() => heard.length === recorded.heard[role].length);
const bodies = (role: Role, {database}: Pick<Side, 'database'>) =>
  database.historyBefore(conversationOf(role), null, 9).entries.map(({body}) => body);

test('what a dialler of 0.2.0 sent is understood', async () => {
  const end = openEnd();
  const ann = openSide('ann', end.stream, IN_MEMORY);
  const {bytes, unanswered, goodbye} = recorded;
  feed(end, bytes.bob.slice(0, unanswered.bob));
  await until(() => ann.sent() === 1);
  expect(end.written[0]).toBe(bytes.ann[0]);
  feed(end, bytes.bob.slice(unanswered.bob, goodbye));
  await readAll(ann);
  await until(() => ann.session()?.isSettled() === true);
  feed(end, bytes.bob.slice(goodbye));
  await allHeard('ann', ann);
  expect(inOrder(ann.heard)).toEqual(inOrder(recorded.heard.ann));
  expect(bodies('ann', ann)).toEqual(['hello ann', 'are you there?', 'hello bob']);
  expect(ann.database.ownLogs(conversationOf('ann'))).toMatchObject([{last: 1, acknowledged: 1, read: 0}]);
  ann.database.close();
});

test('what one that was dialled sent is understood, too', async () => {
  const end = openEnd();
  const bob = openSide('bob', end.stream, IN_MEMORY);
  const {bytes, unanswered} = recorded;
  feed(end, bytes.ann.slice(0, unanswered.ann));
  await until(() => bob.sent() === 2);
  expect(end.written.slice(0, 2)).toEqual(bytes.bob.slice(0, 2));
  feed(end, bytes.ann.slice(unanswered.ann));
  await until(() => bob.heard.some(([type]) => type === 'read'));
  expect(inOrder(bob.heard)).toEqual(inOrder(recorded.heard.bob.filter(([type]) => type !== 'ended')));
  expect(bodies('bob', bob)).toEqual(['hello ann', 'are you there?', 'hello bob']);
  expect(bob.database.ownLogs(conversationOf('bob'))).toMatchObject([{last: 2, acknowledged: 2, read: 2}]);
  await bob.link()?.close('quit');
  bob.database.close();
});

test('two of today say the same to each other, so that 0.2.0 understands them', async () => {
  const now = await recordLink({ann: IN_MEMORY, bob: IN_MEMORY});
  expect(inOrder(now.heard.ann)).toEqual(inOrder(recorded.heard.ann));
  expect(inOrder(now.heard.bob)).toEqual(inOrder(recorded.heard.bob));
});

test.each(['ann', 'bob'] as const)('the history of %s, written by 0.2.0, opens and goes on', role => {
  const path = join(folder, `${role}.db`);
  cpSync(join(FIXTURES, `profile-0.2.0/${role}.db`), path);
  const database = openDatabase({
    path,
    key: DATABASE_KEY,
    selfKey: keyOf(role),
    now: () => 1_800_000_100_000,
  });
  expect(bodies(role, {database})).toEqual(['hello ann', 'are you there?', 'hello bob']);
  expect(database.conversations()).toMatchObject([
    {id: conversationOf(role), unread: role === 'ann' ? 0 : 1},
  ]);
  const [log] = database.ownLogs(conversationOf(role));
  expect(log).toMatchObject(
    role === 'ann' ? {last: 1, acknowledged: 1, read: 0} : {last: 2, acknowledged: 2, read: 2},
  );
  const drafts = [{kind: 'text', body: 'later', time: 1_800_000_100_000, target: null}] as const;
  const [row] = database.appendOwn(conversationOf(role), drafts);
  expect(row).toMatchObject({epoch: log?.epoch, sequence: (log?.last ?? 0) + 1});
  expect(database.ownChain(conversationOf(role), log?.epoch ?? 0, log?.last ?? 0)).toHaveLength(16);
  database.close();
});
