import {writeSync} from 'node:fs';
import {type IPty, spawn} from '@lydell/node-pty';
import {ALONE} from '../../__tests__/support/alone.ts';
import {createEmulator, type Look} from './emulator.ts';

/** The output of a program is over when nothing came for so long, milliseconds. */
const QUIET = 15;
/** How long a program may take until it answers a key, or shows what is waited for, milliseconds. */
const KEY_PATIENCE = 5000;
const SIGHT_PATIENCE = 60_000;
/** How long a program may take to end when it is asked to, milliseconds. */
const END_PATIENCE = 10_000;

export type Size = {readonly columns: number; readonly rows: number};

/** What is started on a pseudo-terminal, as a user would start it. */
export type Program = {
  readonly name: string;
  readonly file: string;
  readonly parameters: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
};

/** Bytes that were read at once, and when; milliseconds of `performance.now()`. */
export type Chunk = {readonly at: number; readonly data: Uint8Array};

/** What followed a key: moments in milliseconds of `performance.now()`. */
export type Stroke = {
  /** Just before the key was written. */
  readonly begin: number;
  /** The last byte was read, and then came none for a while. */
  readonly last: number;
  readonly bytes: number;
};

/** A program on a pseudo-terminal. What it writes is kept with the moment it was read, and looked at later. */
export type Terminal = {
  readonly pid: number;
  /** Just before the process was started. */
  readonly started: number;
  /** Writes keys and gives the moment. */
  readonly write: (keys: string) => number;
  /**
   * Writes keys and waits until nothing comes any more and their effect is painted: a busy machine may stop a
   * program for longer than the quiet time in the middle of a frame.
   */
  readonly press: (keys: string, isPainted?: (look: Look) => boolean) => Promise<Stroke>;
  /** Waits until nothing comes any more. */
  readonly settle: () => Promise<void>;
  /** Looks at the screen after each chunk that was not looked at yet. */
  readonly review: (visit?: (look: Look, chunk: Chunk) => void) => Promise<Look>;
  /** The moment of the first chunk not looked at yet after which the screen shows this. */
  readonly waitFor: (what: string, shows: (look: Look, at: number) => boolean) => Promise<number>;
  /** The same, but it may be so already. */
  readonly waitUntil: (what: string, shows: (look: Look, at: number) => boolean) => Promise<void>;
  /** Ends it in order by SIGTERM, or at once by SIGKILL. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>;
};

/** Those whose program runs. */
const running = new Set<Terminal>();

/** Ends every program that was left running, at once. */
export async function endTerminals(): Promise<void> {
  await Promise.all([...running].map(terminal => terminal.end('SIGKILL')));
}

/** Starts a program. Nothing but the bytes themselves is handled while a key is timed. */
export function startTerminal(program: Program, size: Size): Terminal {
  const emulator = createEmulator(size);
  const started = performance.now();
  const pty = spawn(program.file, [...program.parameters], {
    cols: size.columns,
    rows: size.rows,
    name: 'xterm-256color',
    encoding: null,
    env: {...ALONE, ...program.environment, TERM: 'xterm-256color', LANG: 'C.UTF-8'},
  });
  const {fd} = pty as IPty & {readonly fd: number};
  const exited = Promise.withResolvers<void>();
  let isOver = false;
  const unseen: Chunk[] = [];
  let bytes = 0;
  let last = started;

  pty.onData(data => {
    last = performance.now();
    const chunk = {at: last, data: data as unknown as Uint8Array};
    bytes += chunk.data.length;
    unseen.push(chunk);
  });
  pty.onExit(() => {
    isOver = true;
    running.delete(terminal);
    exited.resolve();
  });

  function write(keys: string): number {
    const begin = performance.now();
    writeSync(fd, keys);
    return begin;
  }

  async function press(keys: string, isPainted = (_: Look) => true): Promise<Stroke> {
    const before = bytes;
    const begin = write(keys);
    for (;;) {
      await settle();
      const look = await review();
      if (bytes > before && !look.isUnfinished() && isPainted(look)) {
        return {begin, last, bytes: bytes - before};
      }
      if (isOver || performance.now() - begin > KEY_PATIENCE) {
        throw new Error(`${program.name} did not answer ${JSON.stringify(keys)}${await looks()}`);
      }
      await sleep(QUIET);
    }
  }

  async function settle(): Promise<void> {
    for (let left = QUIET; left > 0; left = last + QUIET - performance.now()) {
      await sleep(left);
    }
  }

  async function review(visit: (look: Look, chunk: Chunk) => void = () => {}): Promise<Look> {
    for (let chunk = unseen.shift(); chunk !== undefined; chunk = unseen.shift()) {
      await emulator.show(chunk.data);
      visit(emulator.look, chunk);
    }
    return emulator.look;
  }

  async function waitFor(what: string, shows: (look: Look, at: number) => boolean): Promise<number> {
    const begin = performance.now();
    let found: number | null = null;
    for (;;) {
      await review((look, {at}) => {
        if (found === null && shows(look, at)) {
          found = at;
        }
      });
      if (found !== null) {
        return found;
      }
      if (isOver || performance.now() - begin > SIGHT_PATIENCE) {
        throw new Error(`${program.name} did not show ${what}${await looks()}`);
      }
      await sleep(QUIET);
    }
  }

  async function waitUntil(what: string, shows: (look: Look, at: number) => boolean): Promise<void> {
    if (!shows(emulator.look, last)) {
      await waitFor(what, shows);
    }
  }

  async function looks(): Promise<string> {
    const look = await review();
    return `; it ${isOver ? 'ended with' : 'shows'}\n${look.rows().join('\n')}`;
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const late = setTimeout(() => pty.kill('SIGKILL'), END_PATIENCE);
    if (!isOver) {
      pty.kill(signal);
    }
    await exited.promise;
    clearTimeout(late);
  }

  const terminal = {pid: pty.pid, started, write, press, settle, review, waitFor, waitUntil, end};
  running.add(terminal);
  return terminal;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
