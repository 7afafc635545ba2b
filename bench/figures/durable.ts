import {type Child, startChild} from '../child.ts';
import {meet} from '../core-stage.ts';
import {linkContestant, RAW_LINK, stopAll} from '../link-stage.ts';
import {startChatPeers} from '../peers/chat-peers.ts';
import type {SqliteEnd} from '../references/sqlite.ts';
import type {Contestant, Figure} from '../types.ts';
import type {Workspace} from '../workspace.ts';

const SQLITE = 'SQLite alone';
const BOTH = 'SQLite alone, in both processes at once';
const RAW = 'raw socket, 32 in a write';
/** Rows of one transaction: as many as natter takes at most. */
const BATCH = 64;

/** Stored, indexed, encrypted and acknowledged messages. */
export const durable: Figure = {
  id: 'durable',
  title: 'durable messages',
  about: `two natters in two processes; from the first \`say\` until the last of all texts is committed by the receiver and known to be so by the sender, at most 1,024 under way. SQLite alone commits the same rows, ${BATCH} in a transaction; in both processes at once, since natter stores each text at both ends. The index of natter takes 512 texts at a time, of which at most 511 wait at the end. Databases grow from round to round, all alike.`,
  rows: [
    {
      metric: 'rate',
      title: 'durable, acknowledged messages',
      unit: 'per-second',
      more: true,
      limit: {
        label: 'the slower of SQLite and raw socket',
        value: median => Math.min(median(SQLITE, 'rate'), median(RAW, 'rate')),
      },
      goal: 0.8,
    },
    {
      metric: 'pair-rate',
      title: 'the same beside SQLite in both processes',
      unit: 'per-second',
      more: true,
      limit: {label: 'SQLite, both at once', value: median => median(BOTH, 'pair-rate')},
      goal: null,
    },
  ],
  rounds: {quick: 3, full: 6},
  warmUp: true,
  async stage(workspace) {
    const count = workspace.quick ? 6000 : 20_000;
    const own = await natter(workspace, count);
    const alone = await sqliteAlone(workspace, count);
    const both = await sqliteInBoth(workspace, count);
    const raw = await linkContestant({
      name: RAW,
      part: 'limit',
      script: RAW_LINK,
      parameters: ['batched'],
      links: 1,
      measure: async ({dialler}) => ({rate: rate(count, await dialler.call.flood(count, 'burst'))}),
    });
    const {pairs, missing} = await startChatPeers(workspace);
    const few = Math.ceil(count / 10);
    const peers = pairs.map(
      ({name, sender, receiver}): Contestant => ({
        name,
        part: 'peer',
        async measure() {
          const [begin, shown] = await Promise.all([sender.call.sayAll(few), receiver.call.shown(few)]);
          return {rate: rate(few, ((shown.at(-1) ?? Number.NaN) - begin) / 1000)};
        },
      }),
    );
    const stops = [own, alone, both, raw, ...pairs];
    return {contestants: [own, alone, both, raw, ...peers], missing, close: () => stopAll(stops)};
  },
  growth: workspace => [
    {
      title: 'time for n durable messages',
      unit: 'milliseconds',
      sizes: workspace.quick ? [100, 1000, 10_000] : [1000, 10_000, 100_000],
      measure: size => sayOnce(workspace, size),
      excuse: null,
    },
  ],
};

async function natter(workspace: Workspace, count: number) {
  const friends = await meet(workspace);
  let next = 0;
  return {
    name: 'natter',
    part: 'natter',
    async measure() {
      const time = await friends.alice.call.sayAll(friends.bobKey, next, count);
      await friends.bob.call.shown(count);
      next += count;
      return {rate: rate(count, time), 'pair-rate': rate(count, time)};
    },
    stop: friends.stop,
  } as const;
}

async function sqliteAlone(workspace: Workspace, count: number) {
  const child = await startSqlite(workspace);
  return {
    name: SQLITE,
    part: 'limit',
    measure: async () => ({rate: rate(count, await child.call.append(count, BATCH))}),
    stop: child.stop,
  } as const;
}

async function sqliteInBoth(workspace: Workspace, count: number) {
  const children = [await startSqlite(workspace), await startSqlite(workspace)];
  return {
    name: BOTH,
    part: 'limit',
    async measure() {
      const times = await Promise.all(children.map(child => child.call.append(count, BATCH)));
      return {'pair-rate': rate(count, Math.max(...times))};
    },
    stop: () => stopAll(children),
  } as const;
}

async function startSqlite(workspace: Workspace): Promise<Child<SqliteEnd>> {
  const child = startChild<SqliteEnd>(new URL('../references/sqlite.ts', import.meta.url));
  await child.call.open(`${await workspace.folder('sqlite')}/db`);
  return child;
}

async function sayOnce(workspace: Workspace, count: number): Promise<number> {
  const friends = await meet(workspace);
  const time = await friends.alice.call.sayAll(friends.bobKey, 0, count);
  await friends.stop();
  return time;
}

function rate(count: number, milliseconds: number): number {
  return count / (milliseconds / 1000);
}
