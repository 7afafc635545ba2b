import {parseAddress} from '../../lib/address.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {Link} from '../../net/link/link.ts';
import type {Network} from '../../net/network.ts';
import type {CloseReason, PeerKey} from '../api/api.ts';
import type {Alarms} from '../peers/impersonation-alerts.ts';
import {dialBackAddress} from '../peers/peer-address.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import {isPinned} from '../peers/relation.ts';
import type {RuntimeState} from '../runtime-state.ts';
import {type RenewalLimits, startRenewal} from './link-rotation.ts';
import type {Links} from './links.ts';
import {watchWake} from './network-monitor.ts';
import {createReconnect, shouldReconnect} from './reconnect.ts';

export type ComingBackOptions = {
  readonly clock: Clock;
  readonly state: RuntimeState<PeerKey>;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly renewal: RenewalLimits;
  /** The addresses of this machine in any stable text form. */
  readonly addresses: () => string;
  readonly peers: PeerBook;
  readonly alarms: Alarms;
  /** Made later than this: they know of each other. */
  readonly links: () => Links;
  readonly network: () => Network;
};

/** Which contacts are dialled without being asked to, and when: who went comes back, old links become new. */
export type ComingBack = {
  readonly arrived: (link: Link) => void;
  readonly gone: (key: PeerKey, reason: CloseReason) => void;
  /** Dials these if they are to be dialled at all. */
  readonly wake: (keys: readonly PeerKey[]) => void;
  /** Something waits for this peer: one that was disconnected from is dialled after all. */
  readonly wanted: (key: PeerKey) => void;
  /** Somebody wants this peer again after it was disconnected from. */
  readonly release: (key: PeerKey) => void;
  readonly drop: (key: PeerKey) => void;
  readonly isRenewing: (key: PeerKey) => boolean;
  readonly stop: () => void;
};

/** Starts to watch links, the clock and the network. */
export function startComingBack(options: ComingBackOptions): ComingBack {
  const {clock, state, peers, alarms, links, network} = options;
  /** Where else a contact may be: the host it came in from, if it moved. */
  const guesses = state.slot<string>({name: 'where they came in from'});
  const reconnect = createReconnect({
    ...{clock, state, random: options.random},
    wanted: isWanted,
    dial: dialPinned,
  });
  const renewal = startRenewal({
    clock,
    state,
    limits: options.renewal,
    links: () =>
      links()
        .all()
        .map(session => session.link),
    renew: link => dialPinned(link.remoteKey),
  });
  const stopWatching = watchWake(clock, options.addresses, wakeUp);

  /** Dials somebody we know where they were last; whoever answers there with another key is not them. */
  async function dialPinned(key: PeerKey): Promise<void> {
    const address = peers.row(key)?.address ?? null;
    if (address === null) {
      return;
    }
    try {
      await dialAt(key, address);
    } catch (error) {
      alarms.missed(key, address, error);
      const guess = guesses.get(key) ?? address;
      if (guess === address || !isStillMeant(key)) {
        throw error;
      }
      await dialAt(key, guess);
    }
  }

  async function dialAt(key: PeerKey, address: string): Promise<void> {
    const link = await network().dial(parseAddress(address), {expectedKey: key});
    if (isStillMeant(key)) {
      links().adopt(link, address);
    } else {
      await link.close('disconnect');
    }
  }

  /** It may have been deleted, blocked or disconnected from while it rang. */
  function isStillMeant(key: PeerKey): boolean {
    const row = peers.row(key);
    return row !== null && isPinned(row.relation) && !row.held;
  }

  function isWanted(key: PeerKey): boolean {
    const hasAddress = (peers.row(key)?.address ?? null) !== null;
    return hasAddress && isStillMeant(key) && links().session(key) === null;
  }

  /** Whoever is held was disconnected from wilfully: not dialled until somebody wants it again. */
  function hold(key: PeerKey, held: boolean): void {
    const row = peers.row(key);
    if (row !== null && row.held !== held) {
      peers.note(key, {held});
    }
  }

  /** The network is another one, or time has passed: what was a link may be none any more. */
  function wakeUp(): void {
    for (const session of links().all()) {
      session.link.probe();
    }
    wake(peers.rows().map(row => row.key));
  }

  function wake(keys: readonly PeerKey[]): void {
    reconnect.wake(keys.filter(isWanted));
  }

  function release(key: PeerKey): void {
    hold(key, false);
    wake([key]);
  }

  return {
    arrived(link) {
      const key = link.remoteKey;
      const guess = dialBackAddress(link);
      if (guess !== null) {
        guesses.set(key, guess);
      }
      hold(key, false);
      reconnect.online(key);
    },
    gone(key, reason) {
      if (!shouldReconnect(reason)) {
        hold(key, true);
      }
      reconnect.gone(key, reason);
    },
    wake,
    wanted(key) {
      if (peers.row(key)?.held === true) {
        release(key);
      }
    },
    release,
    drop(key) {
      guesses.delete(key);
      reconnect.drop(key);
    },
    isRenewing: renewal.isUnderWay,
    stop() {
      reconnect.stop();
      renewal.stop();
      stopWatching();
    },
  };
}
