import {openCore} from '../app/open-core.ts';
import {saveUserFile} from '../app/save-file.ts';
import {toPlainError} from '../lib/errors.ts';
import {runHeadless} from './headless.ts';
import type {Options} from './options.ts';
import {readPassphraseFile} from './passphrase-file.ts';
import {interruption} from './signals.ts';

/** Runs headless mode on the streams of this process. What goes wrong is told there, too, and thrown. */
export async function headless(options: Options): Promise<void> {
  const interrupted = interruption();
  try {
    await runHeadless({
      core: openCore({...options, passphrase: readPassphraseFile(process.env)}),
      input: process.stdin,
      output: process.stdout,
      connect: options.connect,
      saveFile: saveUserFile,
      interrupted,
    });
  } catch (error) {
    process.stdout.write(`${JSON.stringify({event: 'error', ...toPlainError(error)})}\n`);
    throw error;
  }
}
