import {readHistory} from './support/history.ts';
import type {Line, Natter} from './support/natter.ts';
import {sleep} from './support/patience.ts';
import {introduce, makePerson, type Person, talkTo} from './support/person.ts';
import {createRandom, type Random} from './support/random.ts';
import {
  addUp,
  compareNumbers,
  type Difference,
  describeDifference,
  isFaultless,
  numbered,
  numberOf,
} from './support/texts.ts';
import type {Figure, Run} from './types.ts';

export const kills: Figure = {
  id: 'T1',
  title: 'both ways at once, SIGKILL of either at random',
  bar: '0 lost, 0 doubled, order kept',
  async run(run) {
    const size = run.quick ? {kills: 20, messages: 200} : {kills: 200, messages: 1000};
    const {difference, notes, linked} = await killAtRandom(run, size);
    return {
      result: `${describeDifference(difference)}; ${size.messages} each way, ${size.kills} kills, ${linked} of them of a linked one`,
      pass: isFaultless(difference) && notes.length === 0,
      notes,
    };
  },
};

/** Most kills hit a pair that is linked and talks, so many milliseconds later at most; the others hit anything. */
const LONGEST_TALK = 80;
const LONGEST_LIFE = 500;
const WHILE_LINKED = 0.8;
const PATIENCE = 90_000;

/** One side: who it is, what it has said for certain, and all lives so far. */
type Side = {
  readonly person: Person;
  readonly other: string;
  readonly lives: Natter[];
  /** Own texts that are on its disk, as far as we have looked. */
  said: number;
};

/** Kills either of two talking processes again and again; how the final histories and all events differ. */
export async function killAtRandom(
  run: Run,
  size: {readonly kills: number; readonly messages: number},
): Promise<{difference: Difference; notes: string[]; linked: number}> {
  const random = createRandom(run.seed);
  const notes: string[] = [];
  const sides = await meet(run);
  let linked = 0;
  /** How many texts each side may have said by now, so that they last until the last kill. */
  let released = 0;
  for (const side of sides) {
    live(side, () => released, random);
  }
  for (let killed = 0; killed < size.kills; killed++) {
    released = Math.floor((size.messages * (killed + 1)) / (size.kills + 1));
    await moment(sides, random);
    const side = random.pick(sides);
    const life = side.lives.at(-1);
    await life?.kill();
    linked += life?.lines.some(line => line.event === 'peer-online') ? 1 : 0;
    notes.push(...lookAfterKill(side));
    live(side, () => released, random);
  }
  released = size.messages;
  await Promise.all(sides.map(side => allDelivered(side, size.messages)));
  await Promise.all(sides.map(side => side.lives.at(-1)?.end()));
  const difference = addUp(sides.flatMap(side => differences(side, size.messages)));
  notes.push(...sides.flatMap(side => gapsWithinLives(side)));
  return {difference, notes, linked};
}

async function meet(run: Run): Promise<readonly Side[]> {
  const alice = await makePerson(run, 'alice');
  const bob = await makePerson(run, 'bob');
  const [a, b] = [alice.start(), bob.start()];
  await a.event('ready');
  await introduce(b, `127.0.0.1:${alice.port}`);
  await Promise.all([a.end(), b.end()]);
  return [
    {person: alice, other: 'bob', lives: [], said: 0},
    {person: bob, other: 'alice', lives: [], said: 0},
  ];
}

/** Starts a life, which says what is still to be said, a few texts at a time. */
function live(side: Side, released: () => number, random: Random): void {
  const natter = side.person.start();
  side.lives.push(natter);
  talk(natter).catch(() => {}); // it was killed before it was ready

  async function talk(life: Natter): Promise<void> {
    await talkTo(life, side.other);
    for (let next = side.said + 1; life.isRunning(); ) {
      const last = Math.min(released(), next + random.between(0, 5));
      for (; next <= last; next++) {
        life.say(numbered(side.person.name, next));
      }
      await sleep(random.between(1, 20));
    }
  }
}

/** The moment of the next kill. */
async function moment(sides: readonly Side[], random: Random): Promise<void> {
  if (random.chance(WHILE_LINKED)) {
    await Promise.all(sides.map(({lives}) => lives.at(-1)?.event('peer-online', PATIENCE)));
    await sleep(random.next() * LONGEST_TALK);
  } else {
    await sleep(random.next() * LONGEST_LIFE);
  }
}

/** What must be true of a disk right after a kill, whatever was going on. */
function lookAfterKill(side: Side): string[] {
  const {person, other} = side;
  const {entries} = readHistory(person.profile);
  const own = numbersIn(entries, person.name);
  const theirs = new Set(numbersIn(entries, other));
  side.said = own.at(-1) ?? 0;
  const shown = side.lives.flatMap(life => messages(life.lines, person.name)).filter(n => !own.includes(n));
  const shownOfOther = side.lives.flatMap(life => messages(life.lines, other)).filter(n => !theirs.has(n));
  return [
    ...shown.map(number => `${person.name} ${number} was shown as said but is not on the disk`),
    ...shownOfOther.map(number => `${other} ${number} was shown to ${person.name} but is not on the disk`),
  ];
}

/** Acknowledgements are in order: with the last text all are delivered. */
async function allDelivered({person, lives}: Side, count: number): Promise<void> {
  const life = lives.at(-1);
  const last = await life?.waitFor(
    `the last text of ${person.name}`,
    line => numberOf(person.name, line['text']) === count,
    PATIENCE,
  );
  const isDelivered = (line: Line) => line.event === 'delivered' && line['id'] === last?.['id'];
  await life?.waitFor(`the delivery of the last text of ${person.name}`, isDelivered, PATIENCE);
}

/** Own texts on the own disk and the other's texts on it, and what was shown of the other over all lives. */
function differences({person, other, lives}: Side, count: number): Difference[] {
  const {entries} = readHistory(person.profile);
  return [
    compareNumbers(numbersIn(entries, person.name), count),
    compareNumbers(numbersIn(entries, other), count),
    compareNumbers(newInEachLife(lives.map(life => messages(life.lines, other))), count),
  ];
}

/**
 * What lives showed, without what a life began with because the one before was killed between printing and noting that:
 * headless mode prints each message at least once.
 */
function newInEachLife(lives: readonly (readonly number[])[]): number[] {
  const shown: number[] = [];
  for (const life of lives) {
    const last = shown.at(-1) ?? 0;
    const isAgain = (number: number, index: number) => number <= last && number === (life[0] ?? 0) + index;
    const firstNew = life.findIndex((number, index) => !isAgain(number, index));
    shown.push(...(firstNew < 0 ? [] : life.slice(firstNew)));
  }
  return shown;
}

/** In one life each text follows the one before it, and none comes twice. */
function gapsWithinLives({person, other, lives}: Side): string[] {
  return lives.flatMap(life => {
    const shown = messages(life.lines, other);
    const gap = shown.find((number, index) => index > 0 && number !== (shown[index - 1] ?? 0) + 1);
    return gap === undefined ? [] : [`before ${other} ${gap} something was not shown to ${person.name}`];
  });
}

function messages(lines: readonly Line[], author: string): number[] {
  return lines
    .filter(line => line.event === 'message')
    .map(line => numberOf(author, line['text']))
    .filter(number => number !== null);
}

function numbersIn(entries: readonly {readonly body: string}[], author: string): number[] {
  return entries.map(entry => numberOf(author, entry.body)).filter(number => number !== null);
}
