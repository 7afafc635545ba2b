import type {Pace} from '../link-driver.ts';
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

const RAW = 'raw sockets';
const RECEIVERS = 50;

/** One sender, many receivers. */
export const fanOut: Figure = {
  id: 'fan-out',
  title: `fan-out to ${RECEIVERS}`,
  about: `one process sends the same 100-byte messages on ${RECEIVERS} links to another process, which answers for all ${RECEIVERS} receivers; deliveries a second. Message by message: one to everybody, then the event loop turns, then the next. In bursts: as fast as the links take them, the raw sockets with 32 messages in a write.`,
  rows: [
    rowOf('single', `fan-out to ${RECEIVERS}, message by message`),
    rowOf('burst', `fan-out to ${RECEIVERS}, in bursts`),
  ],
  rounds: {quick: 3, full: 7},
  warmUp: true,
  async stage(workspace) {
    const count = workspace.quick ? 400 : 2000;
    const measure = (pair: LinkPair) => measureBoth(pair, count);
    const hasLibp2p = hasPackages('libp2p');
    const links = RECEIVERS;
    const contestants = await Promise.all([
      linkContestant({name: 'natter', part: 'natter', script: NATTER_LINK, links, measure}),
      linkContestant({name: RAW, part: 'limit', script: RAW_LINK, parameters: ['batched'], links, measure}),
      ...(hasLibp2p
        ? [linkContestant({name: 'libp2p', part: 'peer', script: LIBP2P_LINK, links, measure})]
        : []),
    ]);
    return {contestants, missing: hasLibp2p ? [] : ['libp2p'], close: () => stopAll(contestants)};
  },
  growth: workspace => [
    {
      title: 'time for a thousand messages to n receivers',
      unit: 'milliseconds',
      sizes: workspace.quick ? [2, 20, 200] : [5, 50, 500],
      measure: timeFor,
      excuse: null,
    },
  ],
};

function rowOf(pace: Pace, title: string): Row {
  return {
    metric: pace,
    title,
    unit: 'per-second',
    more: true,
    limit: {label: RAW, value: median => median(RAW, pace)},
    goal: 0.7,
  };
}

async function measureBoth({dialler}: LinkPair, count: number): Promise<Sample> {
  const single = await dialler.call.flood(count, 'single');
  const burst = await dialler.call.flood(count, 'burst');
  return {single: rate(count, single), burst: rate(count, burst)};
}

function rate(count: number, milliseconds: number): number {
  return (count * RECEIVERS) / (milliseconds / 1000);
}

async function timeFor(receivers: number): Promise<number> {
  const pair = await startPair(NATTER_LINK);
  await pair.dialler.call.dial(pair.address, receivers, 8);
  await pair.dialler.call.flood(100, 'single'); // warm-up
  const time = await pair.dialler.call.flood(1000, 'single');
  await pair.stop();
  return time;
}
