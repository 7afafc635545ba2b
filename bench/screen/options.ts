import {parseArgs} from 'node:util';

export type Options = {
  /** Fewer keys, and 100,000 messages instead of a million. */
  readonly quick: boolean;
  readonly json: boolean;
  /** Ids of the figures to measure; empty: all. */
  readonly only: readonly string[];
  /** How long memory is watched, minutes. */
  readonly soak: number;
  /** Messages a second meanwhile. */
  readonly rate: number;
  /** Where profiles are written; null: the system's temporary folder. */
  readonly folder: string | null;
  /** Where CPU profiles of natter's screens go; null: none are made. */
  readonly cpuProf: string | null;
  readonly help: boolean;
};

export const USAGE = `Usage: npm run bench:screen -- [options]

  --quick          fewer keys, 100,000 messages instead of a million
  --only ID        one figure; may be given again
  --soak MIN       watch the memory for so many minutes (default 2; 60 to judge it)
  --rate N         messages a second meanwhile (default 50)
  --json           one JSON object instead of a table
  --folder DIR     where databases are written (default: the system's temporary folder)
  --cpu-prof DIR   every screen leaves a CPU profile there; the figures are worth nothing then
  --help
`;

/** Reads the command line. Throws a TypeError for what does not fit. */
export function parseOptions(argv: readonly string[]): Options {
  const {values} = parseArgs({
    args: [...argv],
    options: {
      quick: {type: 'boolean', default: false},
      json: {type: 'boolean', default: false},
      only: {type: 'string', multiple: true, default: []},
      soak: {type: 'string', default: '2'},
      rate: {type: 'string', default: '50'},
      folder: {type: 'string'},
      'cpu-prof': {type: 'string'},
      help: {type: 'boolean', default: false},
    },
  });
  const {quick, json, only, help} = values;
  const soak = Number(values.soak);
  const rate = Number(values.rate);
  if (!(soak > 0)) {
    throw new TypeError(`--soak ${values.soak}: it is a number of minutes.`);
  }
  if (!(rate > 0)) {
    throw new TypeError(`--rate ${values.rate}: it is a number of messages.`);
  }
  return {
    quick,
    json,
    only,
    help,
    soak,
    rate,
    folder: values.folder ?? null,
    cpuProf: values['cpu-prof'] ?? null,
  };
}
