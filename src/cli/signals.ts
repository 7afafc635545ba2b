import {onEndSignal} from '../app/process-end.ts';

/** Resolves when the process is asked to end from outside. What has begun to end ends in bounded time. */
export function interruption(): Promise<void> {
  return new Promise(resolve => {
    onEndSignal(() => resolve());
  });
}
