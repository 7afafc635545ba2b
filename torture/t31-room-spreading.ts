import {playRoom} from './simulation/room-world.ts';
import {createRandom} from './support/random.ts';
import type {Figure, Outcome} from './types.ts';

/** Members, posts and seconds of a simulation, and how quickly 99 of 100 posts are to be there, milliseconds. */
type Size = {
  readonly members: number;
  readonly posts: number;
  readonly seconds: number;
  readonly bar: number;
};

const SIZES: readonly Size[] = [
  {members: 1000, posts: 120, seconds: 120, bar: 800},
  {members: 10_000, posts: 60, seconds: 90, bar: 1000},
];
const QUICK: readonly Size[] = [{members: 200, posts: 30, seconds: 60, bar: 800}];
/** By command alone: NATTER_ROOM_MEMBERS=100000 npm run torture -- --only T31 */
const MEMBERS = Number(process.env['NATTER_ROOM_MEMBERS'] ?? 0);

export const roomSpreading: Figure = {
  id: 'T31',
  title: 'how a room spreads what is said: simulated, 20 % of the members leave each minute and come back',
  bar: '0 missed, p99 0.8 s for 1,000 and 1 s for 10,000 members, 2.5 copies',
  run({quick, seed, note}) {
    const lines: string[] = [];
    let pass = true;
    for (const size of sizes(quick)) {
      for (const swallowing of [0, 0.2]) {
        const report = playRoom({...size, churn: 0.2, swallowing, random: createRandom(seed).next});
        const {p50, p99, max, copies, bytes, missed, pairs} = report;
        const isMet = missed === 0 && copies <= 2.5 && (swallowing > 0 || p99 <= size.bar);
        pass &&= isMet;
        lines.push(
          `${size.members} members, ${swallowing * 100} % swallow: p50 ${p50}, p99 ${p99}, max ${max} ms, ` +
            `${copies.toFixed(2)} copies, ${bytes} B, ${missed} of ${pairs} missed`,
        );
        note(lines.at(-1) ?? '');
      }
    }
    const outcome: Outcome = {result: lines[0] ?? '', pass, notes: lines};
    return Promise.resolve(outcome);
  },
};

function sizes(quick: boolean): readonly Size[] {
  if (MEMBERS > 0) {
    return [{members: MEMBERS, posts: 5, seconds: 60, bar: 1500}];
  }
  return quick ? QUICK : SIZES;
}
