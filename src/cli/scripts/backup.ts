import {resolve} from 'node:path';
import {newPassphrase} from '../../commands/engine/ask-passphrase.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import {commandTexts} from '../../lib/texts/commands.ts';
import {askOnTerminal} from '../ask-on-terminal.ts';
import {EXIT} from '../exit-codes.ts';
import type {Options} from '../options.ts';
import {readBackupPassphraseFile} from '../passphrase-file.ts';
import {writeOut} from '../standard-output.ts';
import type {Subcommand} from '../subcommand.ts';
import {talk} from './connection.ts';

const TEXTS = commandTexts.backup;
const MEGABYTE = 1_000_000;

/** Has a backup written by the natter that runs, or one that is started for it; returns the exit code. */
export async function backup(
  {file}: Extract<Subcommand, {type: 'backup'}>,
  options: Options,
  process: NodeJS.Process,
): Promise<number> {
  const passphrase =
    readBackupPassphraseFile(process.env) ??
    (await newPassphrase(prompt => askOnTerminal(prompt, process), TEXTS));
  const where = resolve(file ?? process.cwd()); // the core may run in another folder
  return await talk(options, async ({call}) => {
    const saved = (await call('backup', {path: where, passphrase})) as {path: string; bytes: number};
    const size = safeLine(TEXTS.megabytes((saved.bytes / MEGABYTE).toFixed(1)));
    const told = options.json ? JSON.stringify(saved) : TEXTS.saved(safeLine(saved.path), size);
    await writeOut(process.stdout, `${told}\n`);
    return EXIT.ok;
  });
}
