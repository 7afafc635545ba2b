import type {
  Action,
  ActionResult,
  CoreEvent,
  NumberedEvent,
  PeerKey,
  PeerView,
  Snapshot,
} from '../../src/core/api/api.ts';
import {createCore, type LocalCore} from '../../src/core/core.ts';
import type {CoreOptions} from '../../src/core/options.ts';
import {peerKeyOfSeed} from '../../src/identity/key-pair.ts';
import {createIdentity} from '../../src/identity/own-identity.ts';
import {shortId} from '../../src/identity/short-id.ts';
import {directWith} from '../../src/lib/conversation.ts';
import {systemClock} from '../../src/lib/time/clock.ts';
import type {Link, LinkEnd} from '../../src/net/link/link.ts';
import {createNetwork, type Network, type NetworkOptions} from '../../src/net/network.ts';
import {createMemoryNetwork, type MemoryNetwork, memory} from '../../src/net/transport/memory.ts';
import {openDatabase} from '../../src/storage/database.ts';
import type {Database} from '../../src/storage/types.ts';
import type {ChatMessage, Hello} from '../../src/wire/chat/messages.ts';

export const PORT = 4242;
const PATIENCE = 4000;
export const DATABASE_KEY = Buffer.alloc(32, 9);

/** A whole natter without a screen, on a network in memory. */
export type Person = {
  readonly core: LocalCore;
  readonly key: PeerKey;
  readonly id: string;
  readonly host: string;
  readonly database: Database;
  /** All events so far. */
  readonly events: readonly CoreEvent[];
  readonly act: <A extends Action>(action: A) => Promise<ActionResult[A['type']]>;
  readonly dial: (host: string) => Promise<PeerView>;
  readonly say: (to: PeerKey, text: string) => Promise<unknown>;
  readonly snapshot: () => Promise<Snapshot>;
  readonly peer: (key: PeerKey) => Promise<PeerView | undefined>;
  /** The first event that fits, of those that came and come after the last one that was waited for. */
  readonly next: <T extends CoreEvent['type']>(
    type: T,
    fits?: (event: Extract<CoreEvent, {type: T}>) => boolean,
  ) => Promise<Extract<CoreEvent, {type: T}>>;
  /** Events of one kind so far. */
  readonly all: <T extends CoreEvent['type']>(type: T) => Extract<CoreEvent, {type: T}>[];
};

export type PersonOptions = Partial<
  Pick<
    CoreOptions,
    | 'clock'
    | 'limits'
    | 'renewal'
    | 'erase'
    | 'tracing'
    | 'saveSettings'
    | 'peerState'
    | 'conversationState'
    | 'reach'
    | 'random'
  >
> & {
  readonly host?: string;
  /** The first byte of the seed; people with the same one are the same identity. */
  readonly seed?: number;
  /** A file for a history that outlives the core. */
  readonly path?: string;
  readonly requests?: 'ask' | 'open' | 'closed';
  readonly receipts?: boolean;
  /** Puts something between the core and its database, such as a disk that is full. */
  readonly through?: (database: Database) => Database;
};

/** A network in memory and all who were ever on it; `close` is for `afterEach`. */
export type Village = {
  readonly network: MemoryNetwork;
  readonly person: (name: string, options?: PersonOptions) => Promise<Person>;
  readonly leave: (person: Person) => Promise<void>;
  /** Somebody who speaks the protocol but keeps to none of its rules. */
  readonly stranger: (options: StrangerOptions) => Stranger;
  readonly close: () => Promise<void>;
};

export type StrangerOptions = {
  readonly seed: number;
  readonly host?: string;
  readonly hello?: Partial<Hello>;
  /** Channels beside the chat. */
  readonly channels?: NetworkOptions['channels'];
};

export type Stranger = {
  readonly key: PeerKey;
  readonly id: string;
  readonly network: Network;
  readonly dial: (host: string) => Promise<Link>;
  /** Listens as if it were somebody; all links that come in. */
  readonly listen: (port?: number) => Promise<readonly Link[]>;
};

let instances = 1;

export function createVillage(): Village {
  const network = createMemoryNetwork();
  const people = new Set<Person>();
  const strangers = new Set<Network>();

  async function person(name: string, options: PersonOptions = {}): Promise<Person> {
    const made = await makePerson(network, name, options);
    people.add(made);
    return made;
  }

  async function leave(one: Person): Promise<void> {
    people.delete(one);
    await one.core.stop();
  }

  return {
    network,
    person,
    leave,
    stranger(options) {
      const made = makeStranger(network, options);
      strangers.add(made.network);
      return made;
    },
    async close() {
      await Promise.all([...strangers].map(stranger => stranger.close()));
      await Promise.all([...people].map(leave));
    },
  };
}

