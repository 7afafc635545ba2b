import {type ChildProcess, spawn} from 'node:child_process';
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {ALONE} from '../../__tests__/support/alone.ts';
import type {Config} from '../../src/storage/profile/config-file.ts';

/** A line of headless output. */
export type Line = {readonly event: string; readonly [field: string]: unknown};

/** One life of a natter process in headless mode, and everything that it said. */
export type Natter = {
  /** Of what was started: of the wrapper where there is one that does not step aside. */
  readonly pid: number;
  readonly lines: readonly Line[];
  readonly errors: () => string;
  readonly isRunning: () => boolean;
  /** Writes lines to its standard input; into the void when it is gone. */
  readonly say: (...lines: readonly string[]) => void;
  /** Calls back with each line from now on. */
  readonly onLine: (listener: (line: Line) => void) => void;
  /** The first line that fits, of those there are and those to come. Rejects when it ends or time is up. */
  readonly waitFor: (what: string, fits: (line: Line) => boolean, patience?: number) => Promise<Line>;
  /** The same, of those to come only. */
  readonly next: (what: string, fits: (line: Line) => boolean, patience?: number) => Promise<Line>;
  readonly event: (name: string, patience?: number) => Promise<Line>;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** SIGKILL; resolves when the process is gone. */
  readonly kill: () => Promise<void>;
  /** Closes standard input and waits for the orderly end; gives the exit code. */
  readonly end: () => Promise<number | null>;
};

export type NatterOptions = {
  readonly profile: string;
  readonly host?: string;
  readonly port?: number;
  readonly flags?: readonly string[];
  /** Where relative paths begin. */
  readonly cwd?: string;
  /** A command that runs it, such as `ip netns exec …`. */
  readonly wrapper?: readonly string[];
};

const PATIENCE = 20_000;
const ROOT = new URL('../../', import.meta.url).pathname;
const living = new Set<ChildProcess>();

/** The program: what was built if it was, or else the sources; `NATTER_TEST_ENTRY` goes before both. */
export function program(): string {
  const chosen = process.env['NATTER_TEST_ENTRY'];
  if (chosen !== undefined) {
    return new URL(chosen, import.meta.url).pathname;
  }
  const isBuilt = existsSync(join(ROOT, 'dist/natter.js'));
  return join(ROOT, isBuilt ? 'bin/natter.js' : 'src/cli/entry.ts');
}

/** Creates a profile folder with settings in its config.json, before the first start. */
export function prepareProfile(folder: string, config: Config): string {
  mkdirSync(folder, {recursive: true, mode: 0o700});
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config), {mode: 0o600});
  return folder;
}

/** Starts a process. What it prints is recorded from the first line on. */
export function startNatter(options: NatterOptions): Natter {
  const {profile, host = '127.0.0.1', port = 0, flags = [], wrapper = [], cwd = process.cwd()} = options;
  const own = [program(), '--headless', '--host', host, '--port', String(port), '--profile', profile];
  const [command = process.execPath, ...parameters] = [...wrapper, process.execPath, ...own, ...flags];
  const child = spawn(command, parameters, {
    stdio: ['pipe', 'pipe', 'pipe'],
    cwd,
    env: {PATH: process.env['PATH'], HOME: profile, ...ALONE},
  });
  living.add(child);
  const lines: Line[] = [];
  const listeners = new Set<(line: Line) => void>();
  const ends = new Set<() => void>();
  let errors = '';
  let ended = false;

  const exited = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      ended = true;
      living.delete(child);
      resolve(code);
      for (const end of [...ends]) {
        end();
      }
    });
  });
  child.stdin.on('error', () => {}); // it was killed while we wrote
  child.stderr.setEncoding('utf8').on('data', text => {
    errors += text;
  });
  createInterface({input: child.stdout}).on('line', text => {
    const line = parse(text);
    if (line !== null) {
      lines.push(line);
      for (const listener of [...listeners]) {
        listener(line);
      }
    }
  });

  function waitFor(what: string, fits: (line: Line) => boolean, patience?: number): Promise<Line> {
    const found = lines.find(fits);
    return found === undefined ? next(what, fits, patience) : Promise.resolve(found);
  }

  function next(what: string, fits: (line: Line) => boolean, patience = PATIENCE): Promise<Line> {
    const {promise, resolve, reject} = Promise.withResolvers<Line>();
    const fail = () => reject(new Error(`waited in vain for ${what}; ${describe()}`));
    const listen = (line: Line) => {
      if (fits(line)) {
        resolve(line);
      }
    };
    const timer = setTimeout(fail, patience);
    listeners.add(listen);
    ends.add(fail);
    if (ended) {
      fail();
    }
    return promise.finally(() => {
      clearTimeout(timer);
      listeners.delete(listen);
      ends.delete(fail);
    });
  }

  function describe(): string {
    const last = lines.slice(-5).map(line => JSON.stringify(line));
    return `${ended ? 'it ended' : 'it runs'}; its last lines: ${last.join(' ')} ${errors}`;
  }

  return {
    pid: child.pid ?? 0,
    lines,
    errors: () => errors,
    isRunning: () => !ended,
    say(...texts) {
      if (child.stdin.writable) {
        child.stdin.write(texts.map(text => `${text}\n`).join(''));
      }
    },
    onLine: listener => void listeners.add(listener),
    waitFor,
    next,
    event: (name, patience) => waitFor(name, line => line.event === name, patience),
    signal: signal => void child.kill(signal),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    end() {
      child.stdin.end();
      return exited;
    },
  };
}

/** Kills whatever a figure left running. */
export function killLeftovers(): void {
  for (const child of living) {
    child.kill('SIGCONT');
    child.kill('SIGKILL');
  }
}

/** A process that was killed may have printed half a line. */
function parse(text: string): Line | null {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return null;
  }
}
