import {existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from '@jest/globals';
import {searchWords} from '../../../src/lib/text/search-words.ts';
import {backUp} from '../../../src/storage/backup/back-up.ts';
import {
  createSealer,
  HEAD_BYTES,
  PIECE_BYTES,
  SEALED_BYTES,
} from '../../../src/storage/backup/backup-stream.ts';
import {restoreBackup} from '../../../src/storage/backup/restore.ts';
import {pathsIn} from '../../../src/storage/profile/profile-folder.ts';
import {openProfile} from '../../../src/storage/profile.ts';
import type {Database} from '../../../src/storage/types.ts';
import {ADA, counting, draft, EVE, indexAll, NOW, temporaryFolder, WITH_BOB, WITH_EVE} from '../support.ts';

const cost = {operations: 1, memory: 8192};
const options = {random: counting(), now: () => NOW, cost};
const PASSPHRASE = 'correct horse';
const THEME = '{"name": "sea"}';

/** A profile in which Ada has written to Bob and to Eve, with a theme and settings; `use` gets its open database. */
async function inProfile<T>(
  use: (database: Database, folder: string) => Promise<T>,
  messages = 3,
): Promise<T> {
  const folder = join(temporaryFolder(), 'profile');
  const profile = openProfile(folder, options);
  const database = profile.openDatabase(ADA);
  try {
    profile.saveConfig({name: 'ada'});
    mkdirSync(join(folder, 'themes'));
    writeFileSync(join(folder, 'themes', 'sea.json'), THEME, {mode: 0o600});
    const numbers = Array.from({length: messages}, (_, index) => index + 1);
    const texts = (isEve: boolean) => numbers.filter(number => (number % 3 === 0) === isEve);
    for (const [other, isEve] of [
      [WITH_BOB, false],
      [WITH_EVE, true],
    ] as const) {
      database.appendOwn(
        other,
        texts(isEve).map(number => draft(`message ${number}`)),
      );
    }
    indexAll(database);
    return await use(database, folder);
  } finally {
    database.close();
    profile.close();
  }
}

const save = (database: Database, folder: string, path: string, breathe = async () => {}) =>
  backUp(
    {...{folder, database, cost, breathe}, paths: pathsIn(folder), random: counting()},
    path,
    PASSPHRASE,
  );

/** A backup of a profile, and where it is. */
async function backedUp(messages?: number): Promise<string> {
  const path = join(temporaryFolder(), 'ada.backup');
  await inProfile((database, folder) => save(database, folder, path), messages);
  return path;
}

const target = () => join(temporaryFolder(), 'restored');
const codeOf = (restored: Promise<unknown>) =>
  restored.then(
    () => 'restored',
    error => error.code,
  );

/** What is told in a profile, by conversation. */
function textsIn(folder: string): Record<string, string[]> {
  const profile = openProfile(folder, options);
  const database = profile.openDatabase(ADA);
  const texts = Object.fromEntries(
    database
      .conversations()
      .map(({id}) => [id, database.historyBefore(id, null, 1_000_000).entries.map(({body}) => body)]),
  );
  database.close();
  profile.close();
  return texts;
}

describe('a backup', () => {
  test('restored is the same profile, for its owner only', async () => {
    const path = join(temporaryFolder(), 'ada.backup');
    const key = await inProfile(async (database, folder) => {
      const bytes = await save(database, folder, path);
      expect(bytes).toBe(statSync(path).size);
      expect(readdirSync(folder).filter(name => name.includes('backup'))).toEqual([]);
      return readFileSync(join(folder, 'key'));
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const folder = target();
    expect(await restoreBackup(path, folder, PASSPHRASE)).toBe(folder);
    expect(readdirSync(folder).sort()).toEqual(['config.json', 'key', 'natter.db', 'themes']);
    expect(readFileSync(join(folder, 'key'))).toEqual(key);
    expect(readFileSync(join(folder, 'themes', 'sea.json'), 'utf8')).toBe(THEME);
    for (const name of ['key', 'natter.db', 'config.json', 'themes/sea.json']) {
      expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
    }
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(textsIn(folder)).toEqual({[WITH_BOB]: ['message 1', 'message 2'], [WITH_EVE]: ['message 3']});
    const profile = openProfile(folder, options);
    expect(profile.config()).toMatchObject({name: 'ada'});
    const database = profile.openDatabase(ADA);
    const found = database.search({
      words: searchWords('message'),
      conversation: null,
      before: null,
      limit: 9,
    });
    expect(found.entries).toHaveLength(3);
    database.close();
    profile.close();
  });

  test('begins without keeping anything else waiting', async () => {
    const happened: string[] = [];
    setImmediate(() => happened.push('something else'));
    await createSealer(PASSPHRASE, counting(), cost);
    expect(happened).toEqual(['something else']);
  });

  test('holds nothing that can be read without the passphrase', async () => {
    const bytes = readFileSync(await backedUp());
    for (const plain of ['message', 'natter.db', 'SQLite format', 'ada', 'sea']) {
      expect([plain, bytes.includes(plain)]).toEqual([plain, false]);
    }
  });

  test('is of one moment: what is written meanwhile is in it whole or not at all, what is forgotten is not', async () => {
    const path = join(temporaryFolder(), 'ada.backup');
    const folder = target();
    const written = await inProfile(async (database, profile) => {
      let said = 0;
      const breathe = async () => {
        said += 1;
        database.appendOwn(WITH_BOB, [draft(`meanwhile ${said}`), draft(`as well ${said}`)]);
        if (said === 2) {
          database.forgetPeer(EVE);
        }
        database.rewrite(); // the cleaner goes on, and has to wait
      };
      await save(database, profile, path, breathe);
      return database.historyBefore(WITH_BOB, null, 1_000_000).entries.map(({body}) => body);
    }, 2000);
    await restoreBackup(path, folder, PASSPHRASE);
    const {[WITH_BOB]: restored = [], ...others} = textsIn(folder);
    expect(others).toEqual({});
    expect(restored.length).toBeGreaterThan(1300);
    expect(restored).toEqual(written.slice(0, restored.length));
    expect(restored.filter(text => /^meanwhile|^as well/.test(text)).length % 2).toBe(0);
  });

  test('is never written over something, and what stands there stays', async () => {
    const path = join(temporaryFolder(), 'taken');
    writeFileSync(path, 'mine');
    await inProfile(async (database, folder) => {
      await expect(save(database, folder, path)).rejects.toMatchObject({code: 'FILE_EXISTS'});
    });
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  test('that fails leaves nothing, and natter goes on', async () => {
    const path = join(temporaryFolder(), 'ada.backup');
    await inProfile(async (database, folder) => {
      const full = Object.assign(new Error('no space'), {code: 'ENOSPC'});
      let breaths = 0;
      const breathe = () => (++breaths > 1 ? Promise.reject(full) : Promise.resolve());
      await expect(save(database, folder, path, breathe)).rejects.toMatchObject({code: 'DISK_FULL'});
      expect(existsSync(path)).toBe(false);
      expect(readdirSync(folder).filter(name => name.includes('backup'))).toEqual([]);
      database.appendOwn(WITH_BOB, [draft('on and on')]);
      await save(database, folder, path);
    }, 600);
    const folder = target();
    await restoreBackup(path, folder, PASSPHRASE);
    expect(textsIn(folder)[WITH_BOB]?.at(-1)).toBe('on and on');
  });

  test('that was killed leaves a copy, which the next start removes', async () => {
    const folder = await inProfile(async (database, folder) => {
      database.snapshot(join(folder, 'natter.db.backup')).step();
      writeFileSync(join(folder, 'left'), readFileSync(join(folder, 'natter.db.backup')));
      return folder;
    });
    writeFileSync(join(folder, 'natter.db.backup'), readFileSync(join(folder, 'left')), {mode: 0o600});
    openProfile(folder, options).close();
    expect(existsSync(join(folder, 'natter.db.backup'))).toBe(false);
  });
});

describe('restoring', () => {
  test('with another passphrase is refused, and leaves nothing', async () => {
    const path = await backedUp();
    const folder = target();
    expect(await codeOf(restoreBackup(path, folder, 'wrong horse'))).toBe('PASSPHRASE_WRONG');
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(join(folder, '..'))).toEqual([]);
  });

  test('a damaged or cut file is refused whole, wherever it is damaged', async () => {
    const path = await backedUp(400);
    const whole = readFileSync(path);
    expect(whole.length).toBeGreaterThan(HEAD_BYTES + SEALED_BYTES);
    const damaged = join(temporaryFolder(), 'damaged');
    const folder = target();
    const outcome = async (bytes: Buffer) => {
      writeFileSync(damaged, bytes);
      return await codeOf(restoreBackup(damaged, folder, PASSPHRASE));
    };
    const flips = [
      0,
      7,
      8,
      9,
      20,
      HEAD_BYTES - 30,
      HEAD_BYTES - 1,
      HEAD_BYTES,
      HEAD_BYTES + 99,
      whole.length - 1,
    ];
    for (const at of flips) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect([at, await outcome(bytes)]).toEqual([
        at,
        expect.stringMatching(/^(BACKUP_DAMAGED|PASSPHRASE_WRONG|PROFILE_NEWER)$/),
      ]);
    }
    const cuts = [
      0,
      1,
      HEAD_BYTES - 1,
      HEAD_BYTES,
      HEAD_BYTES + 5,
      HEAD_BYTES + SEALED_BYTES,
      whole.length - 1,
    ];
    for (const at of cuts) {
      expect([at, await outcome(whole.subarray(0, at))]).toEqual([at, 'BACKUP_DAMAGED']);
    }
    const swapped = Buffer.concat([
      whole.subarray(0, HEAD_BYTES),
      whole.subarray(HEAD_BYTES + SEALED_BYTES, HEAD_BYTES + 2 * SEALED_BYTES),
    ]);
    expect(await outcome(swapped)).toBe('BACKUP_DAMAGED');
    expect(readdirSync(join(folder, '..'))).toEqual([]);
    expect(await outcome(whole)).toBe('restored');
  });

  test('what is no backup, or not there, says so', async () => {
    const path = join(temporaryFolder(), 'letter');
    writeFileSync(path, 'Dear Bob,\n'.repeat(99));
    await expect(restoreBackup(path, target(), PASSPHRASE)).rejects.toMatchObject({
      code: 'BACKUP_DAMAGED',
      message: 'That file is not a natter backup.',
    });
    expect(await codeOf(restoreBackup(`${path}.not`, target(), PASSPHRASE))).toBe('FILE_UNREADABLE');
  });

  test('overwrites nothing: a folder with something in it is refused, an empty one is taken', async () => {
    const path = await backedUp();
    const folder = target();
    mkdirSync(folder);
    writeFileSync(join(folder, 'mine'), 'mine');
    expect(await codeOf(restoreBackup(path, folder, PASSPHRASE))).toBe('PROFILE_EXISTS');
    expect(readdirSync(folder)).toEqual(['mine']);
    const empty = target();
    mkdirSync(empty);
    await restoreBackup(path, empty, PASSPHRASE);
    expect(textsIn(empty)[WITH_BOB]).toHaveLength(2);
  });

  test('content that ends with a piece, or is one byte longer, is whole', async () => {
    const path = join(temporaryFolder(), 'ada.backup');
    await inProfile(async (database, folder) => {
      const config = join(folder, 'config.json');
      await save(database, folder, path);
      const rest = (statSync(path).size - HEAD_BYTES) % SEALED_BYTES;
      for (const more of [SEALED_BYTES - rest, SEALED_BYTES - rest + 1]) {
        const name = `${path}.${more}`;
        const {size} = statSync(config);
        writeFileSync(
          config,
          readFileSync(config, 'utf8')
            .trimEnd()
            .padEnd(size + more, ' '),
        );
        await save(database, folder, name);
        const restored = target();
        await restoreBackup(name, restored, PASSPHRASE);
        expect(readFileSync(join(restored, 'config.json'))).toEqual(readFileSync(config));
        writeFileSync(config, readFileSync(config, 'utf8').trimEnd().padEnd(size, ' '));
      }
    });
    expect(PIECE_BYTES).toBe(65_536);
  });
});
