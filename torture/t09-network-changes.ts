import {type Across, across} from './support/across.ts';
import {noCable} from './support/namespaces.ts';
import {sleep} from './support/patience.ts';
import {describeDifference, isFaultless} from './support/texts.ts';
import type {Figure} from './types.ts';

export const networkChanges: Figure = {
  id: 'T9',
  title: 'address of either changes, link down and up (network namespaces)',
  bar: 'back ≤ 20 s',
  async run(run) {
    const missing = noCable({dropping: false});
    if (missing !== null) {
      return {skipped: missing};
    }
    return await across(run, async pair => {
      const dialler = await moved(pair, 1, '10.213.7.3');
      const dialled = await moved(pair, 0, '10.213.7.4');
      const downAndUp = await unplugged(pair);
      const difference = await pair.finish();
      return {
        result:
          `dialler moved ${dialler.toFixed(1)} s, dialled one moved ${dialled.toFixed(1)} s, ` +
          `down and up ${downAndUp.toFixed(1)} s; ${describeDifference(difference)}`,
        pass: Math.max(dialler, dialled, downAndUp) <= MOST_SECONDS && isFaultless(difference),
      };
    });
  },
};

const MOST_SECONDS = 20;
const PATIENCE = 90_000;
/** Longer than silence is taken for life. */
const UNPLUGGED = 15_000;

/** Seconds from a change of address until what was said then is delivered both ways. */
async function moved(pair: Across, end: 0 | 1, address: string): Promise<number> {
  pair.bothSay(1);
  await pair.allDelivered(PATIENCE);
  const begin = performance.now();
  pair.cable.move(end, address);
  pair.bothSay(1);
  await pair.allDelivered(PATIENCE);
  return (performance.now() - begin) / 1000;
}

/** Seconds from the moment the cable is in again. */
async function unplugged(pair: Across): Promise<number> {
  pair.cable.setUp(false);
  pair.bothSay(1);
  await sleep(UNPLUGGED);
  pair.cable.setUp(true);
  const begin = performance.now();
  await pair.allDelivered(PATIENCE);
  return (performance.now() - begin) / 1000;
}
