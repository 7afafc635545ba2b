import {atMostEvery} from '../lib/at-most-every.ts';
import type {Cancel, Clock} from '../lib/clock.ts';
import {type SafeText, safe, safeLine} from '../lib/safe-text.ts';
import {createTokenBucket} from '../lib/token-bucket.ts';
import type {Link, LinkEnd} from '../net/link.ts';
import type {Admission, NetworkOptions} from '../net/network.ts';
import type {AppendOutcome, Database} from '../storage/types.ts';
import type {ByeReason, Hello} from '../wire/messages.ts';
import {type Alarms, isPinned} from './alarms.ts';
import type {CloseReason, PeerKey, Relation} from './api.ts';
import type {Conversations} from './conversations.ts';
import type {Delivery} from './delivery.ts';
import type {EventQueue} from './event-queue.ts';
import type {PeerBook} from './peer-book.ts';
import type {Scheduler} from './scheduler.ts';
import {createSession, type Session, type SessionListener} from './session.ts';
import type {Typing} from './typing.ts';

/** What a key that is not accepted may send (SECURITY rule 9). */
const STRANGER_FRAMES = {perSecond: 5, burst: 20};
/** Names are taken at most this often from one peer, milliseconds: each one is a write and a redraw. */
const RENAME_INTERVAL = 1000;
/** How long a peer that closed a duplicate has to come in on the other link before it counts as gone. */
const SWAP_GRACE = 2000;
/** A dial takes no longer than this: who dials when we were linked for longer has given that link up. */
const LONGEST_DIAL = 5000;
/** Requests that may wait for the user; further strangers are told that we are busy (SECURITY threat table). */
const MAX_REQUESTS = 50;

export type RequestMode = 'ask' | 'open' | 'closed';

export type LinksOptions = {
  readonly selfKey: PeerKey;
  readonly hello: () => Omit<Hello, 'type' | 'binding'>;
  readonly requestMode: () => RequestMode;
  readonly sendsReceipts: () => boolean;
  readonly database: Database;
  readonly delivery: Delivery;
  readonly conversations: Conversations;
  readonly typing: Typing;
  readonly peers: PeerBook;
  readonly alarms: Alarms;
  /** Whether the link to a peer is being replaced by a new one of ours. */
  readonly isRenewing: (key: PeerKey) => boolean;
  readonly scheduler: Scheduler;
  readonly events: EventQueue;
  readonly clock: Clock;
  /** Entries of a peer were committed. */
  readonly received: (key: PeerKey, outcome: AppendOutcome) => void;
  /** A peer is linked now. */
  readonly arrived: (key: PeerKey) => void;
  /** A link to a peer ended and none replaced it. */
  readonly gone: (key: PeerKey, reason: CloseReason) => void;
};

/** Who is linked: at most one link for each peer, whoever dialled. */
export type Links = {
  /** Decides about a peer whose key is proven, before it hears anything from us. */
  readonly admit: NetworkOptions['admit'];
  /**
   * Takes over a link on which both have said hello. `dialled` is the address that led to it, null if it came in.
   * False: it was a duplicate, or came too late to be welcome, and is closed.
   */
  readonly adopt: (link: Link, dialled?: string | null) => boolean;
  readonly session: (key: PeerKey) => Session | null;
  /** Peers that are online: linked, and neither strangers nor refused. */
  readonly online: () => readonly PeerKey[];
  readonly close: (key: PeerKey, reason: ByeReason) => Promise<void>;
  /** Closes the link to a peer that is being deleted; nothing of it comes back from here after the call. */
  readonly forget: (key: PeerKey) => Promise<void>;
  readonly all: () => readonly Session[];
  /** The end: what was to happen later does not, since the database is about to be closed. */
  readonly stop: () => void;
  /** A request was accepted: its link, if there is one, becomes a conversation. */
  readonly welcome: (key: PeerKey) => void;
};

