import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {connect} from 'node:net';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, jest, test} from '@jest/globals';
import {openProfile} from '../../src/storage/profile.ts';
import {cleanUp, temporaryFolder} from '../support/headless.ts';
import {endPtys, type Pty, startPty} from '../support/pty.ts';
import {killAll, runNatter, startNatter} from '../support/shell.ts';

jest.setTimeout(60_000);

const PROGRAM = new URL('../../bin/natter.js', import.meta.url).pathname;
const SECRET = 'correct horse battery';

let runtime: string;
let profile: string;

beforeEach(() => {
  runtime = temporaryFolder();
  profile = temporaryFolder();
  const opened = openProfile(profile, {cost: {operations: 1, memory: 8192}});
  opened.saveConfig({name: 'ann'});
  opened.changePassphrase({current: null, next: SECRET});
  opened.close();
});
afterEach(async () => {
  endPtys();
  killAll();
  await cleanUp();
});

const onLoopback = ['--host', '127.0.0.1', '--port', '0'];

function startScreen(): Pty {
  const env = {XDG_RUNTIME_DIR: runtime, XDG_CACHE_HOME: '/tmp'};
  return startPty(process.execPath, [PROGRAM, '--profile', profile, ...onLoopback], {
    ...{columns: 100, rows: 30, env},
  });
}

const shows = (text: string) => (screen: string) => screen.includes(text);

async function unlock(screen: Pty, ...guesses: readonly string[]): Promise<void> {
  for (const guess of guesses) {
    await screen.waitFor(text => text.trimEnd().endsWith('Passphrase:'), 'the question');
    screen.type(`${guess}\r`);
    await screen.waitFor(text => !text.trimEnd().endsWith('Passphrase:'), 'an answer');
  }
}

/** All that is in the profile and that natter printed, as far as it is text. */
function written(...more: readonly string[]): string {
  const files = readdirSync(profile).map(name => readFileSync(join(profile, name), 'latin1'));
  return [...files, ...more].join('\n');
}

const isRefused = (port: string) =>
  new Promise<boolean>(resolve => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });

test('natter waits locked in the background, tells scripts so, and is opened by the first screen', async () => {
  const words = ['daemon', '--profile', profile, ...onLoopback];
  const daemon = startNatter(runtime, words);
  await daemon.printed(/natter is locked: start natter in a terminal and enter the passphrase/);
  expect(readdirSync(profile)).not.toContain('natter.db-wal'); // nobody has the database open
  for (const command of [['send', 'bob', 'hi'], ['tail'], ['status', '--json'], ['contacts']]) {
    expect(await runNatter(runtime, [...command, '--profile', profile])).toEqual({
      code: 4,
      out: '',
      err: 'natter: natter runs for this profile, but is locked. Start natter in a terminal and enter the passphrase.\n',
    });
  }

  const screen = startScreen();
  await unlock(screen, 'a guess', SECRET);
  const [, port = ''] = await daemon.printed(/natter is ready: ann, .*, port (\d+)/);
  expect(await isRefused(port)).toBe(false);
  await screen.waitFor(shows(`127.0.0.1:${port}`), 'the screen');
  const second = startScreen();
  await second.waitFor(shows(`127.0.0.1:${port}`), 'the screen, without a question');
  second.type('/lock\r');
  await second.waitFor(shows('natter is locked.'), 'the lock');
  screen.type('/whoami\r');
  await screen.waitFor(shows('You are ann'), 'an answer: the lock is of one screen');
  expect(second.text()).not.toContain('ann');
  second.type(`${SECRET}\r`);
  await second.waitFor(shows(`127.0.0.1:${port}`), 'the screen once more');
  screen.type('/quit\r');
  expect((await screen.exited).exitCode).toBe(0);
  const {out, code} = await runNatter(runtime, ['status', '--json', '--profile', profile]);
  expect([code, JSON.parse(out)]).toMatchObject([0, {name: 'ann', pid: daemon.child.pid, running: true}]);
  daemon.child.kill('SIGTERM');
  const ended = await daemon.ended;
  expect(ended.code).toBe(0);
  expect(written(ended.out, ended.err, screen.output(), second.output())).not.toMatch(
    new RegExp(`${SECRET}|a guess`),
  );
});

test('one that was started in the background by a screen is opened by it, and outlives it', async () => {
  writeFileSync(join(profile, 'config.json'), JSON.stringify({name: 'ann', background: true}), {mode: 0o600});
  const screen = startScreen();
  await unlock(screen, SECRET);
  await screen.waitFor(text => /127\.0\.0\.1:\d+/.test(text), 'the screen');
  screen.type('/quit\r');
  expect((await screen.exited).exitCode).toBe(0);
  const again = startScreen();
  await again.waitFor(text => /127\.0\.0\.1:\d+/.test(text), 'the screen, without a question');
  again.type('/quit all\r');
  expect((await again.exited).exitCode).toBe(0);
  expect(written()).not.toContain(SECRET);
});

test('a locked one ends in order, and nothing is left', async () => {
  const daemon = startNatter(runtime, ['daemon', '--profile', profile, ...onLoopback]);
  await daemon.printed(/natter is locked/);
  daemon.child.kill('SIGTERM');
  expect(await daemon.ended).toMatchObject({code: 0, err: ''});
  expect(readdirSync(join(runtime, 'natter'))).toEqual([]);
  expect(readdirSync(profile)).not.toContain('attach');
  const sent = await runNatter(runtime, ['send', 'bob', 'hi', '--profile', profile, ...onLoopback]);
  expect(sent).toMatchObject({code: 4, err: expect.stringContaining('passphrase')});
});
