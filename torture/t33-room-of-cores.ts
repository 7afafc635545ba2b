import {playCrowd} from './simulation/crowd.ts';
import type {Figure} from './types.ts';

const MOST_COPIES = 2.5;
const MOST_BYTES = 800;

export const roomOfCores: Figure = {
  id: 'T33',
  title:
    'whole cores in one room and one process, simulated time, 20 % killed a minute (bytes: all that is written)',
  bar: '200 members: 0 missed, ≤ 2.5 copies, ≤ 800 B a member and post',
  async run({quick, seed, note}) {
    const members = quick ? 40 : 200;
    const {pairs, missed, copies, bytes, links, memory} = await playCrowd({
      ...{members, posts: quick ? 10 : 20, churn: 0.2, seed, note},
    });
    return {
      result:
        `${members} members: ${missed} of ${pairs} missed, ${copies.toFixed(2)} copies, ${bytes} B, ` +
        `${links.join(' to ')} links, ${Math.round(memory / 2 ** 20)} MB`,
      pass: missed === 0 && copies <= MOST_COPIES && bytes <= MOST_BYTES,
    };
  },
};
