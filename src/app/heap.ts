import {PerformanceObserver} from 'node:perf_hooks';
import {getHeapSpaceStatistics, setFlagsFromString} from 'node:v8';

/** Both halves of the heap for new objects, bytes. With half of it the collector ran all the time. */
const ENOUGH = 8 * 1024 * 1024;
/** A start is over after that, milliseconds. */
const START = 1000;
/** Percent of what lives that garbage may take before old objects are looked through; of a small heap V8 lets 300 come. */
const GARBAGE = 50;

/**
 * Keeps the heap of this process small. The part for new objects V8 doubles whenever as much as its size has survived
 * since the last time, however long that took, up to 100 MB, of which a screen that draws 30 frames a second never
 * needs more than a tenth. There are flags for sizes, but they are read before any of ours runs; those for growing
 * are read each time. It looks after `start` milliseconds: before, there is no time for that.
 */
export function keepHeapSmall(start = START): void {
  setFlagsFromString(`--heap-growing-percent=${GARBAGE}`);
  setTimeout(watchYoungHeap, start).unref();
}

function watchYoungHeap(): void {
  const observer = new PerformanceObserver(() => {
    if (youngHeap() >= ENOUGH) {
      setFlagsFromString('--semi-space-growth-factor=1');
      observer.disconnect();
    }
  });
  observer.observe({entryTypes: ['gc']});
}

/** What is set aside for new objects, bytes. */
function youngHeap(): number {
  return getHeapSpaceStatistics().find(({space_name}) => space_name === 'new_space')?.space_size ?? 0;
}
