import {spawnSync} from 'node:child_process';
import {chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, jest, test} from '@jest/globals';
import {ALONE} from '../support/alone.ts';

jest.setTimeout(60_000);

const root = new URL('../../', import.meta.url).pathname;
/** Nobody has this id. */
const UID = 4_100_000;

/** A user without an entry in the list of users is made by who may, or in a namespace; else nothing can be tried. */
const isRoot = process.getuid?.() === 0;

describe(
  isRoot ? 'a user who is in no list and has no home' : 'a user without a home: only root can try',
  () => {
    const run = isRoot ? test : test.skip;
    let folder = '';

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'natter-homeless-'));
      chmodSync(folder, 0o755);
      for (const path of ['bin', 'dist', 'package.json']) {
        cpSync(join(root, path), join(folder, path), {recursive: true});
      }
      for (const name of ['sodium-native', 'better-sqlite3-multiple-ciphers']) {
        for (const path of ['package.json', 'prebuilds']) {
          cpSync(join(root, 'node_modules', name, path), join(folder, 'node_modules', name, path), {
            recursive: true,
          });
        }
      }
      cpSync(process.execPath, join(folder, 'node'));
      mkdirSync(join(folder, 'open'));
      chmodSync(join(folder, 'open'), 0o777);
    });

    afterAll(() => rmSync(folder, {recursive: true, force: true}));

    function natter(...flags: readonly string[]) {
      const {status, stdout, stderr, error} = spawnSync(
        join(folder, 'node'),
        [join(folder, 'bin/natter.js'), '--headless', '--host', '127.0.0.1', '--port', '0', ...flags],
        {encoding: 'utf8', input: '', uid: UID, gid: UID, cwd: '/', env: {...ALONE}},
      );
      const lines = (stdout ?? '').split('\n').filter(line => line !== '');
      if (error !== undefined) {
        throw error;
      }
      return {status, stderr, events: lines.map(line => (JSON.parse(line) as {event: string}).event)};
    }

    run('starts with a profile that is named', () => {
      expect(natter('--profile', join(folder, 'open/profile'))).toMatchObject({
        status: 0,
        stderr: '',
        events: expect.arrayContaining(['ready']),
      });
    });

    run('is told to name one', () => {
      expect(natter()).toEqual({
        status: 2,
        stderr: expect.stringMatching(/^natter: There is no home folder.*--profile DIR\.\n$/),
        events: ['error'],
      });
    });
  },
);
