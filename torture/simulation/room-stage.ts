import type {Action, ConversationId, CoreEvent} from '../../src/core/api/api.ts';
import {entryId} from '../../src/identity/entry-id.ts';
import type {EntryRow} from '../../src/storage/types.ts';
import {createRandom} from '../support/random.ts';
import {numbered, numberOf} from '../support/texts.ts';
import type {Node} from './node.ts';
import type {RoomDeed, RoomStep} from './room-stories.ts';
import {connect, createWorld, type World} from './world.ts';

/** Virtual time after which all must be well again, once nothing is broken any more. */
const HEALING = 600_000;
const HEALING_STEP = 2000;
/** What putting a disk back takes at least, milliseconds. */
const RESTORING = 10;
const EVERYTHING = 1_000_000;
/** Of one author who restored an older copy once: the part in common, and both that follow. */
const MOST_BRANCHES = 2;

/** Where stories about a room are played. */
export type RoomStage = {
  /** Plays a story, then mends everything; what broke a rule, with its number. */
  readonly play: (
    story: readonly RoomStep[],
    witness?: (name: string, event: CoreEvent) => void,
  ) => Promise<string[]>;
};

/** People who are contacts of the first one and in a room that it founded. Their disks are set back after each story. */
export async function openRoomStage(people: number): Promise<RoomStage> {
  let listener: (node: Node, event: CoreEvent) => void = () => {};
  const random = createRandom(0);
  const names = Array.from({length: people}, (_, place) => `10.0.0.${place + 1}`); // hints tell addresses, not names
  const world = createWorld(names, {random, heard: (node, event) => listener(node, event)});
  const room = await found(world);
  return {
    async play(story, witness = () => {}) {
      random.reseed(story.length);
      const play = createPlay(world, room);
      listener = (node, event) => {
        witness(node.name, event);
        play.heard(node, event);
      };
      for (const {store} of world.nodes) {
        store.begin();
      }
      try {
        await play.run(story);
        return await play.judge();
      } finally {
        await curtain(world);
      }
    },
  };
}

async function found(world: World): Promise<ConversationId> {
  const [ann, ...others] = world.nodes as [Node, ...Node[]];
  await ann.start();
  for (const other of others) {
    await other.start();
    await connect(world, other, ann);
  }
  const act = async <A extends Action>(node: Node, action: A) => {
    const result = node.core()?.perform(action);
    await world.settle();
    return await result;
  };
  const created = await act(ann, {type: 'create-room', name: 'berlin', history: 'all'});
  const room = created?.id as ConversationId;
  for (const other of others) {
    await act(ann, {type: 'invite-to-room', room, who: other.key});
    await act(other, {type: 'enter-room', room});
  }
  await world.pass(HEALING_STEP);
  for (const node of world.nodes) {
    if (node.store.database.rooms.find(room)?.state !== 'member') {
      throw new Error(`${node.name} is not in the room`);
    }
    node.kill();
  }
  await world.settle();
  return room;
}

/** Everybody goes home, and nothing of the story is left. */
async function curtain(world: World): Promise<void> {
  for (const node of world.nodes) {
    node.kill();
  }
  world.network.flow();
  await world.settle();
  for (const {store} of world.nodes) {
    store.reset();
  }
}

