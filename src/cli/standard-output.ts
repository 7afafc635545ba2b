import type {Writable} from 'node:stream';
import {NatterError} from '../lib/errors.ts';
import {cliTexts} from '../lib/texts/cli.ts';

/** Writes text that the program was started for. Throws `OUTPUT_FAILED`; a reader that has enough is no failure. */
export function writeOut(output: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error: Error | null | undefined) => {
      if (error && !isClosed(error)) {
        reject(outputFailed(error));
      } else {
        resolve();
      }
    };
    output.once('error', settle);
    output.write(text, settle);
  });
}

/** What is said when standard output takes no more. */
export function outputFailed(cause: Error): NatterError {
  const why = isClosed(cause) ? cliTexts.output.readerGone : cliTexts.output.systemAnswered(codeOf(cause));
  return new NatterError('OUTPUT_FAILED', cliTexts.output.unwritable(why), {cause});
}

/** Nobody can be told that errors cannot be told. */
export function ignoreErrorsOf(output: Writable): void {
  output.on('error', () => {});
}

function isClosed(error: Error): boolean {
  return codeOf(error) === 'EPIPE';
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : error.message;
}
