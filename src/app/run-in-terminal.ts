import {join} from 'node:path';
import type {Address} from '../core/api/api.ts';
import {formatAddress} from '../lib/address.ts';
import {settingsFrom} from '../lib/settings.ts';
import {systemClock} from '../lib/time/clock.ts';
import {type Config, loadConfig} from '../storage/profile/config-file.ts';
import {looksProtected} from '../storage/profile/key-header.ts';
import {askSecret, tryingSecret} from './ask-secret.ts';
import {demoClock} from './demo/clock.ts';
import type {CoreFlags} from './open-core.ts';
import {crashLogFile, profileFolder} from './profile-folder.ts';
import {keepHeapSmall} from './screen/heap.ts';
import {type SpawnedCore, spawnCore} from './spawn-core.ts';
import {unlock} from './unlock.ts';

export type TerminalFlags = CoreFlags & {readonly connect: Address | undefined};

/** Runs the screen over a core in its own thread; returns the exit code. */
export async function runInTerminal(flags: TerminalFlags, version: string): Promise<number> {
  const {connect} = flags;
  const folder = profileFolder(flags);
  const asks = !flags.demo && flags.passphrase === null && looksProtected(join(folder, 'key'));
  const core = asks ? await unlockWith(flags, version) : spawn(flags, version);
  // The core begins in its thread while the screen is loaded in this one.
  try {
    const {runScreen} = await loadScreen();
    keepHeapSmall();
    return await runScreen({
      core,
      clock: flags.demo ? demoClock() : systemClock,
      version,
      logFile: crashLogFile(flags),
      environment: process.env,
      profile: flags.demo ? null : folder,
      settings: settingsFrom(flags.demo ? {} : configIn(folder)),
      firstLines: connect === undefined ? [] : [`/connect ${formatAddress(connect)}`],
    });
  } finally {
    await core.end(); // a thread that goes on would keep the process, whatever went wrong here
  }
}

/** What is set already colours the first frame. What is wrong with the file, the core says. */
function configIn(folder: string): Config {
  try {
    return loadConfig(join(folder, 'config.json'));
  } catch {
    return {};
  }
}

function spawn(flags: CoreFlags, version: string): SpawnedCore {
  const {profile, name, port, host, requests, passphrase, newHistory = false, demo = false} = flags;
  return spawnCore(new URL('./core-worker.js', import.meta.url), {
    profile,
    name,
    port,
    host,
    requests,
    passphrase,
    newHistory,
    demo,
    version,
  });
}

function unlockWith(flags: CoreFlags, version: string): Promise<SpawnedCore> {
  const terminal = {input: process.stdin, output: process.stdout};
  return unlock({
    ask: () => askSecret('Passphrase: ', {...terminal, marksPastes: true}),
    start: passphrase => spawn({...flags, passphrase}, version),
    trying: begun =>
      tryingSecret(terminal, async () => {
        await loadScreen().catch(() => {}); // what is typed once it is there goes to it; a failure comes again
        return await begun;
      }),
    say: text => process.stdout.write(text),
  });
}

function loadScreen(): Promise<typeof import('./screen/run-screen.ts')> {
  return import('./screen/run-screen.ts');
}
