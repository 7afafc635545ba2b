import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, existsSync, openSync, writeFileSync} from 'node:fs';
import {createConnection} from 'node:net';
import {join} from 'node:path';
import {afterEach, describe, expect, jest, test} from '@jest/globals';
import {ALONE} from '../support/alone.ts';
import {cleanUp, startHeadless, temporaryFolder} from '../support/headless.ts';

jest.setTimeout(30_000);
afterEach(cleanUp);

const PROGRAM = new URL('../../bin/natter.js', import.meta.url).pathname;
const FULL = '/dev/full';
const testOnFull = existsSync(FULL) ? test : test.skip;

function run(
  args: readonly string[],
  options: {readonly stdout?: number; readonly env?: Record<string, string>} = {},
) {
  const {status, stdout, stderr} = spawnSync(process.execPath, [PROGRAM, ...args], {
    input: '',
    stdio: ['pipe', options.stdout ?? 'pipe', 'pipe'],
    env: {...ALONE, PATH: process.env['PATH'] ?? '', HOME: temporaryFolder(), ...options.env},
    encoding: 'utf8',
  });
  return {status, stdout, stderr};
}

describe('standard output that takes nothing', () => {
  testOnFull.each(['--help', '--version'])('%s fails with a sentence', flag => {
    const {status, stderr} = run([flag], {stdout: openSync(FULL, 'w')});
    expect(status).toBe(1);
    expect(stderr).toBe(
      'natter: Standard output cannot be written: the system answered ENOSPC. What was not printed is kept; start again with an output that can be written.\n',
    );
  });

  test('a reader that has enough of the help is no failure', async () => {
    const child = spawn(process.execPath, [PROGRAM, '--help'], {stdio: ['ignore', 'pipe', 'pipe']});
    child.stdout.destroy();
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', text => {
      errors += text;
    });
    const [code] = await once(child, 'close');
    expect({code, errors}).toEqual({code: 0, errors: ''});
  });

  testOnFull('headless fails with a sentence', () => {
    const {status, stderr} = run(
      ['--headless', '--profile', temporaryFolder(), '--port', '0', '--host', '127.0.0.1'],
      {stdout: openSync(FULL, 'w')},
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/^natter: Standard output cannot be written: the system answered ENOSPC\. .*\n$/);
  });
});

test('--plain and --headless together are wrong usage', () => {
  expect(run(['--plain', '--headless'])).toMatchObject({
    status: 2,
    stderr: 'natter: --plain and --headless exclude each other. See natter --help.\n',
  });
});

describe('a passphrase file', () => {
  test.each([0o644, 0o640, 0o604, 0o660])('is refused where others can read it: %o', mode => {
    const file = join(temporaryFolder(), 'passphrase');
    writeFileSync(file, 'secret\n', {mode: 0o600});
    chmodSync(file, mode);
    const {status, stdout, stderr} = run(['--headless', '--profile', temporaryFolder()], {
      env: {NATTER_PASSPHRASE_FILE: file},
    });
    expect(status).toBe(2);
    expect(stderr).toContain(`chmod 600 ${file}`);
    expect(stdout + stderr).not.toContain('secret');
  });
});

test('a debugger that is asked for by a signal does not come', async () => {
  const natter = startHeadless(temporaryFolder());
  await natter.event('ready');
  natter.process.kill('SIGUSR1');
  natter.say('/whoami'); // it goes on, and has heard the signal before it answers
  await natter.next(line => line.event === 'self' || line.event === 'notice');
  const socket = createConnection({host: '127.0.0.1', port: 9229});
  const [error] = await once(socket, 'error');
  expect(error).toMatchObject({code: 'ECONNREFUSED'});
  expect(natter.errors()).toBe('');
  expect(await natter.end()).toBe(0);
});
