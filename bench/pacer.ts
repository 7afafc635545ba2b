/**
 * A clock that ticks for another thread: at each tick it posts the moment, so that a wait in that thread's own
 * queue counts. Worker data: {count, interval in microseconds}.
 */
import {once} from 'node:events';
import {parentPort, Worker, workerData} from 'node:worker_threads';

/** The machine's monotonic clock in microseconds: the same in every process. */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1000;
}

/** Calls `act` so many times in even steps; resolves with the moments at which it was to be called. */
export async function pace(
  count: number,
  perSecond: number,
  act: (moment: number) => void,
): Promise<number[]> {
  const worker = new Worker(new URL(import.meta.url), {workerData: {count, interval: 1e6 / perSecond}});
  const moments: number[] = [];
  worker.on('message', (moment: number) => {
    moments.push(moment);
    act(moment);
  });
  await once(worker, 'exit');
  return moments;
}

if (parentPort !== null) {
  const {count, interval} = workerData as {count: number; interval: number};
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  const begin = now() + 50_000; // the other thread is ready by then
  for (let tick = 0; tick < count; tick++) {
    const wait = begin + tick * interval - now();
    Atomics.wait(sleeper, 0, 0, Math.max(0, wait / 1000));
    parentPort.postMessage(now());
  }
}
