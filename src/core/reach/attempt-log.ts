import type {ErrorCode} from '../../lib/errors.ts';
import type {PeerKey} from '../api/api.ts';

/** A way to somebody, as people are told of it. */
export type Rung = 'lan' | 'tcp' | 'dht';

/** One try to reach somebody. Times are wall times in milliseconds. */
export type Attempt = {
  readonly rung: Rung;
  /** What was tried, such as an address. */
  readonly target: string;
  readonly at: number;
  /** How long it took, milliseconds. */
  readonly took: number;
  readonly result: 'linked' | ErrorCode;
};

/** Kept for each peer: the newest tell why somebody cannot be reached. */
const KEPT = 50;

/** The last attempts of every peer, in memory only: who was tried when is nobody's business on the disk. */
export type AttemptLog = {
  readonly add: (peer: PeerKey, attempt: Attempt) => void;
  /** The oldest first. */
  readonly of: (peer: PeerKey) => readonly Attempt[];
  readonly forget: (peer: PeerKey) => void;
};

/** An empty log. */
export function createAttemptLog(): AttemptLog {
  const attempts = new Map<PeerKey, Attempt[]>();
  return {
    add(peer, attempt) {
      const list = attempts.get(peer) ?? [];
      list.push(attempt);
      attempts.set(peer, list.slice(-KEPT));
    },
    of: peer => attempts.get(peer) ?? [],
    forget: peer => void attempts.delete(peer),
  };
}
