import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {createInterface} from 'node:readline/promises';
import {setTimeout as sleep} from 'node:timers/promises';
import {fromPlainError, NatterError, toPlainError} from '../lib/errors.ts';
import {settingsFrom} from '../lib/settings.ts';
import {appTexts} from '../lib/texts/app.ts';
import {systemClock} from '../lib/time/clock.ts';
import {type Config, loadConfig} from '../storage/profile/config-file.ts';
import {looksProtected} from '../storage/profile/key-header.ts';
import {askSecret, tryingSecret} from './ask-secret.ts';
import type {LockedCore} from './daemon/attach.ts';
import {coreFlagWords, lateFlags} from './daemon/core-flags.ts';
import type {ScreenCore} from './daemon/steady-core.ts';
import {demoClock} from './demo/clock.ts';
import {keepHeapSmall} from './heap.ts';
import type {CoreFlags} from './open-core.ts';
import {ownCommand} from './own-command.ts';
import {crashLogFile, profileFolder} from './profile-folder.ts';
import {type SpawnedCore, spawnCore} from './spawn-core.ts';
import {type Beginning, unlock} from './unlock.ts';

/** Where another natter begins or ends at this moment, it is tried again after so many milliseconds, and so often. */
const RETRY = 50;
const TRIES = 20;

export type TerminalFlags = CoreFlags & {
  /** Lines that are run at the start as if they had been typed. */
  readonly firstLines: readonly string[];
  /** Flags on the command line, by their names. */
  readonly typed: readonly string[];
};

/** Runs the screen over a core in its own thread, or over one that runs already; returns the exit code. */
export async function runInTerminal(flags: TerminalFlags, version: string): Promise<number> {
  const folder = profileFolder(flags);
  const config = flags.demo ? {} : configIn(folder);
  const threads: SpawnedCore[] = [];
  const start = (passphrase: string | null) => {
    const core = spawn({...flags, passphrase}, version);
    threads.push(core);
    return core;
  };
  const asks = !flags.demo && flags.passphrase === null && looksProtected(join(folder, 'key'));
  const background = config.background ?? false;
  let late: readonly string[] = [];
  const onFound = () => {
    late = lateFlags(flags.typed);
  };
  const sharing = {folder, background, start, mayAsk: true, onFound};
  const shared = flags.demo ? null : await findShared(flags, sharing);
  const core = shared ?? (asks ? ownCore(await unlockWith(start)) : ownOrShared(flags, sharing));
  // The core begins in its thread while the screen is loaded in this one.
  try {
    const {runScreen} = await loadScreen();
    keepHeapSmall();
    return await runScreen({
      core,
      detaches: shared !== null,
      clock: flags.demo ? demoClock() : systemClock,
      version,
      logFile: crashLogFile(flags),
      environment: process.env,
      profile: flags.demo ? null : folder,
      settings: settingsFrom(config),
      firstLines: flags.firstLines,
      notice: late.length === 0 ? null : appTexts.daemon.flagsTooLate(late),
    });
  } finally {
    // A thread that goes on would keep the process, whatever went wrong here.
    await Promise.all(threads.map(thread => thread.end()));
  }
}

/** As a screen sees the core in its thread: it ends with the screen. */
function ownCore({perform, query, subscribe, stop}: SpawnedCore): ScreenCore {
  return {perform, query, subscribe, stop};
}

/** A core of this screen's own or, where another one begins or ends at the same moment, what is there then. */
async function ownOrShared(flags: TerminalFlags, sharing: Sharing): Promise<ScreenCore> {
  for (let tries = 1; ; tries++) {
    const own = sharing.start(flags.passphrase);
    const failure = await own.begun;
    if (failure?.code !== 'PROFILE_LOCKED' || tries === TRIES) {
      return ownCore(own);
    }
    await own.end();
    await sleep(RETRY);
    const shared = await findShared(flags, {...sharing, mayAsk: false}); // the screen is drawn by now
    if (shared !== null) {
      return shared;
    }
  }
}

type Sharing = {
  readonly folder: string;
  /** Whether questions can be asked on the terminal. */
  readonly mayAsk: boolean;
  readonly background: boolean;
  readonly onFound: () => void;
  readonly start: (passphrase: string | null) => SpawnedCore;
};

/** What looks for others is loaded only where there may be one: most starts are the first and only one. */
async function findShared(
  flags: TerminalFlags,
  {folder, background, start, mayAsk, onFound}: Sharing,
): Promise<ScreenCore | null> {
  if (!background && !existsSync(join(folder, 'attach'))) {
    return null;
  }
  const {findCore} = await import('./daemon/find-core.ts');
  return await findCore({
    profile: folder,
    background,
    command: ownCommand(process),
    flags: coreFlagWords(flags),
    onFound,
    mayRestart: mayAsk ? confirm : async () => false,
    unlock: mayAsk ? locked => unlockShared(locked, flags.passphrase) : refuse,
    async startOwn() {
      const core = start(flags.passphrase);
      const failure = await core.begun;
      if (failure === null) {
        return ownCore(core);
      }
      await core.end();
      throw fromPlainError(failure);
    },
  });
}

function refuse(locked: LockedCore): Promise<never> {
  locked.leave();
  return Promise.reject(new NatterError('PASSPHRASE_NEEDED', appTexts.unlock.locked));
}

/** Asks a question that is answered with y. */
async function confirm(question: string): Promise<boolean> {
  const lines = createInterface({input: process.stdin, output: process.stdout});
  const answer = await lines.question(`${question} (y) `);
  lines.close();
  return /^y(es)?$/i.test(answer.trim());
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
  const {profile, name, port, host, requests, log, passphrase, newHistory = false, demo = false} = flags;
  const {dht = true, lan = true} = flags;
  return spawnCore(new URL('./core-worker.js', import.meta.url), {
    profile,
    name,
    port,
    host,
    requests,
    log,
    passphrase,
    newHistory,
    dht,
    lan,
    demo,
    version,
  });
}

/** Opens a core that runs elsewhere and is locked. */
async function unlockShared(locked: LockedCore, passphrase: string | null): Promise<ScreenCore> {
  if (passphrase !== null) {
    return await locked.unlock(passphrase);
  }
  try {
    const {core} = await unlockWith(entered => {
      const opened = locked.unlock(entered);
      return {core: opened, begun: opened.then(() => null, toPlainError), stop: async () => {}};
    });
    return await core;
  } catch (error) {
    locked.leave();
    throw error;
  }
}

function unlockWith<C extends Beginning>(start: (passphrase: string) => C): Promise<C> {
  const terminal = {input: process.stdin, output: process.stdout};
  return unlock({
    ask: () => askSecret('Passphrase: ', {...terminal, marksPastes: true}),
    start,
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
