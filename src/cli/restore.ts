import {askSecret} from '../app/ask-secret.ts';
import {profileFolder} from '../app/profile-folder.ts';
import {NatterError} from '../lib/errors.ts';
import {restoreBackup} from '../storage/backup/restore.ts';
import type {Options} from './options.ts';
import {readPassphraseFile} from './passphrase-file.ts';
import {writeOut} from './standard-output.ts';
import type {Subcommand} from './subcommand.ts';

/** Puts a backup into a new profile and says where; the passphrase is that of the backup. Rejects like `restoreBackup`. */
export async function restore(
  {file}: Extract<Subcommand, {type: 'restore'}>,
  options: Options,
  process: NodeJS.Process,
): Promise<number> {
  const profile = profileFolder(options);
  const passphrase = readPassphraseFile(process.env) ?? (await ask(process));
  const folder = await restoreBackup(file, profile, passphrase);
  await writeOut(
    process.stdout,
    `Restored to ${folder}.\nRun natter in one place only: two copies of a profile take each other's messages.\n`,
  );
  return 0;
}

async function ask({stdin, stdout}: NodeJS.Process): Promise<string> {
  if (!stdin.isTTY || !stdout.isTTY) {
    throw new NatterError(
      'PASSPHRASE_NEEDED',
      'The passphrase of the backup is needed. Name a file that holds it: NATTER_PASSPHRASE_FILE.',
    );
  }
  const entered = await askSecret('Passphrase of the backup: ', {
    input: stdin,
    output: stdout,
    marksPastes: true,
  });
  stdin.setRawMode(false);
  stdin.pause();
  stdout.write('\n');
  if (entered === null) {
    throw new NatterError('PASSPHRASE_NEEDED', 'A backup opens only with its passphrase.');
  }
  return entered;
}
