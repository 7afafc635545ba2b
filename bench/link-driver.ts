import {setImmediate as nextTick} from 'node:timers/promises';
import {serveParent} from './child.ts';

/** Size of a small message, bytes of payload. */
export const MESSAGE_BYTES = 100;
/** Messages that are handed over together where a contestant can make use of it. */
const BURST = 32;
/** A full garbage collection and what the kernel takes back need a moment, milliseconds. */
const SETTLING = 300;

/** One open connection of the dialling side, whatever it is made of. */
export type Pipe = {
  /** Sends so many small messages; false: wait for `drained` before the next. */
  readonly send: (count: number) => boolean;
  readonly drained: () => Promise<void>;
  /** Resolves with the number of messages that the other side counted since the last time. */
  readonly confirm: () => Promise<number>;
  /** Sends a small message and waits for one that comes back. */
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** How the dialling and the listening side of a contestant open connections. */
export type LinkKind = {
  /** Opens a port on loopback and answers confirmations and pings. */
  readonly listen: () => Promise<string>;
  readonly dial: (address: string) => Promise<Pipe>;
};

/** `burst`: as fast as the connections take it. `single`: one message to each connection in each tick. */
export type Pace = 'burst' | 'single';

/** What a process at one end of a link does for the bench. */
export type LinkEnd = {
  readonly listen: () => Promise<string>;
  /** Opens so many connections, some at the same time; milliseconds. */
  readonly dial: (address: string, count: number, parallel: number) => Promise<number>;
  /** Sends so many messages on every connection; milliseconds until the last one is confirmed. */
  readonly flood: (count: number, pace: Pace) => Promise<number>;
  /** Round trips on the first connection, one after the other, microseconds each. */
  readonly roundTrips: (count: number) => Promise<number[]>;
  readonly hangUp: () => Promise<void>;
  /** Memory of the process after a full garbage collection (needs --expose-gc), bytes. */
  readonly settledMemory: () => Promise<number>;
};

/** Runs the process at one end. Every contestant is driven by these same lines. */
export function serveLinkEnd(kind: LinkKind): void {
  let pipes: Pipe[] = [];

  async function dial(address: string, count: number, parallel: number): Promise<number> {
    const begin = performance.now();
    let left = count;
    const worker = async () => {
      while (left > 0) {
        left--;
        pipes.push(await kind.dial(address));
      }
    };
    await Promise.all(Array.from({length: parallel}, worker));
    return performance.now() - begin;
  }

  async function flood(count: number, pace: Pace): Promise<number> {
    const begin = performance.now();
    if (pace === 'burst') {
      await Promise.all(pipes.map(pipe => stream(pipe, count)));
    } else {
      await oneByOne(pipes, count);
    }
    const counts = await Promise.all(pipes.map(pipe => pipe.confirm()));
    const wrong = counts.find(counted => counted !== count);
    if (wrong !== undefined) {
      throw new Error(`${count} messages were sent, ${wrong} arrived`);
    }
    return performance.now() - begin;
  }

  async function roundTrips(count: number): Promise<number[]> {
    const [pipe] = pipes;
    const times: number[] = [];
    for (let done = 0; pipe !== undefined && done < count; done++) {
      const begin = performance.now();
      await pipe.ping();
      times.push((performance.now() - begin) * 1000);
    }
    return times;
  }

  async function hangUp(): Promise<void> {
    const open = pipes;
    pipes = [];
    await Promise.all(open.map(pipe => pipe.close()));
  }

  const end: LinkEnd = {listen: kind.listen, dial, flood, roundTrips, hangUp, settledMemory};
  serveParent(end);
}

async function stream(pipe: Pipe, count: number): Promise<void> {
  for (let left = count; left > 0; left -= BURST) {
    if (!pipe.send(Math.min(BURST, left))) {
      await pipe.drained();
    }
  }
}

async function oneByOne(pipes: readonly Pipe[], count: number): Promise<void> {
  for (let left = count; left > 0; left--) {
    const full = pipes.filter(pipe => !pipe.send(1));
    await Promise.all(full.map(pipe => pipe.drained()));
    await nextTick();
  }
}

/** Garbage goes, and pages of the heap that it leaves half empty are given back. */
async function settledMemory(): Promise<number> {
  for (let pass = 0; pass < 3; pass++) {
    globalThis.gc?.({type: 'major', execution: 'sync', flavor: 'last-resort'});
    await new Promise(resolve => setTimeout(resolve, SETTLING));
  }
  return process.memoryUsage.rss();
}
