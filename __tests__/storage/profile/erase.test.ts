import {existsSync, linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from '@jest/globals';
import {openProfile} from '../../../src/storage/profile.ts';
import {ADA, counting, draft, failure, NOW, temporaryFolder, WITH_BOB} from '../support.ts';

const options = {random: counting(), now: () => NOW};

describe('erasing a profile', () => {
  test('deletes the key first, then all that natter wrote, and nothing else', () => {
    const folder = join(temporaryFolder(), 'profile');
    const profile = openProfile(folder, options);
    profile.saveConfig({name: 'ada'});
    const database = profile.openDatabase(ADA);
    database.appendOwn(WITH_BOB, [draft('hello')]);
    for (const name of [
      'crash.log',
      'trace.log',
      'trace.log.old',
      'key.tmp',
      'config.json.tmp',
      'natter.db.new',
      'natter.db.new-wal',
    ]) {
      writeFileSync(join(folder, name), 'left');
    }
    writeFileSync(join(folder, 'natter.db.txt'), 'mine');
    mkdirSync(join(folder, 'natter.db-journal'));

    profile.erase.key();
    expect(existsSync(join(folder, 'key'))).toBe(false);
    expect(database.historyBefore(WITH_BOB, null, 9).entries.map(entry => entry.body)).toEqual(['hello']);

    database.close();
    profile.erase.rest();
    profile.close();
    expect(readdirSync(folder)).toEqual(['lock', 'natter.db-journal', 'natter.db.txt']);
    expect(readFileSync(join(folder, 'natter.db.txt'), 'utf8')).toBe('mine');
  });

  test('a new profile in the same folder is somebody else', () => {
    const folder = join(temporaryFolder(), 'profile');
    const first = openProfile(folder, options);
    first.erase.key();
    first.erase.rest();
    first.close();
    const second = openProfile(folder, options);
    expect(second.isNew).toEqual({key: true, database: true});
    expect(second.secrets.seed).not.toEqual(first.secrets.seed);
    second.close();
  });

  test('leaves a copy of the key that somebody made by a hard link as it is', () => {
    const folder = join(temporaryFolder(), 'profile');
    const profile = openProfile(folder, options);
    const key = readFileSync(join(folder, 'key'));
    linkSync(join(folder, 'key'), join(folder, 'backup'));
    profile.erase.key();
    profile.erase.rest();
    profile.close();
    expect(readFileSync(join(folder, 'backup'))).toEqual(key);
  });

  test('says so if something stays, and deletes the rest all the same', () => {
    const folder = join(temporaryFolder(), 'profile');
    const profile = openProfile(folder, options);
    profile.erase.key();
    mkdirSync(join(folder, 'key'));
    expect(failure('PROFILE_UNWRITABLE', profile.erase.key)).toContain('natter could not delete');
    writeFileSync(join(folder, 'config.json'), '{}');
    profile.erase.rest();
    profile.close();
    expect(readdirSync(folder)).toEqual(['key', 'lock']);
  });
});
