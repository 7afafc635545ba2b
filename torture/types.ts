/** What a figure came to: a result against its bar, or the reason why it could not be tried here. */
export type Outcome =
  | {
      readonly result: string;
      readonly pass: boolean;
      /** What went wrong, or what is worth knowing, in a line each. */
      readonly notes?: readonly string[];
    }
  | {readonly skipped: string};

/** What a figure gets from the run it is a part of. */
export type Run = {
  /** Small amounts: a minute for all figures together. */
  readonly quick: boolean;
  /** All randomness of a figure comes from it, so that a failure can be had again. */
  readonly seed: number;
  /** Makes an empty folder that is removed at the end of the run. */
  readonly folder: (name: string) => string;
  /** Tells whoever waits what is going on. */
  readonly note: (text: string) => void;
};

/** One line of the table; one file each. */
export type Figure = {
  readonly id: string;
  readonly title: string;
  readonly bar: string;
  /** Rejects if it could not be carried through, which counts as a bar that is missed. */
  readonly run: (run: Run) => Promise<Outcome>;
};
