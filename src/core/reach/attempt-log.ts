import type {PeerKey} from '../api/api.ts';
import type {Attempt} from '../api/reach.ts';
import type {RuntimeState} from '../runtime-state.ts';

/** Kept for each peer: the newest tell why somebody cannot be reached. */
const KEPT = 50;

/** The last attempts of every peer, in memory only: who was tried when is nobody's business on the disk. */
export type AttemptLog = {
  readonly add: (peer: PeerKey, attempt: Attempt) => void;
  /** The oldest first. */
  readonly of: (peer: PeerKey) => readonly Attempt[];
};

/** An empty log. */
export function createAttemptLog(state: RuntimeState<PeerKey>): AttemptLog {
  const attempts = state.slot<readonly Attempt[]>({name: 'attempts to reach them'});
  return {
    add: (peer, attempt) => attempts.set(peer, [...(attempts.get(peer) ?? []), attempt].slice(-KEPT)),
    of: peer => attempts.get(peer) ?? [],
  };
}
