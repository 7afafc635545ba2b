import {beforeEach, describe, expect, test} from '@jest/globals';
import type {Attempt} from '../../../src/core/api/reach.ts';
import {type Choice, createDialler, type Dialler} from '../../../src/core/reach/dialler.ts';
import type {KnownAddress} from '../../../src/core/reach/ladder.ts';
import {createRuntimeState} from '../../../src/core/runtime-state.ts';
import {NatterError} from '../../../src/lib/errors.ts';
import type {Link} from '../../../src/net/link/link.ts';
import type {Network, Way} from '../../../src/net/network.ts';
import {quiet} from '../../support/cores.ts';
import {BOB_KEY} from '../../support/facts.ts';
import {type ManualClock, manualClock} from '../../support/manual-clock.ts';

const ALL: Choice = {asksTable: true, betterThan: null};
const TABLE: Way = {
  name: 'the table',
  connect: () => Promise.reject(new Error('not here')),
  deadline: 20_000,
};

let clock: ManualClock;
let addresses: KnownAddress[];
let hasTable: boolean;
let isMeant: boolean;
/** What each way answers with; a way that is missing here never answers. */
let answers: Map<string, Link | Error>;
/** What happened, and when. */
let log: string[];
let attempts: Attempt[];
let dialler: Dialler;

const linkOf = (name: string) =>
  ({name, close: async (reason: string) => void log.push(`close ${name} ${reason}`)}) as unknown as Link;
const refused = new NatterError('DIAL_REFUSED', 'Nobody listens there.');

beforeEach(() => {
  clock = manualClock(1_700_000_000_000);
  addresses = ['192.168.1.9:1', '203.0.113.5:1'].map(address => ({
    address,
    provenance: 'proven',
    at: address.startsWith('192') ? 2 : 1,
  }));
  hasTable = true;
  isMeant = true;
  answers = new Map();
  log = [];
  attempts = [];
  dialler = createDialler({
    clock,
    state: createRuntimeState(),
    waysTo: () => ({addresses, dht: hasTable}),
    wayByTable: () => (hasTable ? TABLE : null),
    isMeant: () => isMeant,
    onAttempt: (_key, attempt) => void attempts.push(attempt),
    onMissed: (_key, address) => void log.push(`missed ${address}`),
    network: () =>
      ({
        dial(where, {signal, expectedKey} = {}) {
          const name = 'connect' in where ? where.name : where.host;
          log.push(`${clock.monotonic()} ${name} as ${expectedKey?.[0]}`);
          signal?.addEventListener('abort', () => log.push(`stop ${name}`));
          const answer = answers.get(name);
          if (answer === undefined) {
            return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(refused)));
          }
          return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
        },
      }) as Partial<Network> as Network,
  });
});

async function pass(milliseconds: number): Promise<void> {
  await quiet(3);
  clock.advance(milliseconds);
  await quiet(3);
}

