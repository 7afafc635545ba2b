import {makeTown, noTown, type Town} from './support/faces.ts';
import {readHistories} from './support/history.ts';
import type {Line, Natter} from './support/natter.ts';
import {sleep, until} from './support/patience.ts';
import type {Person} from './support/person.ts';
import {noProcesses, type Usage, usageOf} from './support/process-watch.ts';
import {createRandom, type Random} from './support/random.ts';
import {growthOf, leakOf, mean, partTown, signed} from './support/soaking.ts';
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

export const soak: Figure = {
  id: 'T21',
  title: 'soak: 6 nodes, kills and partitions every 5 s, 8 minutes',
  bar: '0 lost, memory and descriptors flat',
  async run(run) {
    const missing = noProcesses ?? (await noTown());
    if (missing !== null) {
      return {skipped: missing};
    }
    const length = run.quick ? 40_000 : 8 * 60_000;
    const {difference, texts, kills, partitions, growth, descriptors} = await soakNodes(run, length);
    return {
      result:
        `${describeDifference(difference)} of ${texts}; ${kills} kills, ${partitions} partitions; ` +
        `memory ${percent(growth)}, descriptors ${signed(descriptors)} in the last half`,
      pass:
        isFaultless(difference) && (run.quick || (growth <= MOST_GROWTH && descriptors <= MOST_DESCRIPTORS)),
    };
  },
};

const NAMES = ['ann', 'ben', 'cat', 'dan', 'eve', 'fay'] as const;
/** The first ones are never killed: a leak would show in them. */
const SURVIVORS = 2;
const STEP = 5000;
const SAMPLE = 500;
/** A text of each to somebody about so often, milliseconds. */
const PAUSE = 250;
const LENGTH = 100;
/** How memory may grow from the third quarter to the fourth, as a ratio, and descriptors. */
const MOST_GROWTH = 0.1;
const MOST_DESCRIPTORS = 4;
const PATIENCE = 240_000;

/** One of the six, with its present life and what it has said to each of the others. */
type Node = {
  readonly index: number;
  readonly person: Person;
  life: Natter;
  /** By the index of the other: the last number that is on our disk for certain. */
  readonly said: Map<number, number>;
};

type Soaked = {
  readonly difference: Difference;
  readonly texts: number;
  readonly kills: number;
  readonly partitions: number;
  /** The worst of the survivors. */
  readonly growth: number;
  readonly descriptors: number;
};

/** Lets six natters talk for so many milliseconds while they are killed and parted. */
async function soakNodes(run: Run, length: number): Promise<Soaked> {
  const random = createRandom(run.seed);
  const town = await makeTown(run, NAMES);
  const nodes = await meet(town);
  const samples = nodes.slice(0, SURVIVORS).map(() => [] as Usage[]);
  let talking = true;
  const talks = nodes.map(node => talk(node, nodes, random, () => talking));
  const sampling = setInterval(() => takeSamples(nodes, samples), SAMPLE);
  let kills = 0;
  let partitions = 0;
  for (const end = performance.now() + length; performance.now() < end; ) {
    if (random.chance(0.5)) {
      await killOne(random.pick(nodes.slice(SURVIVORS)), random);
      kills++;
    } else {
      await partTown(town, random, STEP);
      partitions++;
    }
    run.note(
      `${Math.round((end - performance.now()) / 1000)} s left, ${kills} kills, ${partitions} partitions`,
    );
  }
  clearInterval(sampling);
  talking = false;
  await Promise.all(talks);
  await allDelivered(nodes);
  const codes = await Promise.all(nodes.map(node => node.life.end()));
  await town.close();
  if (codes.some(code => code !== 0)) {
    throw new Error(`they ended with ${codes.join(', ')}`);
  }
  return {
    difference: addUp(nodes.flatMap(node => differences(node, nodes))),
    texts: nodes.flatMap(node => [...node.said.values()]).reduce((sum, some) => sum + some, 0),
    kills,
    partitions,
    growth: Math.max(
      ...samples.map(some =>
        growthOf(
          some.map(({memory}) => memory),
          mean,
        ),
      ),
    ),
    descriptors: Math.max(...samples.map(some => leakOf(some.map(usage => usage.descriptors)))),
  };
}

