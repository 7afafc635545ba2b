import {type InviteSecret, inviteKeys} from '../../identity/reach/invite-keys.ts';
import {parseInvite} from '../../identity/reach/invite-link.ts';
import {isInviteLink} from '../../identity/reach/link-text.ts';
import {codeSecret, hourOf, parseSpokenCode} from '../../identity/reach/spoken-code.ts';
import {formatAddress, parseAddress} from '../../lib/address.ts';
import {NatterError} from '../../lib/errors.ts';
import {type DeviceKey, deviceKeyOf} from '../../lib/ids.ts';
import {coreTexts} from '../../lib/texts/core.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {dialFailure} from '../../net/link/dial-errors.ts';
import type {Link} from '../../net/link/link.ts';
import type {Failure} from '../../net/link/link-failure.ts';
import type {DialOptions, Network, Way} from '../../net/network.ts';
import type {Where} from '../../net/transport/transport.ts';
import type {Action, Address, PeerView} from '../api/api.ts';
import type {Links} from '../connections/links.ts';
import type {Trust} from '../contacts/trust.ts';
import type {EventQueue} from '../event-queue.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import type {HashTable} from './hash-table.ts';
import {fromLinkAddresses} from './link-addresses.ts';
import type {Neighbours} from './neighbours.ts';

/** An address behind an invite, for one that holds none. */
const ADDRESS_BEHIND = /\s(?<address>(?:\[[^\]\s]+\]|[^\s:]+):\d{1,5})\s*$/u;
/** A host that stores on a slow disk has answered by then, milliseconds. */
const LONGEST_ANSWER = 5000;
/** What `link.secret` names where we are the guest. */
const GUEST = 'guest';

export type JoiningOptions = {
  readonly network: Network;
  readonly links: Links;
  readonly table: Pick<HashTable, 'wayToHost' | 'judged' | 'view'>;
  readonly neighbours: Pick<Neighbours, 'find' | 'view'>;
  readonly peers: PeerBook;
  readonly trust: Trust;
  readonly clock: Clock;
  readonly events: EventQueue;
  /** Our handshake key. */
  readonly deviceKey: Uint8Array;
  /** Secrets of our own invites. */
  readonly ownSecrets: () => readonly Uint8Array[];
  /** Where we listen, as `host:port`. */
  readonly ownAddresses: () => readonly string[];
};

/** What was pasted or typed: whose invite it is if that is known, where to look, and secrets to try in turn. */
type Wanted = {
  readonly hostKey: Buffer | null;
  /** What was typed behind the invite, and what is in it. */
  readonly typed: readonly Address[];
  readonly addresses: readonly Address[];
  readonly secrets: () => AsyncIterable<InviteSecret>;
};

/** A link to the host, and the address that led there; null if it was found another way. */
type Met = {readonly link: Link; readonly address: Address | null};

/** The action that uses someone else's invite. */
export function createJoining(options: JoiningOptions) {
  const {network, links, peers, trust, clock, events, table, neighbours} = options;

  async function join({invite}: Extract<Action, {type: 'join'}>): Promise<PeerView> {
    const {hostKey, typed, addresses, secrets} = read(invite, clock);
    if (hostKey?.equals(options.deviceKey) === true) {
      throw new NatterError('INVITE_OWN', coreTexts.invites.own);
    }
    const device = hostKey === null ? null : deviceKeyOf(hostKey);
    // the host's machine may have the same number in its network as ours in this one
    const own = options.ownAddresses();
    const places = [...typed, ...addresses.filter(address => !own.includes(formatAddress(address)))];
    let last: unknown = null;
    for await (const secret of secrets()) {
      if (options.ownSecrets().some(own => secret.equals(own))) {
        throw new NatterError('INVITE_OWN', coreTexts.invites.own);
      }
      const bySecret = {secret: {id: GUEST, psk: inviteKeys(secret).handshakeSecret}, device};
      try {
        return await meet(await dialAny(places, secret, bySecret));
      } catch (error) {
        last = error;
        if (!isElsewhere(error)) {
          break;
        }
      }
    }
    if (codeOf(last) === 'INVITE_NO_WAY' && addresses.length > 0) {
      throw new NatterError('PEER_AWAY', coreTexts.invites.hostAway, {cause: last});
    }
    throw explain(last, hostKey !== null);
  }

  /** Tries all ways at once; the first link wins. Throws what tells most. */
  async function dialAny(
    addresses: readonly Address[],
    secret: InviteSecret,
    bySecret: NonNullable<DialOptions['bySecret']>,
  ): Promise<Met> {
    const won = new AbortController();
    const dial = async (where: Where | Way, address: Address | null) => {
      const link = await network.dial(where, {bySecret, signal: won.signal});
      if (won.signal.aborted) {
        await link.close('duplicate');
      }
      won.abort();
      return {link, address};
    };
    const isFindable = !['off', 'missing'].includes(table.view().state);
    const dials = [
      ...addresses.map(address => dial(address, address)),
      ...(isFindable ? [dialByTable(secret, dial)] : []),
      ...(neighbours.view() === 'on' ? [dialHere(secret, won.signal, dial)] : []),
    ];
    if (dials.length === 0) {
      throw noWay(bySecret.device !== null);
    }
    try {
      return await Promise.any(dials);
    } catch (error) {
      throw error instanceof AggregateError ? mostTelling(error.errors) : error;
    }
  }

  /** Waits until it is known whether the hash table is in reach, since natter may have started with an invite. */
  async function dialByTable(
    secret: InviteSecret,
    dial: (way: Way, address: null) => Promise<Met>,
  ): Promise<Met> {
    await table.judged();
    const way = table.wayToHost(secret);
    if (way === null) {
      throw new NatterError('DHT_UNREACHABLE', coreTexts.invites.tableOutOfReach);
    }
    try {
      return await dial(way, null);
    } catch (error) {
      const isCutOff = ['blocked', 'offline'].includes(table.view().state);
      throw isCutOff && codeOf(error) === 'PEER_AWAY'
        ? new NatterError('DHT_UNREACHABLE', coreTexts.invites.cutOff, {cause: error})
        : error;
    }
  }

  /** Waits until the host shows itself on this network. */
  async function dialHere(
    secret: InviteSecret,
    signal: AbortSignal,
    dial: (where: Where, address: null) => Promise<Met>,
  ): Promise<Met> {
    const where = await neighbours.find(secret, signal);
    if (where === null) {
      throw new NatterError('PEER_AWAY', coreTexts.invites.notHere);
    }
    return await dial(where, null);
  }

  async function meet({link, address}: Met): Promise<PeerView> {
    const key = link.remoteKey;
    if (!links.adopt(link, address && formatAddress(address)) && links.session(key) === null) {
      throw new NatterError('LINK_LOST', coreTexts.invites.lostAgain);
    }
    trust.check(key);
    await isAnswered(() => peers.row(key)?.relation !== 'asking' || links.session(key) === null);
    return peers.view(key);
  }

  /** The host lets us write once it has stored that we came: only then is the invite used up for others. */
  function isAnswered(holds: () => boolean): Promise<void> {
    const {promise, resolve} = Promise.withResolvers<void>();
    const look = () => {
      if (holds()) {
        resolve();
      }
    };
    const unsubscribe = events.subscribe(look);
    const cancel = clock.after(LONGEST_ANSWER, resolve);
    look();
    return promise.finally(() => {
      unsubscribe();
      cancel();
    });
  }

  /** Reaches somebody who knows a secret, and takes the link over. Throws what `join` throws. */
  async function visit(
    secret: InviteSecret,
    name: string,
    addresses: readonly Address[],
    device: DeviceKey,
  ): Promise<void> {
    const bySecret = {secret: {id: name, psk: inviteKeys(secret).handshakeSecret}, device};
    const own = options.ownAddresses();
    const places = addresses.filter(address => !own.includes(formatAddress(address)));
    try {
      const {link, address} = await dialAny(places, secret, bySecret);
      if (!links.adopt(link, address && formatAddress(address)) && links.session(link.remoteKey) === null) {
        throw new NatterError('LINK_LOST', coreTexts.invites.lostAgain);
      }
    } catch (error) {
      throw explain(error, true);
    }
  }

  return {actions: {join}, visit};
}

