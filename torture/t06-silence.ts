import {across} from './support/across.ts';
import {noCable} from './support/namespaces.ts';
import type {Natter} from './support/natter.ts';
import {sleep} from './support/patience.ts';
import {describeDifference, isFaultless} from './support/texts.ts';
import type {Figure} from './types.ts';

export const silence: Figure = {
  id: 'T6',
  title: 'link silently dead for 20 s, 100 queued',
  bar: 'offline shown ≤ 15 s; drained ≤ 10 s after',
  async run(run) {
    const missing = noCable({dropping: true});
    if (missing !== null) {
      return {skipped: missing};
    }
    return await across(run, async pair => {
      pair.bothSay(1);
      await pair.allDelivered(PATIENCE);
      const begin = performance.now();
      pair.cable.drop(1);
      pair.bothSay(QUEUED);
      const departures = [pair.alice, pair.bob].map(natter => departure(natter, begin));
      await sleep(DEAD);
      pair.cable.drop(0);
      const back = performance.now();
      await pair.allDelivered(PATIENCE);
      const drained = (performance.now() - back) / 1000;
      const offline = Math.max(...(await Promise.all(departures)));
      const difference = await pair.finish();
      return {
        result:
          `offline after ${offline.toFixed(1)} s, drained ${drained.toFixed(1)} s after; ` +
          describeDifference(difference),
        pass: offline <= MOST_OFFLINE && drained <= MOST_DRAINED && isFaultless(difference),
      };
    });
  },
};

const QUEUED = 100;
const DEAD = 20_000;
const MOST_OFFLINE = 15;
const MOST_DRAINED = 10;
const PATIENCE = 90_000;

/** Seconds until the other is shown as gone. */
async function departure(natter: Natter, begin: number): Promise<number> {
  await natter.next('the other to count as gone', line => line.event === 'peer-offline', PATIENCE);
  return (performance.now() - begin) / 1000;
}
