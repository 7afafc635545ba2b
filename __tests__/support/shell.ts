import {type ChildProcess, spawn} from 'node:child_process';
import {tmpdir} from 'node:os';
import {ALONE} from './alone.ts';

const PROGRAM = new URL(process.env['NATTER_TEST_ENTRY'] ?? '../../bin/natter.js', import.meta.url).pathname;
const running = new Set<ChildProcess>();

/** What a command printed, and how it ended. */
export type Ran = {readonly code: number | null; readonly out: string; readonly err: string};

/** The environment of a command: nothing of the machine's, and a socket folder of the test's own. */
export function shellEnvironment(runtime: string): NodeJS.ProcessEnv {
  return {
    ...{PATH: process.env['PATH'], HOME: runtime, XDG_CACHE_HOME: tmpdir(), XDG_RUNTIME_DIR: runtime},
    ...ALONE,
  };
}

/** Starts `natter` with some words; `runtime` is the folder of the user's sockets. */
export function startNatter(runtime: string, words: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {...shellEnvironment(runtime), ...environment},
  });
  running.add(child);
  let [out, err] = ['', ''];
  let wake = () => {};
  child.stdout.setEncoding('utf8').on('data', text => {
    out += text;
    wake();
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    err += text;
  });
  const ended = new Promise<Ran>(resolve => {
    child.on('close', code => {
      running.delete(child);
      resolve({code, out, err});
      wake();
    });
  });
  return {
    child,
    ended,
    output: () => out,
    /** Waits for something in the output; answers the first match. */
    async printed(wanted: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const match = wanted.exec(out);
        if (match !== null) {
          return match;
        }
        if (child.exitCode !== null) {
          throw new Error(`waited in vain for ${wanted}; got ${out} ${err}`);
        }
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      }
    },
  };
}

/** Runs `natter` to its end, with some input. */
export function runNatter(runtime: string, words: readonly string[], input = ''): Promise<Ran> {
  const {child, ended} = startNatter(runtime, words);
  child.stdin.end(input);
  return ended;
}

/** Ends what a test left running; for `afterEach`. */
export function killAll(): void {
  for (const child of running) {
    child.kill('SIGKILL');
  }
}
