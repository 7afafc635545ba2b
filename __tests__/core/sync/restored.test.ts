import {cpSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {directWith} from '../../../src/lib/conversation.ts';
import {befriend, createVillage, type Person, quiet, until, type Village} from '../../support/cores.ts';

let village: Village;
let folder: string;

beforeEach(() => {
  village = createVillage();
  folder = mkdtempSync(join(tmpdir(), 'natter-restored-'));
});

afterEach(async () => {
  await village.close();
  rmSync(folder, {recursive: true, force: true});
});

const pathOf = (name: string) => join(folder, `${name}.db`);

function comes(name: string, requests: 'ask' | 'open' = 'open'): Promise<Person> {
  return village.person(name, {path: pathOf(name), requests});
}

async function friends(): Promise<[Person, Person]> {
  const [ann, bob] = [await comes('ann', 'ask'), await comes('bob', 'ask')];
  await befriend(ann, bob);
  return [ann, bob];
}

async function texts(person: Person, other: Person): Promise<string[]> {
  const query = {type: 'history', conversation: directWith(other.key), before: null, limit: 1000} as const;
  return (await person.core.query(query)).entries.map(entry => entry.text);
}

/** Says something that the other side has and has confirmed. */
async function tell(from: Person, to: Person, ...all: readonly string[]): Promise<void> {
  for (const text of all) {
    await from.say(to.key, text);
  }
  await until(() => isDelivered(from, to), 'delivery');
}

function isDelivered(from: Person, to: Person): boolean {
  return from.database.ownLogs(directWith(to.key)).every(log => log.acknowledged === log.last);
}

/** Ends a natter and takes a copy of its history. */
async function copies(person: Person, name: string): Promise<void> {
  await village.leave(person);
  cpSync(pathOf(name), join(folder, 'copy'));
}

function restores(name: string): void {
  cpSync(join(folder, 'copy'), pathOf(name));
}

describe('somebody whose history is an older copy', () => {
  test('goes on in a new log: nothing is lost, nothing comes twice, and they are told once', async () => {
    let [ann, bob] = await friends();
    await tell(ann, bob, 'a1', 'a2');
    await copies(ann, 'ann');
    ann = await comes('ann');
    await ann.next('peer-online');
    await tell(ann, bob, 'a3', 'a4');
    await village.leave(ann);

    restores('ann');
    ann = await comes('ann');
    await ann.say(bob.key, 'a5');
    await until(() => isDelivered(ann, bob));
    await quiet();
    expect(await texts(bob, ann)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
    expect(await texts(ann, bob)).toEqual(['a1', 'a2', 'a5']);
    expect(ann.all('notice').map(event => event.text)).toEqual([
      'Your history with bob is an older copy: bob has messages of yours that are no longer here. ' +
        'Anything that may not have arrived since will be sent again.',
    ]);
    expect(ann.database.ownLogs(directWith(bob.key))).toHaveLength(2);

    village.network.cut(); // the next links find nothing strange any more
    await ann.next('peer-online');
    await tell(ann, bob, 'a6');
    await tell(bob, ann, 'b1');
    expect((await texts(bob, ann)).at(-2)).toBe('a6');
    const query = {type: 'history', conversation: directWith(bob.key), before: null, limit: 100} as const;
    const here = (await ann.core.query(query)).entries.map(entry => entry.id);
    const confirmed = ann.all('delivery-changed').flatMap(event => event.ids);
    expect(confirmed.filter(id => !here.includes(id))).toEqual([]); // not what only bob has
    expect(ann.all('notice')).toHaveLength(1);
  });

  test('does not double what had arrived before the copy knew', async () => {
    let [ann, bob] = await friends();
    await tell(ann, bob, 'a1');
    await village.leave(bob);
    await ann.next('peer-offline');
    await ann.say(bob.key, 'a2');
    await copies(ann, 'ann'); // it does not know that a2 will arrive
    bob = await comes('bob');
    ann = await comes('ann');
    await until(() => isDelivered(ann, bob));
    await tell(ann, bob, 'a3');
    await village.leave(ann);

    restores('ann');
    ann = await comes('ann');
    await until(() => isDelivered(ann, bob) && ann.database.ownLogs(directWith(bob.key)).length === 2);
    await quiet();
    expect(await texts(bob, ann)).toEqual(['a1', 'a2', 'a3']);
    expect((await bob.snapshot()).conversations).toMatchObject([{unread: 3}]);
  });

  test('shows its renumbered messages under their new ids only', async () => {
    let [ann, bob] = await friends();
    await tell(ann, bob, 'old');
    await copies(ann, 'ann');
    ann = await comes('ann');
    await ann.next('peer-online');
    await tell(ann, bob, 'lost');
    await village.leave(ann);
    await village.leave(bob);

    restores('ann');
    ann = await comes('ann');
    const said = await ann.act({type: 'say', conversation: directWith(bob.key), kind: 'text', text: 'kept'});
    bob = await comes('bob');
    expect((await ann.next('entries-removed')).ids).toEqual([said.id]);
    const {entries} = await ann.next('entries-added');
    expect(entries).toMatchObject([{text: 'kept', state: 'queued'}]);
    expect(entries[0]?.id).not.toBe(said.id);
    await until(async () => (await texts(bob, ann)).includes('kept'));
    expect(await texts(bob, ann)).toEqual(['old', 'lost', 'kept']);
  });
});

describe('somebody who lost their history', () => {
  test('gets everything of the other again, and goes on with a new log', async () => {
    let [ann, bob] = await friends();
    await tell(ann, bob, 'a1', 'a2');
    await tell(bob, ann, 'b1');
    await ann.act({
      type: 'edit',
      conversation: directWith(bob.key),
      entry: (await idOf(ann, bob, 'a2')) ?? '',
      text: 'a2!',
    });
    await ann.act({
      type: 'delete',
      conversation: directWith(bob.key),
      entry: (await idOf(ann, bob, 'a1')) ?? '',
    });
    await until(() => isDelivered(ann, bob));
    await village.leave(bob);
    rmSync(pathOf('bob'));

    bob = await comes('bob');
    await until(async () => (await texts(bob, ann)).length === 1);
    expect(await texts(bob, ann)).toEqual(['a2!']);
    await tell(bob, ann, 'b1 again');
    expect(await texts(ann, bob)).toEqual(['', 'a2!', 'b1', 'b1 again']);
    const positions = ann.database.positions(directWith(bob.key), bob.key);
    expect(positions.map(({sequence}) => sequence)).toEqual([1, 1]);
    ann = await reopened(ann);
    await tell(bob, ann, 'b2');
  });

  test('and so may the other at the same time', async () => {
    const [ann, bob] = await friends();
    await tell(ann, bob, 'a1');
    await tell(bob, ann, 'b1');
    await village.leave(ann);
    await village.leave(bob);
    rmSync(pathOf('ann'));
    rmSync(pathOf('bob'));
    const [annAgain, bobAgain] = [await comes('ann'), await comes('bob')];
    await annAgain.dial('bob');
    await tell(annAgain, bobAgain, 'a2');
    await tell(bobAgain, annAgain, 'b2');
    expect(await texts(annAgain, bobAgain)).toEqual(['a2', 'b2']);
  });
});

async function idOf(person: Person, other: Person, text: string): Promise<string | undefined> {
  const query = {type: 'history', conversation: directWith(other.key), before: null, limit: 100} as const;
  return (await person.core.query(query)).entries.find(entry => entry.text === text)?.id;
}

async function reopened(person: Person): Promise<Person> {
  await village.leave(person);
  const again = await comes('ann');
  await again.next('peer-online');
  return again;
}
