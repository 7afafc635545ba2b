import {
  LIBP2P_LINK,
  type LinkPair,
  linkContestant,
  NATTER_LINK,
  RAW_LINK,
  startPair,
  stopAll,
} from '../link-stage.ts';
import {hasPackages} from '../peers/installed.ts';
import type {Figure, Row, Sample} from '../types.ts';

const BATCHED = 'raw socket, 32 in a write';
const SINGLE = 'raw socket, a write each';

/** Small messages through one link, as fast as it takes them. */
export const linkMessages: Figure = {
  id: 'link-messages',
  title: 'small messages through a link',
  about:
    'two processes; 100-byte messages, sent as fast as the link takes them; the clock stops when the receiver has confirmed their number. A frame each: every message is sent alone. 32 to a frame: as the core sends what was said in one moment. The raw socket has a length prefix and no encryption; batched, it writes 32 messages at once.',
  rows: [
    rowOf('single', 'small messages through a link, a frame each', BATCHED, 'raw, batched', 0.8),
    rowOf('shared', 'small messages through a link, 32 to a frame', BATCHED, 'raw, batched', 0.8),
    rowOf('beside-single', 'a frame each, beside a write each', SINGLE, 'raw, a write each', null),
  ],
  rounds: {quick: 3, full: 7},
  warmUp: true,
  async stage(workspace) {
    const count = workspace.quick ? 200_000 : 300_000;
    const hasLibp2p = hasPackages('libp2p');
    const contestants = [
      await natter(count),
      ...(await Promise.all([
        rawSocket(BATCHED, ['batched'], ['single', 'shared'], count),
        rawSocket(SINGLE, [], ['beside-single'], count),
        ...(hasLibp2p ? [libp2p(count)] : []),
      ])),
    ];
    return {contestants, missing: hasLibp2p ? [] : ['libp2p'], close: () => stopAll(contestants)};
  },
  growth: () => [
    {
      title: 'time for n messages through a link',
      unit: 'milliseconds',
      sizes: [10_000, 100_000, 1_000_000],
      measure: timeFor,
      excuse: null,
    },
  ],
};

function rowOf(metric: string, title: string, limit: string, label: string, goal: number | null): Row {
  return {
    metric,
    title,
    unit: 'per-second',
    more: true,
    limit: {label, value: median => median(limit, metric)},
    goal,
  };
}

async function natter(count: number) {
  const single = await startPair(NATTER_LINK);
  const shared = await startPair(NATTER_LINK, ['batched']);
  await single.dialler.call.dial(single.address, 1, 1);
  await shared.dialler.call.dial(shared.address, 1, 1);
  return {
    name: 'natter',
    part: 'natter',
    async measure() {
      const rate = await flood(single, count);
      return {single: rate, 'beside-single': rate, shared: await flood(shared, count)};
    },
    stop: () => stopAll([single, shared]),
  } as const;
}

function rawSocket(name: string, parameters: readonly string[], metrics: readonly string[], count: number) {
  return linkContestant({
    name,
    part: 'limit',
    script: RAW_LINK,
    parameters,
    links: 1,
    measure: async pair => same(metrics, await flood(pair, count)),
  });
}

function libp2p(count: number) {
  return linkContestant({
    name: 'libp2p',
    part: 'peer',
    script: LIBP2P_LINK,
    links: 1,
    measure: async pair => same(['shared'], await flood(pair, count)),
  });
}

async function flood({dialler}: LinkPair, count: number): Promise<number> {
  return count / ((await dialler.call.flood(count, 'burst')) / 1000);
}

function same(metrics: readonly string[], value: number): Sample {
  return Object.fromEntries(metrics.map(metric => [metric, value]));
}

async function timeFor(count: number): Promise<number> {
  const pair = await startPair(NATTER_LINK);
  await pair.dialler.call.dial(pair.address, 1, 1);
  await pair.dialler.call.flood(count, 'burst'); // warm-up
  const time = await pair.dialler.call.flood(count, 'burst');
  await pair.stop();
  return time;
}
