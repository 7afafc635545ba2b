import {type InviteSecret, inviteKeys} from '../../identity/reach/invite-keys.ts';
import {parseInvite} from '../../identity/reach/invite-link.ts';
import {isInviteLink} from '../../identity/reach/link-text.ts';
import {codeSecret, hourOf, parseSpokenCode} from '../../identity/reach/spoken-code.ts';
import {formatAddress, parseAddress} from '../../lib/address.ts';
import {NatterError} from '../../lib/errors.ts';
import {coreTexts} from '../../lib/texts.ts';
import type {Clock} from '../../lib/time/clock.ts';
import {dialFailure} from '../../net/link/dial-errors.ts';
import type {Link} from '../../net/link/link.ts';
import type {Failure} from '../../net/link/link-failure.ts';
import type {Network} from '../../net/network.ts';
import type {Action, Address, PeerView} from '../api/api.ts';
import type {Links} from '../connections/links.ts';
import type {Trust} from '../contacts/trust.ts';
import type {EventQueue} from '../event-queue.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import {fromLinkAddress} from './link-addresses.ts';

/** An address behind an invite, for one that holds none. */
const ADDRESS_BEHIND = /\s(?<address>(?:\[[^\]\s]+\]|[^\s:]+):\d{1,5})\s*$/u;
/** A host that stores on a slow disk has answered by then, milliseconds. */
const LONGEST_ANSWER = 5000;
/** What `link.secret` names where we are the guest. */
const GUEST = 'guest';

export type JoiningOptions = {
  readonly network: Network;
  readonly links: Links;
  readonly peers: PeerBook;
  readonly trust: Trust;
  readonly clock: Clock;
  readonly events: EventQueue;
  /** Our handshake key. */
  readonly deviceKey: Uint8Array;
};

/** What was pasted or typed: whose invite it is if that is known, where to look, and secrets to try in turn. */
type Wanted = {
  readonly hostKey: Buffer | null;
  readonly addresses: readonly Address[];
  readonly secrets: () => AsyncIterable<InviteSecret>;
};

/** Makes the action that uses an invite of somebody else. */
export function createJoining(options: JoiningOptions) {
  const {network, links, peers, trust, clock, events} = options;

  async function join({invite}: Extract<Action, {type: 'join'}>): Promise<PeerView> {
    const {hostKey, addresses, secrets} = read(invite, clock);
    if (hostKey?.equals(options.deviceKey) === true) {
      throw new NatterError('INVITE_OWN', coreTexts.invites.own);
    }
    if (addresses.length === 0) {
      throw noWay(hostKey !== null);
    }
    const device = hostKey?.toString('hex') ?? null;
    let last: unknown = null;
    for await (const secret of secrets()) {
      const bySecret = {secret: {id: GUEST, psk: inviteKeys(secret).handshakeSecret}, device};
      try {
        return await meet(await dialAny(addresses, bySecret));
      } catch (error) {
        last = error;
        if (failureOf(error) !== 'closed-early') {
          break;
        }
      }
    }
    throw explain(last, hostKey !== null);
  }

  /** Dials all at once; the first link wins. Throws what tells most. */
  async function dialAny(
    addresses: readonly Address[],
    bySecret: NonNullable<NonNullable<Parameters<Network['dial']>[1]>['bySecret']>,
  ): Promise<{link: Link; address: Address}> {
    const isFound = new AbortController();
    const dials = addresses.map(async address => {
      const link = await network.dial(address, {bySecret, signal: isFound.signal});
      if (isFound.signal.aborted) {
        await link.close('duplicate');
      }
      isFound.abort();
      return {link, address};
    });
    try {
      return await Promise.any(dials);
    } catch (error) {
      throw error instanceof AggregateError ? mostTelling(error.errors) : error;
    }
  }

  async function meet({link, address}: {link: Link; address: Address}): Promise<PeerView> {
    const key = link.remoteKey;
    if (!links.adopt(link, formatAddress(address)) && links.session(key) === null) {
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

  return {actions: {join}};
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
      addresses: [...extra, ...addresses.filter(({port}) => port > 0).map(fromLinkAddress)],
      async *secrets() {
        yield secret;
      },
    };
  }
  const code = parseSpokenCode(invite);
  const hour = hourOf(clock.now());
  return {
    hostKey: null,
    addresses: extra,
    async *secrets() {
      for (const one of [hour, hour - 1, hour + 1]) {
        yield await codeSecret(code, one);
      }
    },
  };
}

/** From the least to the most that a failed dial says about the invite itself. */
const TELLING: readonly (Failure['type'] | null)[] = [
  'cancelled',
  null,
  'key-mismatch',
  'closed-early',
  'self',
];

function failureOf(error: unknown): Failure['type'] | null {
  return dialFailure(error)?.type ?? null;
}

function mostTelling(errors: readonly unknown[]): unknown {
  const rank = (error: unknown) => {
    const place = TELLING.indexOf(failureOf(error));
    return place < 0 ? TELLING.length : place;
  };
  return [...errors].sort((one, other) => rank(other) - rank(one))[0];
}

function explain(error: unknown, isLink: boolean): unknown {
  if (failureOf(error) !== 'closed-early') {
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
