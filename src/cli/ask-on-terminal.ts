import {askSecret} from '../app/ask-secret.ts';
import {NatterError} from '../lib/errors.ts';
import {cliTexts} from '../lib/texts/cli.ts';

/**
 * Asks for the passphrase of a backup. Rejects with `PASSPHRASE_NEEDED` where there is no terminal, and where the user
 * gives up.
 */
export async function askOnTerminal(
  prompt: string,
  {stdin, stdout}: Pick<NodeJS.Process, 'stdin' | 'stdout'>,
): Promise<string> {
  if (!stdin.isTTY || !stdout.isTTY) {
    throw new NatterError('PASSPHRASE_NEEDED', cliTexts.restore.noPassphrase);
  }
  const entered = await askSecret(`${prompt}: `, {input: stdin, output: stdout, marksPastes: true});
  stdin.setRawMode(false);
  stdin.pause();
  stdout.write('\n');
  if (entered === null) {
    throw new NatterError('PASSPHRASE_NEEDED', cliTexts.restore.needed);
  }
  return entered;
}
