import type {Cancel, Clock} from '../../lib/time/clock.ts';
import type {PeerKey} from '../api/api.ts';
import type {RuntimeState} from '../runtime-state.ts';

/** How long a peer that closed a duplicate has to come in on the other link before it counts as gone. */
const SWAP_GRACE = 2000;

/** Waits for peers that closed a link as a duplicate: they have another one with us, or are about to. */
export type SwapGrace = {
  /** Begins to wait for a peer. `onMissed`: no other link came. */
  readonly begin: (key: PeerKey, onMissed: () => void) => void;
  /** The peer is linked. False: it was not waited for. */
  readonly end: (key: PeerKey) => boolean;
  /** Waits for nobody any more, and calls nobody back. */
  readonly stop: () => void;
};

/** The waits, none yet. */
export function createSwapGrace(state: RuntimeState<PeerKey>, clock: Clock): SwapGrace {
  const waits = state.slot<Cancel>({name: 'wait for another link', dispose: cancel => cancel()});

  return {
    begin(key, onMissed) {
      const cancel = clock.after(SWAP_GRACE, () => {
        waits.delete(key);
        onMissed();
      });
      waits.set(key, cancel);
    },
    end: waits.delete,
    stop() {
      for (const cancel of waits.values()) {
        cancel();
      }
    },
  };
}
