import {spawn, spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, jest, test} from '@jest/globals';
import {METHODS} from '../../src/scripting/methods.ts';
import {cleanUp, type Headless, startHeadless, temporaryFolder} from '../support/headless.ts';
import {killAll, shellEnvironment, startNatter} from '../support/shell.ts';

jest.setTimeout(90_000);

const PAGE = readFileSync(new URL('../../docs/API.md', import.meta.url), 'utf8');
const PROGRAM = new URL('../../bin/natter.js', import.meta.url).pathname;

let home: string;
let port: string | undefined;
let bob: Headless;
const bots: ReturnType<typeof spawn>[] = [];

beforeEach(async () => {
  home = temporaryFolder();
  mkdirSync(join(home, 'bin'));
  const command = join(home, 'bin', 'natter');
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`);
  chmodSync(command, 0o755);
  const words = ['daemon', '--profile', join(home, 'ann'), '--name', 'ann', '--requests', 'open'];
  const daemon = startNatter(home, [...words, '--host', '127.0.0.1', '--port', '0']);
  port = (await daemon.printed(/port (\d+)/))[1];
  bob = startHeadless(join(home, 'bob'), '--name', 'bob');
  bob.say(`/connect 127.0.0.1:${port}`, 'ping');
  await bob.event('delivered');
});
afterEach(async () => {
  for (const bot of bots.splice(0)) {
    end(bot);
  }
  killAll();
  await cleanUp();
});

function bot(language: string): string {
  const found = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(PAGE)?.[1];
  if (found === undefined) {
    throw new Error(`there is no bot in ${language} on the page`);
  }
  return found;
}

/** Runs a bot in a process group of its own, which the shell's pipeline is part of. */
function run(program: string, ...args: readonly string[]) {
  const path = `${join(home, 'bin')}:${process.env['PATH']}`;
  const env = {...shellEnvironment(home), NATTER_PROFILE: join(home, 'ann'), PATH: path};
  const child = spawn(program, args, {cwd: home, env, detached: true, stdio: 'inherit'});
  bots.push(child);
  return child;
}

const isThere = (program: string) => spawnSync(program, ['--version']).status === 0;
const whereThereIs = (program: string) => (isThere(program) ? test : test.skip);

/** With all that it started; it may have ended by itself. */
function end(started: ReturnType<typeof spawn>): void {
  try {
    process.kill(-(started.pid ?? 0), 'SIGKILL');
  } catch {
    // it has
  }
}

/** It answers what came before it ran and what comes then; a second one goes on where the first was killed. */
async function expectBot(start: () => ReturnType<typeof spawn>): Promise<void> {
  const pong = (line: {event: string; [field: string]: unknown}) =>
    line.event === 'message' && line['text'] === 'pong';
  const first = start();
  await bob.next(pong);
  bob.say('something else', 'ping');
  await bob.next(pong);
  end(first);
  bob.say('ping');
  start();
  await bob.next(pong);
  bob.say('/whoami');
  await bob.event('self');
}

describe('the bots of docs/API.md run as they stand there', () => {
  whereThereIs('jq')('in shell', () => {
    writeFileSync(join(home, 'bot.sh'), bot('sh'));
    return expectBot(() => run('sh', 'bot.sh'));
  });

  whereThereIs('python3')('in Python', () => {
    writeFileSync(join(home, 'bot.py'), bot('python'));
    return expectBot(() => run('python3', 'bot.py'));
  });

  test('in JavaScript', () => {
    writeFileSync(join(home, 'bot.mjs'), bot('js'));
    return expectBot(() => run(process.execPath, 'bot.mjs'));
  });
});

test('the page lists every method with its parameters', () => {
  for (const [name, {params}] of METHODS) {
    const row = PAGE.split('\n').find(line => line.startsWith(`| \`${name}\``)) ?? '';
    for (const param of params) {
      expect(`${name}: ${row}`).toContain(`\`${param}\``);
    }
    expect(row).not.toBe('');
  }
});