async function meet(town: Town): Promise<Node[]> {
  const nodes = town.people.map((person, index) => ({
    index,
    person,
    life: person.start(),
    said: new Map(town.people.map((_, other) => [other, 0])),
  }));
  await Promise.all(nodes.map(node => node.life.event('ready')));
  for (const {index, life} of nodes) {
    for (let other = 0; other < index; other++) {
      const accepted = life.next('to be accepted', line => line.event === 'accepted');
      life.say(`/connect ${town.address(index, other)}`);
      await accepted;
    }
  }
  return nodes;
}

/** Says numbered texts to everybody by chance. A life that began meanwhile goes on where the disk ends. */
async function talk(
  node: Node,
  nodes: readonly Node[],
  random: Random,
  goesOn: () => boolean,
): Promise<void> {
  while (goesOn()) {
    const other = random.pick(nodes);
    if (other !== node && node.life.isRunning() && isReady(node.life)) {
      sayNext(node, other);
    }
    await sleep(random.between(0, 2 * PAUSE));
  }
}

function isReady(life: Natter): boolean {
  return life.lines[0]?.event === 'ready';
}

function sayNext(node: Node, other: Node): number {
  const number = (node.said.get(other.index) ?? 0) + 1;
  node.said.set(other.index, number);
  node.life.say(`/msg ${other.person.name} ${numbered(labelOf(node, other), number, LENGTH)}`);
  return number;
}

/** Texts are counted for each direction between two of them. */
function labelOf(from: Node, to: Node): string {
  return `${from.person.name}-${to.person.name}`;
}

/** Kills one; it comes back within the step. */
async function killOne(node: Node, random: Random): Promise<void> {
  await node.life.kill();
  const histories = [...readHistories(node.person.profile).values()].flatMap(({entries}) => entries);
  for (const [other] of node.said) {
    const label = `${node.person.name}-${NAMES[other]}`;
    const numbers = histories.map(entry => numberOf(label, entry.body) ?? 0);
    node.said.set(other, Math.max(0, ...numbers));
  }
  const away = random.between(0, STEP);
  await sleep(away);
  node.life = node.person.start();
  await sleep(STEP - away);
}

/** Acknowledgements are in order: once a last text to everybody is delivered, all are. */
async function allDelivered(nodes: readonly Node[]): Promise<void> {
  await Promise.all(nodes.map(node => node.life.event('ready')));
  const pairs = nodes.flatMap(node => nodes.filter(other => other !== node).map(other => ({node, other})));
  await Promise.all(
    pairs.map(async ({node, other}) => {
      const number = sayNext(node, other);
      const isIt = (line: Line) => numberOf(labelOf(node, other), line['text']) === number;
      const last = await node.life.waitFor('the last text', isIt, PATIENCE);
      const isDelivered = (line: Line) => line.event === 'delivered' && line['id'] === last['id'];
      await node.life.waitFor(`the last delivery of ${labelOf(node, other)}`, isDelivered, PATIENCE);
    }),
  );
  await until('nothing is under way', () => nodes.every(node => node.life.isRunning()), PATIENCE);
}

/** On the own disk and on the other's. */
function differences(node: Node, nodes: readonly Node[]): Difference[] {
  const own = [...readHistories(node.person.profile).values()].flatMap(({entries}) => entries);
  const others = nodes.filter(other => other !== node);
  return others.flatMap(other =>
    [
      {label: labelOf(node, other), count: node.said.get(other.index) ?? 0},
      {label: labelOf(other, node), count: other.said.get(node.index) ?? 0},
    ].map(({label, count}) =>
      compareNumbers(
        own.map(entry => numberOf(label, entry.body)).filter(number => number !== null),
        count,
      ),
    ),
  );
}

function takeSamples(nodes: readonly Node[], samples: readonly Usage[][]): void {
  for (const [index, some] of samples.entries()) {
    const usage = usageOf(nodes[index]?.life.pid ?? 0);
    if (usage !== null) {
      some.push(usage);
    }
  }
}

function percent(ratio: number): string {
  return `${signed(Math.round(ratio * 100))} %`;
}
