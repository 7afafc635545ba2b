import {exponent, median} from './statistics.ts';
import type {Figure, Growth} from './types.ts';
import type {Workspace} from './workspace.ts';

export type GrowthResult = {
  readonly figure: string;
  readonly title: string;
  readonly unit: Growth['unit'];
  readonly points: readonly {readonly size: number; readonly cost: number}[];
  /** Of the line through all points, and from the second largest to the largest alone. */
  readonly exponent: number;
  readonly lastExponent: number;
  readonly verdict: 'grows slower' | 'linear' | 'worse than linear';
  readonly excuse: string | null;
};

/** Measurements of one size, at most, and after how many milliseconds none is begun; the median counts. */
const REPEATS = 3;
const ENOUGH = 4000;
/** An exponent up to this counts as linear: three points of a busy machine say no more. */
const LINEAR = 1.15;
const SLOWER = 0.9;

/** Measures how the costs of a figure grow. */
export async function measureGrowth(figure: Figure, workspace: Workspace): Promise<GrowthResult[]> {
  const results: GrowthResult[] = [];
  for (const growth of figure.growth(workspace)) {
    workspace.note(`${figure.id}: ${growth.title} at ${growth.sizes.join(', ')}`);
    results.push(await measureOne(figure.id, growth));
  }
  return results;
}

async function measureOne(figure: string, growth: Growth): Promise<GrowthResult> {
  const points: {size: number; cost: number}[] = [];
  for (const size of growth.sizes) {
    points.push({size, cost: await medianCost(growth, size)});
  }
  const {title, unit, excuse} = growth;
  const lastExponent = exponent(points.slice(-2));
  return {
    figure,
    title,
    unit,
    points,
    exponent: exponent(points),
    lastExponent,
    verdict: verdictOn(lastExponent),
    excuse,
  };
}

async function medianCost(growth: Growth, size: number): Promise<number> {
  const begin = performance.now();
  const costs: number[] = [];
  do {
    costs.push(await growth.measure(size));
  } while (costs.length < REPEATS && performance.now() - begin < ENOUGH);
  return median(costs);
}

/** The last step decides: at small sizes what costs the same at every size hides how it grows. */
function verdictOn(lastExponent: number): GrowthResult['verdict'] {
  if (lastExponent > LINEAR) {
    return 'worse than linear';
  }
  return lastExponent < SLOWER ? 'grows slower' : 'linear';
}
