import {storedText} from '../../lib/text/safe-text.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {createTokenBucket} from '../../lib/time/token-bucket.ts';
import type {Link} from '../../net/link/link.ts';
import type {PeerRow} from '../../storage/types.ts';
import type {ByeReason} from '../../wire/chat/messages.ts';
import type {PeerKey, Relation} from '../api/api.ts';
import type {EventQueue} from '../event-queue.ts';
import type {Invites} from '../reach/invites.ts';
import {saidOf} from './capabilities.ts';
import type {Alarms} from './impersonation-alerts.ts';
import {dialBackAddress} from './peer-address.ts';
import type {PeerBook} from './peer-store.ts';
import {isAcceptedByUs, isStranger, isWaiting, type RelationEvent, transition} from './relation.ts';

/** Requests that may wait for the user; further strangers are told that we are busy (SECURITY threat table). */
const MAX_REQUESTS = 50;
/** Where all are welcome, strangers become contacts by themselves; so many people are kept, no more. */
const MAX_WELCOMED = 2000;
/**
 * Links of all strangers together: each costs a few writes, and hosts and keys cost nothing. The burst is more than may
 * wait at once.
 */
const STRANGER_LINKS = {perSecond: 1, burst: 64};

export type RequestMode = 'ask' | 'open' | 'closed';

export type AcquaintanceOptions = {
  readonly peers: PeerBook;
  readonly alarms: Alarms;
  readonly events: EventQueue;
  readonly clock: Clock;
  readonly requestMode: () => RequestMode;
  readonly invites: Pick<Invites, 'judge' | 'use'>;
  /** Whether a link was made with a ticket to a room. */
  readonly isByTicket: (link: Pick<Link, 'secret'>) => boolean;
  /** Ends the link to a peer that turned out to be suspicious. */
  readonly disconnect: (key: PeerKey) => void;
};

/** Which peers may link with us, and their relation to us then. */
export type Acquaintance = {
  /**
   * Why a peer is turned away whose key is proven, or null. `secret` is the invite that the link is made by, null for
   * any other link.
   */
  readonly refusal: (peer: {
    readonly remoteKey: PeerKey;
    readonly initiator: boolean;
    readonly secret: string | null;
  }) => ByeReason | null;
  /** Counts a link that is about to be taken over; false if strangers have caused enough writes for now. */
  readonly mayMeet: (link: Link) => boolean;
  /**
   * Notes who this is, in one write. A stranger that dialled becomes a request, or a contact where all are
   * welcome; one that could be taken for a contact is set apart. `dialled` is the address that led to it, null if
   * it came in. Throws what the database throws; nothing has happened then.
   */
  readonly meet: (link: Link, dialled: string | null) => void;
  /** A peer gives itself another name. Throws what the database throws. */
  readonly rename: (key: PeerKey, name: string) => void;
};

/** Rules for unknown peers, over the store of peers. */
export function createAcquaintance(options: AcquaintanceOptions): Acquaintance {
  const {peers, alarms, events} = options;
  const strangers = createTokenBucket(options.clock, STRANGER_LINKS);

  const refusal: Acquaintance['refusal'] = ({remoteKey, initiator, secret}) => {
    const relation = relationOf(remoteKey);
    if (initiator) {
      return relation === 'blocked' ? 'blocked' : null;
    }
    const verdict = secret === null ? 'known' : judge(remoteKey, secret);
    if (verdict !== 'known') {
      return verdict === 'welcome' ? null : verdict;
    }
    switch (relation) {
      case 'contact':
      case 'asking':
      case 'request':
      case 'alarmed':
      case 'member':
        return null;
      case 'declined':
        return 'declined';
      case 'blocked':
        return 'closed'; // a blocked key learns no more than any stranger
      default:
        return refuseStranger();
    }
  };

  /** A contact who has an invite, too, does not use it up; for somebody blocked there is none. */
  function judge(guest: PeerKey, secret: string): ReturnType<Invites['judge']> {
    const relation = relationOf(guest);
    if (relation !== 'blocked' && options.isByTicket({secret})) {
      return 'welcome';
    }
    return relation === 'contact' || relation === 'blocked' ? 'known' : options.invites.judge(secret, guest);
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
    const event = meeting(link);
    const row = nameAtMeeting(link, known, event);
    const isKnown = isAcceptedByUs(known?.relation ?? null) || event === 'met-in-room';
    const suspicion = isKnown ? null : alarms.suspect(row, dialled);
    const isProven = known?.addressProven === true;
    const meetThem = () =>
      void peers.move(key, suspicion === null ? event : 'suspected', {
        name: row.name,
        lastSeen: options.clock.now(),
        address: dialled ?? (isProven ? row.address : (dialBackAddress(link) ?? row.address)),
        addressProven: dialled !== null || isProven,
        ...saidOf(link.hello),
      });
    if (event === 'came-by-invite' && link.secret !== null) {
      options.invites.use(link.secret, key, meetThem);
      events.push({type: 'invite-used', id: link.secret, peer: peers.view(key)});
    } else {
      meetThem();
    }
    if (suspicion !== null) {
      alarms.raise(key, suspicion);
    } else if (known === null && peers.row(key)?.relation === 'request') {
      events.push({type: 'request-received', peer: peers.view(key)});
    } else if (known !== null && known.name !== row.name) {
      onRenamed(key, known);
    }
  }

  /** A stranger keeps the name that it came with until the user decides: it can change nothing here by itself. */
  function nameAtMeeting(link: Link, known: PeerRow | null, event: RelationEvent): PeerRow {
    const relation = transition(known?.relation ?? null, event);
    const isNamed = known !== null && known.name !== peers.named(known.key, '').name;
    return isNamed && isStranger(relation) ? known : peers.named(link.remoteKey, link.hello.name);
  }

  function meeting(link: Link): RelationEvent {
    const {secret, initiator, remoteKey} = link;
    if (options.isByTicket(link) || relationOf(remoteKey) === 'member') {
      return 'met-in-room';
    }
    if (initiator) {
      return 'answered-dial'; // a host by whose invite we come says when it has noted that
    }
    if (secret !== null && judge(remoteKey, secret) === 'welcome') {
      return 'came-by-invite';
    }
    return options.requestMode() === 'open' ? 'came-welcome' : 'came-asking';
  }

  function rename(key: PeerKey, wanted: string): void {
    const known = peers.row(key);
    const {name} = peers.named(key, wanted);
    if (known !== null && isAcceptedByUs(known.relation) && name !== known.name) {
      peers.save(key, {name});
      onRenamed(key, known);
    }
  }

  /** A contact may take any name; nobody else may take a contact's. */
  function onRenamed(key: PeerKey, before: PeerRow): void {
    const row = peers.row(key);
    if (row === null || row.relation === 'blocked') {
      return;
    }
    events.push({type: 'peer-renamed', peer: peers.view(key), before: storedText(before.name)});
    if (row.relation === 'contact') {
      alarms.renamed(key);
      return;
    }
    const suspicion = alarms.suspect(row, null);
    if (suspicion !== null) {
      alarms.raise(key, suspicion);
      if (isAcceptedByUs(row.relation)) {
        options.disconnect(key);
      }
    }
  }

  function relationOf(key: PeerKey): Relation | null {
    return peers.row(key)?.relation ?? null;
  }

  return {
    refusal,
    mayMeet: ({remoteKey, initiator, secret}) =>
      initiator ||
      isAcceptedByUs(relationOf(remoteKey)) ||
      relationOf(remoteKey) === 'member' ||
      (secret !== null && judge(remoteKey, secret) === 'welcome') ||
      strangers.take(),
    meet,
    rename,
  };
}
