import {sleep} from './support/patience.ts';
import {makePerson} from './support/person.ts';
import {createRandom} from './support/random.ts';
import {allShown, finish, gather, killMember, revive, talk} from './support/room-people.ts';
import {describeDifference, isFaultless} from './support/texts.ts';
import type {Figure, Run} from './types.ts';

/** The six of the room. */
export const SIX = ['ann', 'ben', 'cat', 'dan', 'eve', 'fay'] as const;

export const roomKills: Figure = {
  id: 'T1B',
  title: 'six in a room all talk, SIGKILL of any at random',
  bar: '0 lost, 0 doubled, order kept',
  async run(run) {
    const wanted = run.quick ? 12 : 100;
    const {difference, notes, said} = await killInRoom(run, SIX, wanted);
    return {
      result: `${describeDifference(difference)}; ${said} texts, ${wanted} kills`,
      pass: isFaultless(difference) && notes.length === 0,
      notes,
    };
  },
};

const LONGEST_LIFE = 2500;
const LONGEST_PAUSE = 800;

/** Kills one after the other while all of them talk, and compares what is on their disks at the end. */
export async function killInRoom(run: Run, names: readonly string[], wanted: number) {
  const random = createRandom(run.seed);
  const people = await Promise.all(names.map(name => makePerson(run, name)));
  const members = await gather(people, (_, to) => `127.0.0.1:${people[to]?.port}`);
  const notes: string[] = [];
  let talking = true;
  const talks = members.map(member => talk(member, random, () => talking));
  for (let kills = 0; kills < wanted; kills++) {
    await sleep(random.between(0, LONGEST_LIFE));
    const member = random.pick(members);
    notes.push(...(await killMember(member)));
    await sleep(random.between(0, LONGEST_PAUSE));
    revive(member);
    run.note(`${kills + 1} kills`);
  }
  talking = false;
  await Promise.all(talks);
  await allShown(members);
  const difference = await finish(run, members);
  return {difference, notes, said: members.reduce((sum, {said}) => sum + said, 0)};
}
