import {parseArgs} from 'node:util';

/** What is to be measured, and how. */
export type Options = {
  /** Fewer rounds and smaller amounts: under two minutes in all. */
  readonly quick: boolean;
  readonly json: boolean;
  /** Ids of the figures to measure; empty: all. */
  readonly only: readonly string[];
  /** Whether the cost at three sizes is measured too. */
  readonly growth: boolean;
  /** Where profiles and databases are written; null: the system's temporary folder. */
  readonly folder: string | null;
  readonly help: boolean;
};

export const USAGE = `Usage: npm run bench -- [options]

  --quick          under two minutes: fewer rounds, smaller amounts, no growth
  --only ID        one figure; may be given again
  --growth         how the cost grows with the size, in a quick run as well
  --no-growth      leave it out of a full run
  --json           one JSON object instead of tables
  --folder DIR     where databases are written (default: the system's temporary folder)
  --help
`;

/** Reads the command line. Throws a TypeError for an option that is not there. */
export function parseOptions(argv: readonly string[]): Options {
  const {values} = parseArgs({
    args: [...argv],
    allowNegative: true,
    options: {
      quick: {type: 'boolean', default: false},
      json: {type: 'boolean', default: false},
      only: {type: 'string', multiple: true, default: []},
      growth: {type: 'boolean'},
      folder: {type: 'string'},
      help: {type: 'boolean', default: false},
    },
  });
  const {quick, json, only, help} = values;
  return {quick, json, only, help, growth: values.growth ?? !quick, folder: values.folder ?? null};
}
