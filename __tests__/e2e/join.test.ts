import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, expect, jest, test} from '@jest/globals';
import {cleanUp, startHeadless, temporaryFolder} from '../support/headless.ts';
import {endPtys, startPty} from '../support/pty.ts';

jest.setTimeout(60_000);

const PROGRAM = new URL('../../bin/natter.js', import.meta.url).pathname;

afterEach(async () => {
  endPtys();
  await cleanUp();
});

/** A natter that has invited somebody, and its link as a mail program breaks it. */
async function invite(folder: string) {
  const ann = startHeadless(join(folder, 'ann'), '--name', 'ann');
  await ann.event('ready');
  ann.say('/invite address');
  const {link} = await ann.event('invite');
  return {ann, link: String(link), broken: String(link).replace(/.{40}/g, '$&\n  ')};
}

/** What the list of processes shows, where the system has one in files. */
function commandLines(): string {
  try {
    const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name));
    return pids.map(contentOf).join('\n');
  } catch {
    return '';
  }
}

function contentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return ''; // gone, or of somebody else
  }
}

const flags = (folder: string) =>
  `--profile '${join(folder, 'bob')}' --name bob --host 127.0.0.1 --port 0 --join -`;

test('an invite comes through a pipe, with line breaks; then the terminal is the input', async () => {
  const folder = temporaryFolder();
  const {ann, link, broken} = await invite(folder);
  writeFileSync(join(folder, 'link'), broken);
  const shell = `'${process.execPath}' '${PROGRAM}' ${flags(folder)} < '${join(folder, 'link')}'`;
  const bob = startPty('/bin/sh', ['-c', shell], {env: {HOME: folder}});
  await bob.waitFor(text => text.includes('You and ann can talk'), 'whoever invited');
  const lists = commandLines();
  expect(lists).toContain('--join');
  expect(lists).not.toContain(link.slice(7, 40));
  bob.type('hello from the terminal\r');
  expect(await ann.event('message')).toMatchObject({text: 'hello from the terminal'});
  bob.type('/quit\r');
  expect(await bob.exited).toMatchObject({exitCode: 0});
});

test('an invite is pasted where natter asks for it, and ends where it is whole', async () => {
  const folder = temporaryFolder();
  const {ann, broken} = await invite(folder);
  const shell = `'${process.execPath}' '${PROGRAM}' ${flags(folder)}`;
  const bob = startPty('/bin/sh', ['-c', shell], {env: {HOME: folder}});
  await bob.waitFor(text => text.includes('Paste the invite:'), 'the question');
  bob.type(`${broken.replaceAll('\n', '\r')}\r`);
  await ann.event('invite-used');
  await bob.waitFor(text => text.includes('● ann'), 'whoever invited');
});

test('a damaged one ends at an empty line, and says what is wrong with it', async () => {
  const folder = temporaryFolder();
  const bob = startPty('/bin/sh', ['-c', `'${process.execPath}' '${PROGRAM}' ${flags(folder)}`], {
    env: {HOME: folder},
  });
  await bob.waitFor(text => text.includes('Paste the invite:'), 'the question');
  bob.type('natter:ybndrfg8\r\r');
  await bob.waitFor(text => text.includes('This is not a complete invite link'), 'what is wrong');
});

test('scripts are told to write it into their input', () => {
  const {status, stderr} = spawnSync(process.execPath, [PROGRAM, '--headless', '--join', '-'], {
    encoding: 'utf8',
    input: '',
  });
  expect([status, stderr]).toEqual([
    2,
    'natter: --join -: write /join and the invite into standard input here.\n',
  ]);
});
