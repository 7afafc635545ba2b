import {parseAddress} from '../lib/address.ts';
import type {Clock} from '../lib/clock.ts';
import {dialableAddresses} from '../net/interfaces.ts';
import type {Network} from '../net/network.ts';
import type {Alarms} from './alarms.ts';
import type {CloseReason, PeerKey} from './api.ts';
import type {Links} from './links.ts';
import type {PeerBook} from './peer-book.ts';
import {comesBack, createReconnect} from './reconnect.ts';
import {type RenewalLimits, startRenewal} from './renewal.ts';
import {watchWake} from './wake-watch.ts';

export type ComingBackOptions = {
  readonly clock: Clock;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly renewal: RenewalLimits;
  readonly peers: PeerBook;
  readonly alarms: Alarms;
  /** Made later than this: they know of each other. */
  readonly links: () => Links;
  readonly network: () => Network;
};

/** Which contacts are dialled without being asked to, and when: who went comes back, old links become new. */
export type ComingBack = {
  readonly arrived: (key: PeerKey) => void;
  readonly gone: (key: PeerKey, reason: CloseReason) => void;
  /** Dials these if they are to be dialled at all. */
  readonly wake: (keys: readonly PeerKey[]) => void;
  /** Somebody wants this peer again after it was disconnected from. */
  readonly release: (key: PeerKey) => void;
  readonly drop: (key: PeerKey) => void;
  readonly isRenewing: (key: PeerKey) => boolean;
  readonly stop: () => void;
};

/** Starts to watch links, the clock and the network. */
export function startComingBack(options: ComingBackOptions): ComingBack {
  const {clock, peers, alarms, links, network} = options;
  const reconnect = createReconnect({clock, random: options.random, wanted: isWanted, dial: dialPinned});
  const renewal = startRenewal({
    clock,
    limits: options.renewal,
    links: () =>
      links()
        .all()
        .map(session => session.link),
    renew: link => dialPinned(link.remoteKey),
  });
  const stopWatching = watchWake(clock, () => dialableAddresses('::').join(), wakeUp);

  /** Dials somebody we know where they were last; whoever answers there with another key is not them. */
  async function dialPinned(key: PeerKey): Promise<void> {
    const address = peers.row(key)?.address ?? null;
    if (address === null) {
      return;
    }
    try {
      const link = await network().dial(parseAddress(address), {expectedKey: key});
      if (peers.row(key) === null) {
        await link.close('disconnect'); // deleted while it rang
      } else {
        links().adopt(link, address);
      }
    } catch (error) {
      alarms.missed(key, address, error);
      throw error;
    }
  }

  function isWanted(key: PeerKey): boolean {
    const row = peers.row(key);
    const mayCome = row?.relation === 'contact' || row?.relation === 'asking';
    return mayCome && row.address !== null && links().session(key) === null && !row.held;
  }

  /** Whoever is held was disconnected from wilfully: not dialled until somebody wants it again. */
  function hold(key: PeerKey, held: boolean): void {
    const row = peers.row(key);
    if (row !== null && row.held !== held) {
      peers.save(key, {held});
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

  return {
    arrived(key) {
      hold(key, false);
      reconnect.online(key);
    },
    gone(key, reason) {
      if (!comesBack(reason)) {
        hold(key, true);
      }
      reconnect.gone(key, reason);
    },
    wake,
    release(key) {
      hold(key, false);
      wake([key]);
    },
    drop: reconnect.drop,
    isRenewing: renewal.isUnderWay,
    stop() {
      reconnect.stop();
      renewal.stop();
      stopWatching();
    },
  };
}
