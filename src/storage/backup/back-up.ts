import {existsSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {snapshotOf} from '../database-file.ts';
import {createNewFile} from '../files/new-file.ts';
import {saveError} from '../files/save-errors.ts';
import {PASSPHRASE_COST, type PassphraseCost} from '../profile/passphrase.ts';
import type {ProfilePaths} from '../profile/profile-folder.ts';
import type {Random} from '../profile/secrets.ts';
import {themeNames} from '../profile/theme-files.ts';
import type {Database} from '../types.ts';
import {createSealer} from './backup-stream.ts';
import {piecesOf, type Source} from './content.ts';

export type BackUpOptions = {
  readonly folder: string;
  readonly paths: ProfilePaths;
  readonly database: Pick<Database, 'snapshot'>;
  readonly random: Random;
  readonly cost?: PassphraseCost | undefined;
  /** Between two pieces of work everything else goes on. */
  readonly breathe: () => Promise<void>;
};

/**
 * Writes the key, the history as it is at one moment, the settings and themes into a new file under a passphrase; answers
 * its size in bytes. Everything goes on meanwhile; it needs as much room beside the database for a moment. Rejects with
 * `FILE_EXISTS`, `FILE_UNWRITABLE`, `DISK_FULL`, `DISK_FAILED`; nothing is left then. What a kill leaves is refused by
 * `restoreBackup`.
 */
export async function backUp(options: BackUpOptions, path: string, passphrase: string): Promise<number> {
  const file = await createNewFile(path);
  const copy = snapshotOf(options.paths.database);
  const snapshot = options.database.snapshot(copy);
  try {
    const sealer = await createSealer(passphrase, options.random, options.cost ?? PASSPHRASE_COST);
    while (snapshot.step()) {
      await options.breathe();
    }
    await file.appendFile(sealer.head);
    for (const {content, isLast} of piecesOf(sourcesOf(options, copy))) {
      await file.appendFile(sealer.seal(content, isLast));
      await options.breathe();
    }
    await file.sync();
    return (await file.stat()).size;
  } catch (error) {
    await rm(path, {force: true}).catch(() => {}); // the first failure is the one worth telling
    throw saveError(error, path);
  } finally {
    snapshot.remove();
    await file.close().catch(() => {});
  }
}

/** The largest comes last. */
function sourcesOf({folder, paths}: BackUpOptions, database: string): readonly Source[] {
  const themes = themeNames(folder).map(name => `themes/${name}.json`);
  return [
    {name: 'key', path: paths.key},
    ...(existsSync(paths.config) ? [{name: 'config.json', path: paths.config}] : []),
    ...themes.map(name => ({name, path: join(folder, name)})),
    {name: 'natter.db', path: database},
  ];
}
