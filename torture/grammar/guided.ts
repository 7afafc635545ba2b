import type {Random} from '../support/random.ts';
import {startCoverage} from './coverage.ts';

/** What a guided run found. */
export type Guided = {
  readonly inputs: number;
  /** Inputs that made a function do what it had not done before. */
  readonly corpus: readonly Uint8Array[];
  readonly failures: readonly {readonly input: Uint8Array; readonly error: unknown}[];
};

export type GuidedOptions = {
  readonly read: (bytes: Uint8Array) => unknown;
  readonly seeds: readonly Uint8Array[];
  readonly isWatched: (url: string) => boolean;
  readonly random: Random;
  readonly milliseconds: number;
  /** Ends after so many failures. */
  readonly enough?: number;
};

/** Asking for the coverage costs more than an input: only where a batch did something new, each is asked about. */
const BATCH = 64;
const MAX_BYTES = 4096;
const ENOUGH = 5;

/** Changes inputs at random, and goes on from those that reached something new. */
export function runGuided(options: GuidedOptions): Guided {
  const {read, seeds, isWatched, random, milliseconds, enough = ENOUGH} = options;
  const coverage = startCoverage(isWatched);
  const corpus: Uint8Array[] = [];
  const failures: {input: Uint8Array; error: unknown}[] = [];
  const [together, alone] = [new Set<string>(), new Set<string>()];
  let inputs = 0;

  function attempt(input: Uint8Array): void {
    inputs++;
    try {
      read(input);
    } catch (error) {
      failures.push({input, error});
    }
  }

  function tryBatch(batch: readonly Uint8Array[]): void {
    batch.forEach(attempt);
    if (!addAll(together, coverage.take())) {
      return;
    }
    for (const input of batch) {
      attempt(input);
      if (addAll(alone, coverage.take())) {
        corpus.push(input);
      }
    }
  }

  try {
    coverage.take();
    tryBatch(seeds);
    const pool = () => random.pick(corpus.length > 0 && random.chance(0.8) ? corpus : seeds);
    for (const end = worked() + milliseconds; worked() < end; ) {
      tryBatch(Array.from({length: BATCH}, () => change(pool(), pool(), random)));
      if (failures.length >= enough) {
        break;
      }
    }
  } finally {
    coverage.stop();
  }
  return {inputs, corpus, failures};
}

/** Milliseconds that this process has worked: it does not pass while others have the processor. */
function worked(): number {
  const {user, system} = process.cpuUsage();
  return (user + system) / 1000;
}

/** Whether any of them is new. */
function addAll(known: Set<string>, signatures: readonly string[]): boolean {
  const before = known.size;
  for (const signature of signatures) {
    known.add(signature);
  }
  return known.size > before;
}

/** Changes bytes, takes some out, repeats some, or puts a piece of another input in. */
function change(one: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let bytes = Array.from(one);
  for (let changes = random.between(1, 4); changes > 0; changes--) {
    const at = random.between(0, bytes.length);
    const size = random.between(1, 8);
    const from = random.between(0, other.length);
    switch (random.between(0, 4)) {
      case 0:
        bytes[Math.min(at, Math.max(0, bytes.length - 1))] = random.between(0, 255);
        break;
      case 1:
        bytes.splice(at, size);
        break;
      case 2:
        bytes.splice(at, 0, ...bytes.slice(at, at + size));
        break;
      case 3:
        bytes.splice(at, size, ...other.subarray(from, from + size * 4));
        break;
      default:
        bytes.splice(at, 1, random.pick([0, 1, 0x7f, 0xfc, 0xfd, 0xfe, 0xff]));
    }
  }
  bytes = bytes.slice(0, MAX_BYTES);
  return Uint8Array.from(bytes);
}
