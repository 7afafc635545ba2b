import {cpSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {directWith} from '../../../src/lib/conversation.ts';
import type {ConversationId, PeerKey} from '../../../src/lib/ids.ts';
import {createVillage, type Person, quiet, until, type Village} from '../../support/cores.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';

const NOW = 1_700_000_000_000;
/** With a clock by hand nothing is heard while it stands still. */
const patient = {heartbeat: 1e9, silence: 1e9};
const LINES = Array.from({length: 12}, (_, index) => index + 1);

let village: Village;
let folder: string;
let clock: ManualClock;

beforeEach(() => {
  village = createVillage();
  folder = mkdtempSync(join(tmpdir(), 'natter-copies-'));
  clock = manualClock(NOW);
});

afterEach(async () => {
  await village.close();
  rmSync(folder, {recursive: true, force: true});
});

const pathOf = (file: string) => join(folder, `${file}.db`);

/** Ann's profile may run from two files, on two machines. */
function ann(file: 'one' | 'two'): Promise<Person> {
  return village.person('ann', {
    host: file,
    path: pathOf(file),
    clock,
    limits: patient,
    requests: 'open',
  });
}

function bob(): Promise<Person> {
  return village.person('bob', {path: pathOf('bob'), clock, limits: patient, requests: 'open'});
}

/** Ann and Bob have talked; then her profile is copied. */
async function copied(): Promise<{annKey: PeerKey; bobKey: PeerKey}> {
  const [first, friend] = [await ann('one'), await bob()];
  await first.dial(friend.host);
  await first.say(friend.key, 'before');
  await meet(first, friend);
  await village.leave(first);
  await village.leave(friend);
  cpSync(pathOf('one'), pathOf('two'));
  return {annKey: first.key, bobKey: friend.key};
}

function isDelivered(from: Person, to: Person): boolean {
  return from.database.ownLogs(directWith(to.key)).every(log => log.acknowledged === log.last);
}

async function textsOf(person: Person, conversation: ConversationId): Promise<string[]> {
  const query = {type: 'history', conversation, before: null, limit: 1000} as const;
  return (await person.core.query(query)).entries.map(({text}) => text);
}

/** Links until all that was written is delivered: time passes, so that whoever waits dials again. */
async function meet(one: Person, other: Person): Promise<void> {
  await until(async () => {
    await one.dial(other.host).catch(() => {});
    await quiet();
    clock.advance(1000);
    await quiet();
    return isDelivered(one, other);
  }, 'delivery');
}

test('what two copies write in the same moments is not lost', async () => {
  const {annKey, bobKey} = await copied();
  const copies = [await ann('one'), await ann('two')];
  for (const line of LINES) {
    await copies[0]?.say(bobKey, `one ${line}`);
    await copies[1]?.say(bobKey, `two ${line}`);
    clock.advance(1);
  }
  await Promise.all(copies.map(village.leave));

  const friend = await bob();
  for (const file of ['one', 'two'] as const) {
    const copy = await ann(file);
    await meet(copy, friend);
    await village.leave(copy);
  }
  const texts = await textsOf(friend, directWith(annKey));
  expect(texts.toSorted()).toEqual(
    ['before', ...LINES.map(line => `one ${line}`), ...LINES.map(line => `two ${line}`)].toSorted(),
  );
  for (const file of ['one', 'two']) {
    const said = texts.filter(text => text.startsWith(file));
    expect(said).toEqual(LINES.map(line => `${file} ${line}`));
  }
});

test('two copies that run at once lose nothing, and it is said', async () => {
  const {annKey, bobKey} = await copied();
  const friend = await bob();
  const copies = [await ann('one'), await ann('two')] as const;
  for (let round = 1; round <= 3; round++) {
    for (const [index, copy] of copies.entries()) {
      await copy.say(bobKey, `${index} in round ${round}`);
      await meet(copy, friend);
      for (let second = 0; second < 3; second++) {
        clock.advance(1000); // the other copy wonders where its link went
        await quiet();
      }
    }
  }
  const texts = await textsOf(friend, directWith(annKey));
  const expected = [1, 2, 3].flatMap(round => [`0 in round ${round}`, `1 in round ${round}`]);
  expect(texts.toSorted()).toEqual(['before', ...expected].toSorted());
  await until(() =>
    copies.some(copy => copy.all('notice').some(({text}) => text.includes('running elsewhere'))),
  );
});
