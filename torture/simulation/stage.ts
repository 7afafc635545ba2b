import type {CoreEvent} from '../../src/core/api/api.ts';
import {entryId} from '../../src/identity/entry-id.ts';
import {directWith} from '../../src/lib/conversation.ts';
import type {EntryRow} from '../../src/storage/types.ts';
import {createRandom} from '../support/random.ts';
import {compareNumbers, describeDifference, isFaultless, numbered, numberOf} from '../support/texts.ts';
import {type Chronicle, createChronicle, historyOf, textsIn, textsOf} from './chronicle.ts';
import {type Node, PORT} from './node.ts';
import type {Deed, Step} from './story.ts';
import {acquaint, createWorld, type World} from './world.ts';

/** Virtual time after which all must be well again, once nothing is broken any more. */
const HEALING = 300_000;
const HEALING_STEP = 2000;
/** What putting a disk back takes at least, milliseconds: the clock does not stand still then. */
const RESTORING = 10;

/** Where stories are played. */
export type Stage = {
  /** Plays a story, then mends everything; what broke a rule. The same story goes the same way every time. */
  readonly play: (
    story: readonly Step[],
    witness?: (name: string, event: CoreEvent) => void,
  ) => Promise<string[]>;
};

/** Two acquainted nodes whose disks are set back after each story. */
export async function openStage(): Promise<Stage> {
  let listener: (node: Node, event: CoreEvent) => void = () => {};
  const random = createRandom(0);
  const world = createWorld(['alice', 'bob'], {random, heard: (node, event) => listener(node, event)});
  const [alice, bob] = world.nodes;
  if (alice === undefined || bob === undefined) {
    throw new Error('there is nobody in this world');
  }
  await acquaint(world, alice, bob);
  alice.kill();
  bob.kill();
  await world.settle();
  return {
    async play(story, witness = () => {}) {
      const chronicle = createChronicle(node => (node === alice ? bob : alice));
      random.reseed(story.length);
      listener = (node, event) => {
        witness(node.name, event);
        chronicle.heard(node, event);
      };
      for (const {store} of world.nodes) {
        store.begin();
      }
      try {
        const play = createPlay(world, [alice, bob], chronicle);
        await play.run(story);
        const healed = await play.heal();
        return [...chronicle.faults(), ...healed, ...play.judge()];
      } finally {
        await curtain(world);
      }
    },
  };
}

/** Everybody goes home, and nothing of the story is left. */
async function curtain(world: World): Promise<void> {
  for (const node of world.nodes) {
    node.kill();
    node.setWall(0);
  }
  world.network.flow();
  await world.settle();
  for (const {store} of world.nodes) {
    store.reset();
  }
}

