import {existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from '@jest/globals';
import {acquireLock} from '../../../src/storage/profile/profile-lock.ts';
import {run} from '../child.ts';
import {failure, NOW, temporaryFolder} from '../support.ts';

const now = () => NOW;

describe('acquireLock', () => {
  test('refuses a second start in the same process, also after the refusal was told', () => {
    const folder = temporaryFolder();
    const lock = acquireLock(folder, now);
    for (const _ of [1, 2]) {
      expect(failure('PROFILE_LOCKED', () => acquireLock(folder, now))).toBe(
        `Another natter (process ${process.pid}, since 2023-11-14 22:13:20 UTC) is using this profile: ` +
          `it holds ${join(folder, 'lock')}. Quit it first, or choose another folder with --profile.`,
      );
    }
    lock.release();
    lock.release();
    acquireLock(folder, now).release();
  });

  test('a second start here does not open the lock for a third one elsewhere', async () => {
    const folder = temporaryFolder();
    const lock = acquireLock(folder, now);
    failure('PROFILE_LOCKED', () => acquireLock(folder, now));
    const other = run('hold-lock.ts', folder);
    expect(await other.line()).toContain(`Another natter (process ${process.pid}, `);
    lock.release();
  });

  test('refuses a second process, names the first, and takes over at once when that was killed', async () => {
    const folder = temporaryFolder();
    const holder = run('hold-lock.ts', folder);
    expect(await holder.line()).toBe('locked');
    expect(failure('PROFILE_LOCKED', () => acquireLock(folder, now))).toContain(
      `Another natter (process ${holder.pid}, since 2023-11-14 22:13:20 UTC) is using`,
    );
    await holder.kill();
    const lock = acquireLock(folder, now);
    expect(JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8'))).toEqual({
      pid: process.pid,
      since: NOW,
    });
    lock.release();
  });

  test('of many that start at once after a kill, one gets it', async () => {
    const folder = temporaryFolder();
    const holder = run('hold-lock.ts', folder);
    expect(await holder.line()).toBe('locked');
    await holder.kill();
    const starts = [1, 2, 3, 4].map(() => run('hold-lock.ts', folder));
    const answers = await Promise.all(starts.map(start => start.line()));
    expect(answers.filter(answer => answer === 'locked')).toHaveLength(1);
    expect(answers.filter(answer => answer?.startsWith('Another natter') === true)).toHaveLength(3);
  });

  test('names nobody when the holder is not told or the process told is gone', () => {
    const folder = temporaryFolder();
    const lock = acquireLock(folder, now);
    for (const told of [
      '{"pid":4194304,"since":0}',
      '{"pid":0,"since":0}',
      '{"pid":1,"since":1e300}',
      'null',
      '{',
    ]) {
      writeFileSync(join(folder, 'lock.json'), told);
      expect(failure('PROFILE_LOCKED', () => acquireLock(folder, now))).toContain(
        'Another natter is using this',
      );
    }
    lock.release();
  });

  test('is of mode 0600 and leaves no name behind', () => {
    const folder = temporaryFolder();
    const lock = acquireLock(folder, now);
    expect(statSync(join(folder, 'lock')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'lock.json')).mode & 0o777).toBe(0o600);
    lock.release();
    expect(readdirSync(folder)).toEqual(['lock']);
  });

  test('refuses a symbolic link and something that is no lock', () => {
    const folder = temporaryFolder();
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'lock'));
    failure('PROFILE_UNSAFE', () => acquireLock(folder, now));
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
    const other = temporaryFolder();
    writeFileSync(join(other, 'lock'), 'x'.repeat(5000));
    expect(failure('PROFILE_UNSAFE', () => acquireLock(other, now))).toContain("is not natter's lock file");
    expect(readFileSync(join(other, 'lock'), 'utf8')).toBe('x'.repeat(5000));
  });

  test('lets go of the lock when its holder cannot be written down', () => {
    const folder = temporaryFolder();
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'lock.json'));
    failure('PROFILE_UNSAFE', () => acquireLock(folder, now));
    failure('PROFILE_UNSAFE', () => acquireLock(folder, now));
  });
});
