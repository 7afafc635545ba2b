import type {Clock} from '../../lib/time/clock.ts';
import type {OwnHello} from '../../net/link/handshake.ts';
import type {Link} from '../../net/link/link.ts';
import type {Admission, NetworkOptions} from '../../net/network.ts';
import type {ByeReason} from '../../wire/chat/messages.ts';
import type {PeerKey} from '../api/api.ts';
import type {Acquaintance} from '../peers/peer-policy.ts';
import {isByTicket} from '../rooms/tickets.ts';
import {replaces} from './link-choice.ts';

/** The link that stands with a peer. */
export type StandingLink = {
  readonly link: Link;
  /** When it began, on the monotonic clock. */
  readonly since: number;
};

export type LinkPolicyOptions = {
  readonly selfKey: PeerKey;
  readonly clock: Clock;
  readonly acquaintance: Pick<Acquaintance, 'refusal' | 'mayMeet'>;
  readonly hello: () => OwnHello;
  readonly standing: (key: PeerKey) => StandingLink | null;
  /** Whether the link to a peer is being replaced by a new one of ours. */
  readonly isRenewing: (key: PeerKey) => boolean;
};

/** Which links are taken. */
export type LinkPolicy = {
  /** Decides about a peer whose key is proven, before it hears anything from us. */
  readonly admit: NetworkOptions['admit'];
  /** Why a link on which both have said hello is not taken, or null: much can happen between a key and a hello. */
  readonly refusal: (link: Link) => ByeReason | null;
};

/** The policy over what stands now. */
export function createLinkPolicy(options: LinkPolicyOptions): LinkPolicy {
  const {selfKey, clock, acquaintance, standing} = options;

  function admit(peer: Parameters<LinkPolicy['admit']>[0]): Admission {
    const {remoteKey, initiator} = peer;
    const isWanted = isByTicket(peer) || options.isRenewing(remoteKey);
    if (initiator && standing(remoteKey) !== null && !isWanted) {
      return {type: 'refuse', reason: 'duplicate'};
    }
    const reason = acquaintance.refusal(peer);
    return reason === null ? {type: 'hello', hello: options.hello()} : {type: 'refuse', reason};
  }

  function refusal(link: Link): ByeReason | null {
    const reason = acquaintance.refusal(link);
    if (reason !== null) {
      return reason;
    }
    if (!acquaintance.mayMeet(link)) {
      return 'busy';
    }
    const present = standing(link.remoteKey);
    return present === null || takesPlaceOf(link, present) ? null : 'duplicate';
  }

  function takesPlaceOf(link: Link, present: StandingLink): boolean {
    if (isByTicket(link)) {
      return true; // it opens a room, which the one that stands does not
    }
    const age = clock.monotonic() - present.since;
    return replaces(link, present.link, {selfKey, age, isRenewing: options.isRenewing(link.remoteKey)});
  }

  return {admit, refusal};
}
