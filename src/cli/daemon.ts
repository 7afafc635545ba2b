import {openCore} from '../app/open-core.ts';
import {endWithinBound} from '../app/process-end.ts';
import {profileFolder} from '../app/profile-folder.ts';
import {fromPlainError, type NatterError} from '../lib/errors.ts';
import type {Options} from './options.ts';
import {readPassphraseFile} from './passphrase-file.ts';
import {interruption} from './signals.ts';

/**
 * Runs a core without a screen until the process is asked to end, or a screen ends it. Throws what keeps the core from
 * beginning or going on.
 */
export async function runDaemon(options: Options, {stdout}: NodeJS.Process): Promise<number> {
  const ended = Promise.withResolvers<NatterError | null>();
  void interruption().then(() => ended.resolve(null));
  const core = openCore({...options, passphrase: readPassphraseFile(process.env)});
  core.subscribe(events => {
    for (const event of events) {
      if (event.type === 'ready') {
        const {name, id, listening} = event.snapshot.self;
        stdout.write(
          `natter is ready: ${name}, ${id}, port ${listening?.port}, profile ${profileFolder(options)}\n`,
        );
      } else if (event.type === 'failed') {
        stdout.write(`natter: ${event.message}\n`);
      } else if (event.type === 'stopped') {
        ended.resolve(event.error === null ? null : fromPlainError(event.error));
      }
    }
  });
  await core.start();
  const failure = await ended.promise;
  endWithinBound(1);
  await core.stop();
  if (failure !== null) {
    throw failure;
  }
  return 0;
}
