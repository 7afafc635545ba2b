import {afterAll, afterEach, beforeAll, expect, test} from '@jest/globals';
import createTestnet from 'hyperdht/testnet.js';
import {dayKey, reachKey} from '../../../src/identity/reach/day-key.ts';
import {systemClock} from '../../../src/lib/time/clock.ts';
import {type DhtNode, startDhtNode} from '../../../src/net/dht/dht-node.ts';

/** A node of the table, and its own answer to who has announced a key. */
type TableNode = {
  readonly address: () => {readonly port: number};
  /** Null for the first one, which keeps nothing. */
  readonly _persistent: {onfindpeer: (request: {reply: (record: Uint8Array) => void}) => void} | null;
};

let testnet: Awaited<ReturnType<typeof createTestnet>>;
let keepers: readonly NonNullable<TableNode['_persistent']>[];
const opened: DhtNode[] = [];

beforeAll(async () => {
  testnet = await createTestnet(4, {host: '127.0.0.1'});
  const nodes = testnet.nodes as unknown as readonly TableNode[];
  keepers = nodes.flatMap(node => node._persistent ?? []);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(node => node.close()));
});
afterAll(() => testnet.destroy());

async function start(): Promise<DhtNode> {
  const node = await startDhtNode({bootstrap: testnet.bootstrap, host: '127.0.0.1', clock: systemClock});
  opened.push(node);
  return node;
}

const never = new AbortController().signal;
const today = (seed: number) => dayKey(reachKey(Buffer.alloc(32, seed)), 20_785);
const [ann, bob, eve] = [today(1), today(2), today(3)];

/** An announcement as nodes keep it: the key, and where its owner can be asked for. */
const record = (key: Uint8Array, ports: readonly number[]) =>
  Buffer.from([...key, ports.length, ...ports.flatMap(port => [127, 0, 0, 1, port & 255, port >> 8])]);

/** Lets nodes give the same answer to everybody; what puts them right again. */
function lie(nodes: typeof keepers, answer: Uint8Array): () => void {
  const honest = nodes.map(({onfindpeer}) => onfindpeer);
  for (const node of nodes) {
    node.onfindpeer = request => request.reply(answer);
  }
  return () => {
    for (const [index, node] of nodes.entries()) {
      Object.assign(node, {onfindpeer: honest[index]});
    }
  };
}

test.each<[string, () => Uint8Array]>([
  ['names places where nobody is', () => record(bob.publicKey, [9, 10, 11])],
  ['names itself', () => record(bob.publicKey, [testnet.nodes[0]?.address().port ?? 9])],
  ['repeats the record of somebody else', () => record(eve.publicKey, [9])],
  ['says what is no record', () => Buffer.alloc(40, 255)],
  ['cuts it short', () => Buffer.alloc(3, 1)],
])('a table that %s leads nowhere, and is said at once', async (_, answer) => {
  const honest = lie(keepers, answer());
  await expect((await start()).dial(bob.publicKey, ann, never)).rejects.toMatchObject({code: 'PEER_AWAY'});
  honest();
});

test('one node that lies keeps nobody from being found by the others', async () => {
  const there = await start();
  await there.listen(
    bob,
    () => true,
    () => {},
  );
  const honest = lie(keepers.slice(0, 1), record(bob.publicKey, [9, 10, 11]));
  await (await start()).dial(bob.publicKey, ann, never);
  honest();
});
