import type {Workspace} from '../workspace.ts';
import type {Natter} from './programs/natter.ts';

export type Unit = 'milliseconds' | 'bytes' | 'megabytes';

/** One line of the table. */
export type Row = {
  readonly what: string;
  readonly unit: Unit;
  /** Null: natter cannot do it yet. */
  readonly natter: number | null;
  /** What is asked of it, in words; null: it is only stated. */
  readonly bar: string | null;
  /** Null: nothing is asked, or it could not be judged. */
  readonly pass: boolean | null;
  /** What WeeChat needs for the same; null where it has no such thing or is not on this machine. */
  readonly weechat: number | null;
};

export type Result = {
  readonly rows: readonly Row[];
  /** How it went: the floor, what was really reached, what one has to know to read the rows. */
  readonly notes: readonly string[];
};

/** What all figures of a run share. */
export type Bench = {
  readonly workspace: Workspace;
  readonly natter: Natter;
  readonly hasWeechat: boolean;
  /** Messages of the long conversation. */
  readonly many: number;
  /** How long memory is watched, minutes. */
  readonly soak: number;
  /** Messages a second meanwhile. */
  readonly rate: number;
};

/** What is measured: one file in figures/ each. */
export type Figure = {
  readonly id: string;
  /** The work, the processes, the warm-up. */
  readonly about: string;
  readonly measure: (bench: Bench) => Promise<Result>;
};
