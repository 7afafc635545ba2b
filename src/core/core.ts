import {defaultName} from '../identity/default-name.ts';
import {publicKeyHex} from '../identity/key-pair.ts';
import {checkName} from '../identity/names.ts';
import {shortId} from '../identity/short-id.ts';
import {formatAddress, parseAddress} from '../lib/address.ts';
import type {Clock} from '../lib/clock.ts';
import {NatterError, toPlainError} from '../lib/errors.ts';
import {type SafeText, safe, safeLine} from '../lib/safe-text.ts';
import {type Settings, writeValue} from '../lib/settings.ts';
import {dialableAddresses} from '../net/interfaces.ts';
import {createNetwork, type NetworkLimits} from '../net/network.ts';
import type {Listener, Transport} from '../net/transport.ts';
import type {Database} from '../storage/types.ts';
import {PROTOCOL_VERSION} from '../wire/version.ts';
import {createAlarms} from './alarms.ts';
import type {
  Action,
  ActionResult,
  Address,
  CloseReason,
  Core,
  PeerKey,
  PeerView,
  PlainError,
  Query,
  QueryResult,
  Self,
} from './api.ts';
import {createConversations, isMessage} from './conversations.ts';
import {createDelivery} from './delivery.ts';
import {createDisappearing} from './disappearing.ts';
import {createEventQueue} from './event-queue.ts';
import {createLinks} from './links.ts';
import {createMessages} from './messages.ts';
import {createPeerBook} from './peer-book.ts';
import {createPreferences, type PreferencesOptions} from './preferences.ts';
import {comesBack, createReconnect} from './reconnect.ts';
import {defaultRenewal, type RenewalLimits, startRenewal} from './renewal.ts';
import {createScheduler} from './scheduler.ts';
import {createTrust} from './trust.ts';
import {createTyping} from './typing.ts';
import {watchWake} from './wake-watch.ts';
import {createWriter} from './writer.ts';

/** How long quitting waits for peers to confirm what they were sent, milliseconds. */
const SETTLE_TIME = 2000;

/** A longer draft lives as long as the program, in UTF-16 units. */
const MAX_DRAFT = 256 * 1024;

