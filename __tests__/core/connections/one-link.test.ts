import {describe, expect, test} from '@jest/globals';
import type {CoreEvent} from '../../../src/core/api/api.ts';
import type {Node} from '../../../torture/simulation/node.ts';
import {PORT} from '../../../torture/simulation/node.ts';
import {acquaint, createWorld} from '../../../torture/simulation/world.ts';
import {createRandom} from '../../../torture/support/random.ts';

/** Two contacts that are linked; `dialler` started the link. Events are noted from then on. */
async function linked(names: readonly [string, string], dialler: 0 | 1) {
  const told: string[] = [];
  const note = (node: Node, event: CoreEvent) => {
    if (event.type === 'peer-online') {
      told.push(`${Math.round(world.time.now())} ${node.name} sees ${event.peer.name} come`);
    } else if (event.type === 'peer-offline') {
      told.push(`${Math.round(world.time.now())} ${node.name} sees ${event.peer.name} go: ${event.reason}`);
    }
  };
  const world = createWorld(names, {random: createRandom(1), heard: note});
  const [a, b] = world.nodes;
  if (a === undefined || b === undefined) {
    throw new Error('nobody is there');
  }
  await (dialler === 0 ? acquaint(world, a, b) : acquaint(world, b, a));
  told.splice(0);
  return {world, told, a, b};
}

async function dial(node: Node, other: Node): Promise<string> {
  try {
    await node.core()?.perform({type: 'connect', address: {host: other.name, port: PORT}});
    return 'linked';
  } catch (error) {
    return (error as {code: string}).code;
  }
}

async function presence(node: Node): Promise<string | undefined> {
  const snapshot = await node.core()?.query({type: 'snapshot'});
  return snapshot?.peers[0]?.presence;
}

describe('two links to one peer', () => {
  test('two dials of one side at once end in one link, which stays', async () => {
    const {world, told, a, b} = await linked(['alice', 'bob'], 0);
    await a.core()?.perform({type: 'disconnect', who: null});
    await world.settle();
    told.splice(0);
    const answers = [dial(a, b), dial(a, b)];
    await world.settle();
    expect((await Promise.all(answers)).sort()).toEqual(['linked', 'linked']);
    await world.pass(10_000);
    expect(told).toEqual(['0 alice sees bob come', '0 bob sees alice come']);
    expect([await presence(a), await presence(b)]).toEqual(['online', 'online']);
  });

  test.each([
    ['alice', 'bob', 0],
    ['alice', 'bob', 1],
    ['bob', 'alice', 0],
    ['bob', 'alice', 1],
  ] as const)(
    'a link that %s has given up and %s has not gives way, whoever dialled it (%i)',
    async (one, other, dialler) => {
      const {world, told, a, b} = await linked([one, other], dialler);
      await world.pass(3000);
      await a.core()?.perform({type: 'rename', name: 'ada'}); // bob hears of alice later than she of him
      await world.settle();
      world.network.stall();
      await world.pass(9500);
      expect(told).toEqual([`12000 ${one} sees ${other} go: lost`]);
      world.network.drop();
      await world.pass(2400);
      expect(told).toEqual([
        expect.any(String),
        expect.stringMatching(new RegExp(`^1[234]\\d\\d\\d ${one} sees ${other} come$`)),
      ]);
      expect([await presence(a), await presence(b)]).toEqual(['online', 'online']);
      await world.pass(10_000);
      expect(told).toHaveLength(2);
    },
  );
});

test('after the machine slept, a link without a sign of life is given up within seconds', async () => {
  const {world, told, a} = await linked(['alice', 'bob'], 0);
  await world.pass(1000);
  world.network.stall();
  a.setWall(600_000);
  await world.pass(5000);
  expect(told).toEqual(['4000 alice sees bob go: lost']);
});
