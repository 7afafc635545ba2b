import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {type IPty, spawn as spawnInTerminal} from '@lydell/node-pty';
import {ALONE} from '../__tests__/support/alone.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** How long a program may take until it shows what is waited for, milliseconds. */
const PATIENCE = 20_000;
const COLUMNS = 80;
const ROWS = 24;

/** A program to be started: what runs is a process of its own, as a user would start it. */
export type Program = {
  readonly file: string;
  readonly parameters: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Output that says that it is there. */
  readonly sign: string;
};

/** A program that has shown its sign. */
export type Running = {
  /** From the start of the process to the sign, milliseconds. */
  readonly time: number;
  readonly pid: number;
  /** Everything it wrote until now. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
};

let built: Promise<void> | null = null;

/** natter as it is installed, built once for each run of the bench. */
export async function natterProgram(parameters: readonly string[], sign: string): Promise<Program> {
  built ??= build();
  await built;
  return {file: process.execPath, parameters: [`${ROOT}bin/natter.js`, ...parameters], sign};
}

async function build(): Promise<void> {
  await run(process.execPath, [`${ROOT}scripts/build.mjs`], {cwd: ROOT});
}

/** Starts a program without a terminal and waits for its sign on standard output. */
export async function startPlain({file, parameters, environment, sign}: Program): Promise<Running> {
  const begin = performance.now();
  const child = spawn(file, parameters, {stdio: ['pipe', 'pipe', 'pipe'], env: environmentFor(environment)});
  const exited = once(child, 'exit');
  const output = collect(sign, write => {
    child.stdout.on('data', write);
    child.stderr.on('data', write);
    child.once('exit', () => write(''));
  });
  await output.shown(() => child.exitCode !== null);
  return {
    time: performance.now() - begin,
    pid: child.pid ?? 0,
    output: output.text,
    async stop() {
      child.kill();
      await exited;
    },
  };
}

/** Runs a program that ends by itself: from its start to its end, milliseconds. Rejects if it fails. */
export async function runToEnd({file, parameters, environment}: Program): Promise<number> {
  const begin = performance.now();
  await run(file, [...parameters], {env: environmentFor(environment)});
  return performance.now() - begin;
}

/** Starts a program on a pseudo-terminal of 80×24 and waits until its sign is drawn. */
export async function startInTerminal({file, parameters, environment, sign}: Program): Promise<Running> {
  const begin = performance.now();
  const terminal = spawnInTerminal(file, [...parameters], {
    cols: COLUMNS,
    rows: ROWS,
    name: 'xterm-256color',
    env: environmentFor(environment),
  });
  let exited = false;
  const exit = new Promise<void>(resolve => {
    terminal.onExit(() => {
      exited = true;
      resolve();
    });
  });
  const output = collect(sign, write => {
    terminal.onData(write);
    terminal.onExit(() => write(''));
  });
  await output.shown(() => exited);
  return {
    time: performance.now() - begin,
    pid: terminal.pid,
    output: output.text,
    stop: () => endTerminal(terminal, exit),
  };
}

/** SIGKILL, so that the next program does not wait for farewells. */
async function endTerminal(terminal: IPty, exit: Promise<void>): Promise<void> {
  terminal.kill('SIGKILL');
  await exit;
}

/** Resident memory of a process, bytes. */
export async function residentMemory(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
  } catch {
    const {stdout} = await run('ps', ['-o', 'rss=', '-p', String(pid)]); // a system without /proc
    return Number(stdout) * 1024;
  }
}

/** Output until a sign appears in it; escape sequences between the letters of the sign would hide it. */
function collect(sign: string, listen: (write: (data: Buffer | string) => void) => void) {
  const {promise, resolve} = Promise.withResolvers<void>();
  let text = '';
  let waiting: () => void = () => {};
  listen(data => {
    text += String(data);
    if (text.includes(sign)) {
      resolve();
    }
    waiting();
  });
  return {
    text: () => text,
    async shown(exited: () => boolean): Promise<void> {
      const gone = new Promise<void>((_, reject) => {
        const fail = (why: string) =>
          reject(new Error(`${why} before "${sign}" was shown: ${text.slice(-500)}`));
        const timer = setTimeout(fail, PATIENCE, 'a long time passed');
        waiting = () => exited() && fail('the program ended');
        void promise.then(() => clearTimeout(timer));
      });
      await Promise.race([promise, gone]);
    },
  };
}

/** Nothing of ours or of a CI that would make a program behave in another way. */
function environmentFor(own: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = ['PATH', 'HOME', 'LANG', 'LD_LIBRARY_PATH', 'TMPDIR'];
  const environment: Record<string, string> = {TERM: 'xterm-256color', ...ALONE, ...own};
  for (const name of kept) {
    const value = process.env[name];
    if (value !== undefined) {
      environment[name] ??= value;
    }
  }
  return environment;
}
