import type {Cancel, Clock} from '../lib/clock.ts';
import {type SafeText, safe, safeLine} from '../lib/safe-text.ts';
import type {Link, LinkEnd} from '../net/link.ts';
import type {Admission, NetworkOptions} from '../net/network.ts';
import type {Database} from '../storage/types.ts';
import type {ByeReason, Hello} from '../wire/messages.ts';
import type {CloseReason, PeerKey, Relation} from './api.ts';
import type {Conversations} from './conversations.ts';
import type {Delivery} from './delivery.ts';
import type {EventQueue} from './event-queue.ts';
import type {PeerBook} from './peer-book.ts';
import type {Scheduler} from './scheduler.ts';
import {createSession, type Session, type SessionListener} from './session.ts';

/** How long a peer that closed a duplicate has to come in on the other link before it counts as gone. */
const SWAP_GRACE = 2000;
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
  readonly peers: PeerBook;
  readonly scheduler: Scheduler;
  readonly events: EventQueue;
  readonly clock: Clock;
  /** A peer is linked now. */
  readonly arrived: (key: PeerKey) => void;
  /** A link to a peer ended and none replaced it. */
  readonly gone: (key: PeerKey, reason: CloseReason) => void;
};

/** Who is linked: at most one link for each peer, whoever dialled. */
export type Links = {
  /** Decides about a peer whose key is proven, before it hears anything from us. */
  readonly admit: NetworkOptions['admit'];
  /** Takes over a link on which both have said hello. False: it was a duplicate and is closed. */
  readonly adopt: (link: Link) => boolean;
  readonly session: (key: PeerKey) => Session | null;
  /** Peers that are online: linked, and neither strangers nor refused. */
  readonly online: () => readonly PeerKey[];
  readonly close: (key: PeerKey, reason: ByeReason) => Promise<void>;
  readonly all: () => readonly Session[];
  /** A request was accepted: its link, if there is one, becomes a conversation. */
  readonly welcome: (key: PeerKey) => void;
};

/** Makes the table of links. */
export function createLinks(options: LinksOptions): Links {
  const {peers, events, conversations} = options;
  const sessions = new Map<PeerKey, Session>();
  const swaps = new Map<PeerKey, Cancel>();

  function admit({remoteKey, initiator}: Parameters<Links['admit']>[0]): Admission {
    if (initiator && sessions.has(remoteKey)) {
      return {type: 'refuse', reason: 'duplicate'};
    }
    const refusal = initiator ? null : refuseIncoming(remoteKey);
    if (refusal !== null) {
      return {type: 'refuse', reason: refusal};
    }
    return {type: 'hello', hello: options.hello()};
  }

  function refuseIncoming(key: PeerKey): ByeReason | null {
    switch (peers.row(key)?.relation) {
      case 'contact':
      case 'asking':
      case 'request':
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
    const waiting = peers.rows().filter(row => row.relation === 'request').length;
    return waiting >= MAX_REQUESTS ? 'busy' : null;
  }

  function adopt(link: Link): boolean {
    const key = link.remoteKey;
    const current = sessions.get(key);
    if (current !== undefined) {
      if (!replaces(link, current.link, options.selfKey)) {
        void link.close('duplicate');
        return false;
      }
      sessions.delete(key);
      requeue(key);
      void current.link.close('duplicate');
    }
    const swapped = current !== undefined || endSwap(key);
    begin(link, swapped);
    return true;
  }

  function begin(link: Link, swapped: boolean): void {
    const key = link.remoteKey;
    meet(link);
    const relation = relationOf(key);
    const session = createSession({
      link,
      database: options.database,
      delivery: options.delivery,
      scheduler: options.scheduler,
      conversation: key,
      accepted: mayWrite(relation),
      sendsReceipts: options.sendsReceipts,
      listener: listen(key, () => sessions.get(key) === session),
    });
    sessions.set(key, session);
    options.arrived(key);
    if (mayWrite(relation)) {
      showOnline(session, swapped);
    }
    session.start();
  }

  /** Notes who this is. A stranger that dialled becomes a request, or a contact where all are welcome. */
  function meet(link: Link): void {
    const key = link.remoteKey;
    const known = peers.row(key);
    peers.rename(key, link.hello.name);
    const dialBack = dialBackAddress(link);
    if (known !== null) {
      const relation = link.initiator ? afterDialling(known.relation) : known.relation;
      peers.save(key, {relation, lastSeen: options.clock.now(), address: dialBack ?? known.address});
      return;
    }
    const relation = relationAtFirst(link);
    peers.save(key, {relation, lastSeen: options.clock.now(), address: dialBack});
    if (relation === 'request') {
      events.push({type: 'request-received', peer: peers.view(key)});
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
      renamed: name => peers.rename(key, name),
      typing: () => {},
      received: outcome => conversations.received(key, outcome),
      delivered: stretch => conversations.changedState(key, stretch, 'delivered'),
      read: stretch => conversations.changedState(key, stretch, 'read'),
      sent: stretch => conversations.changedState(key, stretch, 'sent'),
      outdated: () => {},
      storageFailed: error =>
        events.push({type: 'failed', code: error.code, message: safeLine(error.message)}),
      ended: end => {
        if (isCurrent()) {
          onEnded(key, end);
        }
      },
    };
  }

  function onStanding(key: PeerKey, accepted: boolean): void {
    if (relationOf(key) !== 'asking') {
      return;
    }
    if (accepted) {
      peers.save(key, {relation: 'contact'});
      events.push({type: 'request-accepted', peer: peers.view(key)});
    } else {
      tell(key, safe`${peers.view(key).name} has to accept you first. What you write waits until then.`);
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
    const wasOnline = peers.view(key).presence === 'online';
    const refused = reason === 'declined' && relationOf(key) === 'asking';
    peers.setLive(key, null);
    peers.save(key, {lastSeen: options.clock.now()});
    if (refused) {
      events.push({type: 'request-declined', peer: peers.view(key)});
    }
    if (wasOnline) {
      events.push({type: 'peer-offline', peer: peers.view(key), reason, detail});
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
    welcome(key) {
      const session = sessions.get(key);
      if (session !== undefined) {
        showOnline(session, false);
        session.accept();
      }
    },
  };
}

function mayWrite(relation: Relation | null): boolean {
  return relation === 'contact' || relation === 'asking';
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