/** Makes the table of links. */
export function createLinks(options: LinksOptions): Links {
  const {peers, events, conversations, alarms} = options;
  const sessions = new Map<PeerKey, Session>();
  const swaps = new Map<PeerKey, Cancel>();
  /** When each present link began, on the monotonic clock. */
  const since = new Map<PeerKey, number>();
  let stopped = false;
  /** Strangers who broke the protocol: the user hears of each once. */
  const scolded = new Set<PeerKey>();

  function admit({remoteKey, initiator}: Parameters<Links['admit']>[0]): Admission {
    if (initiator && sessions.has(remoteKey) && !options.isRenewing(remoteKey)) {
      return {type: 'refuse', reason: 'duplicate'};
    }
    const refusal = refuse(remoteKey, initiator);
    if (refusal !== null) {
      return {type: 'refuse', reason: refusal};
    }
    return {type: 'hello', hello: options.hello()};
  }

  function refuse(key: PeerKey, initiator: boolean): ByeReason | null {
    return initiator ? refuseDialled(key) : refuseIncoming(key);
  }

  function refuseDialled(key: PeerKey): ByeReason | null {
    return relationOf(key) === 'blocked' ? 'blocked' : null;
  }

  function refuseIncoming(key: PeerKey): ByeReason | null {
    switch (relationOf(key)) {
      case 'contact':
      case 'asking':
      case 'request':
      case 'alarmed':
        return null;
      case 'declined':
        return 'declined';
      case 'blocked':
        return 'closed'; // a blocked key learns no more than any stranger
      default:
        return refuseStranger();
    }
  }

  function refuseStranger(): ByeReason | null {
    if (options.requestMode() === 'closed') {
      return 'closed';
    }
    const waiting = peers.rows().filter(row => isWaiting(row.relation)).length;
    return waiting >= MAX_REQUESTS ? 'busy' : null;
  }

  function adopt(link: Link, dialled: string | null = null): boolean {
    const key = link.remoteKey;
    const refusal = refuse(key, link.initiator); // much can happen between a key and a hello
    if (refusal !== null) {
      void link.close(refusal);
      return false;
    }
    const current = sessions.get(key);
    if (current !== undefined) {
      const isRenewal = link.initiator && options.isRenewing(key);
      const isGivenUp = !link.initiator && options.clock.monotonic() - (since.get(key) ?? 0) > LONGEST_DIAL;
      if (!isRenewal && !isGivenUp && !replaces(link, current.link, options.selfKey)) {
        void link.close('duplicate');
        return false;
      }
      sessions.delete(key);
      requeue(key);
      void current.link.close('duplicate');
    }
    const swapped = current !== undefined || endSwap(key);
    begin(link, dialled, swapped);
    return true;
  }

  function begin(link: Link, dialled: string | null, swapped: boolean): void {
    const key = link.remoteKey;
    meet(link, dialled);
    const bucket = createTokenBucket(options.clock, STRANGER_FRAMES);
    const relation = relationOf(key);
    const session = createSession({
      link,
      database: options.database,
      delivery: options.delivery,
      scheduler: options.scheduler,
      conversation: key,
      accepted: mayWrite(relation),
      sendsReceipts: options.sendsReceipts,
      toleratesFrame: bucket.take,
      listener: listen(key, () => sessions.get(key) === session),
    });
    sessions.set(key, session);
    since.set(key, options.clock.monotonic());
    options.arrived(key);
    if (mayWrite(relation)) {
      showOnline(session, swapped);
    }
    session.start();
  }

  /**
   * Notes who this is. A stranger that dialled becomes a request, or a contact where all are welcome; one that
   * could be taken for a contact is set apart.
   */
  function meet(link: Link, dialled: string | null): void {
    const key = link.remoteKey;
    const known = peers.row(key);
    const renamed = peers.rename(key, link.hello.name);
    const address = dialled ?? dialBackAddress(link);
    const relation = relationAfter(link, known?.relation ?? null);
    const suspicion = isPinned(known?.relation ?? null) ? null : alarms.suspect(key, address);
    peers.save(key, {
      relation: suspicion === null ? relation : 'alarmed',
      lastSeen: options.clock.now(),
      address: address ?? known?.address ?? null,
    });
    if (suspicion !== null) {
      alarms.raise(key, suspicion);
    } else if (known === null && relation === 'request') {
      events.push({type: 'request-received', peer: peers.view(key)});
    } else if (known !== null && renamed) {
      onRenamed(key);
    }
  }

  function relationAfter(link: Link, known: Relation | null): Relation {
    if (known === null) {
      return relationAtFirst(link);
    }
    return link.initiator ? afterDialling(known) : known;
  }

  function rename(key: PeerKey, name: string): void {
    if (!stopped && peers.row(key) !== null && peers.rename(key, name)) {
      onRenamed(key);
    }
  }

  /** Whoever is a contact stays one under any name; all others must not slip in under the name of one. */
  function onRenamed(key: PeerKey): void {
    const relation = relationOf(key);
    if (relation === 'contact') {
      alarms.renamed(key);
      return;
    }
    const suspicion = relation === 'blocked' ? null : alarms.suspect(key, null);
    if (suspicion !== null) {
      alarms.raise(key, suspicion);
      if (isPinned(relation)) {
        void sessions.get(key)?.link.close('disconnect');
      }
    }
  }

  function relationAtFirst(link: Link): Relation {
    if (link.initiator) {
      return 'asking';
    }
    return options.requestMode() === 'open' ? 'contact' : 'request';
  }

  function showOnline(session: Session, swapped: boolean): void {
    const {link} = session;
    peers.setLive(link.remoteKey, {presence: 'online', address: link.remoteAddress, path: link.path});
    if (!swapped) {
      events.push({type: 'peer-online', peer: peers.view(link.remoteKey)});
    }
  }

  function listen(key: PeerKey, isCurrent: () => boolean): SessionListener {
    return {
      standing: accepted => onStanding(key, accepted),
      renamed: atMostEvery(options.clock, RENAME_INTERVAL, name => rename(key, name)),
      typing: active => onTyping(key, active),
      received: outcome => options.received(key, outcome),
      delivered: stretch => conversations.changedState(key, stretch, 'delivered'),
      read: stretch => conversations.changedState(key, stretch, 'read'),
      sent: stretch => conversations.changedState(key, stretch, 'sent'),
      outdated: () => onOutdated(key),
      storageFailed: error =>
        events.push({type: 'failed', code: error.code, message: safeLine(error.message)}),
      ended: end => {
        if (isCurrent()) {
          onEnded(key, end);
        }
      },
    };
  }

  function onTyping(key: PeerKey, active: boolean): void {
    if (relationOf(key) === 'contact') {
      options.typing.heard(key, active);
    }
  }

  /** Our history is an older copy of what it was; the next link goes on in a new log. */
  function onOutdated(key: PeerKey): void {
    conversations.renumber(key);
    const {name} = peers.view(key);
    tell(
      key,
      safe`Your history with ${name} is an older copy: ${name} has messages of yours that are not here any more. \
What may not have arrived since is sent again.`,
    );
  }

  function onStanding(key: PeerKey, accepted: boolean): void {
    const relation = relationOf(key);
    if (relation === 'asking' && accepted) {
      peers.save(key, {relation: 'contact'});
      events.push({type: 'request-accepted', peer: peers.view(key)});
    } else if (relation === 'contact' && !accepted) {
      tell(key, safe`${peers.view(key).name} has to accept you again. What you write waits until then.`);
    }
  }

  function onEnded(key: PeerKey, end: LinkEnd): void {
    sessions.delete(key);
    requeue(key);
    const reason = closeReason(end);
    if (reason === 'duplicate') {
      swaps.set(
        key,
        options.clock.after(SWAP_GRACE, () => {
          swaps.delete(key);
          leave(key, reason, null);
        }),
      );
      return;
    }
    leave(key, reason, endDetail(end));
  }

  function leave(key: PeerKey, reason: CloseReason, detail: SafeText | null): void {
    options.typing.stopped(key);
    const wasOnline = peers.view(key).presence === 'online';
    const refused = reason === 'declined' && relationOf(key) === 'asking';
    peers.setLive(key, null);
    if (relationOf(key) !== null) {
      peers.save(key, {lastSeen: options.clock.now()});
    }
    if (refused) {
      events.push({type: 'request-declined', peer: peers.view(key)});
    }
    if (wasOnline) {
      events.push({type: 'peer-offline', peer: peers.view(key), reason, detail});
    } else if (reason === 'protocol' && relationOf(key) !== null && !scolded.has(key)) {
      scolded.add(key);
      tell(
        key,
        safe`${peers.view(key).name} was disconnected: the connection broke the protocol. (${detail ?? safe`no reason`})`,
      );
    }
    options.gone(key, reason);
  }

  /** What was sent on a dead link but not acknowledged is queued again, and is shown so. */
  function requeue(key: PeerKey): void {
    for (const stretch of options.delivery.unlinked(key)) {
      conversations.changedState(key, stretch, 'queued');
    }
  }

  function endSwap(key: PeerKey): boolean {
    const cancel = swaps.get(key);
    swaps.delete(key);
    cancel?.();
    return cancel !== undefined;
  }

  function relationOf(key: PeerKey): Relation | null {
    return peers.row(key)?.relation ?? null;
  }

  function tell(key: PeerKey, text: SafeText): void {
    events.push({type: 'notice', text, conversation: key});
  }

  return {
    admit,
    adopt,
    session: key => sessions.get(key) ?? null,
    online: () => [...sessions.keys()].filter(key => mayWrite(relationOf(key))),
    all: () => [...sessions.values()],
    async close(key, reason) {
      await sessions.get(key)?.link.close(reason);
    },
    forget(key) {
      endSwap(key);
      const closed = sessions.get(key)?.link.close('disconnect');
      return closed ?? Promise.resolve();
    },
    stop() {
      stopped = true;
      for (const cancel of swaps.values()) {
        cancel();
      }
    },
    welcome(key) {
      const session = sessions.get(key);
      if (session !== undefined) {
        showOnline(session, false);
        session.accept();
        if (session.isAccepted()) {
          onStanding(key, true);
        }
      }
    },
  };
}

