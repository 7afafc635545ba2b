import {meet} from '../core-stage.ts';
import {median, quantile} from '../statistics.ts';
import type {Figure, MedianOf, Row, Sample} from '../types.ts';

const DIRECT = 'direct conversation';

/** From `say` in a room to its text shown at another member, beside a direct conversation of the same two. */
export const room: Figure = {
  id: 'room',
  title: 'one message in a room of two, say to shown',
  about:
    'two natters in two processes, both with their database, who are contacts and alone in a room: one text after the other there, and one after the other between the two, in turns. What a room adds is a signature, its check, and the entry as it came.',
  rows: [rowOf('p50'), rowOf('p99')],
  rounds: {quick: 3, full: 5},
  warmUp: true,
  async stage(workspace) {
    const count = workspace.quick ? 80 : 300;
    const {alice, bob, bobKey, stop} = await meet(workspace);
    const entered = bob.call.enter();
    const talk = await alice.call.found(bobKey);
    await entered;
    let next = 0;
    const measure = async (to: typeof bobKey | typeof talk) => {
      const said = await alice.call.sayOneByOne(to, next, count);
      next += count;
      return summary(said, await bob.call.shown(count));
    };
    return {
      contestants: [
        {name: 'natter', part: 'natter', measure: () => measure(talk)},
        {name: DIRECT, part: 'limit', measure: () => measure(bobKey)},
      ],
      missing: [],
      close: stop,
    };
  },
  growth: () => [],
};

function rowOf(metric: 'p50' | 'p99'): Row {
  return {
    metric,
    title: `say → shown in a room, ${metric}`,
    unit: 'microseconds',
    more: false,
    limit: {label: DIRECT, value: (medianOf: MedianOf) => medianOf(DIRECT, metric)},
    goal: metric === 'p50' ? 1.3 : null,
  };
}

function summary(said: readonly number[], shown: readonly number[]): Sample {
  const times = said.map((moment, index) => (shown[index] ?? Number.NaN) - moment);
  return {p50: median(times), p99: quantile(times, 0.99)};
}
