import {runRoomStories} from './simulation/run-room-stories.ts';
import type {Figure} from './types.ts';

/** How many are in the rooms of which stories are told. */
const SIZES = [4, 6] as const;

export const roomStories: Figure = {
  id: 'T32',
  title:
    'R1, R3, R5, R6, R9: random stories of a room (fast-check), simulated time: kills, cuts, older copies, acts',
  bar: '0 violations in 3,000',
  async run({quick, seed, note}) {
    const runs = quick ? 30 : 1500;
    const faults: string[] = [];
    let played = 0;
    for (const people of SIZES) {
      const {runs: done, failure} = await runRoomStories(people, runs, seed);
      played += done;
      note(`${done} stories of ${people}`);
      if (failure !== null) {
        faults.push(`${people} people: ${failure.faults}; ${JSON.stringify(failure.story)}`);
      }
    }
    return {
      result: `${faults.length} violations in ${played} stories`,
      pass: faults.length === 0 && played >= runs * SIZES.length,
      notes: faults,
    };
  },
};
