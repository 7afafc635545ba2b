import {makeTown, noTown} from './support/faces.ts';
import {sleep} from './support/patience.ts';
import {GENEROUS} from './support/person.ts';
import type {Cut} from './support/proxy.ts';
import {createRandom} from './support/random.ts';
import {allShown, finish, gather, talk} from './support/room-people.ts';
import {describeDifference, isFaultless} from './support/texts.ts';
import {SIX} from './t01b-room-kills.ts';
import type {Figure, Run} from './types.ts';

export const roomCuts: Figure = {
  id: 'T7B',
  title: 'six in a room, proxies cut every stream between them at random bytes (FIN, RST, stall)',
  bar: '0 lost, 0 doubled',
  async run(run) {
    const missing = await noTown();
    if (missing !== null) {
      return {skipped: missing};
    }
    const {difference, done, said} = await cutInRoom(run, run.quick ? 20 : 300);
    const kinds = [...done].map(([how, count]) => `${count} ${how}`).join(', ');
    return {
      result: `${describeDifference(difference)}; ${said} texts, cut by ${kinds}`,
      pass: isFaultless(difference),
    };
  },
};

/** Silence is noticed sooner than in life, or the stalls alone would take an hour; milliseconds. */
const SILENCE = 1500;
const MOST_BYTES = 20_000;
const KINDS: readonly Cut[] = ['fin', 'rst', 'stall'];
const STEP = 200;
const PATIENCE = 600_000;

async function cutInRoom(run: Run, wanted: number) {
  const random = createRandom(run.seed);
  const done = new Map<Cut, number>();
  const count = () => [...done.values()].reduce((sum, some) => sum + some, 0);
  let isCutting = false;
  const limits = {
    ...GENEROUS,
    silence: SILENCE,
    heartbeat: Math.round(SILENCE / 3),
    handshakeDeadline: 2 * SILENCE,
    dialDeadline: 2 * SILENCE,
  };
  const town = await makeTown(run, SIX, {
    config: {limits},
    proxy: () => ({
      plan: () =>
        isCutting && count() < wanted
          ? {how: random.pick(KINDS), after: random.between(1, MOST_BYTES)}
          : null,
      cut: how => done.set(how, (done.get(how) ?? 0) + 1),
    }),
  });
  const members = await gather(town.people, town.address);
  let talking = true;
  const talks = members.map(member => talk(member, random, () => talking));
  isCutting = true;
  for (const [one] of members.entries()) {
    for (let other = 0; other < one; other++) {
      for (const proxy of town.between(one, other)) {
        proxy.cutAll('rst');
      }
    }
  }
  for (const end = performance.now() + PATIENCE; count() < wanted && performance.now() < end; ) {
    await sleep(STEP);
  }
  run.note(`${count()} cuts`);
  isCutting = false;
  talking = false;
  await Promise.all(talks);
  await allShown(members);
  const difference = await finish(run, members);
  await town.close();
  return {difference, done, said: members.reduce((sum, {said}) => sum + said, 0)};
}
