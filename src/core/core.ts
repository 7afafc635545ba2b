import {defaultName} from '../identity/default-name.ts';
import {publicKeyHex} from '../identity/key-pair.ts';
import {checkName} from '../identity/names.ts';
import {shortId} from '../identity/short-id.ts';
import {formatAddress, parseAddress} from '../lib/address.ts';
import type {Clock} from '../lib/clock.ts';
import {NatterError} from '../lib/errors.ts';
import {MAX_BODY_BYTES} from '../lib/limits.ts';
import {type SafeText, safe, safeLine, safeText} from '../lib/safe-text.ts';
import {dialableAddresses} from '../net/interfaces.ts';
import {createNetwork, type NetworkLimits} from '../net/network.ts';
import type {Listener, Transport} from '../net/transport.ts';
import type {Database} from '../storage/types.ts';
import type {
  Action,
  ActionResult,
  Address,
  CloseReason,
  Core,
  PeerKey,
  PeerView,
  Query,
  QueryResult,
  Self,
} from './api.ts';
import {createConversations} from './conversations.ts';
import {createDelivery} from './delivery.ts';
import {createEventQueue} from './event-queue.ts';
import {createLinks, type RequestMode} from './links.ts';
import {createPeerBook} from './peer-book.ts';
import {comesBack, createReconnect} from './reconnect.ts';
import {createScheduler} from './scheduler.ts';
import {watchWake} from './wake-watch.ts';
import {createWriter} from './writer.ts';

/** The version of the chat protocol that this program speaks. */
const PROTOCOL_VERSION = 1;

/** How long quitting waits for peers to confirm what they were sent, milliseconds. */
const SETTLE_TIME = 2000;

/** What the core is to do, as flags, environment and the config file say it. */
export type CoreSettings = {
  /** The chosen name, or null if there is none yet. */
  readonly name: string | null;
  readonly host: string;
  readonly port: number;
  /** True if the user asked for this very port: then a taken one is a failure. */
  readonly portIsExplicit: boolean;
  readonly requests: RequestMode;
  readonly receipts: boolean;
};

export type CoreOptions = {
  /** 32-byte seed of the identity. */
  readonly seed: Uint8Array;
  readonly database: Database;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly settings: CoreSettings;
  /** Keeps a newly chosen name. */
  readonly saveName: (name: SafeText) => void;
  readonly limits?: Partial<NetworkLimits>;
  /** A random number below 2^48, for this run of the program. */
  readonly instance: number;
  /** A random number from 0 up to 1: jitter. */
  readonly random: () => number;
};

/** The core of this thread: it can also be started. */
export type LocalCore = Core & {
  /** Opens the port and emits `ready`. Throws `PORT_TAKEN`, `LISTEN_FAILED`. */
  readonly start: () => Promise<void>;
};

