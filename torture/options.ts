import {parseArgs} from 'node:util';

/** What is to be tried. */
export type Options = {
  /** Ids such as T7; empty: all. */
  readonly only: readonly string[];
  readonly quick: boolean;
  readonly seed: number;
  readonly help: boolean;
};

export const USAGE = `Usage: npm run torture -- [options]

  --only T7     one figure; may be given again
  --quick       small amounts
  --seed N      the same choices as in another run (default: by chance, printed)
  --help

Exit code: 0 if every bar was met, 1 if one was missed, 2 for wrong usage. What cannot be tried on this machine
is skipped with the reason.
`;

const MAX_SEED = 2 ** 31;

/** Reads the command line. Throws a TypeError for an option that is not there. */
export function parseOptions(argv: readonly string[]): Options {
  const {values} = parseArgs({
    args: [...argv],
    options: {
      only: {type: 'string', multiple: true, default: []},
      quick: {type: 'boolean', default: false},
      seed: {type: 'string'},
      help: {type: 'boolean', default: false},
    },
  });
  const {only, quick, help} = values;
  return {only: only.map(id => id.toUpperCase()), quick, help, seed: parseSeed(values.seed)};
}

function parseSeed(text: string | undefined): number {
  if (text === undefined) {
    return Math.floor(Math.random() * MAX_SEED);
  }
  if (!/^\d+$/.test(text)) {
    throw new TypeError(`--seed ${text}: it is a whole number`);
  }
  return Number(text) % MAX_SEED;
}
