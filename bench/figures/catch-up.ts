import {startChild} from '../child.ts';
import {type Backlog, catchUp, createBacklog} from '../core-stage.ts';
import {copy, seededReference} from '../profiles.ts';
import type {RawAndSqliteEnd} from '../references/raw-and-sqlite.ts';
import type {Figure, Sample} from '../types.ts';
import type {Workspace} from '../workspace.ts';

const REFERENCE = 'raw + SQLite';
/** Messages in a frame and in a commit: as many as natter takes at most. */
const BATCH = 64;

/** Somebody comes back who was away. */
export const catchingUp: Figure = {
  id: 'catch-up',
  title: 'catching up',
  about: `a natter dials a contact that was away while it wrote so many messages; from dialling until the last is committed there and acknowledged, both databases opened anew from copies. The limit does the same with SQLite at both ends of a raw socket, ${BATCH} messages in a frame and in a commit.`,
  rows: [
    {
      metric: 'rate',
      title: 'catching up (100,000 messages, quick: 20,000)',
      unit: 'per-second',
      more: true,
      limit: {label: REFERENCE, value: median => median(REFERENCE, 'rate')},
      goal: 0.7,
    },
  ],
  rounds: {quick: 3, full: 5},
  warmUp: false,
  async stage(workspace) {
    const count = workspace.quick ? 20_000 : 100_000;
    const backlog = await createBacklog(workspace, count);
    const reference = await seededReference(workspace, count, 1);
    return {
      contestants: [
        {name: 'natter', part: 'natter', measure: () => natter(workspace, backlog, count)},
        {name: REFERENCE, part: 'limit', measure: () => rawAndSqlite(workspace, reference, count)},
      ],
      missing: [],
      close: async () => {},
    };
  },
  growth: workspace => [
    {
      title: 'time to catch up on n messages',
      unit: 'milliseconds',
      sizes: workspace.quick ? [100, 1000, 10_000] : [1000, 10_000, 100_000],
      measure: async size => await catchUp(workspace, await createBacklog(workspace, size), size),
      excuse: null,
    },
  ],
};

async function natter(workspace: Workspace, backlog: Backlog, count: number): Promise<Sample> {
  return {rate: count / ((await catchUp(workspace, backlog, count)) / 1000)};
}

async function rawAndSqlite(workspace: Workspace, database: string, count: number): Promise<Sample> {
  const script = new URL('../references/raw-and-sqlite.ts', import.meta.url);
  const [sender, receiver] = [startChild<RawAndSqliteEnd>(script), startChild<RawAndSqliteEnd>(script)];
  const port = await receiver.call.listen(`${await workspace.folder('sqlite')}/db`);
  const time = await sender.call.send(await copy(workspace, database), port, BATCH);
  await Promise.all([sender.stop(), receiver.stop()]);
  return {rate: count / (time / 1000)};
}