/** Two who talk to each other: the first dialled, the second accepted. */
export async function befriend(one: Person, other: Person): Promise<void> {
  await one.dial(other.host);
  await other.next('request-received', ({peer}) => peer.key === one.key);
  await other.act({type: 'accept', who: one.key});
  await one.next('request-accepted', ({peer}) => peer.key === other.key);
}

/** Starts a link, and collects all that comes over it and how it ends. */
export function record(link: Link): {
  readonly messages: readonly ChatMessage[];
  readonly ends: readonly LinkEnd[];
} {
  const messages: ChatMessage[] = [];
  const ends: LinkEnd[] = [];
  link.start({
    message: message => void messages.push(message),
    drained() {},
    ended: end => void ends.push(end),
  });
  return {messages, ends};
}

/** Waits until something holds, looking again whenever the event loop has gone round. */
export async function until(holds: () => boolean | Promise<boolean>, what = holds.toString()): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  while (!(await holds())) {
    if (performance.now() > deadline) {
      throw new Error(`waited in vain for ${what}`);
    }
    await new Promise(setImmediate);
  }
}

/** The event alone. */
export function withoutNumber({sequence: _, ...event}: NumberedEvent): CoreEvent {
  return event as CoreEvent;
}

/** Lets everything that is under way in memory arrive. */
export async function quiet(rounds = 50): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await new Promise(setImmediate);
  }
}

async function makePerson(network: MemoryNetwork, name: string, options: PersonOptions): Promise<Person> {
  const {host = name, path = ':memory:', requests = 'ask', receipts = true, clock = systemClock} = options;
  const seed = Buffer.alloc(32, options.seed ?? name.codePointAt(0) ?? 1);
  const key = peerKeyOfSeed(seed);
  const opened = openDatabase({path, key: DATABASE_KEY, selfKey: key, now: clock.now});
  const database = options.through?.(opened) ?? opened;
  const core = createCore({
    seed,
    database,
    transport: memory(network, host),
    clock,
    settings: {name, host, port: PORT, portIsExplicit: true, requests, receipts},
    saveName() {},
    instance: instances++,
    random: options.random ?? (() => 0),
    ...(options.peerState === undefined ? {} : {peerState: options.peerState}),
    ...(options.conversationState === undefined ? {} : {conversationState: options.conversationState}),
    ...(options.tracing === undefined ? {} : {tracing: options.tracing}),
    ...(options.limits === undefined ? {} : {limits: options.limits}),
    ...(options.renewal === undefined ? {} : {renewal: options.renewal}),
    ...(options.reach === undefined ? {} : {reach: options.reach}),
    ...(options.erase === undefined ? {} : {erase: options.erase}),
    ...(options.saveSettings === undefined ? {} : {saveSettings: options.saveSettings}),
  } as CoreOptions);
  const events: CoreEvent[] = [];
  let waited = 0;
  core.subscribe(batch => void events.push(...batch.map(withoutNumber)));
  await core.start();
  const made: Person = {
    core,
    key,
    id: shortId(key),
    host,
    database,
    events,
    act: core.perform,
    dial: to => core.perform({type: 'connect', address: {host: to, port: PORT}}),
    say: (conversation, text) =>
      core.perform({type: 'say', conversation: directWith(conversation), kind: 'text', text}),
    snapshot: () => core.query({type: 'snapshot'}),
    async peer(wanted) {
      return (await made.snapshot()).peers.find(peer => peer.key === wanted);
    },
    async next(type, fits = () => true) {
      type Wanted = Extract<CoreEvent, {type: typeof type}>;
      let found: Wanted | undefined;
      await until(() => {
        for (; found === undefined && waited < events.length; waited++) {
          const event = events[waited];
          if (event?.type === type && fits(event as Wanted)) {
            found = event as Wanted;
          }
        }
        return found !== undefined;
      }, `${type} at ${name} (${fits.toString()})`);
      return found as unknown as Wanted;
    },
    all: type => events.filter(event => event.type === type) as never,
  };
  return made;
}

function makeStranger(network: MemoryNetwork, options: StrangerOptions): Stranger {
  const {seed, host = `stranger${seed}`} = options;
  const secret = Buffer.alloc(32, seed);
  const key = peerKeyOfSeed(secret);
  const links: Link[] = [];
  const hello = {features: 0, name: `stranger${seed}`, port: 0, instance: instances++};
  const own = createNetwork({
    identity: createIdentity(secret),
    transport: memory(network, host),
    clock: systemClock,
    admit: () => ({type: 'hello', hello: {...hello, ...options.hello}}),
    linked: link => void links.push(link),
    ...(options.channels === undefined ? {} : {channels: options.channels}),
  });
  return {
    key,
    id: shortId(key),
    network: own,
    dial: to => own.dial({host: to, port: PORT}),
    async listen(port = PORT) {
      await own.listen({host, port});
      return links;
    },
  };
}
