import {type Node, PORT} from './simulation/node.ts';
import {createWorld, type World} from './simulation/world.ts';
import {createRandom} from './support/random.ts';
import type {Figure} from './types.ts';

const MINUTE = 60_000;
/** Links are quick for five minutes after the last word. */
const BEFORE = 6 * MINUTE;
const WATCHED = 10 * MINUTE;
const HOUR = 60 * MINUTE;
/** Headers of TCP and IPv4 with time stamps; each packet is acknowledged by one without data. */
const HEADERS = 52;
const MEGABYTE = 1e6;

export const idleContacts: Figure = {
  id: 'T22',
  title: 'traffic of contacts who say nothing (simulated time)',
  bar: '200 contacts: 20 MB an hour at most',
  async run({seed, quick}) {
    const contacts = quick ? 20 : 200;
    const {bytes, packets, linked} = await watchIdle(contacts, seed);
    const scale = (HOUR / WATCHED) * (200 / contacts);
    const all = (bytes + 2 * packets * HEADERS) * scale;
    return {
      result: `${(all / MEGABYTE).toFixed(1)} MB an hour for 200, with headers and acknowledgements`,
      pass: all <= 20 * MEGABYTE && linked === contacts,
      notes: [
        `seen: ${contacts} contacts for ${WATCHED / MINUTE} minutes, ${packets} packets with ${bytes} bytes in both directions`,
        `linked at the end: ${linked}`,
      ],
    };
  },
};

/** What goes both ways between somebody and contacts who say nothing. */
export async function watchIdle(contacts: number, seed: number) {
  const names = Array.from({length: contacts}, (_, index) => `contact${index}`);
  const world = createWorld(['ann', ...names], {random: createRandom(seed), heard() {}});
  const [ann, ...others] = world.nodes;
  if (ann === undefined) {
    throw new Error('there is nobody in this world');
  }
  await acquaintAll(world, ann, others);
  await world.pass(BEFORE);
  const before = total(world.nodes);
  await world.pass(WATCHED);
  const after = total(world.nodes);
  const snapshot = await ann.core()?.query({type: 'snapshot'});
  const linked = snapshot?.peers.filter(({presence}) => presence === 'online').length ?? 0;
  for (const node of world.nodes) {
    node.kill();
  }
  return {bytes: after.bytes - before.bytes, packets: after.packets - before.packets, linked};
}

async function acquaintAll(world: World, ann: Node, others: readonly Node[]): Promise<void> {
  await ann.start();
  for (const other of others) {
    await other.start();
    const dialled = ann.core()?.perform({type: 'connect', address: {host: other.name, port: PORT}});
    await world.settle();
    await dialled;
  }
}

function total(nodes: readonly Node[]) {
  const sent = nodes.map(node => node.sent());
  const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);
  return {bytes: sum(sent.map(({bytes}) => bytes)), packets: sum(sent.map(({packets}) => packets))};
}
