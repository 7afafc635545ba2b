import {keepHeapSmall} from '../app/heap.ts';
import {endWithinBound} from '../app/process-end.ts';
import {userFiles} from '../app/user-files.ts';
import {toPlainError} from '../lib/errors.ts';
import {firstLines, type Options} from './options.ts';
import {readPassphraseFile} from './passphrase-file.ts';
import {interruption} from './signals.ts';
import {ignoreErrorsOf} from './standard-output.ts';

/** How long the end of input waits for messages to be delivered, seconds, where nobody says. */
const DEFAULT_WAIT = 10;

/**
 * Runs headless mode on the streams of this process; tells whether all went well. What keeps it from starting is told
 * there, too, and thrown.
 */
export async function headless(options: Options): Promise<boolean> {
  keepHeapSmall();
  const interrupted = interruption();
  ignoreErrorsOf(process.stdout); // it tells of them itself, while it runs and at its end
  try {
    const {openCore} = await import('../app/open-core.ts'); // to load its native parts may fail
    const {runHeadless} = await import('./headless.ts');
    return await runHeadless({
      core: openCore({...options, passphrase: readPassphraseFile(process.env)}),
      input: process.stdin,
      output: process.stdout,
      firstLines: firstLines(options),
      files: userFiles,
      interrupted,
      wait: (options.wait ?? DEFAULT_WAIT) * 1000,
      onEnding: () => endWithinBound(1),
    });
  } catch (error) {
    process.stdout.write(`${JSON.stringify({event: 'error', ...toPlainError(error)})}\n`);
    throw error;
  }
}
