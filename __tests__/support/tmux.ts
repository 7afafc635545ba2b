import {spawnSync} from 'node:child_process';
import {setTimeout as sleep} from 'node:timers/promises';
import {ALONE} from './alone.ts';

const PATIENCE = 10_000;
const LOOK_EVERY = 50;

/** A program in a pane of tmux, on a server of its own. */
export type TmuxPane = {
  /** Bytes as a terminal sends them. */
  readonly type: (text: string) => void;
  /** Names of keys as tmux has them, such as `Left`. */
  readonly press: (...keys: readonly string[]) => void;
  readonly rows: () => string[];
  /** Resolves once the rows fit; fails with what was there instead. */
  readonly waitFor: (fits: (rows: readonly string[]) => boolean, what?: string) => Promise<void>;
  readonly close: () => void;
};

export const hasTmux = spawnSync('tmux', ['-V']).status === 0;

/** Starts a program in tmux. */
export function startTmux(
  command: readonly string[],
  {columns = 80, rows = 24, locale = 'C.UTF-8', environment = {}}: TmuxOptions = {},
): TmuxPane {
  const server = `natter-test-${process.pid}-${Math.random().toString(36).slice(2)}`;
  const isUnicode = /utf-?8/i.test(locale);
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '/',
    TERM: 'xterm-256color',
    LC_ALL: locale,
    ...ALONE,
    ...environment,
  };
  const run = (...args: readonly string[]) =>
    spawnSync('tmux', ['-L', server, '-f', '/dev/null', ...(isUnicode ? ['-u'] : []), ...args], {
      ...{env, encoding: 'utf8'},
    });
  const started = run('new-session', '-d', '-x', String(columns), '-y', String(rows), ...command);
  if (started.status !== 0) {
    throw new Error(`tmux did not start: ${started.stderr}`);
  }
  const look = () => run('capture-pane', '-p').stdout.split('\n').slice(0, rows);

  return {
    type: text => void run('send-keys', '-l', text),
    press: (...keys) => void run('send-keys', ...keys),
    rows: look,
    async waitFor(fits, what = fits.toString()) {
      const deadline = Date.now() + PATIENCE;
      while (!fits(look())) {
        if (Date.now() > deadline) {
          throw new Error(`waited in vain for ${what}; the pane is\n${look().join('\n')}`);
        }
        await sleep(LOOK_EVERY);
      }
    },
    close: () => void run('kill-server'),
  };
}

export type TmuxOptions = {
  readonly columns?: number;
  readonly rows?: number;
  readonly locale?: string;
  readonly environment?: Readonly<Record<string, string>>;
};
