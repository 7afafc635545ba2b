import {type ChildProcess, fork} from 'node:child_process';
import {once} from 'node:events';

/** What a child process can do for us; arguments and answers survive `structuredClone`. */
type Methods = {readonly [name: string]: (...parameters: never[]) => unknown};

type Call = {readonly id: number; readonly method: string; readonly parameters: readonly unknown[]};
type Reply = {readonly id: number; readonly result?: unknown; readonly failure?: string};

/** A process of ours that runs one end of a measurement. */
export type Child<M> = {
  readonly call: {
    readonly [K in keyof M]: M[K] extends (...parameters: infer P) => infer R
      ? (...parameters: P) => Promise<Awaited<R>>
      : never;
  };
  readonly pid: number;
  /** Ends it in order: it leaves once nothing keeps it, and is killed after a short grace. */
  readonly stop: () => Promise<void>;
  /** SIGKILL, as a power cut would. */
  readonly kill: () => Promise<void>;
};

/** How long a child may take to answer, and to leave, milliseconds. */
const PATIENCE = 180_000;
const GRACE = 2000;
/** What is kept of a child's error output, characters. */
const MEMORY_OF_ERRORS = 4000;

const running = new Set<ChildProcess>();

/** Kills every process that was left running. */
export function killChildren(): void {
  for (const child of running) {
    child.kill('SIGKILL');
  }
}

/**
 * Starts a script that calls `serveParent` in a process of its own. A call rejects with the child's error,
 * or, when the child dies, with the last it wrote to standard error.
 */
export function startChild<M>(
  script: URL,
  parameters: readonly string[] = [],
  flags: readonly string[] = [],
): Child<M> {
  const child = fork(script, parameters, {
    execArgv: [...process.execArgv, '--disable-warning=ExperimentalWarning', ...flags], // --cpu-prof too
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const pending = new Map<number, {resolve: (result: unknown) => void; reject: (error: Error) => void}>();
  const exited = once(child, 'exit');
  let errors = '';
  let nextId = 1;
  running.add(child);

  child.stderr?.on('data', chunk => {
    errors = (errors + String(chunk)).slice(-MEMORY_OF_ERRORS);
  });
  child.on('message', message => {
    const {id, result, failure} = message as Reply;
    const waiting = pending.get(id);
    pending.delete(id);
    if (failure === undefined) {
      waiting?.resolve(result);
    } else {
      waiting?.reject(new Error(failure));
    }
  });
  child.once('exit', (code, signal) => {
    running.delete(child);
    for (const waiting of pending.values()) {
      waiting.reject(new Error(`${script.pathname} ended (${signal ?? code}) ${errors}`));
    }
    pending.clear();
  });

  function call(method: string, args: readonly unknown[]): Promise<unknown> {
    const {promise, resolve, reject} = Promise.withResolvers<unknown>();
    const id = nextId++;
    const late = new Error(`${script.pathname} did not answer ${method}. ${errors}`);
    const timer = setTimeout(reject, PATIENCE, late);
    pending.set(id, {resolve, reject});
    child.send({id, method, parameters: args} satisfies Call, error => {
      if (error !== null) {
        pending.delete(id);
        reject(new Error(`${script.pathname} is gone. ${errors}`, {cause: error}));
      }
    });
    return promise.finally(() => clearTimeout(timer));
  }

  return {
    call: new Proxy({} as Child<M>['call'], {
      get: (_, method) =>
        method === 'then' ? undefined : (...args: unknown[]) => call(String(method), args),
    }),
    pid: child.pid ?? 0,
    stop: () => leave(child, exited, 'SIGTERM'),
    kill: () => leave(child, exited, 'SIGKILL'),
  };
}

async function leave(child: ChildProcess, exited: Promise<unknown>, signal: NodeJS.Signals): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), GRACE);
  child.kill(signal);
  if (child.exitCode === null && child.signalCode === null) {
    await exited;
  }
  clearTimeout(timer);
}

/** In the child: does what the parent asks, and ends with it. */
export function serveParent(methods: Methods): void {
  process.on('disconnect', () => process.exit());
  process.on('SIGTERM', () => process.exit()); // in order, so that a profile is written
  process.on('message', message => {
    const {id, method, parameters} = message as Call;
    answer(methods, method, parameters).then(
      result => reply({id, result}),
      error => reply({id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error)}),
    );
  });
}

async function answer(methods: Methods, method: string, parameters: readonly unknown[]): Promise<unknown> {
  const run = methods[method] as ((...parameters: readonly unknown[]) => unknown) | undefined;
  if (run === undefined) {
    throw new TypeError(`there is no ${method} here`);
  }
  return await run(...parameters);
}

function reply(message: Reply): void {
  process.send?.(message);
}
