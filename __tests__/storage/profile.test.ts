import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from '@jest/globals';
import {openProfile} from '../../src/storage/profile.ts';
import {run} from './child.ts';
import {ADA, counting, draft, EVE, failure, fingerprint, NOW, temporaryFolder, WITH_BOB} from './support.ts';

const options = {random: counting(), now: () => NOW, cost: {operations: 1, memory: 8192}};

/** A profile in which Ada has written to Bob, closed again. */
function usedProfile(): string {
  const folder = join(temporaryFolder(), 'profile');
  const profile = openProfile(folder, options);
  const database = profile.openDatabase(ADA);
  database.appendOwn(WITH_BOB, [draft('hello')]);
  database.close();
  profile.close();
  return folder;
}

describe('openProfile', () => {
  test('makes everything on the first run, for its owner only', () => {
    const folder = join(temporaryFolder(), 'profile');
    const profile = openProfile(folder, options);
    expect(profile.folder).toBe(folder);
    expect(profile.isNew).toEqual({key: true, database: true});
    const database = profile.openDatabase(ADA);
    database.peers(); // the log files come with the first look into it
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual([
      'key',
      'lock',
      'lock.json',
      'natter.db',
      'natter.db-shm',
      'natter.db-wal',
    ]);
    for (const name of readdirSync(folder)) {
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
    }
    database.close();
    profile.close();
    expect(readdirSync(folder)).toEqual(['key', 'lock', 'natter.db']);
  });

  test('finds key and history again', () => {
    const folder = usedProfile();
    const key = readFileSync(join(folder, 'key'));
    const profile = openProfile(folder, options);
    expect(profile.isNew).toEqual({key: false, database: false});
    const database = profile.openDatabase(ADA);
    expect(database.historyBefore(WITH_BOB, null, 9).entries.map(entry => entry.body)).toEqual(['hello']);
    database.close();
    profile.close();
    expect(readFileSync(join(folder, 'key'))).toEqual(key);
  });

  test('is refused while it is open, and lets go when it fails', () => {
    const folder = usedProfile();
    const profile = openProfile(folder, options);
    failure('PROFILE_LOCKED', () => openProfile(folder, options));
    profile.close();
    writeFileSync(join(folder, 'key'), 'nonsense');
    failure('KEY_DAMAGED', () => openProfile(folder, options));
    failure('KEY_DAMAGED', () => openProfile(folder, options));
  });

  test.each(['natter.db', 'natter.db-wal'])('makes no new key beside %s', name => {
    const folder = usedProfile();
    rmSync(join(folder, 'key'));
    renameSync(join(folder, 'natter.db'), join(folder, name));
    const before = fingerprint(folder);
    const code = name === 'natter.db' ? 'KEY_DAMAGED' : 'DATABASE_DAMAGED';
    failure(code, () => openProfile(folder, options));
    expect(fingerprint(folder)).toEqual(before);
  });

  test('makes no new history beside an old key, unless that is asked for', () => {
    const folder = usedProfile();
    rmSync(join(folder, 'natter.db'));
    const before = fingerprint(folder);
    for (let starts = 0; starts < 2; starts++) {
      const message = failure('DATABASE_DAMAGED', () => openProfile(folder, options));
      expect(message).toContain(`${join(folder, 'natter.db')} is gone`);
      expect(message).toContain('--new-history');
      expect(fingerprint(folder)).toEqual(before);
    }
    const profile = openProfile(folder, {...options, createsHistory: true});
    expect(profile.isNew).toEqual({key: false, database: true});
    profile.openDatabase(ADA).close();
    profile.close();
    openProfile(folder, options).close();
  });

  test('a history that is there is never begun anew', () => {
    const folder = usedProfile();
    const profile = openProfile(folder, {...options, createsHistory: true});
    const database = profile.openDatabase(ADA);
    expect(database.historyBefore(WITH_BOB, null, 9).entries.map(entry => entry.body)).toEqual(['hello']);
    database.close();
    profile.close();
  });

  test('a first start that was cut short is no lost history', () => {
    const folder = join(temporaryFolder(), 'profile');
    openProfile(folder, options).close(); // the key is there, and no database yet
    expect(existsSync(join(folder, 'natter.db'))).toBe(false);
    const profile = openProfile(folder, options);
    mkdirSync(join(folder, 'natter.db.new-wal'));
    expect(() => profile.openDatabase(ADA)).toThrow(); // it ends in the middle, as by a kill
    profile.close();
    rmdirSync(join(folder, 'natter.db.new-wal'));
    const again = openProfile(folder, options);
    again.openDatabase(ADA).close();
    again.close();
    rmSync(join(folder, 'natter.db'));
    failure('DATABASE_DAMAGED', () => openProfile(folder, options));
  });

  test('refuses the history of another identity, and one with another database key', () => {
    const folder = usedProfile();
    const profile = openProfile(folder, options);
    failure('KEY_DAMAGED', () => profile.openDatabase(EVE));
    profile.close();
    const other = openProfile(join(temporaryFolder(), 'profile'), {
      ...options,
      random: size => Buffer.alloc(size, 9),
    });
    other.close();
    writeFileSync(join(folder, 'key'), readFileSync(join(other.folder, 'key')));
    const before = fingerprint(folder);
    const mixed = openProfile(folder, options);
    failure('DATABASE_DAMAGED', () => mixed.openDatabase(ADA));
    mixed.close();
    expect(fingerprint(folder)).toEqual(before);
  });

  test('asks for the passphrase and does not rewrite the history when it changes', () => {
    const folder = usedProfile();
    const before = fingerprint(folder)['natter.db'];
    const profile = openProfile(folder, options);
    profile.changePassphrase({current: null, next: 'open sesame'});
    expect(profile.isProtected()).toBe(true);
    profile.close();
    failure('PASSPHRASE_NEEDED', () => openProfile(folder, options));
    failure('PASSPHRASE_WRONG', () => openProfile(folder, {...options, passphrase: 'sesame'}));
    const opened = openProfile(folder, {...options, passphrase: 'open sesame'});
    expect(opened.secrets).toEqual(profile.secrets);
    expect(fingerprint(folder)['natter.db']).toBe(before);
    opened.close();
  });

  test('reads and changes its config', () => {
    const profile = openProfile(join(temporaryFolder(), 'profile'), options);
    expect(profile.config()).toEqual({});
    profile.saveConfig({name: 'Ada'});
    expect(profile.config()).toEqual({name: 'Ada'});
    profile.close();
  });

  test('removes what a crash left of a key file', () => {
    const folder = usedProfile();
    writeFileSync(join(folder, 'key.tmp'), 'secret');
    openProfile(folder, options).close();
    expect(existsSync(join(folder, 'key.tmp'))).toBe(false);
  });

  test('keeps every entry that was reported as written before a kill, and is free at once after it', async () => {
    const folder = join(temporaryFolder(), 'profile');
    const writer = run('write-entries.ts', folder);
    let reported = 0;
    while (reported < 30) {
      reported = Number(await writer.line());
    }
    await writer.kill();
    for (let line = await writer.line(); line !== null; line = await writer.line()) {
      reported = Number(line);
    }
    const profile = openProfile(folder);
    const database = profile.openDatabase(ADA);
    const last = database.ownLogs(WITH_BOB)[0]?.last ?? 0;
    expect(last).toBeGreaterThanOrEqual(reported);
    const {entries} = database.historyBefore(WITH_BOB, null, last + 1);
    expect(entries.map(entry => entry.sequence)).toEqual(Array.from({length: last}, (_, index) => index + 1));
    database.close();
    profile.close();
  });
});
