import {across} from './support/across.ts';
import {noCable} from './support/namespaces.ts';
import {sleep} from './support/patience.ts';
import {describeDifference, isFaultless} from './support/texts.ts';
import type {Figure} from './types.ts';

export const loss: Figure = {
  id: 'T5',
  title: '20 % packet loss both ways (network namespaces)',
  bar: 'all once, ≤ 60 s for 300',
  async run(run) {
    const missing = noCable({dropping: true});
    if (missing !== null) {
      return {skipped: missing};
    }
    const count = run.quick ? 60 : 300;
    return await across(run, async pair => {
      pair.cable.drop(LOSS);
      const begin = performance.now();
      for (let said = 0; said < count; said += AT_ONCE) {
        pair.bothSay(AT_ONCE);
        await sleep(PAUSE);
      }
      await pair.allDelivered(PATIENCE);
      const seconds = (performance.now() - begin) / 1000;
      pair.cable.drop(0);
      const difference = await pair.finish();
      return {
        result: `${describeDifference(difference)}; ${count} each way in ${seconds.toFixed(1)} s`,
        pass: isFaultless(difference) && seconds <= MOST_SECONDS,
      };
    });
  },
};

const LOSS = 0.2;
const MOST_SECONDS = 60;
const PATIENCE = 120_000;
/** About twenty texts a second, in small frames. */
const AT_ONCE = 2;
const PAUSE = 100;
