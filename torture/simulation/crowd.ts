import type {ConversationId} from '../../src/core/api/api.ts';
import type {RoomPiece} from '../../src/storage/room-types.ts';
import {createRandom} from '../support/random.ts';
import {numbered} from '../support/texts.ts';
import type {Node} from './node.ts';
import {createWorld} from './world.ts';

/** Whole cores in one room, on a network in memory and simulated time. */
export type CrowdOptions = {
  readonly members: number;
  readonly posts: number;
  /** The share of members that are killed in a minute; they come back after 5 to 45 s. */
  readonly churn: number;
  readonly seed: number;
  readonly note: (text: string) => void;
};

export type CrowdReport = {
  readonly pairs: number;
  readonly missed: number;
  /** Entries of talk that were stored or thrown away, for each member and post. */
  readonly copies: number;
  /** Bytes written for each member and post, without what as long a time takes in which nobody says anything. */
  readonly bytes: number;
  /** Links of a member, the most and the least at the end. */
  readonly links: readonly [number, number];
  /** Of the whole process, bytes. */
  readonly memory: number;
};

const SPEAKERS = 30;
const TOGETHER = 10;
const STEP = 1000;
const BETWEEN = 1000;
const RECOVERY = 60_000;

/** Lets them come in by a ticket, says posts, kills and revives all the time, and counts what came to whom. */
export async function playCrowd(options: CrowdOptions): Promise<CrowdReport> {
  const {members, note} = options;
  const random = createRandom(options.seed);
  const names = Array.from({length: members}, (_, at) => `10.0.${at >> 8}.${at & 255 || 255}`);
  const world = createWorld(names, {random, heard() {}});
  const nodes = world.nodes;
  const counts = {entries: 0};
  watch(nodes, piece => {
    counts.entries += piece.log.lane === 0 ? piece.entries.length : 0;
  });
  const room = await comeIn();
  const backAt = new Map<Node, number>();
  /** When each of them began its life. */
  const since = new Map<Node, number>(nodes.map(node => [node, world.time.now()]));
  const posts: {readonly text: string; readonly at: number}[] = [];
  note('all are in');

  async function comeIn(): Promise<ConversationId> {
    const [first, ...others] = nodes as [Node, ...Node[]];
    await first.start();
    const created = await settled(first, {type: 'create-room', name: 'berlin', history: 'all'});
    const id = (created as {id: ConversationId}).id;
    const made = await settled(first, {type: 'make-ticket', room: id, uses: members, lifetime: null});
    const ticket = String((made as {link: string}).link);
    for (let count = 0; count < others.length; count += TOGETHER) {
      const some = others.slice(count, count + TOGETHER);
      await Promise.all(some.map(node => node.start()));
      const coming = some.map(node => node.core()?.perform({type: 'use-ticket', ticket}));
      await world.settle();
      await Promise.all(coming);
      await world.pass(STEP);
      note(`${count + some.length} came`);
    }
    await world.pass(30_000);
    const outside = nodes.filter(node => node.store.database.rooms.find(id)?.state !== 'member');
    if (outside.length > 0) {
      throw new Error(`${outside.length} were not let in`);
    }
    return id;
  }

  async function settled(
    node: Node,
    action: Parameters<NonNullable<ReturnType<Node['core']>>['perform']>[0],
  ) {
    const done = node.core()?.perform(action);
    await world.settle();
    return await done;
  }

  async function pass(milliseconds: number): Promise<void> {
    for (const end = world.time.now() + milliseconds; world.time.now() < end; ) {
      await churn();
      await world.pass(STEP);
    }
  }

  async function churn(): Promise<void> {
    for (const [node, at] of [...backAt]) {
      if (at <= world.time.now()) {
        backAt.delete(node);
        since.set(node, world.time.now());
        await node.start();
      }
    }
    const chance = (options.churn * STEP) / 60_000;
    for (const node of nodes) {
      if (!backAt.has(node) && random.chance(chance)) {
        node.kill();
        backAt.set(node, world.time.now() + random.between(5000, 45_000));
      }
    }
  }

  async function speak(number: number): Promise<void> {
    let at = ((number % SPEAKERS) * Math.max(1, Math.floor(members / SPEAKERS))) % members;
    while (nodes[at]?.core() === null) {
      at = (at + 1) % members;
    }
    const text = numbered('post', number, 100);
    posts.push({text, at: world.time.now()});
    await settled(nodes[at] as Node, {type: 'say', conversation: room, kind: 'text', text});
  }

  const before = traffic(nodes);
  await pass(options.posts * BETWEEN);
  const quiet = traffic(nodes) - before;
  note(`without words: ${Math.round(quiet / members / options.posts)} B for each member and second`);
  counts.entries = 0;
  for (let number = 1; number <= options.posts; number++) {
    await speak(number);
    await pass(BETWEEN);
  }
  const loud = traffic(nodes) - before - quiet;
  const share = members * options.posts;
  const copies = counts.entries / share;
  await pass(RECOVERY);
  let [pairs, missed] = [0, 0];
  for (const node of nodes.filter(each => each.core() !== null)) {
    const held = new Set(
      node.store.database.historyBefore(room, null, 100_000).entries.map(({body}) => body),
    );
    for (const post of posts.filter(({at}) => (since.get(node) ?? 0) <= at)) {
      pairs++;
      missed += held.has(post.text) ? 0 : 1;
    }
  }
  const links = await Promise.all(nodes.flatMap(linksOf));
  return {
    ...{pairs, missed, copies, bytes: Math.round((loud - quiet) / share)},
    links: [Math.min(...links), Math.max(...links)],
    memory: process.memoryUsage().rss,
  };

  function linksOf(node: Node): Promise<number>[] {
    const core = node.core();
    return core === null
      ? []
      : [
          core
            .query({type: 'snapshot'})
            .then(({peers}) => peers.filter(({presence}) => presence === 'online').length),
        ];
  }
}

function traffic(nodes: readonly Node[]): number {
  return nodes.reduce((sum, node) => sum + node.sent().bytes, 0);
}

/** Sees every piece that a member is brought, before they begin. */
function watch(nodes: readonly Node[], see: (piece: RoomPiece) => void): void {
  for (const {store} of nodes) {
    const rooms = store.database.rooms as {append: (typeof store.database.rooms)['append']};
    const {append} = rooms;
    rooms.append = (room, piece, judge) => {
      see(piece);
      return append(room, piece, judge);
    };
  }
}
