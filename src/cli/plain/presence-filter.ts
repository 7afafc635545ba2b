import type {Change} from '../../client/client.ts';
import type {PeerKey} from '../../core/api/api.ts';
import type {Cancel, Clock} from '../../lib/time/clock.ts';
import {createTokenBucket, type TokenBucket} from '../../lib/time/token-bucket.ts';

/** So often in a row it is told of one peer that it comes or goes; one more after each rest. Milliseconds. */
const BURST = 4;
const COOLDOWN = 300_000;
/** How things stand then is told once they have stood so long, milliseconds. */
const QUIET = 60_000;
/** Peers that are remembered; those that were quiet longest go first. */
const REMEMBERED = 500;

type Presence = {readonly bucket: TokenBucket; cancel: Cancel};

export type PresenceFilter = {
  readonly hear: (change: Change) => void;
  /** Nothing is told any more. */
  readonly close: () => void;
};

/**
 * Passes events on, but of a peer that keeps coming and going only so many: all of them would be read aloud. The last
 * one always gets through, so that nobody is believed to be away who is here.
 */
export function createPresenceFilter(clock: Clock, pass: (change: Change) => void): PresenceFilter {
  const peers = new Map<PeerKey, Presence>();

  function presenceOf(key: PeerKey): Presence {
    const presence = peers.get(key) ?? {
      bucket: createTokenBucket(clock, {perSecond: 1000 / COOLDOWN, burst: BURST}),
      cancel: () => {},
    };
    peers.delete(key);
    peers.set(key, presence);
    const [oldest] = peers.keys();
    if (peers.size > REMEMBERED && oldest !== undefined) {
      peers.delete(oldest);
    }
    return presence;
  }

  return {
    hear(change) {
      const {event} = change;
      if (event.type !== 'peer-online' && event.type !== 'peer-offline') {
        pass(change);
        return;
      }
      const presence = presenceOf(event.peer.key);
      presence.cancel();
      if (presence.bucket.take()) {
        pass(change);
      } else {
        presence.cancel = clock.after(QUIET, () => pass(change));
      }
    },
    close() {
      for (const {cancel} of peers.values()) {
        cancel();
      }
      peers.clear();
    },
  };
}