describe('of several ways', () => {
  test('each gets a start before the next, and the first link ends the others', async () => {
    answers.set('the table', linkOf('punched'));
    const found = dialler.dial(BOB_KEY, ALL);
    await pass(249);
    expect(log).toEqual(['0 192.168.1.9 as b']);
    await pass(1);
    expect(await found).toMatchObject({link: {name: 'punched'}, step: {rung: 'dht'}});
    expect(log).toEqual([
      '0 192.168.1.9 as b',
      '250 203.0.113.5 as b',
      '250 the table as b',
      'stop 192.168.1.9',
      'stop 203.0.113.5',
      'stop the table',
    ]);
    expect(attempts).toEqual([
      {rung: 'dht', target: null, at: 1_700_000_000_250, took: 0, result: 'linked', message: null},
    ]);
  });

  test('the next begins at once when all before it have failed', async () => {
    answers.set('192.168.1.9', refused);
    answers.set('203.0.113.5', linkOf('direct'));
    expect(await dialler.dial(BOB_KEY, ALL)).toMatchObject({
      link: {name: 'direct'},
      step: {rung: 'tcp', address: '203.0.113.5:1'},
    });
    expect(log.slice(0, 3)).toEqual(['0 192.168.1.9 as b', 'missed 192.168.1.9:1', '0 203.0.113.5 as b']);
    expect(attempts.map(({target, result, message}) => [target, result, message])).toEqual([
      ['192.168.1.9:1', 'DIAL_REFUSED', 'Nobody listens there.'],
      ['203.0.113.5:1', 'linked', null],
    ]);
  });

  test('a second link that comes too late is closed', async () => {
    const late = Promise.withResolvers<Link>();
    addresses = addresses.slice(0, 1);
    answers.set('192.168.1.9', late.promise as unknown as Link);
    answers.set('the table', linkOf('punched'));
    const found = dialler.dial(BOB_KEY, ALL);
    await pass(250);
    expect((await found).step.rung).toBe('dht');
    late.resolve(linkOf('late'));
    await quiet(3);
    expect(log.at(-1)).toBe('close late duplicate');
  });

  test('those that are under way end when nobody is to be reached any more, and a link that comes then is closed', async () => {
    const late = Promise.withResolvers<Link>();
    answers.set('203.0.113.5', late.promise as unknown as Link);
    const found = dialler.dial(BOB_KEY, ALL);
    await pass(250);
    dialler.abandon(BOB_KEY);
    await expect(found).rejects.toMatchObject({code: 'DIAL_CANCELLED'});
    expect(log.slice(-3)).toEqual(['stop 192.168.1.9', 'stop 203.0.113.5', 'stop the table']);
    late.resolve(linkOf('late'));
    await pass(10_000);
    expect(log.at(-1)).toBe('close late disconnect');
    expect(attempts).toEqual([]);
    answers.set('192.168.1.9', linkOf('lan'));
    expect((await dialler.dial(BOB_KEY, ALL)).link).toMatchObject({name: 'lan'});
  });

  test('if all fail, the reason is that of the first', async () => {
    answers.set('192.168.1.9', refused);
    answers.set('203.0.113.5', new NatterError('DIAL_TIMEOUT', 'Nobody answered.'));
    answers.set('the table', new NatterError('PEER_AWAY', 'They are away.'));
    await expect(dialler.dial(BOB_KEY, ALL)).rejects.toMatchObject({code: 'DIAL_REFUSED'});
    expect(attempts.map(({result}) => result)).toEqual(['DIAL_REFUSED', 'DIAL_TIMEOUT', 'PEER_AWAY']);
  });
});

test('nobody who is not meant any more is tried further', async () => {
  answers.set('192.168.1.9', refused);
  const found = dialler.dial(BOB_KEY, ALL);
  isMeant = false;
  await expect(found).rejects.toMatchObject({code: 'DIAL_REFUSED'});
  expect(log).toEqual(['0 192.168.1.9 as b', 'missed 192.168.1.9:1']);
});

test.each([
  ['everything', ALL, ['lan', 'direct', 'punched']],
  ['without asking the table', {asksTable: false, betterThan: null}, ['lan', 'direct']],
  ['only by the table', {asksTable: true, betterThan: null, skipsAddresses: true}, ['punched']],
  ['better than punched', {asksTable: true, betterThan: 'punched'}, ['lan', 'direct']],
  ['better than direct', {asksTable: true, betterThan: 'direct'}, ['lan']],
  ['better than lan', {asksTable: true, betterThan: 'lan'}, []],
] as const)('%s', async (_, choice, expected) => {
  const names = {lan: '192.168.1.9', direct: '203.0.113.5', punched: 'the table'};
  for (const name of Object.values(names)) {
    answers.set(name, refused);
  }
  expect(dialler.hasSteps(BOB_KEY, choice)).toBe(expected.length > 0);
  await expect(dialler.dial(BOB_KEY, choice)).rejects.toThrow();
  expect(log.filter(line => line.startsWith('0'))).toEqual(expected.map(path => `0 ${names[path]} as b`));
});

test('where nothing leads to somebody, that is said', async () => {
  addresses = [];
  hasTable = false;
  await expect(dialler.dial(BOB_KEY, ALL)).rejects.toMatchObject({code: 'HOST_UNREACHABLE'});
});