/** Reads what was pasted or typed. Throws INVITE_DAMAGED, INVITE_NEWER, CODE_WRONG. */
function read(text: string, clock: Clock): Wanted {
  const behind = ADDRESS_BEHIND.exec(text);
  const extra = behind?.groups?.['address'] === undefined ? [] : [parseAddress(behind.groups['address'])];
  const invite = behind === null ? text : text.slice(0, behind.index);
  if (isInviteLink(invite)) {
    const {secret, hostKey, addresses} = parseInvite(invite);
    return {
      hostKey,
      typed: extra,
      addresses: fromLinkAddresses(addresses),
      async *secrets() {
        yield secret;
      },
    };
  }
  const code = parseSpokenCode(invite);
  const hour = hourOf(clock.now());
  return {
    hostKey: null,
    typed: extra,
    addresses: [],
    async *secrets() {
      for (const one of [hour, hour - 1, hour + 1]) {
        yield await codeSecret(code, one);
      }
    },
  };
}

/** From the least to the most that a failed dial says about the invite itself; nobody being somewhere says nothing. */
const TELLING: readonly (Failure['type'] | null)[] = [
  'cancelled',
  null,
  'key-mismatch',
  'closed-early',
  'self',
];

/** Whether a dial says that nobody there knows this secret: with words, it may be the one of another hour. */
function isElsewhere(error: unknown): boolean {
  return failureOf(error) === 'closed-early' || codeOf(error) === 'PEER_AWAY';
}

function codeOf(error: unknown): string | null {
  return error instanceof NatterError ? error.code : null;
}

function failureOf(error: unknown): Failure['type'] | null {
  return dialFailure(error)?.type ?? null;
}

function mostTelling(errors: readonly unknown[]): unknown {
  const rank = (error: unknown) => {
    const place = codeOf(error) === 'PEER_AWAY' ? 0 : TELLING.indexOf(failureOf(error));
    return place < 0 ? TELLING.length : place;
  };
  return [...errors].sort((one, other) => rank(other) - rank(one))[0];
}

function explain(error: unknown, isLink: boolean): unknown {
  if (codeOf(error) === 'PEER_AWAY' && isLink) {
    return new NatterError('PEER_AWAY', coreTexts.invites.hostAway, {cause: error});
  }
  if (!isElsewhere(error)) {
    return error;
  }
  return isLink
    ? new NatterError('INVITE_UNKNOWN', coreTexts.invites.unknownThere, {cause: error})
    : new NatterError('CODE_WRONG', coreTexts.invites.wordsUnknown, {cause: error});
}

function noWay(isLink: boolean): NatterError {
  return isLink
    ? new NatterError('INVITE_NO_WAY', coreTexts.invites.linkWithoutAddress)
    : new NatterError('INVITE_NO_WAY', coreTexts.invites.wordsWithoutAddress);
}
