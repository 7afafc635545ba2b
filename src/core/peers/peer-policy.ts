import type {Clock} from '../../lib/time/clock.ts';
import type {Link} from '../../net/link/link.ts';
import type {ByeReason} from '../../wire/chat/messages.ts';
import type {PeerKey, Relation} from '../api/api.ts';
import type {EventQueue} from '../event-queue.ts';
import {type Alarms, isPinned} from './impersonation-alerts.ts';
import type {PeerBook} from './peer-store.ts';

/** Requests that may wait for the user; further strangers are told that we are busy (SECURITY threat table). */
const MAX_REQUESTS = 50;
/** Where all are welcome, strangers become contacts by themselves; so many people are kept, no more. */
const MAX_WELCOMED = 2000;

export type RequestMode = 'ask' | 'open' | 'closed';

export type AcquaintanceOptions = {
  readonly peers: PeerBook;
  readonly alarms: Alarms;
  readonly events: EventQueue;
  readonly clock: Clock;
  readonly requestMode: () => RequestMode;
  /** Ends the link to a peer that turned out to be suspicious. */
  readonly disconnect: (key: PeerKey) => void;
};

/** Who may link with us, and what they are to us then. */
export type Acquaintance = {
  /** Why a peer is turned away whose key is proven, or null. */
  readonly refusal: (key: PeerKey, initiator: boolean) => ByeReason | null;
  /**
   * Notes who this is, in one write. A stranger that dialled becomes a request, or a contact where all are
   * welcome; one that could be taken for a contact is set apart. `dialled` is the address that led to it, null if
   * it came in. Throws what the database throws; nothing has happened then.
   */
  readonly meet: (link: Link, dialled: string | null) => void;
  /** A peer gives itself another name. Throws what the database throws. */
  readonly rename: (key: PeerKey, name: string) => void;
};

/** Makes the rules about newcomers over the book of peers. */
export function createAcquaintance(options: AcquaintanceOptions): Acquaintance {
  const {peers, alarms, events} = options;

  function refusal(key: PeerKey, initiator: boolean): ByeReason | null {
    const relation = relationOf(key);
    if (initiator) {
      return relation === 'blocked' ? 'blocked' : null;
    }
    switch (relation) {
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
    switch (options.requestMode()) {
      case 'closed':
        return 'closed';
      case 'open':
        return peers.rows().length >= MAX_WELCOMED ? 'busy' : null;
      case 'ask':
        return peers.rows().filter(row => isWaiting(row.relation)).length >= MAX_REQUESTS ? 'busy' : null;
    }
  }

  function meet(link: Link, dialled: string | null): void {
    const key = link.remoteKey;
    const known = peers.row(key);
    const relation = relationAfter(link, known?.relation ?? null);
    const row = peers.named(key, link.hello.name);
    const suspicion = isPinned(known?.relation ?? null) ? null : alarms.suspect(row, dialled);
    const isProven = known?.addressProven === true;
    peers.save(key, {
      name: row.name,
      relation: suspicion === null ? relation : 'alarmed',
      lastSeen: options.clock.now(),
      address: dialled ?? (isProven ? row.address : (dialBackAddress(link) ?? row.address)),
      addressProven: dialled !== null || isProven,
    });
    if (suspicion !== null) {
      alarms.raise(key, suspicion);
    } else if (known === null && relation === 'request') {
      events.push({type: 'request-received', peer: peers.view(key)});
    } else if (known !== null && known.name !== row.name) {
      onRenamed(key);
    }
  }

  function rename(key: PeerKey, wanted: string): void {
    const {name} = peers.named(key, wanted);
    if (name !== peers.row(key)?.name) {
      peers.save(key, {name});
      onRenamed(key);
    }
  }

  /** Whoever is a contact stays one under any name; all others must not slip in under the name of one. */
  function onRenamed(key: PeerKey): void {
    const row = peers.row(key);
    if (row === null || row.relation === 'blocked') {
      return;
    }
    if (row.relation === 'contact') {
      alarms.renamed(key);
      return;
    }
    const suspicion = alarms.suspect(row, null);
    if (suspicion !== null) {
      alarms.raise(key, suspicion);
      if (isPinned(row.relation)) {
        options.disconnect(key);
      }
    }
  }

  function relationAfter(link: Link, known: Relation | null): Relation {
    if (known !== null) {
      return link.initiator ? afterDialling(known) : known;
    }
    if (link.initiator) {
      return 'asking';
    }
    return options.requestMode() === 'open' ? 'contact' : 'request';
  }

  function relationOf(key: PeerKey): Relation | null {
    return peers.row(key)?.relation ?? null;
  }

  return {refusal, meet, rename};
}

/**
 * Where a peer that came in says that it can be dialled: its host with the port that it listens on. A guess: it may
 * be the address of a router.
 */
export function dialBackAddress({initiator, hello, remoteAddress}: Link): string | null {
  if (initiator || hello.port === 0) {
    return null;
  }
  return `${remoteAddress.slice(0, remoteAddress.lastIndexOf(':'))}:${hello.port}`;
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