function mayWrite(relation: Relation | null): boolean {
  return isPinned(relation);
}

/** The user has to decide about it. */
function isWaiting(relation: Relation): boolean {
  return relation === 'request' || relation === 'alarmed';
}

/** Dialling somebody accepts them: a request is answered, a refusal taken back. */
function afterDialling(relation: Relation): Relation {
  if (relation === 'request') {
    return 'contact';
  }
  return relation === 'declined' ? 'asking' : relation;
}

/**
 * Whether a new link takes the place of the one we have (rule 8). A peer that runs anew has forgotten the
 * old one. When it dialled again by itself it has given the old one up. When both dialled at once, both
 * sides keep the link that the larger key started.
 */
function replaces(next: Link, current: Link, selfKey: PeerKey): boolean {
  if (next.hello.instance !== current.hello.instance) {
    return true;
  }
  if (next.initiator === current.initiator) {
    return !next.initiator;
  }
  return next.initiator === selfKey > next.remoteKey;
}

/** Where the peer can be dialled: the address we dialled, or its host with the port that it listens on. */
function dialBackAddress(link: Link): string | null {
  if (link.initiator) {
    return link.remoteAddress;
  }
  if (link.hello.port === 0) {
    return null;
  }
  return `${link.remoteAddress.slice(0, link.remoteAddress.lastIndexOf(':'))}:${link.hello.port}`;
}

function closeReason(end: LinkEnd): CloseReason {
  switch (end.type) {
    case 'bye':
      return end.bye.reason;
    case 'closed':
      return end.reason;
    case 'protocol':
      return 'protocol';
    case 'lost':
      return 'lost';
  }
}

function endDetail(end: LinkEnd): SafeText | null {
  switch (end.type) {
    case 'bye':
      return end.bye.detail === '' ? null : safeLine(end.bye.detail);
    case 'closed':
      return null;
    case 'protocol':
    case 'lost':
      return safeLine(end.detail);
  }
}