function createPlay(world: World, cast: readonly [Node, Node], chronicle: Chronicle) {
  /** The number of the last text, for each of the two. */
  const said = new Map<Node, number>(cast.map(node => [node, 0]));
  /** Texts that waited for an acknowledgement when a disk was copied: after a restore they may come twice. */
  const doubtful = new Map<Node, Set<number>>(cast.map(node => [node, new Set()]));
  let wasRestored = false;
  let wasForgotten = false;

  async function run(story: readonly Step[]): Promise<void> {
    await Promise.all(cast.map(node => node.start()));
    for (const {deed, turns} of story) {
      await perform(deed);
      await (turns === null ? world.settle() : world.turns(turns));
    }
  }

  async function perform(deed: Deed): Promise<void> {
    switch (deed.type) {
      case 'say':
        say(cast[deed.who], deed.count, deed.length);
        break;
      case 'connect':
        connect(cast[deed.who]);
        break;
      case 'disconnect':
        attempt(cast[deed.who], {type: 'disconnect', who: null});
        break;
      case 'read':
        read(cast[deed.who], deed.count, deed.below);
        break;
      case 'set-clock':
        cast[deed.who].setWall(deed.wrong);
        break;
      case 'forget':
        forget(cast[deed.who]);
        break;
      case 'kill':
        cast[deed.who].kill();
        break;
      case 'start':
        await revive(cast[deed.who]);
        break;
      case 'back-up':
        backUp(cast[deed.who]);
        break;
      case 'restore':
        await restore(cast[deed.who]);
        break;
      case 'cut':
      case 'stall':
      case 'flow':
        world.network[deed.type]();
        break;
      case 'pass':
        await world.pass(deed.milliseconds);
        break;
    }
  }

  /** The texts after the last one on the disk: what a killed process did not commit was not said. */
  function say(node: Node, count: number, length: number): void {
    const core = node.core();
    const conversation = otherThan(node).key;
    if (core === null || !node.store.database.peers().some(({key}) => key === conversation)) {
      return; // nobody is there to say it to
    }
    const first = (said.get(node) ?? 0) + 1;
    for (let number = first; number < first + count; number++) {
      core
        .perform({
          type: 'say',
          conversation: directWith(conversation),
          kind: 'text',
          text: numbered(node.name, number, length),
        })
        .catch(() => {});
    }
    said.set(node, first + count - 1);
  }

  async function revive(node: Node): Promise<void> {
    if (node.core() === null) {
      // A number that others may know from a lost future, or a forgotten past, does not come again.
      const isKnownElsewhere = wasRestored || wasForgotten;
      said.set(node, isKnownElsewhere ? (said.get(node) ?? 0) : (textsOf(node, node).at(-1) ?? 0));
      await node.start();
    }
  }

  /** What stands in view is seen, and nothing else. */
  function read(node: Node, count: number, below: number): void {
    const other = otherThan(node);
    const history = historyOf(node, other);
    const end = Math.max(0, history.length - below);
    const inView = history.slice(Math.max(0, end - count), end).filter(({unread}) => unread);
    const entries = inView.map(({author, epoch, sequence}) => entryId(author, epoch, sequence));
    if (entries.length > 0 && node.core() !== null) {
      chronicle.saw(node, inView);
      attempt(node, {type: 'mark-read', conversation: directWith(other.key), entries});
    }
  }

  function forget(node: Node): void {
    const {key} = otherThan(node);
    if (node.core() !== null && node.store.database.peers().some(peer => peer.key === key)) {
      wasForgotten = true;
      chronicle.forgetting(node);
      attempt(node, {type: 'forget', who: key});
    }
  }

  function backUp(node: Node): void {
    node.store.backUp();
    doubtful.set(node, new Set(unacknowledged(node, otherThan(node))));
  }

  async function restore(node: Node): Promise<void> {
    node.kill();
    node.store.restore();
    world.time.sleep(RESTORING);
    wasRestored = true;
    chronicle.restored();
    await revive(node);
  }

  /** Mends everything, and waits until all is delivered; what is still wrong then. */
  async function heal(): Promise<string[]> {
    world.network.flow();
    await Promise.all(cast.map(revive));
    await world.settle();
    const end = world.time.now() + HEALING;
    while (!isWell()) {
      if (world.time.now() > end) {
        return ['it was not delivered even after all was mended'];
      }
      connect(cast[0]); // whoever hung up does not dial again by itself
      await world.pass(HEALING_STEP);
      await world.settle();
    }
    return [];
  }

  /** Each knows that the other holds all of its logs, and the other does. */
  function isWell(): boolean {
    return cast.every(node => {
      const other = otherThan(node);
      const held = new Map(
        other.store.database
          .positions(directWith(node.key), node.key)
          .map(({epoch, sequence}) => [epoch, sequence]),
      );
      const logs = node.store.database.ownLogs(directWith(other.key));
      return logs.every(
        ({epoch, last, acknowledged}) => acknowledged >= last && (held.get(epoch) ?? 0) >= last,
      );
    });
  }

  function connect(node: Node): void {
    attempt(node, {type: 'connect', address: {host: otherThan(node).name, port: PORT}});
  }

  function otherThan(node: Node): Node {
    return cast[node === cast[0] ? 1 : 0];
  }

  function judge(): string[] {
    const isStrict = !wasRestored && !wasForgotten;
    const wrong = isStrict ? judgeStrictly(cast, node => said.get(node) ?? 0) : judgeWhatIsLeft();
    return [...wrong, ...judgeOrder(cast)];
  }

  /** All that is on the disk of its author is with the other, in order; only what is doubtful came twice. */
  function judgeWhatIsLeft(): string[] {
    return cast.flatMap(author => {
      const own = textsOf(author, author);
      const held = textsOf(otherThan(author), author);
      const once = new Set(held);
      const lost = own.filter(number => !once.has(number));
      const doubled = held.filter((number, index) => held.indexOf(number) !== index);
      const wrong = doubled.filter(number => doubtful.get(author)?.has(number) !== true);
      return [
        ...lost.map(number => `${author.name} ${number} is lost`),
        ...wrong.map(number => `${author.name} ${number} came twice`),
      ];
    });
  }

  return {run, heal, judge};
}

