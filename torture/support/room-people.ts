import type {Run} from '../types.ts';
import {readHistories} from './history.ts';
import type {Line, Natter} from './natter.ts';
import {sleep} from './patience.ts';
import type {Person} from './person.ts';
import type {Random} from './random.ts';
import {addUp, compareNumbers, type Difference, numbered, numberOf} from './texts.ts';

/** The room of all figures. */
const ROOM = '#berlin';
const PATIENCE = 240_000;
/** A text of each about so often, milliseconds. */
const PAUSE = 250;

/** Somebody in the room, with the present life, all lives, and the last number that is on their disk for certain. */
export type Member = {
  readonly person: Person;
  readonly lives: Natter[];
  said: number;
};

/**
 * Starts everybody; all become contacts, since members tell each other no addresses of loopback. The first one founds a
 * room and asks the others in. `address`: where one finds another.
 */
export async function gather(
  people: readonly Person[],
  address: (from: number, to: number) => string,
): Promise<readonly Member[]> {
  const members = people.map(person => ({person, lives: [person.start()], said: 0}));
  const [first, ...others] = members.map(lifeOf);
  await Promise.all(members.map(member => lifeOf(member).event('ready')));
  first?.say('/room new berlin');
  for (const [index, life] of others.entries()) {
    for (let other = 0; other <= index; other++) {
      const accepted = life.next('to be accepted', line => line.event === 'accepted');
      life.say(`/connect ${address(index + 1, other)}`);
      await accepted;
    }
    const {name} = people[index + 1] as Person;
    const asked = life.waitFor('an invitation', line => line.event === 'room');
    first?.say(`/invite ${name} ${ROOM}`);
    await asked;
    const inside = life.waitFor(
      `${name} to be in`,
      line =>
        line.event === 'act' &&
        line['kind'] === 'added' &&
        JSON.stringify(line['about']).includes(`"${name}"`),
    );
    life.say(`/join ${ROOM}`);
    await inside;
  }
  await Promise.all(members.map(member => lifeOf(member).say(`/query ${ROOM}`)));
  return members;
}

export function lifeOf({lives}: Member): Natter {
  return lives.at(-1) as Natter;
}

/** Says the next numbered texts to the room. */
export function sayNext(member: Member, count: number, length = 0): void {
  for (const last = member.said + count; member.said < last; ) {
    member.said++;
    lifeOf(member).say(numbered(member.person.name, member.said, length));
  }
}

/** Says a text now and then, as long as `goesOn` says so; one that began anew goes on where its disk ends. */
export async function talk(member: Member, random: Random, goesOn: () => boolean, length = 0): Promise<void> {
  while (goesOn()) {
    if (lifeOf(member).isRunning() && isInRoom(lifeOf(member))) {
      sayNext(member, 1, length);
    }
    await sleep(random.between(0, 2 * PAUSE));
  }
}

const inRoom = new WeakSet<Natter>();

/** What is said without a command goes to the room from then on. */
function isInRoom(life: Natter): boolean {
  if (!inRoom.has(life) && life.lines[0]?.event === 'ready') {
    life.say(`/query ${ROOM}`);
    inRoom.add(life);
  }
  return inRoom.has(life);
}

/** SIGKILL. What was not on the disk yet was not said. Tells what was shown and is not on the disk. */
export async function killMember(member: Member): Promise<string[]> {
  await lifeOf(member).kill();
  const {name} = member.person;
  const own = numbersAt(member.person, name);
  member.said = own.at(-1) ?? 0;
  const shown = member.lives.flatMap(({lines}) => shownIn(lines, name));
  return shown.filter(number => !own.includes(number)).map(number => `${name} ${number} was shown as said`);
}

export function revive(member: Member): void {
  member.lives.push(member.person.start());
}

/** Waits until everybody was shown the last text of everybody else. */
export async function allShown(members: readonly Member[], patience = PATIENCE): Promise<void> {
  const pairs = members.flatMap(to => members.filter(from => from !== to).map(from => ({to, from})));
  await Promise.all(
    pairs.map(async ({to, from}) => {
      const {name} = from.person;
      const isLast = (line: Line) => line.event === 'message' && numberOf(name, line['text']) === from.said;
      if (from.said > 0 && !to.lives.some(({lines}) => lines.some(isLast))) {
        await lifeOf(to).waitFor(`${name} ${from.said} at ${to.person.name}`, isLast, patience);
      }
    }),
  );
}

/** Ends all of them, and compares every disk with what each has said. */
export async function finish(run: Run, members: readonly Member[]): Promise<Difference> {
  // 1: something of the last moment was not acknowledged when the others went.
  const codes = await Promise.all(members.map(member => lifeOf(member).end()));
  if (codes.some(code => code !== 0 && code !== 1)) {
    throw new Error(`they ended with ${codes.join(', ')}`);
  }
  const all = members.flatMap(({person}) =>
    members.map(from => {
      const difference = compareNumbers(numbersAt(person, from.person.name), from.said);
      if (difference.lost + difference.doubled + difference.disordered > 0) {
        run.note(`${person.name} has of ${from.person.name} ${JSON.stringify(difference)}`);
      }
      return difference;
    }),
  );
  return addUp(all);
}

function numbersAt({profile}: Person, author: string): number[] {
  const room = [...readHistories(profile)].filter(([id]) => id.startsWith('#'));
  return room
    .flatMap(([, {entries}]) => entries.map(entry => numberOf(author, entry.body)))
    .filter(number => number !== null);
}

function shownIn(lines: readonly Line[], author: string): number[] {
  return lines
    .filter(line => line.event === 'message')
    .map(line => numberOf(author, line['text']))
    .filter(number => number !== null);
}
