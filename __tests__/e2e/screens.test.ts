import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, jest, test} from '@jest/globals';
import {cleanUp, type Headless, startHeadless, temporaryFolder} from '../support/headless.ts';
import {endPtys, type Pty, startPty} from '../support/pty.ts';
import {killAll, runNatter} from '../support/shell.ts';

jest.setTimeout(90_000);

const PROGRAM = new URL('../../bin/natter.js', import.meta.url).pathname;

let runtime: string;
let profile: string;
let bob: Headless;
let port: unknown;

beforeEach(async () => {
  runtime = temporaryFolder();
  profile = temporaryFolder();
  bob = startHeadless(temporaryFolder(), '--name', 'bob', '--requests', 'open');
  port = (await bob.event('ready'))['port'];
});
afterEach(async () => {
  await runNatter(runtime, ['status', '--json', '--profile', profile, '--port', '0']).then(({out}) => {
    const {pid, running} = JSON.parse(out) as {pid: number; running: boolean};
    if (running) {
      process.kill(pid, 'SIGKILL'); // a core in the background outlives its screens
    }
  });
  endPtys();
  killAll();
  await cleanUp();
});

function startScreen(...flags: readonly string[]): Pty {
  const always = ['--profile', profile, '--host', '127.0.0.1', '--port', '0', '--name', 'ann'];
  const env = {XDG_RUNTIME_DIR: runtime, XDG_CACHE_HOME: '/tmp'};
  return startPty(process.execPath, [PROGRAM, ...always, ...flags], {columns: 100, rows: 30, env});
}

const shows = (text: string) => (screen: string) => screen.includes(text);

async function corePid(): Promise<number> {
  const {out} = await runNatter(runtime, ['status', '--json', '--profile', profile]);
  const {pid, running} = JSON.parse(out) as {pid: number; running: boolean};
  expect(running).toBe(true);
  return pid;
}

test('a second screen shows the same natter, and goes on when the first is killed', async () => {
  const first = startScreen('--connect', `127.0.0.1:${port}`);
  await first.waitFor(shows('to bob'), 'the conversation');
  const second = startScreen();
  await second.waitFor(shows('bob'), 'the contact');
  second.type('/query bob\r');
  await second.waitFor(shows('to bob'), 'the conversation');
  first.type('a thought');
  await second.waitFor(shows('> a thought'), 'what is typed at the other screen');
  first.type('\x15');
  await second.waitFor(screen => !screen.includes('a thought'), 'that it is gone');
  second.type('from the second\r');
  await first.waitFor(shows('from the second'), 'what the other screen said');
  bob.say('/query ann', 'for both');
  await first.waitFor(shows('for both'), 'the message');
  await second.waitFor(shows('for both'), 'the message');

  first.kill('SIGKILL');
  await second.waitFor(shows('natter is running again.'), 'another core');
  await second.waitFor(shows('for both'), 'the history, loaded anew');
  second.type('still here\r');
  await bob.next(line => line.event === 'message' && line['text'] === 'still here');
  second.type('/quit\r');
  expect((await second.exited).exitCode).toBe(0);
});

test('two that are started at once show the same natter', async () => {
  const screens = [startScreen(), startScreen()];
  const addresses = await Promise.all(
    screens.map(async screen => {
      await screen.waitFor(text => /127\.0\.0\.1:\d+/.test(text), 'the address');
      return /127\.0\.0\.1:\d+/.exec(screen.text())?.[0];
    }),
  );
  expect(addresses[0]).toBe(addresses[1]);
  for (const screen of screens) {
    screen.type('/quit\r');
    expect((await screen.exited).exitCode).toBe(0);
  }
});

test('in the background natter outlives its screens, is started again if it dies, and ends when asked to', async () => {
  writeFileSync(join(profile, 'config.json'), JSON.stringify({background: true}), {mode: 0o600});
  const first = startScreen('--connect', `127.0.0.1:${port}`);
  await first.waitFor(shows('to bob'), 'the conversation');
  const pid = await corePid();
  first.type('/quit\r');
  expect((await first.exited).exitCode).toBe(0);
  expect(await corePid()).toBe(pid);
  bob.say('/query ann', 'while nobody looked');
  await bob.event('delivered');

  const second = startScreen('--log', 'net');
  await second.waitFor(shows('bob'), 'the contact');
  await second.waitFor(shows('so --host, --port, --name, --log did nothing.'), 'which flags are too late');
  second.type('/query bob\r');
  await second.waitFor(shows('while nobody looked'), 'what came meanwhile');
  process.kill(pid, 'SIGKILL');
  await second.waitFor(shows('natter is running again.'), 'another core');
  expect(await corePid()).not.toBe(pid);
  second.type('/detach\r');
  expect((await second.exited).exitCode).toBe(0);

  const third = startScreen();
  await third.waitFor(shows('bob'), 'the contact');
  third.type('/quit all\r');
  expect((await third.exited).exitCode).toBe(0);
  const {out} = await runNatter(runtime, ['status', '--profile', profile, '--port', '0']);
  expect(out).toContain('natter does not run.');
});
