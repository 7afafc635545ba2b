import type {Link} from '../../net/link/link.ts';
import type {PeerKey} from '../api/api.ts';

/** A dial takes no longer than this: who dials when we were linked for longer has given that link up. Milliseconds. */
const LONGEST_DIAL = 5000;

/** What there is to know about the link that stands, but for the link itself. */
export type Standing = {
  readonly selfKey: PeerKey;
  /** How long it has stood, milliseconds. */
  readonly age: number;
  /** We are replacing it by a fresh one. */
  readonly isRenewing: boolean;
};

/**
 * Whether a new link takes the place of the one we have (SECURITY rule 8). A peer that runs anew has forgotten the
 * old one. When it dialled again by itself it has given the old one up. When both dialled at once, both
 * sides keep the link that the larger key started.
 */
export function replaces(next: Link, current: Link, {selfKey, age, isRenewing}: Standing): boolean {
  const isGivenUp = !next.initiator && age > LONGEST_DIAL;
  if ((next.initiator && isRenewing) || isGivenUp || next.hello.instance !== current.hello.instance) {
    return true;
  }
  if (next.initiator === current.initiator) {
    return !next.initiator;
  }
  return next.initiator === selfKey > next.remoteKey;
}
