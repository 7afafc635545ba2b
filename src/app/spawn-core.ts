import {getCompileCacheDir} from 'node:module';
import {dirname} from 'node:path';
import {Worker} from 'node:worker_threads';
import type {Core, PlainError} from '../core/api/api.ts';
import {connectCore} from '../core/api/rpc.ts';
import {type ErrorCode, fromPlainError, NatterError, toPlainError} from '../lib/errors.ts';
import {appTexts} from '../lib/texts/app.ts';
import {keepEvents} from './event-buffer.ts';
import type {CoreFlags} from './open-core.ts';

/** For new objects of the core; V8 would take four times as much in the long run, which makes nothing faster. MB. */
const YOUNG_HEAP = 12;

/** What the thread is told first. */
export type WorkerFlags = CoreFlags & {readonly version: string};

/** A core in its thread. */
export type SpawnedCore = Core & {
  /** Null once it is ready, or why it could not begin. Whoever waits for this does not count as a listener. */
  readonly begun: Promise<PlainError | null>;
  /** Ends the thread, in whatever it is. */
  readonly end: () => Promise<void>;
};

/**
 * Starts the core in a worker thread. `entry` is the module of the worker (built or source). The thread does
 * not outlive the program; `core.stop()` ends it in order. What it says before anybody listens is told to those who
 * listen first.
 */
export function spawnCore(entry: URL, flags: WorkerFlags): SpawnedCore {
  const worker = new Worker(entry, {
    name: 'core',
    env: {...process.env, ...compileCache()},
    resourceLimits: {maxYoungGenerationSizeMb: YOUNG_HEAP},
  });
  worker.postMessage(flags); // as data of the thread, a passphrase would stay in memory with it
  const core = connectCore(worker);
  worker.on('error', error => core.abandon(thrown(error)));
  worker.on('exit', () => core.abandon(new NatterError('INTERNAL', appTexts.background.coreEnded)));
  return {
    ...core,
    begun: beginning(core.subscribe),
    subscribe: keepEvents(core.subscribe),
    async stop() {
      try {
        await core.stop();
      } finally {
        await worker.terminate(); // a thread that goes on would keep the program from ending
      }
    },
    async end() {
      await worker.terminate();
    },
  };
}

/** What the thread could not begin with: on its way here an error keeps its code, but not its class. */
function thrown(error: unknown): NatterError {
  const {name, code, message} = error as {name?: string; code?: ErrorCode; message: string};
  return name === 'NatterError' && code !== undefined
    ? fromPlainError({code, message})
    : fromPlainError(toPlainError(error));
}

function beginning(subscribe: Core['subscribe']): Promise<PlainError | null> {
  return new Promise(resolve => {
    const unsubscribe = subscribe(events => {
      for (const event of events) {
        if (event.type === 'ready' || event.type === 'stopped') {
          unsubscribe();
          resolve(event.type === 'stopped' ? event.error : null);
        }
      }
    });
  });
}

/** Compiled code is kept from start to start; a thread does so only if its environment says where. */
function compileCache(): {readonly NODE_COMPILE_CACHE?: string} {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : {NODE_COMPILE_CACHE: dirname(folder)};
}
