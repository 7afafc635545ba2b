import {type ChildProcessByStdio, spawn} from 'node:child_process';
import {readdirSync, readFileSync, statSync} from 'node:fs';
import type {Readable, Writable} from 'node:stream';
import {afterEach, expect, jest, test} from '@jest/globals';
import {cleanUp, temporaryFolder} from '../support/headless.ts';
import {endPtys, startPty} from '../support/pty.ts';

const PROGRAM = new URL(process.env['NATTER_TEST_ENTRY'] ?? '../../bin/natter.js', import.meta.url).pathname;

jest.setTimeout(30_000);

afterEach(async () => {
  endPtys();
  await cleanUp();
});

/** A demo on pipes, in an empty home. */
function startDemo(mode: string) {
  const home = temporaryFolder();
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(
    process.execPath,
    [PROGRAM, '--demo', mode],
    {
      stdio: 'pipe',
      env: {PATH: process.env['PATH'], HOME: home, XDG_DATA_HOME: home, TZ: 'UTC'},
    },
  );
  let output = '';
  let wake = () => {};
  child.stdout.setEncoding('utf8').on('data', text => {
    output += text;
    wake();
  });
  const ended = new Promise<number | null>(resolve => {
    child.on('close', code => {
      resolve(code);
      wake();
    });
  });
  return {
    home,
    output: () => output,
    say: (line: string) => child.stdin.write(`${line}\n`),
    async shows(wanted: string) {
      while (!output.includes(wanted)) {
        if (child.exitCode !== null) {
          throw new Error(`it ended without "${wanted}": ${output}`);
        }
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      }
    },
    end() {
      child.stdin.end();
      return ended;
    },
  };
}

test('headless: friends answer, and nothing is left on the disk', async () => {
  const demo = startDemo('--headless');
  await demo.shows('"event":"ready","name":"robin"');
  demo.say('/msg mira hello');
  await demo.shows('I have to tell you: this is a demo, and I am made up.');
  expect(await demo.end()).toBe(0);
  expect(readdirSync(demo.home).filter(name => name !== '.cache')).toEqual([]); // that is for compiled code
});

test('headless: a conversation is exported to a file that only its owner may read', async () => {
  const demo = startDemo('--headless');
  await demo.shows('"event":"ready"');
  demo.say('/query tom');
  demo.say('/export jsonl ~/talk.jsonl');
  await demo.shows('Saved 4 messages to ');
  expect(await demo.end()).toBe(0);
  const file = `${demo.home}/talk.jsonl`;
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines.map(line => JSON.parse(line))).toMatchObject([
    {type: 'conversation', self: {name: 'robin'}, peer: {name: 'tomás'}},
    {time: '2026-11-18T22:40:00.000+00:00', from: {name: 'tomás'}, outgoing: false},
    {time: '2026-11-18T22:41:00.000+00:00', from: {name: 'robin'}, state: 'read'},
    {text: 'Did you arrive?', state: 'queued'},
    {time: '2026-11-19T13:21:00.000+00:00', outgoing: true, state: 'queued'},
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('plain: a conversation of yesterday and today is told', async () => {
  const demo = startDemo('--plain');
  await demo.shows('14:30 さくら is online.');
  demo.say('/query さくら');
  await demo.shows('12:48 ');
  expect(await demo.end()).toBe(0);
  expect(demo.output().slice(demo.output().indexOf('Conversation'))).toBe(`\
Conversation with さくら, online. 1 unread.
Wednesday, 18 November 2026.
19:02 you: 明日の勉強会は何時からですか？
19:05 さくら: 19時からです。駅前のカフェで会いましょう ☕
19:05 you: 了解です！
Today.
12:48 さくら: 資料を印刷しておきました 📚
`);
});

test('on the screen', async () => {
  const demo = startPty(process.execPath, [PROGRAM, '--demo'], {env: {HOME: temporaryFolder(), TZ: 'UTC'}});
  await demo.waitFor(screen => screen.includes('── 3 new ──'));
  demo.type('/query mira\r');
  await demo.waitFor(screen => screen.includes('Platform 3 then') && screen.includes('14:30'));
});
