import {dayKey, dayPublicKey} from '../../identity/reach/day-key.ts';
import {type InviteSecret, inviteKeys} from '../../identity/reach/invite-keys.ts';
import {NatterError} from '../../lib/errors.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import type {Cancel, Clock} from '../../lib/time/clock.ts';
import type {DhtNode} from '../../net/dht/dht-node.ts';
import {type DhtFacts, judgeDht} from '../../net/dht/dht-state.ts';
import type {Way} from '../../net/network.ts';
import type {Connection} from '../../net/transport/transport.ts';
import type {Database} from '../../storage/types.ts';
import type {PeerKey} from '../api/api.ts';
import type {DhtView, ReachView, RungObstacle} from '../api/reach.ts';
import {type Announcements, toConnection} from './announcements.ts';
import type {ContactPoints} from './contact-points.ts';
import type {ReachKeys} from './reach-keys.ts';

/** From the look-up to the hello, milliseconds: two networks that are hard to get into take long. */
const DEADLINE = 20_000;
/** How often the state is judged: soon after the start, and from then on. Milliseconds. */
const JUDGED_AFTER = [500, 2000, 6000] as const;
const JUDGED_EVERY = 60_000;
/** How often the nodes that are known are stored, milliseconds. */
const KEPT_EVERY = 3_600_000;
/** A node that did not answer for so long is forgotten, milliseconds. */
const NODE_FRESH = 7 * 24 * 3_600_000;
/** What is announced is taken back within this time, milliseconds, or left to expire. */
const CLOSE_PATIENCE = 1000;

export type HashTableOptions = {
  readonly clock: Clock;
  /**
   * Starts a node that begins with these nodes. Rejects where the machine has no build of what it needs. Null where there is
   * no table at all.
   */
  readonly start: ((nodes: readonly string[]) => Promise<DhtNode>) | null;
  /** Nodes to begin with besides those that are known, as `host:port`. */
  readonly bootstrap: () => Promise<readonly string[]>;
  readonly database: Pick<Database, 'tableNodes' | 'saveTableNodes'>;
  readonly keys: ReachKeys;
  readonly points: ContactPoints;
  /** The days under which a contact is looked for. */
  readonly daysOf: (key: PeerKey) => readonly number[];
  readonly announcements: Announcements;
  /** Whether this machine has any network. */
  readonly hasNetwork: () => boolean;
  /** The state is another one. */
  readonly changed: (state: DhtView) => void;
  /** Contacts can be looked up from now on: nodes answer that did not before. */
  readonly inReach: () => void;
  /** Something could not be stored. */
  readonly failed: (error: unknown) => void;
};

