import {expect, test} from '@jest/globals';
import {createScheduler} from '../../../src/core/sync/scheduler.ts';
import {createWriter, type Draft} from '../../../src/core/sync/writer.ts';
import {NatterError} from '../../../src/lib/errors.ts';
import {noTracing} from '../../../src/lib/trace.ts';
import type {EntryRow} from '../../../src/storage/types.ts';
import {WITH_BOB, WITH_CAROL} from '../../support/facts.ts';

const draft = (body: string): Draft => ({kind: 'text', body, time: 0, target: null});

/** A writer over a database that only notes its commits; a body "full" is refused. */
function setUp(wrote: () => void = () => {}) {
  const commits: [conversation: string, bodies: string[]][] = [];
  const deferred: (() => void)[] = [];
  const append = (conversation: string, drafts: readonly Draft[]) => {
    const bodies = drafts.map(({body}) => body);
    if (bodies.includes('full')) {
      throw new NatterError('DISK_FULL', 'The disk is full.');
    }
    commits.push([conversation, bodies]);
    return drafts.map(({body}) => ({body}) as EntryRow);
  };
  const failures: unknown[] = [];
  const scheduler = createScheduler(callback => void deferred.push(callback));
  const writer = createWriter({
    append,
    scheduler,
    tracer: noTracing('storage'),
    wrote,
    failed: error => void failures.push(error),
  });
  const runAll = () => {
    for (let next = deferred.shift(); next !== undefined; next = deferred.shift()) {
      next();
    }
  };
  return {writer, commits, failures, runAll};
}

test('what is said in one moment shares a commit, in order; conversations do not mix', async () => {
  const {writer, commits, runAll} = setUp();
  const written = [
    writer.write(WITH_BOB, draft('one')),
    writer.write(WITH_BOB, draft('two')),
    writer.write(WITH_CAROL, draft('three')),
    writer.write(WITH_BOB, draft('four')),
  ];
  expect(commits).toEqual([]);
  runAll();
  const rows = await Promise.all(written);
  expect(rows.map(row => row.body)).toEqual(['one', 'two', 'three', 'four']);
  expect(commits).toEqual([
    [WITH_BOB, ['one', 'two']],
    [WITH_CAROL, ['three']],
    [WITH_BOB, ['four']],
  ]);
});

test('no commit holds more than 64 entries', async () => {
  const {writer, commits, runAll} = setUp();
  const written = Array.from({length: 130}, (_, index) => writer.write(WITH_BOB, draft(String(index))));
  runAll();
  await Promise.all(written);
  expect(commits.map(([, bodies]) => bodies.length)).toEqual([64, 64, 2]);
});

test('a commit that fails refuses its entries, and the next one is tried', async () => {
  const {writer, commits, runAll} = setUp();
  const refused = writer.write(WITH_BOB, draft('full'));
  const kept = writer.write(WITH_CAROL, draft('fits'));
  runAll();
  await expect(refused).rejects.toMatchObject({code: 'DISK_FULL'});
  await expect(kept).resolves.toMatchObject({body: 'fits'});
  expect(commits).toEqual([[WITH_CAROL, ['fits']]]);
});

test('flush commits at once what waits', async () => {
  const {writer, commits} = setUp();
  const written = [writer.write(WITH_BOB, draft('one')), writer.write(WITH_CAROL, draft('two'))];
  writer.flush();
  await Promise.all(written);
  expect(commits).toEqual([
    [WITH_BOB, ['one']],
    [WITH_CAROL, ['two']],
  ]);
});

test('what is stored was written, also when telling of it fails: that failure is told apart', async () => {
  const {writer, commits, failures, runAll} = setUp(() => {
    throw new Error('nobody could be told');
  });
  const stored = [writer.write(WITH_BOB, draft('one')), writer.write(WITH_BOB, draft('two'))];
  const refused = writer.write(WITH_CAROL, draft('full'));
  runAll();
  await expect(Promise.all(stored)).resolves.toMatchObject([{body: 'one'}, {body: 'two'}]);
  await expect(refused).rejects.toMatchObject({code: 'DISK_FULL'});
  expect(commits).toEqual([[WITH_BOB, ['one', 'two']]]);
  expect(failures).toEqual([new Error('nobody could be told')]);
});
