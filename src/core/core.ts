import {createIdentity} from '../identity/own-identity.ts';
import {directWith} from '../lib/conversation.ts';
import {NatterError, toPlainError} from '../lib/errors.ts';
import {type Settings, writeValue} from '../lib/settings.ts';
import {type SafeText, safeLine} from '../lib/text/safe-text.ts';
import type {Clock} from '../lib/time/clock.ts';
import type {Link} from '../net/link/link.ts';
import {createNetwork, type Network, type NetworkLimits} from '../net/network.ts';
import {dialableAddresses} from '../net/transport/interfaces.ts';
import type {Transport} from '../net/transport/transport.ts';
import type {Database} from '../storage/types.ts';
import type {
  Action,
  ActionResult,
  ConversationId,
  Core,
  PeerKey,
  PlainError,
  Query,
  QueryResult,
} from './api/api.ts';
import {startComingBack} from './connections/auto-dialer.ts';
import {defaultRenewal, type RenewalLimits} from './connections/link-rotation.ts';
import {createLinks, type Links} from './connections/links.ts';
import {createVersionNotices} from './connections/version-notices.ts';
import {createContacts} from './contacts/contacts.ts';
import {createTrust} from './contacts/trust.ts';
import {createCleaning} from './conversations/compaction-schedule.ts';
import {createConversations} from './conversations/conversations.ts';
import {isMessage} from './conversations/entry-kinds.ts';
import {createDisappearing} from './conversations/expiry-sweeper.ts';
import {createMessages} from './conversations/messages.ts';
import {createTyping} from './conversations/typing.ts';
import {createEventQueue} from './event-queue.ts';
import {createDevices} from './peers/devices.ts';
import {createAlarms} from './peers/impersonation-alerts.ts';
import {isContactHost} from './peers/peer-address.ts';
import {createAcquaintance} from './peers/peer-policy.ts';
import {createPeerBook} from './peers/peer-store.ts';
import {createPresence} from './peers/presence.ts';
import {createOwnSelf, type Port} from './peers/self.ts';
import {createPreferences, type PreferencesOptions} from './preferences.ts';
import {createRuntimeState, type RuntimeState} from './runtime-state.ts';
import {createDelivery} from './sync/delivery.ts';
import {createScheduler} from './sync/scheduler.ts';
import {createWriter} from './sync/writer.ts';

/** How long quitting waits for peers to confirm what they were sent, milliseconds. */
const SETTLE_TIME = 2000;

/** Whose cursor it is. */
const HEADLESS = 'headless';

/** A longer draft lives as long as the program, in UTF-16 units. */
const MAX_DRAFT = 256 * 1024;

/** What the core is to do, as flags, environment and the config file say it: also what the user can set. */
export type CoreSettings = Partial<Settings> &
  Port & {
    /** The chosen name, or null if there is none yet. */
    readonly name: string | null;
  };

