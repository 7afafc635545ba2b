import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {shortId} from '../../src/identity/short-id.ts';
import {traceTag} from '../../src/identity/trace-tag.ts';
import {directWith} from '../../src/lib/conversation.ts';
import {createTracing, parseTraceRules} from '../../src/lib/trace.ts';
import {
  befriend,
  createVillage,
  type Person,
  type PersonOptions,
  until,
  type Village,
} from '../support/cores.ts';

let village: Village;
beforeEach(() => {
  village = createVillage();
});
afterEach(() => village.close());

/** Somebody whose core writes down what the rules ask for. */
async function tracing(name: string, rules: string, more: PersonOptions = {}) {
  const lines: string[] = [];
  const person = await village.person(name, {
    ...more,
    tracing: createTracing({
      rules: parseTraceRules(rules),
      write: line => void lines.push(line.slice(line.indexOf(' ') + 1)),
      ...{now: () => 0, tagOf: traceTag, idOf: shortId},
    }),
  });
  return {person, lines};
}

/** Ann says something to Bob, who reads it. Returns the end of its id. */
async function sayAndRead(ann: Person, bob: Person, text: string): Promise<string> {
  await befriend(ann, bob);
  const {id} = await ann.core.perform({type: 'say', conversation: directWith(bob.key), kind: 'text', text});
  await bob.next('entries-added', ({entries}) => entries.some(entry => entry.id === id));
  await bob.act({type: 'mark-read', conversation: directWith(ann.key), entries: [id]});
  await ann.next('delivery-changed', ({ids, state}) => ids.includes(id) && state === 'read');
  return id.slice(id.indexOf('.') + 1);
}

test('one message is followed by the end of its id, from one side to the other and back', async () => {
  const ann = await tracing('ann', 'sync:trace,storage:trace,conversations:trace');
  const bob = await tracing('bob', 'sync:trace,storage:trace,conversations:trace');
  const id = await sayAndRead(ann.person, bob.person, 'the secret text');
  const grep = (lines: readonly string[]) =>
    lines.filter(line => line.includes(`message=${id}`)).map(line => line.replace(/row=\d+/, 'row=N'));
  const [toBob, toAnn] = [`peer=${traceTag(bob.person.key)}`, `peer=${traceTag(ann.person.key)}`];
  expect(grep(ann.lines)).toEqual([
    `storage row message=${id} row=N own=true`,
    `conversations said ${toBob} message=${id} kind=text`,
    `sync send entries ${toBob} message=${id} kind=text text=...`,
    `conversations sent ${toBob} message=${id}`,
    `sync receive have ${toBob} message=${id}`,
    `conversations delivered ${toBob} message=${id}`,
    `sync receive read ${toBob} message=${id}`,
    `conversations read ${toBob} message=${id}`,
  ]);
  expect(grep(bob.lines)).toEqual([
    `sync receive entries ${toAnn} message=${id} kind=text text=...`,
    `storage row ${toAnn} message=${id} row=N`,
    `sync send have ${toAnn} message=${id}`,
    `conversations received ${toAnn} message=${id} kind=text`,
    `conversations seen ${toAnn} message=${id}`,
    `sync send read ${toAnn} message=${id}`,
  ]);
});

test('neither what is said nor who says it is in it, unless that is asked for', async () => {
  const [ann, bob] = [await tracing('ann', 'all:trace'), await tracing('bob', 'all:bodies')];
  await sayAndRead(ann.person, bob.person, 'the secret text');
  const [shut, open] = [ann.lines.join('\n'), bob.lines.join('\n')];
  for (const secret of ['the secret text', bob.person.id, bob.person.key, 'name=bob', 'bob:4242']) {
    expect(shut).not.toContain(secret);
  }
  for (const told of ['the secret text', ann.person.id, 'name=ann']) {
    expect(open).toContain(told);
  }
  expect(open).not.toContain(ann.person.key);
});

test('a link is told of from its first byte to its end', async () => {
  const [ann, bob] = [await tracing('ann', 'net,connections'), await tracing('bob', 'net,connections')];
  await befriend(ann.person, bob.person);
  await ann.person.act({type: 'disconnect', who: null});
  await bob.person.next('peer-offline');
  await until(() => bob.lines.some(line => line.includes(' gone ')));
  const what = (lines: readonly string[]) => lines.map(line => line.split(' ').slice(0, 2).join(' '));
  expect(what(ann.lines)).toEqual([
    'net listen',
    'net dial',
    'net handshake',
    'net link',
    'connections adopt',
    'net end',
    'connections gone',
  ]);
  expect(what(bob.lines)).toEqual([
    'net listen',
    'net arrival',
    'net link',
    'connections adopt',
    'net end',
    'connections gone',
  ]);
  expect(bob.lines.at(-1)).toBe(`connections gone peer=${traceTag(ann.person.key)} reason=disconnect`);
});

test('the hash table tells how it does, and a new reach key that there is one', async () => {
  const reach = {
    startTable: () => Promise.reject(new Error('no build')),
    bootstrap: async () => [],
    ...{hasNetwork: () => true, lan: null},
  };
  const [ann, bob] = [await tracing('ann', 'reach', {reach}), await tracing('bob', 'reach')];
  await befriend(ann.person, bob.person);
  await ann.person.act({type: 'block', who: bob.person.key});
  expect(ann.lines).toEqual([
    'reach hash table state=starting nodes=0',
    'reach hash table state=missing nodes=0',
    'reach new reach key',
  ]);
});
