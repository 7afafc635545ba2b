import {chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {checkUp} from '../../../src/app/doctor/check-up.ts';
import {checkClock, checkRoom} from '../../../src/app/doctor/system-checks.ts';
import {checkTerminal} from '../../../src/app/doctor/terminal-check.ts';
import type {ReachView} from '../../../src/core/api/api.ts';
import {checkCore} from '../../../src/core/check-up.ts';
import {peerKeyOfSeed} from '../../../src/identity/key-pair.ts';
import type {Check} from '../../../src/lib/check.ts';
import {safeLine} from '../../../src/lib/text/safe-text.ts';
import type {LanEcho} from '../../../src/net/lan/own-beacons.ts';
import {openProfile, type Profile} from '../../../src/storage/profile.ts';
import {peer, self} from '../../commands/fake-core.ts';
import {BOB_KEY} from '../../support/facts.ts';

const NOW = Date.UTC(2026, 5, 1);
let home = '';
let root = '';
let folder = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'natter-doctor-'));
  home = root;
  process.env['XDG_RUNTIME_DIR'] = root;
  folder = join(root, 'natter');
});
afterEach(() => {
  delete process.env['XDG_RUNTIME_DIR'];
  rmSync(root, {recursive: true, force: true});
});

/** What is said of the profile, by the name of the check. */
async function look(more: {readonly passphrase?: string} = {}) {
  const options = {
    profile: folder,
    version: '0.2.0',
    passphrase: null,
    isOurs: false,
    now: () => NOW,
    home: () => home,
  };
  return await checkUp({...options, ...more});
}

async function said(name: string, more: Parameters<typeof look>[0] = {}): Promise<string> {
  return wordsOf(await look(more), name);
}

function wordsOf(checks: readonly Check[], name: string): string {
  const found = checks.filter(check => check.name === name);
  return found
    .map(({state, reason, advice}) => `${state}: ${reason}${advice ? ` ${advice}` : ''}`)
    .join('\n');
}

function make(): Profile {
  const profile = openProfile(folder, {program: '0.2.0', cost: CHEAP});
  profile.openDatabase(peerKeyOfSeed(profile.secrets.seed)).close();
  return profile;
}
const CHEAP = {operations: 1, memory: 8192 * 1024};

