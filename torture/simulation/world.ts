import type {CoreEvent} from '../../src/core/api/api.ts';
import {createMemoryNetwork, type MemoryNetwork} from '../../src/net/transport/memory.ts';
import type {Random} from '../support/random.ts';
import {createNode, type Node, PORT} from './node.ts';
import {createTime, type Time} from './time.ts';

/** Turns of the event loop without a sign of life after which nothing more will happen by itself. */
const IDLE_TURNS = 4;

/** Nodes, a network and time, all in this process; nothing happens by chance that a seed does not give. */
export type World = {
  readonly nodes: readonly Node[];
  readonly network: MemoryNetwork;
  readonly time: Time;
  /** Lets everything happen that needs no time to pass. */
  readonly settle: () => Promise<void>;
  /** Lets so many turns of the event loop pass: things are left under way. */
  readonly turns: (count: number) => Promise<void>;
  /** Lets virtual time pass. */
  readonly pass: (milliseconds: number) => Promise<void>;
};

/** Creates a world of nodes that do not know each other and are not started. */
export function createWorld(
  names: readonly string[],
  options: {readonly random: Random; readonly heard: (node: Node, event: CoreEvent) => void},
): World {
  const network = createMemoryNetwork();
  const time = createTime();
  let stirs = 0;
  const stirred = () => {
    stirs++;
  };
  const nodes = names.map(name => {
    const node: Node = createNode({
      name,
      time,
      network,
      random: options.random,
      stirred,
      heard: event => options.heard(node, event),
    });
    return node;
  });

  async function settle(): Promise<void> {
    let seen = stirs;
    for (let idle = 0; idle < IDLE_TURNS; idle++) {
      await turns(1);
      if (stirs !== seen) {
        seen = stirs;
        idle = 0;
      }
    }
  }

  async function turns(count: number): Promise<void> {
    for (let turn = 0; turn < count; turn++) {
      await new Promise(setImmediate);
    }
  }

  return {nodes, network, time, settle, turns, pass: milliseconds => time.pass(milliseconds, settle)};
}

/** Starts two nodes and makes them contacts. */
export async function acquaint(world: World, one: Node, other: Node): Promise<void> {
  await one.start();
  await other.start();
  await connect(world, one, other);
}

/** Lets a running node dial another one, which takes everybody for a contact. */
export async function connect(world: World, one: Node, other: Node): Promise<void> {
  const dialled = one.core()?.perform({type: 'connect', address: {host: other.name, port: PORT}});
  await world.settle();
  await dialled;
}
