import type {PeerKey} from '../../lib/ids.ts';
import type {Admit} from '../link/handshake.ts';

/** What one handshake asks before it tells a peer of us. */
export type DialTurn = {
  readonly admit: Admit;
  /** The handshake is over, with a link or without. */
  readonly end: () => void;
};

/**
 * Lets one dial of ours to a peer at a time get past its key. Of two, each side would keep the one that it saw last, or
 * first, and close the other, and in the end none would be left. Incoming handshakes are only asked about.
 */
export function createDialTurns(admit: Admit): () => DialTurn {
  /** Peers that have proven a key on a dial of ours, but have not said hello yet. */
  const taken = new Set<PeerKey>();

  return () => {
    let own: PeerKey | null = null;
    return {
      admit(peer) {
        if (peer.initiator && taken.has(peer.remoteKey)) {
          return {type: 'refuse', reason: 'duplicate'};
        }
        const admission = admit(peer);
        if (peer.initiator && admission.type === 'hello') {
          own = peer.remoteKey;
          taken.add(own);
        }
        return admission;
      },
      end() {
        if (own !== null) {
          taken.delete(own);
          own = null;
        }
      },
    };
  };
}