describe('a profile', () => {
  test('that is not there yet is no fault', async () => {
    expect(await said('profile')).toBe('ok: none at ~/natter yet: the first start makes one');
    expect((await look()).every(({state}) => state === 'ok')).toBe(true);
  });

  test('that is well', async () => {
    make().close();
    const checks = await look();
    expect(wordsOf(checks, 'profile')).toBe('ok: ~/natter, mode 700');
    expect(wordsOf(checks, 'key')).toBe('ok: there, without a passphrase');
    expect(wordsOf(checks, 'lock')).toBe('ok: free: natter does not run for this profile');
    expect(wordsOf(checks, 'database')).toMatch(/^ok: can be opened, \d+ kB$/);
  });

  test('outside the home is not named', async () => {
    home = join(root, 'elsewhere');
    make().close();
    const checks = await look();
    expect(await said('profile')).toBe('ok: a folder outside the home, mode 700');
    expect(JSON.stringify(checks.map(({detail: _, ...check}) => check))).not.toContain(root);
    expect(JSON.stringify(checks)).toContain(folder);
  });

  test('that is in use names the process; one that does not answer is a fault', async () => {
    const profile = make();
    expect(await said('lock')).toBe(`ok: held by natter, process ${process.pid}`);
    expect(await said('socket')).toBe(
      'fail: natter runs, but does not answer its windows and scripts. End that process, then start natter again.',
    );
    profile.close();
  });

  test('with a passphrase is opened only with it', async () => {
    const profile = make();
    profile.changePassphrase({current: null, next: 'secret'});
    profile.close();
    expect(await said('key')).toBe('ok: there, with a passphrase');
    expect(await said('database')).toMatch(/^ok: \d+ kB; not opened, since that needs the passphrase$/);
    expect(await said('database', {passphrase: 'wrong'})).toMatch(/^fail: /);
    expect(await said('database', {passphrase: 'secret'})).toMatch(/^ok: can be opened/);
  });

  test('into which others may look is a warning', async () => {
    make().close();
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'natter.db'), 0o644);
    const checks = await look();
    const rights = checks.filter(({name, state}) => name !== 'clock' && state === 'warn');
    expect(rights.map(({name, reason}) => `${name}: ${reason}`)).toEqual([
      'profile: others on this machine can read ~/natter (mode 755).',
      'file: others on this machine can read natter.db (mode 644).',
    ]);
  });

  test.each([
    ['key', 'no key', /^fail: .*~\/natter\/key/],
    ['config', '{"name": }', /^fail: ~\/natter\/config\.json, line 1: this is not valid JSON/],
    ['database', 'x'.repeat(8192), /^fail: The history in ~\/natter\/natter\.db cannot be read/],
  ])('whose %s is broken says what to do', async (name, content, words) => {
    make().close();
    const file = {key: 'key', config: 'config.json', database: 'natter.db'}[name] ?? '';
    writeFileSync(join(folder, file), content, {mode: 0o600});
    expect(await said(name)).toMatch(words);
    expect(readFileSync(join(folder, file), 'utf8')).toBe(content);
  });

  test('of a newer natter says so', async () => {
    const profile = make();
    const database = profile.openDatabase(peerKeyOfSeed(profile.secrets.seed));
    database.close();
    const {connect} = await import('../../../src/storage/sqlite/connection.ts');
    const connection = connect(join(folder, 'natter.db'), profile.secrets.databaseKey);
    connection.pragma('user_version = 900');
    connection.close();
    profile.close();
    expect(await said('database')).toMatch(
      /^fail: The database ~\/natter\/natter\.db was written by natter 0\.2\.0.*Update natter/,
    );
  });

  test('without its key, or without its history', async () => {
    make().close();
    rmSync(join(folder, 'natter.db'));
    expect(await said('database')).toMatch(/^warn: there is none beside the key/);
    rmSync(join(folder, 'key'));
    writeFileSync(join(folder, 'natter.db'), '');
    expect(await said('key')).toBe(
      'fail: it is gone, and a history is there. Put back a copy of the file key.',
    );
  });

  test('that is a link, or a file, is a fault', async () => {
    symlinkSync(root, folder);
    expect(await said('profile')).toBe('fail: ~/natter is a symbolic link. Name another with --profile.');
    rmSync(folder);
    writeFileSync(folder, '');
    expect(await said('profile')).toBe('fail: ~/natter is not a folder. Name another with --profile.');
  });

  test('with crashes asks for a report', async () => {
    make().close();
    const head = '2026-05-30T10:00:00.000Z natter 0.2.0, Node v24, linux x64';
    writeFileSync(join(folder, 'crash.log'), `${head}\nError: x\n${head}\nError: y\n`, {mode: 0o600});
    expect(await said('crashes')).toMatch(
      /^warn: 2 internal errors .* 2026-05-30T10:00:00.000Z\. Please report/,
    );
  });

  test('written to in the future means a clock that is wrong', async () => {
    make().close(); // now, which is later than the clock of this test
    mkdirSync(join(root, 'x'));
    expect(await said('clock')).toMatch(/^warn: it was ahead, or is behind now/);
  });
});

test('what the core runs is not looked at from outside', async () => {
  const profile = make();
  const checks = await checkUp({
    ...{profile: folder, version: '0.2.0', passphrase: null, isOurs: true, now: () => NOW, home: () => home},
  });
  expect(checks.find(({name}) => name === 'database')?.reason).toMatch(/^open, /);
  expect(checks.some(({name}) => name === 'lock')).toBe(false);
  profile.close();
});

const echo = (name: string, state: LanEcho['state'], others = 0): LanEcho => ({name, state, others});

const REACH: ReachView = {
  dht: {state: 'ready', nodes: 37, announcedAt: 3, host: safeLine('84.10.3.7'), nat: 'cone'},
  lan: 'on',
  heard: [BOB_KEY],
  clock: {contacts: 0, ahead: null, only: null},
  addresses: [],
};
const MINUTE = 60_000;

test('the core tells how it is found, and details name addresses only', () => {
  const contact = peer('bob', 'bbbb22222222', {presence: 'online'});
  const checks = checkCore(self, [contact, peer('carol', 'cccc22222222')], REACH, []);
  expect(checks.map(({name, state, reason, detail}) => [name, state, reason, detail])).toEqual([
    ['port', 'ok', '4242 is open, addresses: 2', '192.168.1.20:4242, [2001:db8::1]:4242'],
    [
      ...['dht', 'ok'],
      'Announced: contacts find you wherever you are. Nodes: 37, of which 3 keep the announcement.',
      '84.10.3.7',
    ],
    ['router', 'ok', 'The router keeps one port: direct links work with most people.', null],
    ['lan', 'ok', 'On: contacts on this network find you by themselves. Heard: 1.', null],
    ['contacts', 'ok', 'linked: 1 of 2', null],
  ]);
});

