import type {Workspace} from './workspace.ts';

/** What one measurement gave: a number for each metric of its figure. */
export type Sample = Readonly<Record<string, number>>;

/** `natter` is the product, a `limit` what the machine could do, a `peer` what somebody might use instead. */
export type Part = 'natter' | 'limit' | 'peer';

/** Somebody who does the same work as the others of a figure, in the same rounds. */
export type Contestant = {
  readonly name: string;
  readonly part: Part;
  /** Does the work once. Time that is not measured (cleaning, waiting) may pass in it as well. */
  readonly measure: () => Promise<Sample>;
};

export type Unit = 'per-second' | 'milliseconds' | 'microseconds' | 'bytes' | 'percent';

/** The median of a metric that a limit reached; throws if there is no such contestant or metric. */
export type MedianOf = (contestant: string, metric: string) => number;

/** One row of the table: a metric, the limit beside it, and what is asked of the ratio. */
export type Row = {
  readonly metric: string;
  readonly title: string;
  readonly unit: Unit;
  /** True where a larger number is the better one. */
  readonly more: boolean;
  readonly limit: {readonly label: string; readonly value: (median: MedianOf) => number} | null;
  /** At least (where more is better) or at most this ratio of natter to the limit; null: only stated. */
  readonly goal: number | null;
};

/** A figure in progress: who takes part, and how to tidy up. */
export type Stage = {
  readonly contestants: readonly Contestant[];
  /** Peers that are not on this machine, as people would look for them. */
  readonly missing: readonly string[];
  readonly close: () => Promise<void>;
};

/** How the cost of something grows with its size. */
export type Growth = {
  readonly title: string;
  readonly unit: 'milliseconds' | 'bytes';
  /** Ascending, usually ten times apart. */
  readonly sizes: readonly number[];
  /** The cost of the whole work at this size. */
  readonly measure: (size: number) => Promise<number>;
  /** Why it may grow faster than its size, where it does; null: it must not. */
  readonly excuse: string | null;
};

/** What is measured: one file in figures/ each. */
export type Figure = {
  readonly id: string;
  readonly title: string;
  /** One or two sentences: the work, the processes, the warm-up. */
  readonly about: string;
  readonly rows: readonly Row[];
  readonly rounds: {readonly quick: number; readonly full: number};
  /** False where every measurement begins with new processes, so that a round to warm up says nothing. */
  readonly warmUp: boolean;
  readonly stage: (workspace: Workspace) => Promise<Stage>;
  readonly growth: (workspace: Workspace) => readonly Growth[];
};
