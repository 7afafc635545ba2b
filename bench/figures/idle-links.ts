import {LIBP2P_LINK, NATTER_LINK, RAW_LINK, startPair} from '../link-stage.ts';
import {hasPackages} from '../peers/installed.ts';
import type {Contestant, Figure, Row, Sample} from '../types.ts';

const KIB = 1024;
const BOUND = 25 * KIB;
const SIZES = [1000, 5000];
const PARALLEL = 16;
/** Links that come and go first, so that code and pools are there before the first look. */
const REHEARSAL = 50;

/** What a link costs that nobody uses. */
export const idleLinks: Figure = {
  id: 'idle-links',
  title: 'memory of an idle link',
  about:
    'resident memory of the accepting process after a full garbage collection, with so many open links that all have said hello and send heartbeats, less what it was before them, for each link.',
  rows: SIZES.map(rowOf),
  rounds: {quick: 1, full: 2},
  warmUp: false,
  async stage(workspace) {
    const hasLibp2p = hasPackages('libp2p') && !workspace.quick;
    const sizes = workspace.quick ? SIZES.slice(0, 1) : SIZES;
    const contestants: Contestant[] = [
      {name: 'natter', part: 'natter', measure: () => memoryOf(NATTER_LINK, sizes)},
      {name: 'raw socket', part: 'limit', measure: () => memoryOf(RAW_LINK, sizes)},
      ...(hasLibp2p
        ? [{name: 'libp2p', part: 'peer', measure: () => memoryOf(LIBP2P_LINK, SIZES.slice(0, 1))} as const]
        : []),
    ];
    return {contestants, missing: hasLibp2p ? [] : ['libp2p (full run only)'], close: async () => {}};
  },
  growth: workspace => [
    {
      title: 'memory of n idle links',
      unit: 'bytes',
      sizes: workspace.quick ? [20, 200, 2000] : [50, 500, 5000],
      measure: async size => ((await memoryOf(NATTER_LINK, [size]))[nameOf(size)] ?? Number.NaN) * size,
      excuse: null,
    },
  ],
};

function rowOf(size: number): Row {
  return {
    metric: nameOf(size),
    title: `memory of an idle link, ${size.toLocaleString('en')} links`,
    unit: 'bytes',
    more: false,
    limit: {label: 'allowed', value: () => BOUND},
    goal: 1,
  };
}

function nameOf(size: number): string {
  return `idle-${size}`;
}

/** Bytes for each link at each of these numbers of links, in ascending order. */
async function memoryOf(script: URL, sizes: readonly number[]): Promise<Sample> {
  const {dialler, listener, address, stop} = await startPair(script, [], ['--expose-gc']);
  try {
    await dialler.call.dial(address, REHEARSAL, PARALLEL);
    await dialler.call.hangUp();
    const before = await listener.call.settledMemory();
    const sample: Record<string, number> = {};
    let open = 0;
    for (const size of sizes) {
      await dialler.call.dial(address, size - open, PARALLEL);
      open = size;
      sample[nameOf(size)] = Math.max(1, (await listener.call.settledMemory()) - before) / size;
    }
    return sample;
  } finally {
    await stop();
  }
}
