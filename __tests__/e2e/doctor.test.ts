import {spawnSync} from 'node:child_process';
import {rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, jest, test} from '@jest/globals';
import {ALONE} from '../support/alone.ts';
import {cleanUp, type Headless, type Line, startHeadless, temporaryFolder} from '../support/headless.ts';

jest.setTimeout(60_000);

const PROGRAM = new URL('../../bin/natter.js', import.meta.url).pathname;
let folder = '';

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(cleanUp);

/** Runs `natter doctor` as the owner of a profile in their home does. */
function doctor(profile: string, ...flags: readonly string[]) {
  const {status, stdout, stderr} = spawnSync(
    process.execPath,
    [PROGRAM, 'doctor', '--profile', profile, '--port', '0', '--host', '127.0.0.1', ...flags],
    {
      encoding: 'utf8',
      env: {...ALONE, PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR: profile, TERM: 'xterm'},
    },
  );
  return {status, stdout, stderr};
}

async function selfOf(natter: Headless): Promise<Line> {
  natter.say('/whoami');
  return await natter.event('self');
}

test('of two contacts nobody is given away, whether natter runs or not', async () => {
  const ann = startHeadless(join(folder, 'ann'), '--name', 'annabella', '--requests', 'open');
  const bob = startHeadless(join(folder, 'bob'), '--name', 'robertus', '--requests', 'open');
  const [own, his] = [await selfOf(ann), await selfOf(bob)];
  bob.say(`/connect 127.0.0.1:${own['port']}`, 'the words that were said');
  await bob.event('delivered');

  const running = doctor(join(folder, 'ann'));
  ann.say('/doctor');
  const inside = await ann.event('doctor');
  expect([running.status, running.stderr]).toEqual([0, '']);
  expect(running.stdout).toMatch(/^ok {4}socket {4}natter runs and answers$/m);
  expect(running.stdout).toMatch(/^ok {4}contacts {2}linked: 1 of 1$/m);
  const full = doctor(join(folder, 'ann'), '--full');
  expect(full.stdout).toContain(folder);
  await Promise.all([ann.end(), bob.end()]);
  const stopped = doctor(join(folder, 'ann'));
  expect(stopped.stdout).toMatch(/^ok {4}database {2}can be opened, \d+ kB$/m);

  const secrets = [own, his].flatMap(({name, id, key}) => [
    String(name),
    String(id),
    String(key),
    String(key).slice(0, 8),
  ]);
  for (const text of [running.stdout, stopped.stdout, JSON.stringify(inside)]) {
    for (const secret of [...secrets, folder, '127.0.0.1', String(his['port']), 'the words']) {
      expect(text).not.toContain(secret);
    }
  }
});

test('what fails is 1 for scripts, and JSON says so', () => {
  const profile = join(folder, 'ann');
  expect(JSON.parse(doctor(profile, '--json').stdout)).toMatchObject({ok: true});
  const made = spawnSync(
    process.execPath,
    [PROGRAM, 'status', '--profile', profile, '--port', '0', '--host', '127.0.0.1'],
    {
      env: {...ALONE, PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR: folder},
    },
  );
  expect(made.status).toBe(0);
  writeFileSync(join(profile, 'config.json'), 'no JSON', {mode: 0o600});
  const broken = doctor(profile, '--json');
  expect(broken.status).toBe(1);
  const checks: readonly {name: string; state: string; detail?: unknown}[] = JSON.parse(broken.stdout).checks;
  expect(checks.filter(({state}) => state === 'fail').map(({name}) => name)).toEqual(['config']);
  expect(checks.every(check => !('detail' in check))).toBe(true);
  rmSync(profile, {recursive: true});
});
