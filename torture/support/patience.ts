import {setTimeout as sleep} from 'node:timers/promises';

/** How often a condition that nothing announces is looked at, milliseconds. */
const GLANCE = 20;

/** Waits until something holds; milliseconds that took. Rejects with what was waited for when time is up. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  patience: number,
): Promise<number> {
  const begin = performance.now();
  while (!(await holds())) {
    if (performance.now() - begin > patience) {
      throw new Error(`waited ${patience / 1000} s in vain until ${what}`);
    }
    await sleep(GLANCE);
  }
  return performance.now() - begin;
}

export {sleep};
