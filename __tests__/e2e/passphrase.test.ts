import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, expect, test} from '@jest/globals';
import type {Secrets} from '../../src/storage/profile/secrets.ts';
import {openProfile} from '../../src/storage/profile.ts';
import {connect} from '../../src/storage/sqlite/connection.ts';
import {cleanUp, temporaryFolder} from '../support/headless.ts';
import {endPtys, type Pty, startPty} from '../support/pty.ts';

const PROGRAM = new URL('../../bin/natter.js', import.meta.url).pathname;
const FIRST = 'correct horse battery';
const SECOND = 'étoile du nord';

afterEach(async () => {
  endPtys();
  await cleanUp();
});

function startScreen(profile: string): Pty {
  const flags = ['--profile', profile, '--host', '127.0.0.1', '--port', '0', '--name', 'ann'];
  return startPty(process.execPath, [PROGRAM, ...flags], {columns: 100, rows: 30});
}

async function isReady(screen: Pty): Promise<void> {
  await screen.waitFor(text => /127\.0\.0\.1:\d+/.test(text), 'the address');
}

/** Answers a question that shows nothing of the answer. */
async function answer(screen: Pty, question: string, secret: string): Promise<void> {
  await screen.waitFor(text => text.includes(question), question);
  screen.type(`${secret}\r`);
  await screen.waitFor(text => !text.includes(question), `the end of ${question}`);
}

async function quit(screen: Pty): Promise<void> {
  screen.type('/quit\r');
  expect(await screen.exited).toEqual({exitCode: 0, signal: 0});
  for (const secret of [FIRST, SECOND, 'a guess']) {
    expect(screen.output()).not.toContain(secret);
  }
}

/** Starts without a person, and ends at once. */
function headless(profile: string, passphrase: string | null) {
  const file = join(temporaryFolder(), 'passphrase');
  writeFileSync(file, `${passphrase}\nnot this line`, {mode: 0o600});
  const env = {
    PATH: process.env['PATH'],
    HOME: profile,
    ...(passphrase !== null && {NATTER_PASSPHRASE_FILE: file}),
  };
  const flags = ['--headless', '--host', '127.0.0.1', '--port', '0', '--profile', profile];
  const {status, stdout, stderr} = spawnSync(process.execPath, [PROGRAM, ...flags], {
    env,
    input: '/quit\n',
    encoding: 'utf8',
    timeout: 30_000,
  });
  return {status, isReady: stdout.includes('"ready"'), stderr};
}

/** Whether any file of a profile holds one of its secrets as it is. */
function holdsSecrets(profile: string, {seed, databaseKey}: Secrets): boolean {
  const files = readdirSync(profile, {recursive: true, encoding: 'utf8'}).map(name => join(profile, name));
  const contents = files.filter(file => statSync(file).isFile()).map(file => readFileSync(file));
  return contents.some(content => [seed, databaseKey].some(secret => content.includes(Buffer.from(secret))));
}

test('a passphrase is set, asked for, changed and removed, and the key file holds no secret meanwhile', async () => {
  const profile = temporaryFolder();
  const made = openProfile(profile);
  const {secrets} = made;
  made.close();
  expect(holdsSecrets(profile, secrets)).toBe(true);

  const first = startScreen(profile);
  await isReady(first);
  first.type('/passphrase\r');
  await answer(first, 'A new passphrase', FIRST);
  await answer(first, 'The new passphrase again', FIRST);
  await first.waitFor(text => text.includes('The passphrase is set.'), 'that it is set');
  expect(holdsSecrets(profile, secrets)).toBe(false);
  await quit(first);
  expect(holdsSecrets(profile, secrets)).toBe(false);

  expect(headless(profile, FIRST)).toEqual({status: 0, isReady: true, stderr: ''});
  for (const [wrong, said] of [
    ['a guess', /^natter: That is not the passphrase of this profile\. Try again\.\n$/],
    [null, /^natter: This profile has a passphrase\..*\n$/],
  ] as const) {
    const {status, isReady: opened, stderr} = headless(profile, wrong);
    expect([status, opened]).toEqual([4, false]);
    expect(stderr).toMatch(said);
  }

  const second = startScreen(profile);
  await second.waitFor(text => text.includes('Passphrase:'), 'the question');
  second.type('a guess\r');
  await second.waitFor(text => text.includes('Wrong passphrase.'), 'the answer');
  expect(second.isAlternate()).toBe(false);
  second.type(`${FIRST}\r`);
  await second.waitFor(
    text => /Checking\.\.\.\s+Wrong passphrase\.[\s\S]*Checking/.test(text),
    'that it is tried',
  );
  second.type(`${FIRST}\r\x1b[200~${FIRST}\n\x1b[201~`); // nothing seems to happen
  await isReady(second);
  await second.waitFor(text => text.trimEnd().endsWith('> Type /help for all commands'), 'an empty bar');
  second.type('/passphrase\r');
  await answer(second, 'Your current passphrase', FIRST);
  await answer(second, 'A new passphrase', SECOND);
  await answer(second, 'The new passphrase again', SECOND);
  await second.waitFor(text => text.includes('The passphrase is set.'), 'that it is changed');
  await quit(second);
  expect(holdsSecrets(profile, secrets)).toBe(false);
  expect(headless(profile, FIRST)).toMatchObject({status: 4, isReady: false});
  expect(headless(profile, SECOND.normalize('NFD'))).toEqual({status: 0, isReady: true, stderr: ''});

  const third = startScreen(profile);
  await third.waitFor(text => text.includes('Passphrase:'), 'the question');
  third.type(`${SECOND}\r`);
  await isReady(third);
  third.type('/passphrase off\r');
  await answer(third, 'Your current passphrase', SECOND);
  await third.waitFor(text => text.includes('The passphrase is removed'), 'that it is removed');
  await quit(third);
  expect(headless(profile, null)).toEqual({status: 0, isReady: true, stderr: ''});

  const again = openProfile(profile);
  expect(again.secrets).toEqual(secrets);
  again.close();
  expect(() => connect(join(profile, 'natter.db'), secrets.databaseKey).close()).not.toThrow();
}, 150_000);