export type CoreOptions = {
  /** 32-byte seed of the person's key. */
  readonly seed: Uint8Array;
  /** 32-byte seed of the device's key; where it is left out, the person and the device are one key. */
  readonly deviceSeed?: Uint8Array;
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
  /** Both throw `PASSPHRASE_NEEDED`, `PASSPHRASE_WRONG`. Absent where there is no profile to protect. */
  readonly passphrase?: {
    readonly check: (passphrase: string | null) => void;
    readonly change: (change: {readonly current: string | null; readonly next: string | null}) => void;
  };
  /** Deletes the profile, in two steps. Absent where nothing of it is on a disk. */
  readonly erase?: {readonly key: () => void; readonly rest: () => void};
  readonly limits?: Partial<NetworkLimits>;
  /** When links are replaced by fresh ones. */
  readonly renewal?: RenewalLimits;
  /** The addresses of this machine in any stable text form: a change of them calls for new links. */
  readonly addresses?: () => string;
  /** What is kept of each peer and conversation while the program runs; given by whoever wants to look into it. */
  readonly peerState?: RuntimeState<PeerKey>;
  readonly conversationState?: RuntimeState<ConversationId>;
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
  let stopping: Promise<void> | null = null;
  let wiping = false;

  const events = createEventQueue();
  const peerState = options.peerState ?? createRuntimeState<PeerKey>();
  const conversationState = options.conversationState ?? createRuntimeState<ConversationId>();
  peerState.onForget(key => conversationState.forget(directWith(key)));
  const self = createOwnSelf({
    ...options,
    name: settings.name,
    notice: text => events.push({type: 'notice', text, conversation: null}),
  });
  const scheduler = createScheduler();
  const delivery = createDelivery({
    database,
    clock,
    state: conversationState,
    onStored: () => disappearing.replan(),
  });
  const conversations = createConversations({
    database,
    delivery,
    events,
    selfKey: self.key,
    nameOf: key => peers.view(key).name,
  });
  const typing = createTyping({
    clock,
    state: conversationState,
    send: (key, active) => links.session(key)?.sayTyping(active) ?? false,
    changed: (conversation, active) => events.push({type: 'typing-changed', conversation, active}),
  });
  const cleaning = createCleaning({database, clock, failed: tellFailure});
  const disappearing = createDisappearing({
    database,
    clock,
    scheduler,
    removed: conversations.disappeared,
    erased: cleaning.noted,
    failed: tellFailure,
  });
  const peers = createPeerBook(
    database,
    peerState,
    () => ({key: self.key, name: self.name()}),
    peer => events.push({type: 'peer-changed', peer}),
  );
  const devices = createDevices(database);
  const alarms = createAlarms({
    clock,
    state: peerState,
    peers,
    events,
    isOnline: key => links.session(key) !== null,
  });
  const comingBack = startComingBack({
    clock,
    state: peerState,
    random: options.random,
    renewal: options.renewal ?? defaultRenewal,
    addresses: options.addresses ?? (() => dialableAddresses('::').join()),
    peers,
    alarms,
    links: () => links,
    network: () => network,
  });
  const links: Links = createLinks({
    selfKey: self.key,
    state: peerState,
    hello: self.hello,
    sendsReceipts: () => preferences.get().receipts,
    database,
    delivery,
    conversations,
    typing,
    peers,
    devices,
    acquaintance: createAcquaintance({
      peers,
      alarms,
      events,
      clock,
      requestMode: () => preferences.get().requests,
      disconnect: key => void links.close(key, 'disconnect'),
    }),
    presence: createPresence({state: peerState, peers, events, clock}),
    isRenewing: comingBack.isRenewing,
    scheduler,
    events,
    clock,
    gone: comingBack.gone,
    arrived: comingBack.arrived,
    received(key, outcome) {
      if (outcome.added.some(isMessage)) {
        typing.stopped(key);
      }
      try {
        conversations.received(key, outcome);
        disappearing.noted(outcome.added);
      } catch (error) {
        tellFailure(error); // it is stored and acknowledged: no fault of the link
      }
    },
    failed: tellFailure,
  });
  const writer = createWriter({
    database,
    scheduler,
    wrote(conversation, rows) {
      if (rows.some(isMessage)) {
        typing.said(conversation);
      }
      try {
        conversations.wrote(conversation, rows);
        disappearing.noted(rows);
      } finally {
        links.session(conversation)?.wrote(rows); // whoever could not be told here, the peer is to have it
        comingBack.wanted(conversation);
      }
    },
    failed: tellFailure,
  });
  conversationState.onForget(writer.discard);
  const network: Network = createNetwork({
    identity: createIdentity(options.seed, options.deviceSeed),
    known: devices,
    isTrusted: host => isContactHost(peers.rows(), host),
    answersAnyone: () => preferences.get().requests !== 'closed',
    transport: options.transport,
    clock,
    admit: links.admit,
    linked: answer,
    mismatched: createVersionNotices(text => events.push({type: 'notice', text, conversation: null})),
    fault: tellFailure,
    ...(options.limits === undefined ? {} : {limits: options.limits}),
  });

  const trust = createTrust({
    self: self.view,
    state: peerState,
    database,
    peers,
    alarms,
    links,
    events,
    dialAgain: comingBack.release,
    letGo: comingBack.drop,
    cleanUp: cleaning.noted,
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
  async function start(): Promise<void> {
    await self.listen(network, settings);
    events.push({type: 'ready', snapshot: snapshot()});
    alarms.remind();
    disappearing.start();
    cleaning.start();
    comingBack.wake(peers.rows().map(row => row.key));
  }

  function snapshot() {
    return {
      self: self.view(),
      peers: peers.views(),
      conversations: conversations.views(),
      settings: preferences.get(),
    };
  }

  const contacts = createContacts({network, links, peers, trust, comingBack});
  const messages = createMessages({
    writer,
    conversations,
    now: clock.now,
    checkRecipient: contacts.checkRecipient,
  });

  const actions: {
    readonly [T in Action['type']]: (action: Extract<Action, {type: T}>) => Promise<ActionResult[T]>;
  } = {
    ...contacts.actions,
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

    async 'keep-cursor'({row}) {
      database.saveCursor(HEADLESS, row);
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

    async 'check-passphrase'({passphrase}) {
      protection().check(passphrase);
      return null;
    },

    async 'change-passphrase'({current, next}) {
      protection().change({current, next});
      return null;
    },

    async rename({name: wanted}) {
      const chosen = self.rename(wanted);
      for (const session of links.all()) {
        session.link.send({type: 'rename', name: chosen});
      }
      peers.reviewNames();
      events.push({type: 'self-changed', self: self.view()});
      return self.view();
    },

    async 'mark-read'({conversation, entries}) {
      conversations.markRead(conversation, entries);
      links.session(conversation)?.sayRead();
      return null;
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
    'arrived-after': ({row, limit}) => conversations.arrivedAfter(row, limit),
    cursor: () => ({row: database.cursor(HEADLESS), newest: database.newestRow()}),
    entry({conversation, entry}) {
      const row = conversations.find(conversation, entry);
      return row === null ? null : conversations.view(row);
    },
    search: conversations.search,
    drafts: database.drafts,
  };

  function protection(): NonNullable<CoreOptions['passphrase']> {
    if (options.passphrase === undefined) {
      throw new NatterError(
        'PROFILE_UNWRITABLE',
        'Nothing of this profile is on a disk: there is nothing to protect.',
      );
    }
    return options.passphrase;
  }

  function answer(link: Link): void {
    try {
      links.adopt(link);
    } catch (error) {
      tellFailure(error);
    }
  }

  /** Something went wrong that nobody waits for. */
  function tellFailure(error: unknown): void {
    const {code, message} = toPlainError(error);
    events.push({type: 'failed', code, message: safeLine(message)});
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
    comingBack.stop();
    disappearing.stop();
    cleaning.stop();
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
