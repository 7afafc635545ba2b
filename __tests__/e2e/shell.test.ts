import {existsSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, jest, test} from '@jest/globals';
import {cleanUp, startHeadless, temporaryFolder} from '../support/headless.ts';
import {endPtys, startPty} from '../support/pty.ts';
import {killAll, runNatter, startNatter} from '../support/shell.ts';

jest.setTimeout(60_000);

const PROGRAM = new URL('../../bin/natter.js', import.meta.url).pathname;

let runtime: string;
let ann: string;
let bob: string;

beforeEach(() => {
  runtime = temporaryFolder();
  [ann, bob] = [join(runtime, 'ann'), join(runtime, 'bob')];
});
afterEach(async () => {
  killAll();
  await cleanUp();
});

const onLoopback = ['--host', '127.0.0.1', '--port', '0'];

/** Ann's core runs in the background, and Bob is a contact of hers. */
async function startAnn() {
  const daemon = startNatter(runtime, [
    'daemon',
    '--profile',
    ann,
    '--name',
    'ann',
    '--requests',
    'open',
    ...onLoopback,
  ]);
  const [, port] = await daemon.printed(/port (\d+)/);
  const before = startHeadless(bob, '--name', 'bob');
  before.say(`/connect 127.0.0.1:${port}`);
  await before.event('peer-online');
  before.say('/say hello');
  await before.event('delivered');
  await before.end();
  return daemon;
}

test('paths tells where things are, without making any of them', async () => {
  const {code, out} = await runNatter(runtime, ['paths', '--json', '--profile', ann]);
  expect([code, JSON.parse(out)]).toMatchObject([
    0,
    {profile: ann, key: join(ann, 'key'), history: join(ann, 'natter.db'), config: join(ann, 'config.json')},
  ]);
  expect(readdirSync(runtime)).toEqual([]);
});

describe('a backup from a shell', () => {
  const passphraseFile = (mode = 0o600) => {
    const path = join(runtime, `passphrase-${mode}`);
    writeFileSync(path, 'correct horse\n', {mode});
    return {NATTER_BACKUP_PASSPHRASE_FILE: path};
  };
  const run = async (words: readonly string[], environment: NodeJS.ProcessEnv = {}) =>
    await startNatter(runtime, words, environment).ended;

  test('is written by the natter that runs, or by one of its own, and restored', async () => {
    await startAnn();
    const [running, stopped] = [join(runtime, 'running.backup'), join(runtime, 'stopped.backup')];
    const first = await run(['backup', running, '--json', '--profile', ann], passphraseFile());
    expect(JSON.parse(first.out)).toEqual({path: running, bytes: statSync(running).size});
    expect(await run(['backup', stopped, '--profile', bob], passphraseFile())).toMatchObject({code: 0});
    for (const [file, name] of [
      [running, 'ann'],
      [stopped, 'bob'],
    ] as const) {
      const profile = join(runtime, `${name}-again`);
      expect(await run(['restore', file, '--profile', profile], passphraseFile())).toMatchObject({code: 0});
      const {out} = await run(['status', '--profile', profile]);
      expect(out).toContain(`You are ${name}`);
      expect(out).toContain('Contacts: 1');
    }
  });

  test('without a passphrase, or with one that others can read, nothing is written', async () => {
    const file = join(runtime, 'ann.backup');
    expect(await run(['backup', file, '--profile', ann])).toMatchObject({code: 4});
    expect(await run(['backup', file, '--profile', ann], passphraseFile(0o644))).toMatchObject({code: 2});
    expect(existsSync(file)).toBe(false);
  });
});

