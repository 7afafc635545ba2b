/** The worker thread that the core runs in under the screen. */
import {parentPort, workerData} from 'node:worker_threads';
import {serveCore} from '../core/api/rpc.ts';
import {toPlainError} from '../lib/errors.ts';
import {type CoreFlags, openCore} from './open-core.ts';

if (parentPort === null) {
  throw new Error('core-worker is the entry of a worker thread');
}
const port = parentPort;
try {
  const core = openCore(workerData as CoreFlags);
  serveCore(core, port);
  core.start().catch(async error => {
    report(error);
    await core.stop();
  });
} catch (error) {
  report(error);
}

function report(error: unknown): void {
  port.postMessage({type: 'events', events: [{type: 'stopped', error: toPlainError(error)}]});
}
