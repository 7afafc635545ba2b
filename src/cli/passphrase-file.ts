import {closeSync, fstatSync, openSync, readFileSync} from 'node:fs';
import {NatterError} from '../lib/errors.ts';
import {cliTexts} from '../lib/texts/cli.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type Variable = 'NATTER_PASSPHRASE_FILE' | 'NATTER_BACKUP_PASSPHRASE_FILE';

/**
 * The passphrase of the profile from the file that `NATTER_PASSPHRASE_FILE` names, for starts without a person: its first
 * line. Null if the variable is not set. Throws `FLAG_INVALID` if the file cannot be read, or others can read it, too.
 */
export function readPassphraseFile(environment: Environment): string | null {
  return readFirstLine(environment, 'NATTER_PASSPHRASE_FILE');
}

/** The same for a backup, which has a passphrase of its own: `NATTER_BACKUP_PASSPHRASE_FILE`. */
export function readBackupPassphraseFile(environment: Environment): string | null {
  return readFirstLine(environment, 'NATTER_BACKUP_PASSPHRASE_FILE');
}

function readFirstLine(environment: Environment, variable: Variable): string | null {
  const path = environment[variable];
  if (path === undefined || path === '') {
    return null;
  }
  try {
    const [line = ''] = readPrivately(path, variable)
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/, 1);
    return line;
  } catch (error) {
    if (error instanceof NatterError) {
      throw error;
    }
    throw new NatterError('FLAG_INVALID', cliTexts.passphraseFile.unreadable(variable, path), {cause: error});
  }
}

/** A pipe, as shells make it of `<(…)`, has the rights of its two ends only. */
function readPrivately(path: string, variable: Variable): string {
  const descriptor = openSync(path, 'r');
  try {
    const stats = fstatSync(descriptor);
    if (stats.isFile() && process.platform !== 'win32' && (stats.mode & 0o077) !== 0) {
      throw new NatterError('FLAG_INVALID', cliTexts.passphraseFile.open(variable, path));
    }
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}
