import {directWith} from '../src/lib/conversation.ts';
import {historyOf} from './simulation/chronicle.ts';
import type {Node} from './simulation/node.ts';
import {acquaint, createWorld, type World} from './simulation/world.ts';
import {createRandom} from './support/random.ts';
import type {Figure} from './types.ts';

export const clocks: Figure = {
  id: 'T20',
  title: 'clock ± 1 year, −1 h, 10 minutes asleep (simulated time)',
  bar: 'order kept, no retry storm',
  async run(run) {
    const results: Result[] = [];
    for (const jump of JUMPS) {
      results.push(await jumpWhileLinked(jump, run.seed), await jumpWhileAlone(jump, run.seed));
    }
    const faults = results.flatMap(result => result.faults);
    const dials = Math.max(...results.map(result => result.dials));
    return {
      result: `${faults.length} faults after ${JUMPS.length} jumps, at most ${dials} dials in the minute after`,
      pass: faults.length === 0 && dials <= MOST_DIALS,
      notes: faults,
    };
  },
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEAR = 365 * 24 * HOUR;
/** Backoff alone makes about seven attempts in the first minute, and a jump may wake it once. */
const MOST_DIALS = 14;
/** The longest that a text may take after a jump, virtual milliseconds. */
const MOST_DELAY = 30_000;

type Jump = {
  readonly name: string;
  /** What happens to the wall clock of one of them. */
  readonly wall: number;
  /** Time that passes for everybody while nothing runs. */
  readonly asleep: number;
};

/** A machine that sleeps loses wall time only; a machine that is stopped as a whole loses all time. */
const JUMPS: readonly Jump[] = [
  {name: 'a year ahead', wall: YEAR, asleep: 0},
  {name: 'a year back', wall: -YEAR, asleep: 0},
  {name: 'an hour back', wall: -HOUR, asleep: 0},
  {name: '10 minutes asleep', wall: 10 * MINUTE, asleep: 0},
  {name: '10 minutes stopped', wall: 0, asleep: 10 * MINUTE},
];

type Result = {readonly faults: string[]; readonly dials: number};

/** Two people talk in turns, the clock of one jumps between two texts, they talk on. */
export async function jumpWhileLinked(jump: Jump, seed: number): Promise<Result> {
  const {world, alice, bob} = await open(seed);
  const faults: string[] = [];
  const talk = createTalk(world, alice, bob);
  await talk.say(alice);
  await talk.say(bob);
  const dials = await afterJump(world, alice, bob, jump, async () => {
    for (const speaker of [alice, bob, bob, alice]) {
      if (!(await talk.say(speaker))) {
        faults.push(`${jump.name}: what ${speaker.name} said did not come`);
      }
    }
  });
  for (const node of [alice, bob]) {
    const shown = historyOf(node, null).map(row => row.body);
    if (shown.join() !== talk.said.join()) {
      faults.push(`${jump.name}: ${node.name} shows ${shown.join()}, not ${talk.said.join()}`);
    }
    faults.push(...(await fromTheFuture(node)).map(text => `${jump.name}: ${text} at ${node.name}`));
  }
  return {faults, dials};
}

/** The other one is gone for good; how often the one that is left dials after its clock jumped. */
export async function jumpWhileAlone(jump: Jump, seed: number): Promise<Result> {
  const {world, alice, bob} = await open(seed);
  bob.kill();
  await world.settle();
  return {faults: [], dials: await afterJump(world, alice, bob, jump, async () => {})};
}

async function open(seed: number): Promise<{world: World; alice: Node; bob: Node}> {
  const world = createWorld(['alice', 'bob'], {random: createRandom(seed), heard() {}});
  const [alice, bob] = world.nodes;
  if (alice === undefined || bob === undefined) {
    throw new Error('there is nobody in this world');
  }
  await acquaint(world, alice, bob);
  await world.pass(MINUTE);
  return {world, alice, bob};
}

/** Lets a clock jump, does some work, lets a minute pass; the dials of both since the jump. */
async function afterJump(
  world: World,
  alice: Node,
  bob: Node,
  jump: Jump,
  work: () => Promise<void>,
): Promise<number> {
  const before = alice.dials() + bob.dials();
  const begin = world.time.now();
  alice.setWall(jump.wall);
  world.time.sleep(jump.asleep);
  await work();
  await world.pass(Math.max(0, begin + jump.asleep + MINUTE - world.time.now()));
  return alice.dials() + bob.dials() - before;
}

function createTalk(world: World, alice: Node, bob: Node) {
  const said: string[] = [];
  return {
    said,
    /** Says the next text, and waits until the other has it; false if it did not come. */
    async say(speaker: Node): Promise<boolean> {
      const listener = speaker === alice ? bob : alice;
      const text = `${speaker.name} ${said.length + 1}`;
      said.push(text);
      await speaker
        .core()
        ?.perform({type: 'say', conversation: directWith(listener.key), kind: 'text', text});
      const end = world.time.now() + MOST_DELAY;
      for (;;) {
        await world.settle();
        if (historyOf(listener, null).at(-1)?.body === text) {
          return true;
        }
        if (world.time.now() > end) {
          return false;
        }
        await world.pass(1000);
      }
    },
  };
}

/** Texts that a node shows with a time that has not come yet on its own clock. */
async function fromTheFuture(node: Node): Promise<string[]> {
  const core = node.core();
  const conversation = node.store.database.conversations()[0]?.id;
  const page =
    conversation === undefined
      ? undefined
      : await core?.query({type: 'history', conversation, before: null, limit: 100});
  const now = node.wall();
  return (page?.entries ?? [])
    .filter(entry => entry.time > now)
    .map(entry => `${entry.text} is from the future`);
}
