import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {befriend, createVillage, type Person, type Village} from '../../support/cores.ts';

let village: Village;
let ann: Person;
let bob: Person;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'natter-arrivals-'));
  village = createVillage();
  ann = await village.person('ann', {path: join(folder, 'ann.db')});
  bob = await village.person('bob');
  await befriend(ann, bob);
});

afterEach(async () => {
  await village.close();
  rmSync(folder, {recursive: true, force: true});
});

async function toldTo(person: Person, text: string): Promise<number> {
  await bob.say(person.key, text);
  const {entries} = await person.next('entries-added', event =>
    event.entries.some(entry => entry.text === text),
  );
  return entries.at(-1)?.order[2] ?? 0;
}

test('what came in behind the cursor is found by the next run of the program', async () => {
  expect(await ann.core.query({type: 'cursor'})).toEqual({row: null, newest: 0});
  const row = await toldTo(ann, 'printed');
  await ann.act({type: 'keep-cursor', row});
  await ann.say(bob.key, 'my own');
  await toldTo(ann, 'committed, then killed');
  await village.leave(ann);

  const again = await village.person('ann', {path: join(folder, 'ann.db')});
  const cursor = await again.core.query({type: 'cursor'});
  expect(cursor).toMatchObject({row, newest: expect.any(Number)});
  const page = await again.core.query({type: 'arrived-after', row: cursor.row ?? 0, limit: 10});
  expect(page).toMatchObject({entries: [{text: 'committed, then killed', outgoing: false}], next: null});
  expect(page.entries[0]?.order[2]).toBe(cursor.newest);
});
