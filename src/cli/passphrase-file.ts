import {readFileSync} from 'node:fs';
import {NatterError} from '../lib/errors.ts';

/**
 * The passphrase from the file that `NATTER_PASSPHRASE_FILE` names, for starts without a person: its first line.
 * Null if the variable is not set. Throws `FLAG_INVALID` if the file cannot be read.
 */
export function readPassphraseFile(environment: Readonly<Record<string, string | undefined>>): string | null {
  const path = environment['NATTER_PASSPHRASE_FILE'];
  if (path === undefined || path === '') {
    return null;
  }
  try {
    const [line = ''] = readFileSync(path, 'utf8').split(/\r?\n/, 1);
    return line;
  } catch (error) {
    throw new NatterError(
      'FLAG_INVALID',
      `NATTER_PASSPHRASE_FILE: ${path} cannot be read. Name a file whose first line is the passphrase.`,
      {cause: error},
    );
  }
}
