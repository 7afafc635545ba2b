import {Worker} from 'node:worker_threads';
import type {Core} from '../core/api.ts';
import {connectCore} from '../core/seam.ts';
import {NatterError, toPlainError} from '../lib/errors.ts';
import type {CoreFlags} from './open-core.ts';

/** A core in its own thread. */
export type SpawnedCore = {
  readonly core: Core;
  /** Settles when the thread has ended; rejects if it ended by an error. */
  readonly ended: Promise<void>;
};

/**
 * Starts the core in a worker thread. `entry` is the module of the worker (built or source). The thread does
 * not outlive the program; `core.stop()` ends it in order.
 */
export function spawnCore(entry: URL, flags: CoreFlags): SpawnedCore {
  const worker = new Worker(entry, {workerData: flags, name: 'core'});
  const core = connectCore(worker);
  const ended = new Promise<void>((resolve, reject) => {
    worker.on('error', error => {
      core.abandon(new NatterError('INTERNAL', toPlainError(error).message, {cause: error}));
      reject(error);
    });
    worker.on('exit', () => {
      core.abandon(new NatterError('INTERNAL', 'The core has ended.'));
      resolve();
    });
  });
  return {
    core: {
      ...core,
      async stop() {
        await core.stop();
        await worker.terminate();
      },
    },
    ended,
  };
}
