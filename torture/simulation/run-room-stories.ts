import fc from 'fast-check';
import {openRoomStage} from './room-stage.ts';
import {type RoomDeed, type RoomStep, roomStories} from './room-stories.ts';

const MOST_FAULTS = 5;

/** How random stories of a room went: how many, and the smallest one that broke a rule, with what it broke. */
export type RoomStoriesResult = {
  readonly runs: number;
  readonly failure: {readonly story: readonly RoomStep[]; readonly faults: string} | null;
};

/** Each broke a rule once. */
const KNOWN: readonly (readonly RoomStep[])[] = [
  // Somebody hears of a deletion who never had the text, and passes it on to those who have it.
  steps(
    [{type: 'delete', who: 0, back: 0}, null],
    [{type: 'kill', who: 1}, 0],
    [{type: 'kill', who: 1}, 0],
    [{type: 'say', who: 0, count: 3}, 2],
    [{type: 'say', who: 1, count: 60}, 1],
    [{type: 'cut'}, null],
    [{type: 'cut'}, 8],
    [{type: 'say', who: 1, count: 2}, null],
    [{type: 'delete', who: 0, back: 2}, 9],
    [{type: 'say', who: 2, count: 1}, 5],
    [{type: 'kill', who: 1}, null],
    [{type: 'say', who: 0, count: 2}, 5],
    [{type: 'cut'}, 10],
  ),
  // An older copy writes before it hears what it had said.
  steps(
    [{type: 'say', who: 1, count: 2}, null],
    [{type: 'back-up', who: 1}, null],
    [{type: 'say', who: 1, count: 2}, null],
    [{type: 'stall'}, null],
    [{type: 'restore', who: 1}, 0],
    [{type: 'say', who: 1, count: 2}, null],
    [{type: 'flow'}, null],
  ),
];

function steps(...all: readonly (readonly [RoomDeed, number | null])[]): RoomStep[] {
  return all.map(([deed, turns]) => ({deed, turns}));
}

/** Plays so many random stories of a room; the same ones for the same seed. Stops at the first that breaks a rule. */
export async function runRoomStories(people: number, runs: number, seed: number): Promise<RoomStoriesResult> {
  const stage = await openRoomStage(people);
  const property = fc.asyncProperty(roomStories(people), async story => {
    const faults = await stage.play(story);
    if (faults.length > 0) {
      throw new Error(faults.slice(0, MOST_FAULTS).join('; '));
    }
  });
  const {numRuns, counterexample, errorInstance} = await fc.check(property, {
    ...{numRuns: runs, seed},
    examples: KNOWN.map(story => [[...story]]),
  });
  if (counterexample === null) {
    return {runs: numRuns, failure: null};
  }
  const faults = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return {runs: numRuns, failure: {story: counterexample[0], faults}};
}