/** Makes the networking core: everything that natter does, without a screen. */
export function createCore(options: CoreOptions): LocalCore {
  const {database, clock, settings} = options;
  const selfKey = publicKeyHex(options.seed);
  let name = settings.name === null ? null : checkName(settings.name);
  let listener: Listener | null = null;
  let stopping: Promise<void> | null = null;
  /** Peers that somebody disconnected from wilfully: not dialled until somebody wants it again. */
  const held = new Set<PeerKey>();

  const events = createEventQueue();
  const scheduler = createScheduler();
  const delivery = createDelivery(database);
  const conversations = createConversations({database, delivery, events, selfKey, now: clock.now});
  const peers = createPeerBook(
    database,
    () => ({key: selfKey, name: ownName()}),
    peer => events.push({type: 'peer-changed', peer}),
  );
  const links = createLinks({
    selfKey,
    hello: () => ({
      version: PROTOCOL_VERSION,
      features: 0,
      name: ownName(),
      port: listener?.port ?? 0,
      instance: options.instance,
    }),
    requestMode: () => settings.requests,
    sendsReceipts: () => settings.receipts,
    database,
    delivery,
    conversations,
    peers,
    scheduler,
    events,
    clock,
    gone,
    arrived: key => {
      held.delete(key);
      reconnect.online(key);
    },
  });
  const writer = createWriter(database, scheduler, (conversation, rows) => {
    conversations.wrote(conversation, rows);
    links.session(conversation)?.wrote(rows);
  });
  const network = createNetwork({
    seed: options.seed,
    transport: options.transport,
    clock,
    admit: links.admit,
    linked: link => void links.adopt(link),
    ...(options.limits === undefined ? {} : {limits: options.limits}),
  });

  const reconnect = createReconnect({
    clock,
    random: options.random,
    wanted: isWanted,
    async dial(key) {
      const address = peers.row(key)?.address;
      if (address !== null && address !== undefined) {
        links.adopt(await network.dial(parseAddress(address), {expectedKey: key}));
      }
    },
  });
  const stopWatching = watchWake(clock, () => dialableAddresses('::').join(), wakeAll);

  function isWanted(key: PeerKey): boolean {
    const row = peers.row(key);
    const mayCome = row?.relation === 'contact' || row?.relation === 'asking';
    return mayCome && row.address !== null && links.session(key) === null && !held.has(key);
  }

  function gone(key: PeerKey, reason: CloseReason): void {
    if (!comesBack(reason)) {
      held.add(key);
    }
    reconnect.gone(key, reason);
  }

  function wakeAll(): void {
    reconnect.wake(
      peers
        .rows()
        .map(row => row.key)
        .filter(isWanted),
    );
  }

  function ownName(): SafeText {
    return name ?? defaultName(shortId(selfKey));
  }

  function self(): Self {
    return {
      key: selfKey,
      id: shortId(selfKey),
      name: ownName(),
      named: name !== null,
      listening: listener === null ? null : {host: listener.host, port: listener.port},
      reachableAt: listener === null ? [] : dialableAddresses(listener.host).map(withPort(listener.port)),
    };
  }

  async function start(): Promise<void> {
    listener = await listen();
    events.push({type: 'ready', snapshot: snapshot()});
    wakeAll();
  }

  async function listen(): Promise<Listener> {
    const {host, port} = settings;
    try {
      return await network.listen({host, port});
    } catch (error) {
      if (!(error instanceof NatterError) || error.code !== 'PORT_TAKEN' || settings.portIsExplicit) {
        throw error;
      }
      const free = await network.listen({host, port: 0});
      notice(safe`Port ${port} is taken by another program; listening on ${free.port} instead.`);
      return free;
    }
  }

  function snapshot() {
    return {self: self(), peers: peers.views(), conversations: conversations.views()};
  }

  const actions: {
    readonly [T in Action['type']]: (action: Extract<Action, {type: T}>) => Promise<ActionResult[T]>;
  } = {
    async connect({address}) {
      const linked = linkedAt(address);
      if (linked !== null) {
        throw alreadyConnected(linked);
      }
      return await dial(address);
    },

    async disconnect({who}) {
      const key = who === null ? theOnlyOneOnline() : peers.resolve(who);
      const peer = peers.view(key);
      if (links.session(key) === null) {
        throw new NatterError('NOT_CONNECTED', `${peer.name} is not connected.`);
      }
      await links.close(key, 'disconnect');
      return [peers.view(key)];
    },

    async say({conversation, kind, text}) {
      const body = checkBody(text);
      checkRecipient(conversation);
      const draft = {kind, body, time: clock.now(), target: null};
      return conversations.entry(await writer.write(conversation, draft));
    },

    async accept({who}) {
      const key = peers.resolve(who);
      const {relation} = peers.view(key);
      if (relation !== 'request' && relation !== 'declined') {
        throw new NatterError('NO_REQUEST', `${peers.view(key).name} does not wait for an answer.`);
      }
      peers.save(key, {relation: 'contact'});
      links.welcome(key);
      return peers.view(key);
    },

    async decline({who}) {
      const key = peers.resolve(who);
      if (peers.view(key).relation !== 'request') {
        throw new NatterError('NO_REQUEST', `${peers.view(key).name} does not wait for an answer.`);
      }
      peers.save(key, {relation: 'declined'});
      await links.close(key, 'declined');
      return peers.view(key);
    },

    async rename({name: wanted}) {
      const checked = checkName(wanted);
      options.saveName(checked);
      name = checked;
      for (const session of links.all()) {
        session.link.send({type: 'rename', name: checked});
      }
      events.push({type: 'self-changed', self: self()});
      return self();
    },

    async 'mark-read'({conversation, upTo}) {
      conversations.markRead(conversation, upTo);
      links.session(conversation)?.sayRead();
      return null;
    },

    async resolve({who}) {
      return peers.view(peers.resolve(who));
    },
  };

  const queries: {
    readonly [T in Query['type']]: (query: Extract<Query, {type: T}>) => QueryResult[T];
  } = {
    snapshot,
    history: ({conversation, before, limit}) => conversations.before(conversation, before, limit),
    'history-after': ({conversation, after, limit}) => conversations.after(conversation, after, limit),
  };

  async function dial(address: Address): Promise<PeerView> {
    const link = await network.dial(address);
    const adopted = links.adopt(link);
    peers.save(link.remoteKey, {address: formatAddress(address)});
    if (!adopted && links.session(link.remoteKey) === null) {
      throw new NatterError('LINK_LOST', `The connection to ${formatAddress(address)} was lost again.`);
    }
    return peers.view(link.remoteKey);
  }

  function linkedAt(address: Address): PeerKey | null {
    const text = formatAddress(address);
    return links.online().find(key => peers.row(key)?.address === text) ?? null;
  }

  function alreadyConnected(key: PeerKey): NatterError {
    return new NatterError('ALREADY_CONNECTED', `You are connected to ${peers.view(key).name} already.`);
  }

  function theOnlyOneOnline(): PeerKey {
    const online = links.online();
    const [key] = online;
    if (key === undefined) {
      throw new NatterError('NOT_CONNECTED', 'Nobody is connected.');
    }
    if (online.length > 1) {
      throw new NatterError('WHO_AMBIGUOUS', 'Several peers are connected. Say whom: /disconnect <who>');
    }
    return key;
  }

  function checkRecipient(conversation: PeerKey): void {
    const peer = peers.row(conversation);
    if (peer === null) {
      throw new NatterError('WHO_UNKNOWN', 'There is no such conversation.');
    }
    if (peer.relation === 'request' || peer.relation === 'declined') {
      const {name: shown, id} = peers.view(conversation);
      throw new NatterError('NO_CONVERSATION', `Accept ${shown} first, then write: /accept ${id}`);
    }
    if (peer.relation === 'blocked') {
      throw new NatterError('PEER_BLOCKED', `${peers.view(conversation).name} is blocked.`);
    }
  }

  function notice(text: SafeText): void {
    events.push({type: 'notice', text, conversation: null});
  }

  /** Gives peers that are here a moment to confirm what was just said to them. */
  function settle(): Promise<void> {
    const isSettled = () => links.all().every(session => session.isSettled());
    return new Promise(resolve => {
      if (isSettled()) {
        resolve();
        return;
      }
      clock.after(SETTLE_TIME, resolve);
      events.subscribe(() => {
        if (isSettled()) {
          resolve();
        }
      });
    });
  }

  async function stop(): Promise<void> {
    reconnect.stop();
    stopWatching();
    await settle();
    await network.close();
    database.close();
    events.push({type: 'stopped', error: null});
    events.flush();
  }

  return {
    start,
    perform: (async (action: Action) => await actions[action.type](action as never)) as Core['perform'],
    query: (async (query: Query) => queries[query.type](query as never)) as Core['query'],
    subscribe: events.subscribe,
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** Makes own text safe and checks its size. Nothing is ever cut: what is refused stays with its author. */
function checkBody(text: string): SafeText {
  const body = safeText(text);
  const size = Buffer.byteLength(body);
  if (body.trim() === '') {
    throw new NatterError('MESSAGE_EMPTY', 'There is nothing to send.');
  }
  if (size > MAX_BODY_BYTES) {
    throw new NatterError(
      'MESSAGE_TOO_LONG',
      `The message has ${size} bytes; at most ${MAX_BODY_BYTES} go into one. Nothing was sent: split it.`,
    );
  }
  return body;
}

function withPort(port: number): (host: string) => string {
  return host => safeLine(formatAddress({host, port}));
}
