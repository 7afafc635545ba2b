import {median} from './statistics.ts';
import type {Contestant, Figure, MedianOf, Part, Row, Sample} from './types.ts';
import type {Workspace} from './workspace.ts';

/** What a contestant reached in one metric. */
export type Score = {
  readonly name: string;
  readonly part: Part;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Round by round. */
  readonly values: readonly number[];
};

export type RowResult = Omit<Row, 'limit'> & {
  readonly figure: string;
  readonly scores: readonly Score[];
  readonly limit: {readonly label: string; readonly value: number} | null;
  /** natter to limit. */
  readonly ratio: number | null;
  /** Null where nothing is asked. */
  readonly pass: boolean | null;
};

export type FigureResult = {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly rounds: number;
  readonly warmUp: boolean;
  readonly seconds: number;
  readonly missing: readonly string[];
  readonly rows: readonly RowResult[];
};

/**
 * Measures a figure: one round that is thrown away (warm-up), then rounds in which every contestant takes
 * its turn, so that what else the machine does falls on all of them alike.
 */
export async function measureFigure(figure: Figure, workspace: Workspace): Promise<FigureResult> {
  const begin = performance.now();
  const rounds = workspace.quick ? figure.rounds.quick : figure.rounds.full;
  workspace.note(`${figure.id}: preparing`);
  const stage = await figure.stage(workspace);
  try {
    const {samples, dropped} = await interleave(stage.contestants, rounds, figure.warmUp, text => {
      workspace.note(`${figure.id}: ${text}`);
    });
    return {
      id: figure.id,
      title: figure.title,
      about: figure.about,
      rounds,
      warmUp: figure.warmUp,
      seconds: (performance.now() - begin) / 1000,
      missing: [...stage.missing, ...dropped],
      rows: figure.rows.flatMap(row => resultOf(figure.id, row, samples) ?? []),
    };
  } finally {
    await stage.close();
  }
}

type Samples = ReadonlyMap<Contestant, readonly Sample[]>;

/**
 * All samples of each contestant, in order, without those of the warm-up. A peer that fails is dropped and
 * named; a failure of natter or of a limit is an error.
 */
export async function interleave(
  contestants: readonly Contestant[],
  rounds: number,
  warmUp: boolean,
  note: (text: string) => void = () => {},
): Promise<{readonly samples: Samples; readonly dropped: readonly string[]}> {
  const samples = new Map<Contestant, Sample[]>(contestants.map(contestant => [contestant, []]));
  const dropped: string[] = [];
  for (let round = warmUp ? 0 : 1; round <= rounds; round++) {
    note(round === 0 ? 'warm-up' : `round ${round} of ${rounds}`);
    for (const [contestant, list] of samples) {
      try {
        const sample = await contestant.measure();
        if (round > 0) {
          list.push(sample);
        }
      } catch (error) {
        if (contestant.part !== 'peer') {
          throw new Error(`${contestant.name} could not be measured`, {cause: error});
        }
        note(`${contestant.name} could not be measured: ${error}`);
        samples.delete(contestant);
        dropped.push(`${contestant.name} (could not be measured)`);
      }
    }
  }
  return {samples, dropped};
}

/** Null for a row that a quick run leaves out. */
function resultOf(figure: string, row: Row, samples: Samples): RowResult | null {
  const scores = [...samples].flatMap(([contestant, list]) => scoreOf(contestant, row, list));
  if (scores.length === 0) {
    return null;
  }
  const own = scores.find(score => score.part === 'natter');
  const limit = row.limit && {label: row.limit.label, value: row.limit.value(medians(samples))};
  const ratio = own === undefined || limit === null ? null : own.median / limit.value;
  const {metric, title, unit, more, goal} = row;
  return {figure, metric, title, unit, more, goal, scores, limit, ratio, pass: passes(row, ratio)};
}

function scoreOf(contestant: Contestant, row: Row, samples: readonly Sample[]): Score[] {
  const values = samples.flatMap(sample => sample[row.metric] ?? []);
  if (values.length === 0) {
    return []; // not everybody has every metric
  }
  const {name, part} = contestant;
  return [{name, part, median: median(values), min: Math.min(...values), max: Math.max(...values), values}];
}

function medians(samples: Samples): MedianOf {
  return (name, metric) => {
    const found = [...samples].find(([contestant]) => contestant.name === name);
    const values = found?.[1].flatMap(sample => sample[metric] ?? []) ?? [];
    if (values.length === 0) {
      throw new RangeError(`${name} has no ${metric}`);
    }
    return median(values);
  };
}

function passes({goal, more}: Row, ratio: number | null): boolean | null {
  if (goal === null || ratio === null) {
    return null;
  }
  return more ? ratio >= goal : ratio <= goal;
}
