import {
  LIBP2P_LINK,
  type LinkPair,
  linkContestant,
  NATTER_LINK,
  NATTER_LINK_WITHOUT_KEM,
  RAW_LINK,
  startPair,
  stopAll,
} from '../link-stage.ts';
import {hasPackages} from '../peers/installed.ts';
import type {Figure, Sample} from '../types.ts';

const RAW = 'raw socket';
/** Handshakes under way at the same time. */
const PARALLEL = 8;

/** New links per second. */
export const handshakes: Figure = {
  id: 'handshakes',
  title: 'handshakes',
  about: `one process dials another, ${PARALLEL} at a time, until both sides have said hello; a raw socket is only connected. The limits for strangers of one host are lifted, since all come from one here.`,
  rows: [
    {
      metric: 'rate',
      title: 'handshakes',
      unit: 'per-second',
      more: true,
      limit: {label: 'raw connect', value: median => median(RAW, 'rate')},
      goal: null,
    },
    {
      metric: 'rate-without-kem',
      title: 'the same without ML-KEM-768',
      unit: 'per-second',
      more: true,
      limit: {label: 'raw connect', value: median => median(RAW, 'rate')},
      goal: null,
    },
  ],
  rounds: {quick: 3, full: 7},
  warmUp: true,
  async stage(workspace) {
    const count = workspace.quick ? 200 : 500;
    const measure = (pair: LinkPair) => dialMany(pair, count);
    const hasLibp2p = hasPackages('libp2p');
    const contestants = await Promise.all([
      linkContestant({name: 'natter', part: 'natter', script: NATTER_LINK, links: 0, measure}),
      linkContestant({
        name: 'natter without ML-KEM',
        part: 'natter',
        script: NATTER_LINK_WITHOUT_KEM,
        links: 0,
        measure: async pair => ({'rate-without-kem': (await measure(pair))['rate'] ?? Number.NaN}),
      }),
      linkContestant({name: RAW, part: 'limit', script: RAW_LINK, links: 0, measure}),
      ...(hasLibp2p
        ? [linkContestant({name: 'libp2p', part: 'peer', script: LIBP2P_LINK, links: 0, measure})]
        : []),
    ]);
    return {contestants, missing: hasLibp2p ? [] : ['libp2p'], close: () => stopAll(contestants)};
  },
  growth: workspace => [
    {
      title: 'time for n handshakes',
      unit: 'milliseconds',
      sizes: workspace.quick ? [10, 100, 1000] : [50, 500, 5000],
      measure: timeFor,
      excuse: null,
    },
  ],
};

async function dialMany({dialler, address}: LinkPair, count: number): Promise<Sample> {
  const time = await dialler.call.dial(address, count, PARALLEL);
  await dialler.call.hangUp();
  return {rate: count / (time / 1000)};
}

async function timeFor(count: number): Promise<number> {
  const pair = await startPair(NATTER_LINK);
  await pair.dialler.call.dial(pair.address, PARALLEL, PARALLEL); // warm-up
  const time = await pair.dialler.call.dial(pair.address, count, PARALLEL);
  await pair.stop();
  return time;
}