/** What the core is to do, as flags, environment and the config file say it: also what the user can set. */
export type CoreSettings = Partial<Settings> & {
  /** The chosen name, or null if there is none yet. */
  readonly name: string | null;
  readonly host: string;
  readonly port: number;
  /** True if the user asked for this very port: then a taken one is a failure. */
  readonly portIsExplicit: boolean;
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
  /** Keeps what the user sets, see `PreferencesOptions`. Absent where no settings are kept. */
  readonly saveSettings?: PreferencesOptions['save'];
  /** Names of the theme files there are now. */
  readonly themes?: () => readonly string[];
  /** Deletes the profile, in two steps. Absent where nothing of it is on a disk. */
  readonly erase?: {readonly key: () => void; readonly rest: () => void};
  readonly limits?: Partial<NetworkLimits>;
  /** When links are replaced by fresh ones. */
  readonly renewal?: RenewalLimits;
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
  let wiping = false;

  const events = createEventQueue();
  const scheduler = createScheduler();
  const delivery = createDelivery(database, clock);
  const conversations = createConversations({
    database,
    delivery,
    events,
    selfKey,
    now: clock.now,
    nameOf: key => peers.view(key).name,
  });
  const typing = createTyping({
    clock,
    send: (key, active) => links.session(key)?.sayTyping(active) ?? false,
    changed: (conversation, active) => events.push({type: 'typing-changed', conversation, active}),
  });
  const disappearing = createDisappearing({
    database,
    clock,
    scheduler,
    removed: conversations.disappeared,
    failed(error) {
      const {code, message} = toPlainError(error);
      events.push({type: 'failed', code, message: safeLine(message)});
    },
  });
  const peers = createPeerBook(
    database,
    () => ({key: selfKey, name: ownName()}),
    peer => events.push({type: 'peer-changed', peer}),
  );
  const alarms = createAlarms({peers, events, isOnline: key => links.session(key) !== null});
  const links = createLinks({
    selfKey,
    hello: () => ({
      version: PROTOCOL_VERSION,
      features: 0,
      name: ownName(),
      port: listener?.port ?? 0,
      instance: options.instance,
    }),
    requestMode: () => preferences.get().requests,
    sendsReceipts: () => preferences.get().receipts,
    database,
    delivery,
    conversations,
    typing,
    peers,
    alarms,
    isRenewing: key => renewal.isUnderWay(key),
    scheduler,
    events,
    clock,
    gone,
    received(key, outcome) {
      if (outcome.added.some(isMessage)) {
        typing.stopped(key);
      }
      conversations.received(key, outcome);
      disappearing.noted(outcome.added);
    },
    arrived(key) {
      hold(key, false);
      reconnect.online(key);
    },
  });
  const writer = createWriter(database, scheduler, (conversation, rows) => {
    if (rows.some(isMessage)) {
      typing.said(conversation);
    }
    conversations.wrote(conversation, rows);
    disappearing.noted(rows);
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
    dial: dialPinned,
  });
  const renewal = startRenewal({
    clock,
    limits: options.renewal ?? defaultRenewal,
    links: () => links.all().map(session => session.link),
    renew: link => dialPinned(link.remoteKey),
  });
  const trust = createTrust({
    self,
    database,
    peers,
    alarms,
    links,
    delivery,
    writer,
    events,
    dialAgain(key) {
      hold(key, false);
      reconnect.wake([key].filter(isWanted));
    },
    letGo: reconnect.drop,
    async wipe() {
      options.erase?.key();
      wiping = true;
      await stopOnce();
    },
  });
  const preferences = createPreferences({
    given: settings,
    themes: options.themes ?? (() => []),
    save: options.saveSettings ?? (() => {}),
    changed(current, name) {
      events.push({type: 'settings-changed', settings: current});
      if (name === 'receipts') {
        for (const session of links.all()) {
          session.sayRead();
        }
      }
    },
  });
  const stopWatching = watchWake(clock, () => dialableAddresses('::').join(), wakeAll);

  /** Dials somebody we know where they were last; whoever answers there with another key is not them. */
  async function dialPinned(key: PeerKey): Promise<void> {
    const address = peers.row(key)?.address ?? null;
    if (address === null) {
      return;
    }
    try {
      const link = await network.dial(parseAddress(address), {expectedKey: key});
      if (peers.row(key) === null) {
        await link.close('disconnect'); // deleted while it rang
      } else {
        links.adopt(link, address);
      }
    } catch (error) {
      alarms.missed(key, address, error);
      throw error;
    }
  }

  function isWanted(key: PeerKey): boolean {
    const row = peers.row(key);
    const mayCome = row?.relation === 'contact' || row?.relation === 'asking';
    return mayCome && row.address !== null && links.session(key) === null && !row.held;
  }

  function gone(key: PeerKey, reason: CloseReason): void {
    if (!comesBack(reason)) {
      hold(key, true);
    }
    reconnect.gone(key, reason);
  }

  /** Whoever is held was disconnected from wilfully: not dialled until somebody wants it again. */
  function hold(key: PeerKey, held: boolean): void {
    const row = peers.row(key);
    if (row !== null && row.held !== held) {
      peers.save(key, {held});
    }
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
    alarms.remind();
    disappearing.start();
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
    return {
      self: self(),
      peers: peers.views(),
      conversations: conversations.views(),
      settings: preferences.get(),
    };
  }

  const messages = createMessages({
    writer,
    conversations,
    now: clock.now,
    checkRecipient,
  });

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

    ...messages,

    async typing({conversation, active}) {
      typing.typed(conversation, active && preferences.get().typing);
      return null;
    },

    async 'keep-draft'({conversation, text}) {
      if (peers.row(conversation) !== null && text.length <= MAX_DRAFT) {
        database.saveDraft(conversation, text);
      }
      return null;
    },

    async 'set-receipts'({on}) {
      await preferences.actions.set({type: 'set', key: 'receipts', value: writeValue(on)});
      return null;
    },

    async mute({conversation, muted}) {
      if (peers.row(conversation) === null) {
        throw new NatterError('WHO_UNKNOWN', 'There is no such conversation.');
      }
      return conversations.mute(conversation, muted);
    },

    async accept({who}) {
      const key = peers.resolve(who);
      const {relation} = peers.view(key);
      trust.check(key);
      if (relation !== 'request' && relation !== 'declined') {
        throw new NatterError('NO_REQUEST', `${peers.view(key).name} does not wait for an answer.`);
      }
      peers.save(key, {relation: 'contact'});
      links.welcome(key);
      reconnect.wake([key].filter(isWanted)); // it may have left meanwhile
      return peers.view(key);
    },

    async decline({who}) {
      const key = peers.resolve(who);
      if (peers.view(key).relation !== 'request') {
        throw new NatterError('NO_REQUEST', `${peers.view(key).name} does not wait for an answer.`);
      }
      peers.save(key, {relation: 'declined'});
      await links.close(key, 'declined');
      trust.forgetOldDeclined();
      return peers.view(key);
    },

    async rename({name: wanted}) {
      const checked = checkName(wanted);
      options.saveName(checked);
      name = checked;
      for (const session of links.all()) {
        session.link.send({type: 'rename', name: checked});
      }
      peers.reviewNames();
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

    ...trust.actions,
    ...preferences.actions,
  };

  const queries: {
    readonly [T in Query['type']]: (query: Extract<Query, {type: T}>) => QueryResult[T];
  } = {
    snapshot,
    'safety-code': ({who}) => trust.safetyCode(who),
    history: ({conversation, before, limit}) => conversations.before(conversation, before, limit),
    'history-after': ({conversation, after, limit}) => conversations.after(conversation, after, limit),
    entry({conversation, entry}) {
      const row = conversations.find(conversation, entry);
      return row === null ? null : conversations.view(row);
    },
    search: conversations.search,
    drafts: database.drafts,
  };

  async function dial(address: Address): Promise<PeerView> {
    const link = await network.dial(address);
    const key = link.remoteKey;
    const adopted = links.adopt(link, formatAddress(address));
    if (!adopted && links.session(key) === null) {
      throw new NatterError('LINK_LOST', `The connection to ${formatAddress(address)} was lost again.`);
    }
    trust.check(key);
    if (!adopted) {
      peers.save(key, {address: formatAddress(address)});
    }
    return peers.view(key);
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
    trust.check(conversation);
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
    renewal.stop();
    disappearing.stop();
    stopWatching();
    if (!wiping) {
      writer.flush();
      await settle();
    }
    await network.close();
    links.stop();
    keepAcknowledgements();
    database.close();
    events.push({type: 'stopped', error: wiping ? eraseRest() : null});
    events.flush();
  }

  function keepAcknowledgements(): void {
    try {
      if (!wiping) {
        delivery.flush();
      }
    } catch {
      // they come again with the next link
    }
  }

  function stopOnce(): Promise<void> {
    stopping ??= stop();
    return stopping;
  }

  /** The key is gone already: what cannot be deleted of the rest is not to be read any more. */
  function eraseRest(): PlainError | null {
    try {
      options.erase?.rest();
      return null;
    } catch (error) {
      return toPlainError(error);
    }
  }

  return {
    start,
    perform: (async (action: Action) => await actions[action.type](action as never)) as Core['perform'],
    query: (async (query: Query) => queries[query.type](query as never)) as Core['query'],
    subscribe: events.subscribe,
    stop: stopOnce,
  };
}

function withPort(port: number): (host: string) => SafeText {
  return host => safeLine(formatAddress({host, port}));
}
