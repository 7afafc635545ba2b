import fc from 'fast-check';
import {KNOWN_STORIES} from './known-stories.ts';
import {openStage} from './stage.ts';
import {type Step, stories} from './story.ts';

const MOST_FAULTS = 5;

/** How random stories went: how many, and the smallest one that broke a rule, with what it broke. */
export type StoriesResult = {
  readonly runs: number;
  readonly failure: {readonly story: readonly Step[]; readonly faults: string} | null;
};

/** Plays so many random stories; the same ones for the same seed. Stops at the first that breaks a rule. */
export async function runStories(runs: number, seed: number): Promise<StoriesResult> {
  const stage = await openStage();
  const property = fc.asyncProperty(stories, async story => {
    const faults = await stage.play(story);
    if (faults.length > 0) {
      throw new Error(faults.slice(0, MOST_FAULTS).join('; '));
    }
  });
  const {numRuns, counterexample, errorInstance} = await fc.check(property, {
    numRuns: runs,
    seed,
    examples: KNOWN_STORIES.map(story => [[...story]]),
  });
  if (counterexample === null) {
    return {runs: numRuns, failure: null};
  }
  const faults = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return {runs: numRuns, failure: {story: counterexample[0], faults}};
}
