import {profileFolder} from '../app/profile-folder.ts';
import {cliTexts} from '../lib/texts/cli.ts';
import {restoreBackup} from '../storage/backup/restore.ts';
import {askOnTerminal} from './ask-on-terminal.ts';
import type {Options} from './options.ts';
import {readBackupPassphraseFile, readPassphraseFile} from './passphrase-file.ts';
import {writeOut} from './standard-output.ts';
import type {Subcommand} from './subcommand.ts';

/** Puts a backup into a new profile and says where; the passphrase is that of the backup. Rejects like `restoreBackup`. */
export async function restore(
  {file}: Extract<Subcommand, {type: 'restore'}>,
  options: Options,
  process: NodeJS.Process,
): Promise<number> {
  const profile = profileFolder(options);
  const passphrase =
    readBackupPassphraseFile(process.env) ??
    readPassphraseFile(process.env) ??
    (await askOnTerminal(cliTexts.restore.ask, process));
  const folder = await restoreBackup(file, profile, passphrase);
  await writeOut(process.stdout, cliTexts.restore.done(folder));
  return 0;
}
