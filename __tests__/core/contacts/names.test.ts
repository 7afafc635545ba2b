import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {befriend, createVillage, quiet, record, type Village} from '../../support/cores.ts';

let village: Village;
let folder: string;

beforeEach(() => {
  village = createVillage();
  folder = mkdtempSync(join(tmpdir(), 'natter-names-'));
});

afterEach(async () => {
  await village.close();
  rmSync(folder, {recursive: true});
});

test('a contact that takes a name which meant somebody is asked about, also in the next run', async () => {
  const path = join(folder, 'ann.db');
  const ann = await village.person('ann', {path});
  const bob = await village.person('Bob Smith', {host: 'bob', seed: 50});
  const carol = await village.person('Carol', {seed: 51});
  await befriend(ann, bob);
  await befriend(ann, carol);
  expect(await ann.act({type: 'resolve', who: 'bob'})).toMatchObject({key: bob.key});
  await carol.act({type: 'rename', name: 'bob'});
  expect(await ann.next('peer-renamed')).toMatchObject({peer: {key: carol.key}, before: 'Carol'});
  await expect(ann.act({type: 'resolve', who: 'bob'})).rejects.toMatchObject({code: 'WHO_AMBIGUOUS'});
  await village.leave(ann);
  const again = await village.person('ann', {path});
  await expect(again.act({type: 'resolve', who: 'bob'})).rejects.toMatchObject({code: 'WHO_AMBIGUOUS'});
  const whole = `bob·${carol.id.slice(0, 4)}`;
  expect(await again.act({type: 'resolve', who: whole})).toMatchObject({key: carol.key});
  expect(await again.act({type: 'resolve', who: 'bob'})).toMatchObject({key: carol.key});
});

test('a name of the user is kept, goes before all others, and is undone', async () => {
  const path = join(folder, 'ann.db');
  const ann = await village.person('ann', {path});
  const bob = await village.person('bob');
  await befriend(ann, bob);
  expect(await ann.act({type: 'name-peer', who: 'bob', name: 'Robert'})).toMatchObject({
    name: 'Robert',
    ownName: 'bob',
    localName: 'Robert',
  });
  await bob.act({type: 'rename', name: 'bobby'});
  await ann.next('peer-renamed');
  expect(await ann.peer(bob.key)).toMatchObject({name: 'Robert', ownName: 'bobby'});
  await expect(ann.act({type: 'name-peer', who: 'bobby', name: 'you'})).rejects.toMatchObject({
    code: 'NAME_INVALID',
  });
  await village.leave(ann);
  const again = await village.person('ann', {path});
  expect(await again.peer(bob.key)).toMatchObject({name: 'Robert'});
  expect(await again.act({type: 'name-peer', who: 'robert', name: null})).toMatchObject({
    name: 'bobby',
    localName: null,
  });
});

test('a request of the name of a contact neither takes it nor makes it ambiguous, and is accepted by it', async () => {
  const ann = await village.person('ann');
  const bob = await village.person('bob');
  await befriend(ann, bob);
  const stranger = village.stranger({seed: 66, hello: {name: 'bobby'}});
  record(await stranger.dial('ann'));
  await ann.next('request-received');
  expect(await ann.act({type: 'resolve', who: 'bob'})).toMatchObject({key: bob.key});
  expect(await ann.act({type: 'accept', who: 'bob'})).toMatchObject({key: stranger.key, relation: 'contact'});
  await expect(ann.act({type: 'accept', who: 'bobby'})).rejects.toMatchObject({code: 'NO_REQUEST'});
});

test('the name of a stranger is fixed until the user decides', async () => {
  const ann = await village.person('ann');
  const stranger = village.stranger({seed: 66, hello: {name: 'eve'}});
  const link = await stranger.dial('ann');
  record(link);
  await ann.next('request-received');
  const before = ann.all('peer-changed').length;
  link.send({type: 'rename', name: 'mallory'});
  await quiet();
  expect(ann.all('peer-changed')).toHaveLength(before);
  expect(await ann.peer(stranger.key)).toMatchObject({name: 'eve'});
});
