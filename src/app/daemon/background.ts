import {spawn} from 'node:child_process';
import {closeSync, constants, fchmodSync, openSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {NatterError} from '../../lib/errors.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import {appTexts} from '../../lib/texts/app.ts';

/** How long a core may take until it serves, milliseconds, and how often that is looked at. */
const PATIENCE = 10_000;
const INTERVAL = 30;

/**
 * What a core takes over from the terminal that starts it, which it outlives: no display, no session of that terminal.
 * `NATTER_…` are settings.
 */
const INHERITED =
  /^(?:PATH|HOME|USER|LOGNAME|LANG|LC_[A-Z]+|TZ|TMPDIR|XDG_(?:RUNTIME_DIR|DATA_HOME|CACHE_HOME)|NATTER_(?!PLAIN$|HEADLESS$|DEMO$|CONNECT$|WAIT$)[A-Z_]+|SYSTEMROOT|APPDATA|LOCALAPPDATA|USERPROFILE|TEMP|TMP)$/i;

/** The part of an environment that a core in the background has. */
export function backgroundEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => INHERITED.test(name)));
}

export type BackgroundOptions<T> = {
  readonly profile: string;
  /** The words that start natter, and what stands behind `natter daemon`. */
  readonly command: readonly string[];
  readonly flags: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** Attaches to it; null as long as it does not serve. */
  readonly attach: () => Promise<T | null>;
};

/**
 * Starts a core that outlives this process and its terminal, and attaches to it. What it prints goes to `daemon.log` in the
 * profile. Throws `CORE_GONE` with its last words if it ends before it serves.
 */
export async function startInBackground<T>(options: BackgroundOptions<T>): Promise<T> {
  const {profile, command, flags, environment, attach} = options;
  const log = join(profile, 'daemon.log');
  const descriptor = openSync(
    log,
    constants.O_CREAT | constants.O_TRUNC | constants.O_APPEND | constants.O_WRONLY | constants.O_NOFOLLOW,
    0o600,
  );
  fchmodSync(descriptor, 0o600);
  const [program = '', ...first] = command;
  const child = spawn(program, [...first, 'daemon', '--profile', profile, ...flags], {
    detached: true,
    stdio: ['ignore', descriptor, descriptor],
    env: backgroundEnvironment(environment),
    windowsHide: true,
  });
  closeSync(descriptor);
  let hasEnded = false;
  child.on('exit', () => {
    hasEnded = true;
  });
  child.on('error', () => {
    hasEnded = true;
  });
  child.unref();
  for (let waited = 0; waited < PATIENCE; waited += INTERVAL) {
    const attached = await attach();
    if (attached !== null) {
      return attached;
    }
    if (hasEnded) {
      break;
    }
    await sleep(INTERVAL);
  }
  throw new NatterError('CORE_GONE', appTexts.background.notStarted(lastWords(log)));
}

function lastWords(log: string): string {
  const [last = appTexts.background.saidNothing] = readFileSync(log, 'utf8').trim().split('\n').slice(-1);
  return safeLine(last.replace(/^natter: /, ''));
}
