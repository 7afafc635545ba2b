import {join} from 'node:path';
import type {Address, Core, PlainError} from '../core/api.ts';
import {formatAddress} from '../lib/address.ts';
import {systemClock} from '../lib/clock.ts';
import {NatterError} from '../lib/errors.ts';
import {settingsFrom} from '../lib/settings.ts';
import {type Config, loadConfig} from '../storage/config-file.ts';
import {isProfileProtected} from '../storage/profile.ts';
import {askSecret} from './ask-secret.ts';
import {demoClock} from './demo/clock.ts';
import {type CoreFlags, profileFolder} from './open-core.ts';
import {runScreen} from './screen/run-screen.ts';
import {spawnCore} from './spawn-core.ts';

/** How often a passphrase may be tried before the program ends. */
const TRIES = 3;

export type TerminalFlags = CoreFlags & {readonly connect: Address | undefined};

/** Runs the screen over a core in its own thread; returns the exit code. */
export async function runInTerminal(flags: TerminalFlags, version: string): Promise<number> {
  const {connect} = flags;
  const folder = profileFolder(flags);
  const asks = !flags.demo && flags.passphrase === null && isProfileProtected(folder);
  const core = asks ? await unlock(flags) : () => spawn(flags); // a thread after the first frame
  return await runScreen({
    core,
    clock: flags.demo ? demoClock() : systemClock,
    version,
    logFile: join(folder, 'crash.log'),
    environment: process.env,
    profile: flags.demo ? null : folder,
    settings: settingsFrom(flags.demo ? {} : configIn(folder)),
    firstLines: connect === undefined ? [] : [`/connect ${formatAddress(connect)}`],
  });
}

/** What is set already colours the first frame. What is wrong with the file, the core says. */
function configIn(folder: string): Config {
  try {
    return loadConfig(join(folder, 'config.json'));
  } catch {
    return {};
  }
}

function spawn(flags: CoreFlags): Core {
  const {profile, name, port, host, requests, passphrase, demo = false} = flags;
  return spawnCore(new URL('./core-worker.js', import.meta.url), {
    profile,
    name,
    port,
    host,
    requests,
    passphrase,
    demo,
  });
}

/** Asks for the passphrase until it opens the profile, three times at most. Throws `PASSPHRASE_WRONG`. */
async function unlock(flags: CoreFlags): Promise<Core> {
  for (let tries = 1; ; tries++) {
    const passphrase = await askSecret('Passphrase: ', process.stdin, process.stdout);
    if (passphrase === null) {
      throw new NatterError('PASSPHRASE_NEEDED', 'This profile opens only with its passphrase.');
    }
    const core = spawn({...flags, passphrase});
    const failure = await outcome(core);
    if (failure === null) {
      return core;
    }
    if (failure.code !== 'PASSPHRASE_WRONG' || tries === TRIES) {
      throw new NatterError(failure.code, failure.message);
    }
    process.stdout.write('That is not it.\n');
  }
}

/** Waits until a core is ready (null), or could not start. */
function outcome(core: Core): Promise<PlainError | null> {
  return new Promise(resolve => {
    const unsubscribe = core.subscribe(events => {
      for (const event of events) {
        if (event.type === 'ready' || event.type === 'stopped') {
          unsubscribe();
          resolve(event.type === 'stopped' ? event.error : null);
        }
      }
    });
  });
}
