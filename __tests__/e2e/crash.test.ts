import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, jest, test} from '@jest/globals';
import {endPtys, startPty} from '../support/pty.ts';

jest.setTimeout(30_000);

const PROGRAM = new URL('../../bin/natter.js', import.meta.url).pathname;
const KEY = 'ab'.repeat(32);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'natter-crash-'));
});

afterEach(() => {
  endPtys();
  rmSync(folder, {recursive: true, force: true, maxRetries: 5});
});

/** Natter on a terminal, in which something goes wrong in the thread that is meant. */
function startBreaking(where: 'isMainThread' | '!isMainThread', ...flags: readonly string[]) {
  const preload = join(folder, 'preload.cjs');
  writeFileSync(
    preload,
    `const {isMainThread} = require('node:worker_threads');
    if (${where}) setTimeout(function breakOnPurpose() {
      throw new TypeError('it broke over "what somebody wrote to somebody"', {cause: new Error('at the key ${KEY}')});
    }, 1500);`,
  );
  const profile = join(folder, 'profile');
  const args = [
    PROGRAM,
    '--profile',
    profile,
    '--host',
    '127.0.0.1',
    '--port',
    '0',
    '--name',
    'ann',
    ...flags,
  ];
  const pty = startPty(process.execPath, args, {
    env: {NODE_OPTIONS: `--require ${preload}`, XDG_CACHE_HOME: folder},
    columns: 200,
  });
  return {pty, file: join(profile, 'crash.log')};
}

test.each([
  ['the core', '!isMainThread', []],
  ['the screen', 'isMainThread', []],
  ['plain mode', 'isMainThread', ['--plain']],
  ['headless mode', 'isMainThread', ['--headless']],
] as const)('an error that nobody foresaw in %s is kept, and it is said where', async (_, where, flags) => {
  const {pty, file} = startBreaking(where, ...flags);
  expect(await pty.exited).toMatchObject({exitCode: 1});
  expect(pty.text().replaceAll('\n', '')).toContain(file);
  expect(pty.text()).not.toMatch(/^ {4}at /m);
  const log = readFileSync(file, 'utf8');
  expect(log).toMatch(/natter \d\S*, Node v\S+, \w+ \w+\nTypeError: it broke over "…"\n {4}at /);
  expect(log).toMatch(/breakOnPurpose[\s\S]*\nCaused by: Error: at the key …\n {4}at /);
  expect(log).not.toContain(KEY);
  expect(log).not.toContain('somebody wrote');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a terminal that vanishes ends natter, whatever it is doing', async () => {
  for (const moment of ['', 'text', '/connect 127.0.0.1:9\r', '\x1b[A']) {
    const pty = startPty(
      process.execPath,
      [PROGRAM, '--profile', join(folder, 'profile'), '--host', '127.0.0.1', '--port', '0', '--name', 'ann'],
      {env: {XDG_CACHE_HOME: folder}},
    );
    await pty.waitFor(text => text.includes('ann'));
    pty.type(moment);
    pty.hangUp();
    await pty.exited;
    expect(() => process.kill(pty.pid, 0)).toThrow('ESRCH');
  }
});
