import type {Town} from './faces.ts';
import {sleep} from './patience.ts';
import type {Random} from './random.ts';

/** Parts people into two groups for so many milliseconds: silently, or with resets and refusals. */
export async function partTown(town: Town, random: Random, milliseconds: number): Promise<void> {
  const sides = town.people.map(() => random.chance(0.5));
  const silent = random.chance(0.5);
  const parted = town.people.flatMap((_, one) =>
    town.people.flatMap((__, other) =>
      one < other && sides[one] !== sides[other] ? town.between(one, other) : [],
    ),
  );
  for (const proxy of parted) {
    proxy.admit(false);
    proxy.cutAll(silent ? 'stall' : 'rst');
  }
  await sleep(milliseconds);
  for (const proxy of parted) {
    proxy.admit(true);
  }
}

/** How the fourth quarter compares to the third: 0.1 is a tenth more. */
export function growthOf(values: readonly number[], measure: (some: readonly number[]) => number): number {
  const [third, fourth] = lastQuarters(values);
  return measure(fourth) / measure(third) - 1;
}

export function leakOf(values: readonly number[]): number {
  const [third, fourth] = lastQuarters(values);
  return Math.max(...fourth) - Math.max(...third);
}

function lastQuarters(values: readonly number[]): [readonly number[], readonly number[]] {
  const quarter = Math.floor(values.length / 4);
  return [values.slice(2 * quarter, 3 * quarter), values.slice(3 * quarter)];
}

export function mean(some: readonly number[]): number {
  return some.reduce((sum, value) => sum + value, 0) / some.length;
}

export function signed(number: number): string {
  return number < 0 ? String(number) : `+${number}`;
}
