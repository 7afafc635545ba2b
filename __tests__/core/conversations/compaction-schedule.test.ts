import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, describe, expect, test} from '@jest/globals';
import {createCleaning} from '../../../src/core/conversations/compaction-schedule.ts';
import {directWith} from '../../../src/lib/conversation.ts';
import {befriend, createVillage, until} from '../../support/cores.ts';
import {manualClock} from '../../support/manual-clock.ts';

const MINUTE = 60_000;

/** A database of which each rewrite takes some pieces, of a second each. */
function make(pieces = 3) {
  const clock = manualClock(0);
  const database = {
    left: 0,
    traced: null as 'conversation' | 'text' | null,
    rewrites: [] as number[],
    fails: false,
  };
  const failures: unknown[] = [];
  const cleaning = createCleaning({
    clock,
    database: {
      traces: () => database.traced,
      rewrite() {
        if (database.fails) {
          throw new Error('no room');
        }
        database.left = database.left === 0 ? pieces - 1 : database.left - 1;
        if (database.left === 0) {
          database.traced = null;
          database.rewrites.push(clock.monotonic());
        }
        return database.left > 0;
      },
    },
    failed: error => failures.push(error),
  });
  return {clock, database, cleaning, failures};
}

describe('cleaning', () => {
  test('does nothing while there is nothing to do', () => {
    const {clock, database, cleaning} = make();
    cleaning.start();
    cleaning.noted();
    clock.advance(60 * MINUTE);
    expect(database.rewrites).toEqual([]);
  });

  test('removes a forgotten conversation at once, piece by piece', () => {
    const {clock, database, cleaning} = make();
    database.traced = 'conversation';
    cleaning.noted();
    expect(database.left).toBe(0);
    clock.advance(5);
    expect(database.left).toBe(2);
    clock.advance(4);
    expect(database.left).toBe(2);
    clock.advance(1);
    expect(database.left).toBe(1);
    clock.advance(5);
    expect(database.rewrites).toEqual([15]);
  });

  test('waits a while for other deletions of single texts, and rests a minute after', () => {
    const {clock, database, cleaning} = make();
    database.traced = 'text';
    cleaning.noted();
    clock.advance(5000);
    cleaning.noted();
    clock.advance(4999);
    expect(database.left).toBe(0);
    clock.advance(5001 + 15);
    expect(database.rewrites).toEqual([15_010]);
    database.traced = 'text';
    cleaning.noted();
    clock.advance(MINUTE - 1000);
    expect(database.rewrites).toHaveLength(1);
    clock.advance(1020);
    expect(database.rewrites).toHaveLength(2);
  });

  test('rests fifty times as long as it took, but not if somebody is forgotten', () => {
    const {clock, database, cleaning} = make(2001); // 10 s
    database.traced = 'text';
    cleaning.start();
    clock.advance(10_000 + 10_005);
    expect(database.rewrites).toEqual([20_000]);
    database.traced = 'text';
    cleaning.noted();
    clock.advance(8 * MINUTE);
    expect(database.left).toBe(0);
    database.traced = 'conversation';
    cleaning.noted();
    clock.advance(5);
    expect(database.left).toBe(2000);
  });

  test('tells once that it failed, and tries again later', () => {
    const {clock, database, cleaning, failures} = make();
    database.traced = 'conversation';
    database.fails = true;
    cleaning.start();
    clock.advance(25 * MINUTE);
    expect(failures).toEqual([new Error('no room')]);
    database.fails = false;
    clock.advance(10 * MINUTE);
    expect(database.rewrites).toHaveLength(1);
  });

  test('stops in the middle', () => {
    const {clock, database, cleaning} = make();
    database.traced = 'conversation';
    cleaning.start();
    clock.advance(5);
    cleaning.stop();
    clock.advance(MINUTE);
    expect(database.left).toBe(2);
  });
});

describe('with a real history', () => {
  const village = createVillage();
  const folder = mkdtempSync(join(tmpdir(), 'natter-cleaning-'));
  afterEach(async () => {
    await village.close();
    rmSync(folder, {recursive: true, force: true});
  });

  test('others are heard and written to while a conversation is removed, and after it', async () => {
    const ann = await village.person('ann', {path: join(folder, 'ann.db')});
    const bob = await village.person('bob');
    const carol = await village.person('carol');
    await befriend(ann, bob);
    await befriend(ann, carol);
    for (let batch = 0; batch < 40; batch++) {
      const texts = Array.from({length: 64}, (_, index) => ({
        kind: 'text' as const,
        body: `secret ${batch} ${index}`,
        time: 1,
        target: null,
      }));
      ann.database.appendOwn(directWith(bob.key), texts);
    }
    let left: unknown = null;
    ann.core.subscribe(events => {
      if (events.some(({type}) => type === 'peer-forgotten')) {
        left = ann.database.traces(); // now: on a busy machine all is gone when the action has answered
      }
    });
    await ann.act({type: 'forget', who: 'bob'});
    expect(left).toBe('conversation');
    expect((await ann.snapshot()).conversations.map(({id}) => id)).toEqual([]);
    const said = Array.from({length: 20}, (_, number) => `hello ${number}`);
    for (const text of said) {
      await ann.say(carol.key, text);
      await carol.say(ann.key, `${text} yourself`);
    }
    await until(() => ann.database.traces() === null);
    await ann.say(carol.key, 'the last');
    const heard = () =>
      carol.all('entries-added').flatMap(({entries}) => entries.map(({text}) => String(text)));
    await until(() => heard().includes('the last'));
    expect(heard().filter(text => !text.endsWith('yourself'))).toEqual([...said, 'the last']);
    const {entries} = await ann.core.query({
      type: 'history',
      conversation: directWith(carol.key),
      before: null,
      limit: 99,
    });
    expect(entries).toHaveLength(41);
    expect(entries.filter(({state}) => state === 'queued')).toEqual([]);
  });
});
