import {makeTown, noTown, type Town} from './support/faces.ts';
import {sleep} from './support/patience.ts';
import {noProcesses, type Usage, usageOf} from './support/process-watch.ts';
import {createRandom, type Random} from './support/random.ts';
import {
  allShown,
  finish,
  gather,
  killMember,
  lifeOf,
  type Member,
  revive,
  talk,
} from './support/room-people.ts';
import {growthOf, leakOf, mean, partTown, signed} from './support/soaking.ts';
import {describeDifference, isFaultless} from './support/texts.ts';
import {SIX} from './t01b-room-kills.ts';
import type {Figure, Run} from './types.ts';

export const roomSoak: Figure = {
  id: 'T21B',
  title: 'soak: six in a room, kills and partitions every 5 s, 8 minutes',
  bar: '0 lost, memory and descriptors flat',
  async run(run) {
    const missing = noProcesses ?? (await noTown());
    return missing === null ? await soakRoom(run, run.quick ? 40_000 : 8 * 60_000) : {skipped: missing};
  },
};

/** The first ones are never killed: a leak would show in them. */
const SURVIVORS = 2;
const STEP = 5000;
const SAMPLE = 500;
const LENGTH = 100;
const MOST_GROWTH = 0.1;
const MOST_DESCRIPTORS = 4;

async function soakRoom(run: Run, length: number) {
  const random = createRandom(run.seed);
  const town = await makeTown(run, SIX);
  const members = await gather(town.people, town.address);
  const samples = members.slice(0, SURVIVORS).map(() => [] as Usage[]);
  const notes: string[] = [];
  let talking = true;
  const talks = members.map(member => talk(member, random, () => talking, LENGTH));
  const sampling = setInterval(() => takeSamples(members, samples), SAMPLE);
  const counts = {kills: 0, partitions: 0};
  for (const end = performance.now() + length; performance.now() < end; ) {
    await disturb(town, members, random, counts, notes);
    run.note(`${Math.round((end - performance.now()) / 1000)} s left, ${JSON.stringify(counts)}`);
  }
  clearInterval(sampling);
  talking = false;
  await Promise.all(talks);
  await allShown(members);
  const difference = await finish(run, members);
  await town.close();
  const growth = Math.max(
    ...samples.map(some =>
      growthOf(
        some.map(({memory}) => memory),
        mean,
      ),
    ),
  );
  const descriptors = Math.max(...samples.map(some => leakOf(some.map(usage => usage.descriptors))));
  const said = members.reduce((sum, member) => sum + member.said, 0);
  return {
    result:
      `${describeDifference(difference)} of ${said}; ${counts.kills} kills, ${counts.partitions} partitions; ` +
      `memory ${signed(Math.round(growth * 100))} %, descriptors ${signed(descriptors)} in the last half`,
    pass:
      isFaultless(difference) &&
      notes.length === 0 &&
      (run.quick || (growth <= MOST_GROWTH && descriptors <= MOST_DESCRIPTORS)),
    notes,
  };
}

async function disturb(
  town: Town,
  members: readonly Member[],
  random: Random,
  counts: {kills: number; partitions: number},
  notes: string[],
): Promise<void> {
  if (random.chance(0.5)) {
    const member = random.pick(members.slice(SURVIVORS));
    notes.push(...(await killMember(member)));
    const away = random.between(0, STEP);
    await sleep(away);
    revive(member);
    await sleep(STEP - away);
    counts.kills++;
  } else {
    await partTown(town, random, STEP);
    counts.partitions++;
  }
}

function takeSamples(members: readonly Member[], samples: readonly Usage[][]): void {
  for (const [index, some] of samples.entries()) {
    const usage = usageOf(lifeOf(members[index] as Member).pid);
    if (usage !== null) {
      some.push(usage);
    }
  }
}