test.each<[number, number, string, string]>([
  [4, -1000, 'ok', 'within 1 second of contacts: 4'],
  [4, 4 * MINUTE, 'ok', 'within 4 minutes of contacts: 4'],
  [3, 26 * 60 * MINUTE, 'warn', '26 hours ahead of those of contacts: 3.'],
  [1, -6 * MINUTE, 'warn', '6 minutes behind that of a contact; one of the two is wrong.'],
])('a clock beside those of %i contacts, ahead by %i ms', (contacts, ahead, state, reason) => {
  const checks = checkCore(self, [], {...REACH, clock: {contacts, ahead, only: BOB_KEY}}, []);
  expect(checks.find(({name}) => name === 'clocks')).toMatchObject({state, reason});
});

test.each(['off', 'starting', 'missing', 'alone', 'blocked', 'offline'] as const)(
  'a hash table that is %s',
  state => {
    const [, table] = checkCore(self, [], {...REACH, dht: {...REACH.dht, state}}, []);
    expect(table).toMatchObject({
      name: 'dht',
      state: state === 'off' || state === 'starting' ? 'ok' : 'warn',
    });
  },
);

test.each<[LanEcho[], string, string]>([
  [[], 'none', ''],
  [
    [echo('eth0', 'back', 2), echo('wlan0', 'back', 1)],
    'ok',
    'beacons go out and come back; other natters heard: 3',
  ],
  [[echo('eth0', 'back')], 'ok', 'beacons go out and come back on 1 interface; no other natter was heard'],
  [[echo('eth0', 'back'), echo('wlan0', 'lost')], 'warn', 'beacons do not come back on 1 of 2 interfaces'],
  [
    [echo('eth0', 'lost'), echo('wlan0', 'refused')],
    'fail',
    'this machine does not send beacons on 1 of 2 interfaces',
  ],
])('beacons of which %j', (echoes, state, reason) => {
  const found = checkCore(self, [], REACH, echoes).find(({name}) => name === 'multicast');
  expect(found?.state ?? 'none').toBe(state);
  expect(found?.reason ?? '').toContain(reason);
  expect(String(found?.reason) + String(found?.advice)).not.toContain('wlan0');
});

test('a router of random ports, beacons that nobody can send, and no port are warnings', () => {
  const reach = {...REACH, lan: 'silent', dht: {...REACH.dht, nat: 'random'}} as const;
  const checks = checkCore({...self, listening: null}, [], reach, []);
  expect(checks.filter(({state}) => state === 'warn').map(({name}) => name)).toEqual([
    'port',
    'router',
    'lan',
  ]);
  expect(checkCore({...self, reachableAt: []}, [], REACH, [])[0]?.state).toBe('warn');
});

test.each([
  [Date.UTC(1970, 0, 2), 0, 'fail'],
  [NOW, NOW + 3_600_000, 'warn'],
  [NOW, NOW - 3_600_000, 'ok'],
])('a clock at %i beside files of %i is %s', (now, newest, state) => {
  expect(checkClock(now, newest).state).toBe(state);
});

test.each([
  [5e6, 'fail', '5.0 MB free: messages will not be stored.'],
  [150e6, 'warn', 'only 150 MB free.'],
  [12.3e9, 'ok', '12 GB free'],
])('%i bytes of room are %s', (free, state, reason) => {
  expect(checkRoom(free)).toMatchObject({state, reason});
});

describe('a terminal', () => {
  const good = {TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'de_DE.UTF-8'};
  const terminal = (environment: Record<string, string>, columns = 120, rows = 36) =>
    checkTerminal({isTerminal: true, columns, rows, environment, platform: 'linux'});

  test.each([
    [good, 120, 'ok', 'TERM xterm-256color, 24-bit colours, UTF-8, 120×36'],
    [{...good, NO_COLOR: '1'}, 120, 'ok', 'TERM xterm-256color, no colours (NO_COLOR), UTF-8, 120×36'],
    [
      {TERM: 'linux', LANG: 'C'},
      120,
      'warn',
      'TERM linux, 16 colours, no UTF-8, 120×36: only ASCII is shown.',
    ],
    [
      {TERM: 'dumb', LANG: 'C.UTF-8'},
      120,
      'warn',
      'TERM dumb, 16 colours, UTF-8, 120×36: sentences instead of a screen.',
    ],
    [good, 30, 'fail', 'TERM xterm-256color, 24-bit colours, UTF-8, 30×36: too small.'],
  ])('%j of %i columns is %s', (environment, columns, state, reason) => {
    expect(terminal(environment, columns)).toMatchObject({state, reason});
  });

  test('that is none is no fault', () => {
    const look = {isTerminal: false, columns: 0, rows: 0, environment: {}, platform: 'linux'} as const;
    expect(checkTerminal(look)).toMatchObject({state: 'ok'});
  });
});
