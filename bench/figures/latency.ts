import {startChild} from '../child.ts';
import {meet} from '../core-stage.ts';
import {stopAll} from '../link-stage.ts';
import {startChatPeers} from '../peers/chat-peers.ts';
import {seededProfile} from '../profiles.ts';
import type {PingEnd} from '../references/raw-ping.ts';
import type {SqliteEnd} from '../references/sqlite.ts';
import {median, quantile} from '../statistics.ts';
import type {Contestant, Figure, MedianOf, Row, Sample} from '../types.ts';
import type {Workspace} from '../workspace.ts';

const PING = 'raw ping-pong';
const COMMIT = 'SQLite, one commit';
const PER_SECOND = 1000;
/** What is shown is stored at both ends, one after the other. */
const BOTH_COMMITS = {
  label: 'raw round trip + two commits',
  value: (medianOf: MedianOf) => medianOf(PING, 'idle-p50') + 2 * medianOf(COMMIT, 'commit-p50'),
};

/** From `say` here to its text shown there. */
export const latency: Figure = {
  id: 'latency',
  title: 'one message, say to shown',
  about: `two natters in two processes, both with their database; from the call of \`say\` to the event that shows the text on the other side (the machine's monotonic clock is the same in both). Idle: one text after the other; under load: ${PER_SECOND} a second in even steps on the same link, from the moment each was due. Limit: a round trip on a raw socket plus one durable commit by SQLite alone. Nothing is sent or shown before it is on disk, so the sender's commit and the receiver's come one after the other: beside it a limit with two.`,
  rows: [
    rowOf('idle-p50', 'say → shown, idle, p50', 1),
    {
      ...rowOf('idle-p50', 'the same beside a commit at both ends', null),
      metric: 'idle-pair',
      limit: BOTH_COMMITS,
    },
    rowOf('idle-p99', 'say → shown, idle, p99', null),
    rowOf('loaded-p50', 'say → shown, at 1,000/s, p50', 1),
    rowOf('loaded-p99', 'say → shown, at 1,000/s, p99', null),
  ],
  rounds: {quick: 3, full: 4},
  warmUp: true,
  async stage(workspace) {
    const amounts = workspace.quick ? {idle: 80, loaded: 1000} : {idle: 200, loaded: 2000};
    const own = await natter(workspace, amounts);
    const ping = await rawPing(amounts);
    const commit = await oneCommit(workspace, amounts.idle);
    const {pairs, missing} = await startChatPeers(workspace);
    const peers = pairs.map(
      ({name, sender, receiver}): Contestant => ({
        name,
        part: 'peer',
        async measure() {
          const said = await sender.call.sayOneByOne(amounts.idle);
          return summary('idle', delays(said, await receiver.call.shown(amounts.idle)));
        },
      }),
    );
    return {
      contestants: [own, ping, commit, ...peers],
      missing,
      close: () => stopAll([own, ping, commit, ...pairs]),
    };
  },
  growth: workspace => [
    {
      title: 'delay of a message in a history of n',
      unit: 'milliseconds',
      sizes: workspace.quick ? [1000, 10_000, 100_000] : [10_000, 100_000, 1_000_000],
      measure: size => delayWithHistory(workspace, size),
      excuse: null,
    },
  ],
};

function rowOf(metric: string, title: string, goal: number | null): Row {
  const [, part = 'p50'] = metric.split('-');
  return {
    metric,
    title,
    unit: 'microseconds',
    more: false,
    limit: {
      label: 'raw round trip + commit',
      value: (medianOf: MedianOf) => medianOf(PING, metric) + medianOf(COMMIT, `commit-${part}`),
    },
    goal,
  };
}

async function natter(workspace: Workspace, amounts: {readonly idle: number; readonly loaded: number}) {
  const friends = await meet(workspace);
  const {alice, bob, bobKey} = friends;
  let next = 0;
  return {
    name: 'natter',
    part: 'natter',
    async measure() {
      const said = await alice.call.sayOneByOne(bobKey, next, amounts.idle);
      const idle = delays(said, await bob.call.shown(amounts.idle));
      const due = await alice.call.sayPaced(bobKey, next + amounts.idle, amounts.loaded, PER_SECOND);
      const loaded = delays(due, await bob.call.shown(amounts.loaded));
      next += amounts.idle + amounts.loaded;
      return {...summary('idle', idle), 'idle-pair': median(idle), ...summary('loaded', loaded)};
    },
    stop: friends.stop,
  } as const;
}

async function rawPing(amounts: {readonly idle: number; readonly loaded: number}) {
  const script = new URL('../references/raw-ping.ts', import.meta.url);
  const [near, far] = [startChild<PingEnd>(script), startChild<PingEnd>(script)];
  await near.call.dial(await far.call.listen());
  return {
    name: PING,
    part: 'limit',
    async measure() {
      return {
        ...summary('idle', await near.call.oneByOne(amounts.idle)),
        ...summary('loaded', await near.call.paced(amounts.loaded, PER_SECOND)),
      };
    },
    stop: () => stopAll([near, far]),
  } as const;
}

async function oneCommit(workspace: Workspace, count: number) {
  const child = startChild<SqliteEnd>(new URL('../references/sqlite.ts', import.meta.url));
  await child.call.open(`${await workspace.folder('sqlite')}/db`);
  return {
    name: COMMIT,
    part: 'limit',
    measure: async () => summary('commit', await child.call.commits(count)),
    stop: child.stop,
  } as const;
}

function delays(from: readonly number[], to: readonly number[]): number[] {
  return from.map((moment, index) => (to[index] ?? Number.NaN) - moment);
}

function summary(kind: string, times: readonly number[]): Sample {
  return {[`${kind}-p50`]: median(times), [`${kind}-p99`]: quantile(times, 0.99)};
}

async function delayWithHistory(workspace: Workspace, size: number): Promise<number> {
  const friends = await meet(workspace, {alice: await seededProfile(workspace, size)});
  const count = 100;
  const said = await friends.alice.call.sayOneByOne(friends.bobKey, 0, count);
  const times = delays(said, await friends.bob.call.shown(count));
  await friends.stop();
  return median(times) / 1000;
}