/** Finds contacts in the hash table, and lets them find us. */
export type HashTable = {
  /** Takes part in it, or not. */
  readonly turn: (on: boolean) => void;
  /** What is announced may be other than before: a new key, an invite. Resolves when that was tried. */
  readonly announceAnew: () => Promise<void>;
  /** The network is another one. */
  readonly refresh: () => void;
  /** The way to a contact; null if they cannot be looked up now. */
  readonly wayTo: (key: PeerKey) => Way | null;
  /** The way to whoever made an invite; null if it cannot be looked up now. */
  readonly wayToHost: (secret: InviteSecret) => Way | null;
  /** Why a contact is not looked up; null if they are. */
  readonly obstacle: (key: PeerKey) => RungObstacle | null;
  readonly view: () => ReachView['dht'];
  /** Resolves when it is known whether we can be found, at the latest when that was judged first. */
  readonly judged: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** The hash table, switched off. */
export function createHashTable(options: HashTableOptions): HashTable {
  const {clock, database, announcements} = options;
  let state: DhtView = options.start === null ? 'missing' : 'off';
  let node: DhtNode | null = null;
  let began = 0;
  /** Counts switches: what was begun before the last one is of no use. */
  let era = 0;
  let timers: Cancel[] = [];
  let waiting: (() => void)[] = [];

  function move(next: DhtView): void {
    if (state !== next) {
      const wasCutOff = state === 'blocked' || state === 'offline';
      state = next;
      options.changed(next);
      if (wasCutOff && (next === 'ready' || next === 'alone')) {
        options.inReach();
      }
    }
    if (next !== 'starting') {
      for (const resolve of waiting.splice(0)) {
        resolve();
      }
    }
  }

  function turn(on: boolean): void {
    const {start} = options;
    if (start === null || on === (state !== 'off')) {
      return;
    }
    era++;
    if (on) {
      move('starting');
      void begin(era, start);
    } else {
      void end();
      move('off');
    }
  }

  async function begin(current: number, start: NonNullable<HashTableOptions['start']>): Promise<void> {
    try {
      const started = await start([...knownNodes(), ...(await options.bootstrap())]);
      if (era !== current) {
        await started.close();
        return;
      }
      node = started;
      void started.answered.then(() => {
        if (node === started && state === 'starting') {
          options.inReach(); // whether our own key is announced by then is another matter
        }
        judge();
      });
    } catch {
      if (era === current) {
        move('missing');
      }
      return;
    }
    began = clock.monotonic();
    timers = [
      ...JUDGED_AFTER.map(milliseconds => clock.after(milliseconds, judge)),
      clock.every(JUDGED_EVERY, () => void announceAnew()), // the day changes, invites end
      clock.every(KEPT_EVERY, keepNodes),
    ];
    void announceAnew();
  }

  function knownNodes(): readonly string[] {
    return database
      .tableNodes()
      .filter(({seen}) => clock.now() - seen < NODE_FRESH)
      .map(({host, port}) => `${host}:${port}`);
  }

  function keepNodes(): void {
    const nodes = node?.knownNodes() ?? [];
    try {
      if (nodes.length > 0) {
        database.saveTableNodes(nodes.map(({host, port}) => ({host, port, seen: clock.now()})));
      }
    } catch {
      // the disk refuses; they are found again by those that everybody begins with
    }
  }

  async function announceAnew(): Promise<void> {
    if (node !== null) {
      await announcements.bringUpToDate(node).catch(options.failed);
      judge();
    }
  }

  function judge(): void {
    const facts = node?.facts();
    if (facts !== undefined) {
      move(judgeDht(facts, clock.monotonic() - began, options.hasNetwork()));
    }
  }

  async function end(): Promise<void> {
    const ended = node;
    for (const cancel of timers.splice(0)) {
      cancel();
    }
    if (ended === null) {
      return;
    }
    keepNodes();
    node = null;
    announcements.forget();
    const patience = Promise.withResolvers<void>();
    const cancel = clock.after(CLOSE_PATIENCE, patience.resolve);
    await Promise.race([ended.close().catch(() => {}), patience.promise]);
    cancel();
  }

  function obstacle(key: PeerKey): RungObstacle | null {
    if (state === 'off' || state === 'missing') {
      return state;
    }
    if (options.points.point(key) === null) {
      return 'no-key';
    }
    if (options.keys.dialledAs(confirmedBy(key)) === null) {
      return 'unconfirmed';
    }
    return node === null || state === 'blocked' || state === 'offline' ? 'out-of-reach' : null;
  }

  function confirmedBy(key: PeerKey): number | null {
    return options.points.of(key)?.confirmed ?? null;
  }

  return {
    turn,
    announceAnew,
    refresh() {
      announcements.refresh();
      void announceAnew();
    },
    wayTo(key) {
      const point = options.points.point(key);
      const own = options.keys.dialledAs(confirmedBy(key));
      const current = node;
      if (obstacle(key) !== null || point === null || own === null || current === null) {
        return null;
      }
      return wayThrough(signal =>
        firstFound(
          options.daysOf(key).map(day => async () => {
            const ring = await current.dial(dayPublicKey(point, day), dayKey(own, day), signal);
            return toConnection(ring);
          }),
        ),
      );
    },
    wayToHost(secret) {
      const current = node;
      if (current === null) {
        return null;
      }
      const {host, guest} = inviteKeys(secret);
      return wayThrough(async signal => toConnection(await current.dial(host.publicKey, guest, signal)));
    },
    obstacle,
    view() {
      const facts = node?.facts();
      return {
        state,
        nodes: facts?.knownNodes ?? 0,
        announcedAt: facts?.announcedAt ?? 0,
        host: facts === undefined || facts.host === null ? null : safeLine(facts.host),
        nat: facts === undefined ? null : natOf(facts),
      };
    },
    judged: () => (state === 'starting' ? new Promise(resolve => waiting.push(resolve)) : Promise.resolve()),
    async stop() {
      era++;
      await end();
      state = 'off';
      waiting = [];
    },
  };
}

function wayThrough(connect: Way['connect']): Way {
  return {name: 'their place in the hash table', connect, deadline: DEADLINE};
}

/** A contact that is not found under the first key may be found under the next. */
async function firstFound(tries: readonly (() => Promise<Connection>)[]): Promise<Connection> {
  let away: unknown = null;
  for (const attempt of tries) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof NatterError && error.code === 'PEER_AWAY')) {
        throw error;
      }
      away ??= error;
    }
  }
  throw away;
}

function natOf({host, isFirewalled, hasStablePort}: DhtFacts): ReachView['dht']['nat'] {
  if (host === null) {
    return null;
  }
  if (!isFirewalled) {
    return 'open';
  }
  return hasStablePort ? 'cone' : 'random';
}
