import {cpSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {directWith} from '../../../src/lib/conversation.ts';
import {createVillage, type Person, quiet, until, type Village} from '../../support/cores.ts';
import {manualClock} from '../../support/manual-clock.ts';

/** The wall time at which natter 0.1.0 wrote the two profiles. */
const THEN = 1_790_000_000_000;
const FIXTURES = new URL('../../fixtures/profile-0.1.0/', import.meta.url).pathname;

let village: Village;
let folder: string;

beforeEach(() => {
  village = createVillage();
  folder = mkdtempSync(join(tmpdir(), 'natter-upgraded-'));
  for (const name of ['ann', 'bob']) {
    cpSync(join(FIXTURES, `${name}.db`), join(folder, `${name}.db`));
  }
});

afterEach(async () => {
  await village.close();
  rmSync(folder, {recursive: true, force: true});
});

const comes = (name: string) =>
  village.person(name, {path: join(folder, `${name}.db`), clock: manualClock(THEN)});

async function texts(person: Person, other: Person): Promise<string[]> {
  const query = {type: 'history', conversation: directWith(other.key), before: null, limit: 100} as const;
  return (await person.core.query(query)).entries.map(entry => entry.text);
}

test('two profiles of 0.1.0 with messages under way meet: nothing is lost, nothing comes twice', async () => {
  const [ann, bob] = [await comes('ann'), await comes('bob')];
  await ann.say(bob.key, 'a7, after the update');
  await ann.dial('bob').catch(() => {}); // they may have found each other by themselves
  await until(async () => (await texts(bob, ann)).includes('a7, after the update'));
  await until(async () => (await texts(ann, bob)).includes('b2, not delivered'));
  await quiet();
  const all = ['a1', 'a2', 'the a3', 'b1'];
  const late = [
    'a4, not delivered',
    'a5, not delivered',
    'a6, disappears',
    'b2, not delivered',
    'a7, after the update',
  ];
  for (const [one, other] of [
    [ann, bob],
    [bob, ann],
  ] as const) {
    const shown = (await texts(one, other)).filter(text => text !== '');
    expect(shown.toSorted()).toEqual([...all, ...late].toSorted());
    expect(shown.at(-1)).toBe('a7, after the update');
  }
  expect([...ann.all('failed'), ...bob.all('failed')]).toEqual([]);
});
