import {
  type HandshakeKind,
  HYBRID,
  KNOWN,
  kindOf,
  LEGACY,
  MEET,
  SHARED_SECRET,
} from '../guard/handshake-kinds.ts';
import {hasKem} from './ml-kem.ts';

/**
 * The handshakes to try with a peer, the best one first; the next one only where the connection was closed before a
 * byte came. `before` is the best kind that worked with a known peer, 0 if none did yet; null for an address whose owner
 * is not known. A peer that had ML-KEM before is never dialled without it. The last one only asks who is there, in the
 * way that natter 0.1 understands too, and is not completed: it tells a stranger, or an old natter, from silence.
 */
export function dialPlan(before: number | null, canKem: boolean = hasKem()): readonly HandshakeKind[] {
  const pattern = before === null ? MEET : KNOWN;
  const hybrid = canKem ? [pattern + HYBRID] : [];
  const classic = before !== null && before >= HYBRID ? [] : [pattern];
  const kinds = [...hybrid, ...classic];
  return kinds.length === 0 ? [] : [...kinds, LEGACY].map(kindOf);
}

/** The handshakes to try where a secret is shared: whoever made an invite is never a natter 0.1. */
export function secretPlan(canKem: boolean = hasKem()): readonly HandshakeKind[] {
  return [...(canKem ? [SHARED_SECRET + HYBRID] : []), SHARED_SECRET].map(kindOf);
}