describe('with natter running in the background', () => {
  test('a line is sent, and what comes is told, as words and as JSON', async () => {
    await startAnn();
    const words = startNatter(runtime, ['tail', '--profile', ann]);
    const json = startNatter(runtime, ['tail', '--json', '--after', '0', '--profile', ann]);
    await json.printed(/"text":"hello"/);
    expect(await runNatter(runtime, ['send', 'bob', 'the', 'build', 'is', 'done', '--profile', ann])).toEqual(
      {
        code: 0,
        out: '',
        err: '',
      },
    );
    const piped = await runNatter(runtime, ['send', 'bob', '--json', '--profile', ann], 'two\nlines\n');
    expect(JSON.parse(piped.out)).toMatchObject({text: 'two\nlines', state: 'queued'});
    await json.printed(/"text":"two\\nlines"/);
    await words.printed(/^\d\d:\d\d ann: the build is done\n\d\d:\d\d ann: two\n {2}lines\n/m);
    const texts = json
      .output()
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as {event: string; text?: string; cursor?: number})
      .filter(({event}) => event === 'message');
    expect(texts.map(({text}) => text)).toEqual(['hello', 'the build is done', 'two\nlines']);
    expect(texts.map(({cursor}) => cursor)).toEqual([1, 2, 3]);
    json.child.kill('SIGTERM');
    expect((await json.ended).code).toBe(0);
  });

  test('who waits for somebody who is away is told so by the exit code', async () => {
    await startAnn();
    const waited = await runNatter(runtime, ['send', 'bob', 'hi', '--wait', 'delivered=0', '--profile', ann]);
    expect(waited).toMatchObject({code: 3, err: expect.stringContaining('not delivered yet')});
    const unknown = await runNatter(runtime, ['send', 'carol', 'hi', '--profile', ann]);
    expect(unknown).toMatchObject({code: 1, err: expect.stringContaining('carol')});
    expect((await runNatter(runtime, ['send', 'bob', '--profile', ann], '')).code).toBe(1);
  });

  test('how things stand', async () => {
    await startAnn();
    const {out} = await runNatter(runtime, ['status', '--json', '--profile', ann]);
    expect(JSON.parse(out)).toMatchObject({name: 'ann', contacts: 1, online: 0, unread: 1, running: true});
    const elsewhere = temporaryFolder(); // as for a cron job, which has no folder of a session
    const contacts = await runNatter(elsewhere, ['contacts', '--profile', ann]);
    expect(contacts.out).toMatch(/^bob\t[a-z0-9]{12}\tcontact\toffline\t1\n$/);
  });

  test('a terminal that does not read UTF-8 gets ASCII, a pipe what was said', async () => {
    await startAnn();
    expect(
      (await runNatter(runtime, ['send', 'ann', 'naïve → “so”', '--profile', bob, ...onLoopback])).code,
    ).toBe(0);
    const words = ['tail', '--after', '0', '--profile', ann];
    const terminal = startPty(process.execPath, [PROGRAM, ...words], {
      env: {XDG_RUNTIME_DIR: runtime, XDG_CACHE_HOME: '/tmp', LC_ALL: 'C'},
    });
    await terminal.waitFor(text => text.includes('bob: naive > "so"'), 'ASCII');
    endPtys();
    const piped = startNatter(runtime, words, {LC_ALL: 'C'});
    await piped.printed(/bob: naïve → “so”/);
  });

  test('a signal ends it in order: nothing of it is left, and the profile is free', async () => {
    const daemon = await startAnn();
    const tail = startNatter(runtime, ['tail', '--json', '--after', '0', '--profile', ann]);
    await tail.printed(/hello/);
    daemon.child.kill('SIGTERM');
    expect(await daemon.ended).toMatchObject({code: 0, err: ''});
    expect((await tail.ended).code).toBe(0);
    expect(readdirSync(join(runtime, 'natter'))).toEqual([]);
    const {out} = await runNatter(runtime, ['status', '--profile', ann, ...onLoopback]);
    expect(out).toContain('natter does not run.');
  });
});

test('with nobody there, a message is delivered by a core of its own', async () => {
  await startAnn();
  const sent = await runNatter(runtime, ['send', 'ann', 'from nowhere', '--profile', bob, ...onLoopback]);
  expect(sent).toEqual({code: 0, out: '', err: ''});
  const tail = startNatter(runtime, ['tail', '--after', '0', '--profile', ann]);
  await tail.printed(/bob: from nowhere/);
});

test('several at once with nobody there: each is delivered, and once', async () => {
  await startAnn();
  const texts = ['one', 'two', 'three', 'four'];
  const sent = await Promise.all(
    texts.map(text => runNatter(runtime, ['send', 'ann', text, '--profile', bob, ...onLoopback])),
  );
  expect(sent).toEqual(texts.map(() => ({code: 0, out: '', err: ''})));
  const tail = startNatter(runtime, ['tail', '--after', '0', '--profile', ann]);
  for (const text of texts) {
    await tail.printed(new RegExp(`bob: ${text}$`, 'm'));
  }
  expect(
    tail
      .output()
      .match(/bob: \w+/g)
      ?.sort(),
  ).toEqual(['hello', ...texts].map(text => `bob: ${text}`).sort());
});

test('headless mode serves scripts, too', async () => {
  const headless = startHeadless(ann, '--name', 'ann');
  await headless.event('ready');
  const {out} = await runNatter(ann, ['status', '--json', '--profile', ann]);
  expect(JSON.parse(out)).toMatchObject({running: true, name: 'ann', pid: headless.process.pid});
  expect(await headless.end()).toBe(0);
});