function createPlay(world: World, room: ConversationId) {
  const cast = world.nodes;
  const faults: string[] = [];
  /** The number of the last text of each. */
  const said = new Map<Node, number>(cast.map(node => [node, 0]));
  const deleted = new Set<string>();
  /** Entries that each was shown as new, over all lives. */
  const shown = new Map<Node, Set<string>>(cast.map(node => [node, new Set()]));
  const backups = new Set<Node>();
  const restored = new Set<Node>();
  const removed = new Set<Node>();

  function heard(node: Node, event: CoreEvent): void {
    if (event.type === 'failed') {
      faults.push(`${node.name} failed: ${event.code} ${event.message}`);
    }
    if (event.type === 'peer-offline' && event.reason === 'protocol') {
      faults.push(`${node.name} broke off: ${event.detail}`);
    }
    for (const entry of event.type === 'entries-added' && event.conversation === room ? event.entries : []) {
      const before = shown.get(node) ?? new Set();
      if (before.has(entry.id) && restored.size === 0) {
        faults.push(`R6: ${node.name} showed ${entry.text} twice`);
      }
      shown.set(node, before.add(entry.id));
    }
  }

  async function run(story: readonly RoomStep[]): Promise<void> {
    await Promise.all(cast.map(node => node.start()));
    for (const {deed, turns} of story) {
      await perform(deed);
      await (turns === null ? world.settle() : world.turns(turns));
    }
  }

  async function perform(deed: RoomDeed): Promise<void> {
    const node = 'who' in deed ? (cast[deed.who] as Node) : null;
    switch (deed.type) {
      case 'cut':
      case 'stall':
      case 'flow':
        world.network[deed.type]();
        return;
      case 'pass':
        await world.pass(deed.milliseconds);
        return;
      case 'kill':
        node?.kill();
        return;
      case 'start':
        await (node === null ? undefined : revive(node));
        return;
      case 'back-up':
        if (node !== null && !restored.has(node)) {
          node.store.backUp();
          backups.add(node);
        }
        return;
      case 'restore':
        await (node === null ? undefined : restore(node));
        return;
      default:
        act(node as Node, deed);
    }
  }

  async function revive(node: Node): Promise<void> {
    if (node.core() === null) {
      // A number that others may know from a lost future does not come again.
      const last = restored.size > 0 ? said.get(node) : textsOf(rowsOf(node), node).at(-1);
      said.set(node, last ?? 0);
      await node.start();
    }
  }

  async function restore(node: Node): Promise<void> {
    if (backups.delete(node)) {
      node.kill();
      node.store.restore();
      world.time.sleep(RESTORING);
      restored.add(node);
      await revive(node);
    }
  }

  function act(node: Node, deed: Exclude<RoomDeed, {type: 'kill' | 'pass' | 'cut'}>): void {
    const who = 'whom' in deed ? (cast[deed.whom] as Node).key : node.key;
    switch (deed.type) {
      case 'say':
        say(node, deed.count);
        break;
      case 'delete':
        erase(node, deed.back);
        break;
      case 'remove':
        removed.add(cast[deed.whom] as Node);
        attempt(node, {type: 'remove-member', room, who, isBan: false});
        break;
      case 'invite':
        attempt(node, {type: 'invite-to-room', room, who});
        attempt(cast[deed.whom] as Node, {type: 'enter-room', room});
        break;
      case 'set-level':
        attempt(node, {type: 'set-level', room, who, level: deed.level});
        break;
      case 'topic':
        attempt(node, {type: 'set-room', room, setting: 'topic', value: `by ${node.name}`});
        break;
      default:
    }
  }

  function say(node: Node, count: number): void {
    if (node.core() === null || node.store.database.rooms.find(room)?.state !== 'member') {
      return;
    }
    const first = (said.get(node) ?? 0) + 1;
    for (let number = first; number < first + count; number++) {
      attempt(node, {type: 'say', conversation: room, kind: 'text', text: numbered(node.name, number)});
    }
    said.set(node, first + count - 1);
  }

  function erase(node: Node, back: number): void {
    const row = rowsOf(node)
      .filter(({outgoing, body}) => outgoing && numberOf(node.name, body) !== null)
      .at(-1 - back);
    if (row !== undefined && node.core() !== null) {
      deleted.add(row.body);
      const {author, epoch, sequence} = row;
      attempt(node, {type: 'delete', conversation: room, entry: entryId(author, epoch, sequence)});
    }
  }

  function rowsOf(node: Node): readonly EntryRow[] {
    return node.store.database.historyBefore(room, null, EVERYTHING).entries;
  }

  function levelsAt(node: Node): Map<string, number> {
    const {rooms} = node.store.database;
    return new Map(rooms.members(room).flatMap(({key, level}) => (level > 0 ? [[key, level]] : [])));
  }

  /** The members according to the founder, who is one for ever. */
  function members(): Node[] {
    const levels = levelsAt(cast[0] as Node);
    return cast.filter(({key}) => levels.has(key));
  }

  async function judge(): Promise<string[]> {
    world.network.flow();
    await Promise.all(cast.map(revive));
    await world.settle();
    const alive = new Map(cast.map(node => [node, textsOf(rowsOf(node), node)]));
    const known = new Set(cast.flatMap(node => rowsOf(node).map(({body}) => body)));
    const end = world.time.now() + HEALING;
    while (!isWell()) {
      if (world.time.now() > end) {
        return [...faults, `R5: they do not have the same even after all was mended: ${unequal()}`];
      }
      comeIn();
      await world.pass(HEALING_STEP);
      await world.settle();
    }
    return [...faults, ...judgeRows(alive), ...judgeLost(known), ...judgeForks()];
  }

  /** Whoever is asked in comes. */
  function comeIn(): void {
    for (const node of cast) {
      if (node.store.database.rooms.find(room)?.state === 'invited') {
        attempt(node, {type: 'enter-room', room});
      }
    }
  }

  /** All members have the same acts and logs, and show the same. */
  function isWell(): boolean {
    return unequal() === '';
  }

  function unequal(): string {
    const inside = members();
    const [first, ...others] = inside.map(node => JSON.stringify(holdings(node)));
    const at = others.findIndex(held => held !== first);
    return at < 0 ? '' : `${inside[0]?.name} ${first}, ${inside[at + 1]?.name} ${others[at]}`;
  }

  /** Talk of those who were removed is not passed on beyond what counts of it: there, what is shown tells. */
  function holdings(node: Node): unknown {
    const {rooms} = node.store.database;
    const levels = levelsAt(node);
    const counting = rooms.logs(room).filter(({name: {author, lane}}) => lane === 1 || levels.has(author));
    const logs = counting.map(({name: {author, lane, epoch, branch}, last, chain}) => {
      const [log, hash] = [branch ?? Buffer.alloc(0), chain].map(bytes => Buffer.from(bytes).toString('hex'));
      return `${author.slice(0, 4)} ${lane} ${epoch} ${log} ${last} ${hash?.slice(0, 8)}`;
    });
    const state = rooms.find(room);
    return [logs.sort(), [...levels].sort(), state?.topic, state?.state, shownAt(node)];
  }

  /** What is shown, in its order. Of what was deleted before it came nothing is known, and what somebody deleted who was
   * removed is gone where that had come before the removal. */
  function shownAt(node: Node): string {
    const authors = new Set([...removed].map(({key}) => key));
    return rowsOf(node)
      .filter(({author, body}) => body !== '' && !(authors.has(author) && deleted.has(body)))
      .map(({author, epoch, sequence, body}) => `${author.slice(0, 4)}.${epoch}.${sequence} ${body}`)
      .join('; ');
  }

  function judgeRows(alive: ReadonlyMap<Node, readonly number[]>): string[] {
    const inside = members();
    const wrong: string[] = [];
    if (levelsAt(cast[0] as Node).get((cast[0] as Node).key) !== 4) {
      wrong.push('R3: the founder is none any more');
    }
    for (const author of inside.filter(node => !removed.has(node))) {
      for (const holder of inside) {
        const rows = rowsOf(holder).filter(row => row.author === author.key);
        const numbers = textsOf(rows, author);
        const lost = (alive.get(author) ?? []).filter(number => !numbers.includes(number));
        const missing = lost.filter(number => !deleted.has(numbered(author.name, number)));
        const doubled = numbers.filter((number, index) => numbers.indexOf(number) !== index);
        const isDisordered = numbers.some((number, index) => number < (numbers[index - 1] ?? 0));
        if (missing.length > 0 || doubled.length > 0 || (isDisordered && !restored.has(author))) {
          wrong.push(
            `R6: ${holder.name} has of ${author.name} ${numbers}; ${missing} lost, ${doubled} twice`,
          );
        }
      }
    }
    return wrong;
  }

  /** What was on any disk when all was mended is with everybody now, a restored copy or not. */
  function judgeLost(known: ReadonlySet<string>): string[] {
    if (removed.size > 0) {
      return []; // what counts of somebody who is removed is up to whoever removes
    }
    return members().flatMap(node => {
      const held = new Set(rowsOf(node).map(({body}) => body));
      const lost = [...known].filter(body => !held.has(body) && body !== '' && !deleted.has(body));
      return lost.map(body => `R9: ${body} is lost at ${node.name}`);
    });
  }

  function judgeForks(): string[] {
    return members().flatMap(node => {
      const counts = new Map<string, number>();
      for (const {name} of node.store.database.rooms.logs(room)) {
        const key = `${name.author.slice(0, 4)} ${name.lane} ${name.epoch}`;
        counts.set(key, (counts.get(key) ?? 0) + (name.branch === null ? 0 : 1));
      }
      const over = [...counts].filter(([, count]) => count > MOST_BRANCHES);
      return over.map(([log, count]) => `R9: ${node.name} has ${count} branches of ${log}`);
    });
  }

  function attempt(node: Node, action: Action): void {
    node
      .core()
      ?.perform(action)
      .catch(() => {}); // what cannot be done now is told to the user
  }

  return {heard, run, judge};
}

function textsOf(rows: readonly EntryRow[], author: Node): number[] {
  return rows.map(row => numberOf(author.name, row.body)).filter(number => number !== null);
}
