import {keepHeapSmall} from '../app/heap.ts';
import {openWhenUnlocked} from '../app/open-when-unlocked.ts';
import {endWithinBound} from '../app/process-end.ts';
import {profileFolder} from '../app/profile-folder.ts';
import type {LocalCore} from '../core/core.ts';
import {fromPlainError, type NatterError} from '../lib/errors.ts';
import {cliTexts} from '../lib/texts/cli.ts';
import type {Options} from './options.ts';
import {readPassphraseFile} from './passphrase-file.ts';
import {interruption} from './signals.ts';

/**
 * Runs a core without a screen until the process is asked to end, or a screen ends it. Where the passphrase is not known,
 * it waits for a screen to tell it. Throws what keeps the core from beginning or going on.
 */
export async function runDaemon(options: Options, {stdout}: NodeJS.Process): Promise<number> {
  keepHeapSmall();
  const ended = Promise.withResolvers<NatterError | null>();
  void interruption().then(() => ended.resolve(null));
  const flags = {...options, passphrase: readPassphraseFile(process.env)};
  const profile = profileFolder(options);
  const core = await openWhenUnlocked(flags, {
    begin,
    onLocked: () => say(cliTexts.daemon.locked(profile)),
    interrupted: ended.promise.then(() => {}),
  });
  const failure = core === null ? null : await ended.promise;
  endWithinBound(1);
  await core?.stop();
  if (failure !== null) {
    throw failure;
  }
  return 0;

  async function begin(opened: LocalCore): Promise<void> {
    opened.subscribe(events => {
      for (const event of events) {
        if (event.type === 'ready') {
          const {name, id, listening} = event.snapshot.self;
          say(cliTexts.daemon.ready(name, id, listening?.port, profile));
        } else if (event.type === 'failed') {
          say(cliTexts.daemon.said(event.message));
        } else if (event.type === 'stopped') {
          ended.resolve(event.error === null ? null : fromPlainError(event.error));
        }
      }
    });
    await opened.start();
  }

  function say(line: string): void {
    stdout.write(`${line}\n`);
  }
}