/** Own texts that the other is not known to have. */
function unacknowledged(node: Node, other: Node): number[] {
  const logs = node.store.database.ownLogs(directWith(other.key));
  const acknowledged = new Map(logs.map(log => [log.epoch, log.acknowledged]));
  const rows = historyOf(node, other).filter(
    row => row.outgoing && row.sequence > (acknowledged.get(row.epoch) ?? 0),
  );
  return rows.map(row => numberOf(node.name, row.body)).filter(number => number !== null);
}

function attempt(node: Node, action: Parameters<NonNullable<ReturnType<Node['core']>>['perform']>[0]): void {
  node
    .core()
    ?.perform(action)
    .catch(() => {}); // what cannot be done now is told to the user
}

/** Both hold what each has said, all of it once and in order. */
function judgeStrictly([alice, bob]: readonly [Node, Node], said: (node: Node) => number): string[] {
  const faults: string[] = [];
  const histories = [historyOf(alice, bob), historyOf(bob, alice)];
  for (const [index, rows] of histories.entries()) {
    for (const author of [alice, bob]) {
      const difference = compareNumbers(textsIn(rows, author), said(author));
      if (!isFaultless(difference)) {
        const holder = index === 0 ? alice : bob;
        faults.push(`${holder.name} holds of ${author.name}: ${describeDifference(difference)}`);
      }
    }
  }
  return faults;
}

/** Both show what both have in the same order, in which each of them said it. What came twice stands anywhere. */
function judgeOrder(cast: readonly [Node, Node]): string[] {
  const faults: string[] = [];
  const [one, other] = cast.map((node, index) => once(historyOf(node, cast[1 - index] ?? node)));
  const held = new Set(other);
  const common = new Set(one?.filter(body => held.has(body)));
  const [here, there] = [one, other].map(bodies => (bodies ?? []).filter(body => common.has(body)));
  if (here?.join('\n') !== there?.join('\n')) {
    faults.push('they show it in different orders');
  }
  for (const [index, bodies] of [one, other].entries()) {
    for (const author of cast) {
      const numbers = (bodies ?? [])
        .map(body => numberOf(author.name, body))
        .filter(number => number !== null);
      if (numbers.some((number, place) => number < (numbers[place - 1] ?? 0))) {
        faults.push(
          `${cast[index]?.name} shows what ${author.name} said in another order: ${numbers.join(' ')}`,
        );
      }
    }
  }
  return faults;
}

/** The texts that stand there once. */
function once(rows: readonly EntryRow[]): string[] {
  const counts = new Map<string, number>();
  for (const {body} of rows) {
    counts.set(body, (counts.get(body) ?? 0) + 1);
  }
  return rows.map(({body}) => body).filter(body => counts.get(body) === 1);
}
