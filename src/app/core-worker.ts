/** The worker thread that the core runs in under the screen. */
import {parentPort} from 'node:worker_threads';
import type {NumberedEvent} from '../core/api/api.ts';
import {serveCore} from '../core/api/rpc.ts';
import {toPlainError} from '../lib/errors.ts';
import {systemClock} from '../lib/time/clock.ts';
import {keepCrashLog} from './crash-log.ts';
import {clearEditorFolders} from './editor-folder.ts';
import {openCore} from './open-core.ts';
import {crashLogFile} from './profile-folder.ts';
import type {WorkerFlags} from './spawn-core.ts';

if (parentPort === null) {
  throw new Error('core-worker is the entry of a worker thread');
}
const port = parentPort;
port.once('message', flags => begin(flags as WorkerFlags));

function begin({version, ...flags}: WorkerFlags): void {
  keepCrashLog({file: crashLogFile(flags), version, now: systemClock.now});
  try {
    const core = openCore(flags);
    serveCore(core, port);
    core.start().catch(async error => {
      core.tell({type: 'stopped', error: toPlainError(error)});
      await core.stop();
    });
    clearEditorFolders(process.env); // in this thread, so that no frame waits for it
  } catch (error) {
    report(error);
  }
}

/** There is no core that could. */
function report(error: unknown): void {
  const stopped: NumberedEvent = {type: 'stopped', error: toPlainError(error), sequence: 1};
  port.postMessage({type: 'events', events: [stopped]});
}
