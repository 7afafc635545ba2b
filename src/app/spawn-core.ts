import {Worker} from 'node:worker_threads';
import type {Core} from '../core/api.ts';
import {connectCore} from '../core/seam.ts';
import {NatterError, toPlainError} from '../lib/errors.ts';
import type {CoreFlags} from './open-core.ts';

/**
 * Starts the core in a worker thread. `entry` is the module of the worker (built or source). The thread does
 * not outlive the program; `core.stop()` ends it in order.
 */
export function spawnCore(entry: URL, flags: CoreFlags): Core {
  const worker = new Worker(entry, {workerData: flags, name: 'core'});
  const core = connectCore(worker);
  worker.on('error', error =>
    core.abandon(new NatterError('INTERNAL', toPlainError(error).message, {cause: error})),
  );
  worker.on('exit', () => core.abandon(new NatterError('INTERNAL', 'The core has ended.')));
  return {
    ...core,
    async stop() {
      await core.stop();
      await worker.terminate();
    },
  };
}
