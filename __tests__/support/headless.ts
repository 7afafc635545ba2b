import {type ChildProcess, spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {ALONE} from './alone.ts';

/** A line of headless output. */
export type Line = {readonly event: string; readonly [field: string]: unknown};

/** A natter process in headless mode, driven like a script would. */
export type Headless = {
  readonly process: ChildProcess;
  readonly lines: readonly Line[];
  readonly errors: () => string;
  readonly say: (...lines: readonly string[]) => void;
  /** The first line, from the start or after the last one returned by `next`, that fits. */
  readonly next: (fits: (line: Line) => boolean, what?: string) => Promise<Line>;
  readonly event: (name: string) => Promise<Line>;
  /** Closes standard input and waits for the end; gives the exit code. */
  readonly end: () => Promise<number | null>;
  readonly kill: (signal: NodeJS.Signals) => Promise<number | null>;
};

const PROGRAM = new URL(process.env['NATTER_TEST_ENTRY'] ?? '../../bin/natter.js', import.meta.url).pathname;
const PATIENCE = 20_000;
const running = new Set<ChildProcess>();
const folders: string[] = [];

/** A new folder for a profile, removed by `cleanUp`. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'natter-test-'));
  folders.push(folder);
  return folder;
}

/** Ends what a test left running and removes its folders; for `afterEach`. */
export async function cleanUp(): Promise<void> {
  for (const child of running) {
    child.kill('SIGKILL');
  }
  for (const folder of folders.splice(0)) {
    rmSync(folder, {recursive: true, force: true, maxRetries: 5});
  }
}

/** Starts natter in headless mode on loopback with a free port. */
export function startHeadless(profile: string, ...flags: readonly string[]): Headless {
  return startHeadlessIn({}, profile, ...flags);
}

/** Starts natter in headless mode with more in its environment. */
export function startHeadlessIn(
  environment: NodeJS.ProcessEnv,
  profile: string,
  ...flags: readonly string[]
): Headless {
  const defaults = flags.includes('--port') ? [] : ['--port', '0'];
  const child = spawn(
    process.execPath,
    [PROGRAM, '--headless', '--host', '127.0.0.1', '--profile', profile, ...defaults, ...flags],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        HOME: profile,
        XDG_CACHE_HOME: tmpdir(),
        XDG_RUNTIME_DIR: profile,
        ...ALONE,
        ...environment,
      },
    },
  );
  running.add(child);
  const lines: Line[] = [];
  let errors = '';
  let position = 0;
  let wake = () => {};
  const exited = new Promise<number | null>(resolve => {
    child.on('close', code => {
      running.delete(child);
      resolve(code);
      wake();
    });
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    errors += text;
  });
  createInterface({input: child.stdout}).on('line', text => {
    lines.push(JSON.parse(text) as Line);
    wake();
  });

  async function next(fits: (line: Line) => boolean, what = fits.toString()): Promise<Line> {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      for (; position < lines.length; position++) {
        const line = lines[position];
        if (line !== undefined && fits(line)) {
          position++;
          return line;
        }
      }
      if (Date.now() > deadline || child.exitCode !== null) {
        throw new Error(`waited in vain for ${what}; got ${JSON.stringify(lines)} ${errors}`);
      }
      await changed(deadline - Date.now());
    }
  }

  function changed(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    process: child,
    lines,
    errors: () => errors,
    say: (...texts) => void child.stdin.write(texts.map(text => `${text}\n`).join('')),
    next,
    event: name => next(line => line.event === name, name),
    end() {
      child.stdin.end();
      return exited;
    },
    kill(signal) {
      child.kill(signal);
      return exited;
    },
  };
}
