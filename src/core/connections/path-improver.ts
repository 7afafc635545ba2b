import type {Cancel, Clock} from '../../lib/time/clock.ts';
import type {Link} from '../../net/link/link.ts';
import type {PeerKey} from '../api/api.ts';
import type {RuntimeState} from '../runtime-state.ts';

/** A better path is looked for so long after a link began, milliseconds: before that it may not even be known. */
const LOOKS = [6000, 30_000, 120_000, 600_000, 1_800_000] as const;
/** Of two who look for a better path, one goes first: two new links at once would end each other. Milliseconds. */
const POLITENESS = 5000;

export type PathImproverOptions = {
  readonly clock: Clock;
  readonly state: RuntimeState<PeerKey>;
  readonly selfKey: PeerKey;
  /** The present link of a peer, if it is not being replaced already. */
  readonly link: (key: PeerKey) => Link | null;
  /** Tries to put a link by a better path in the place of one. */
  readonly replace: (link: Link) => void;
};

/** Puts better paths in the place of worse ones. */
export type PathImprover = {
  readonly arrived: (link: Link) => void;
  /** A better path to a peer may have come up. */
  readonly improve: (key: PeerKey) => void;
  readonly drop: (key: PeerKey) => void;
  readonly stop: () => void;
};

/** The improver of all links. */
export function createPathImprover({
  clock,
  state,
  selfKey,
  link,
  replace,
}: PathImproverOptions): PathImprover {
  const next = state.slot<Cancel>({name: 'look for a better path', dispose: cancel => cancel()});
  const later = state.slot<Cancel>({name: 'later looks for a better path', dispose: cancel => cancel()});

  function improve(key: PeerKey): void {
    const wait = selfKey > key ? 0 : POLITENESS;
    next.delete(key);
    next.set(
      key,
      clock.after(wait, () => {
        const present = link(key);
        if (present !== null) {
          replace(present);
        }
      }),
    );
  }

  function drop(key: PeerKey): void {
    next.delete(key);
    later.delete(key);
  }

  return {
    improve,
    arrived({remoteKey, path}) {
      later.delete(remoteKey);
      if (path === 'punched' || path === 'relayed') {
        const plan = LOOKS.map(milliseconds => clock.after(milliseconds, () => improve(remoteKey)));
        later.set(remoteKey, () => {
          for (const cancel of plan) {
            cancel();
          }
        });
      }
    },
    drop,
    stop() {
      for (const key of [...next.keys(), ...later.keys()]) {
        drop(key);
      }
    },
  };
}
