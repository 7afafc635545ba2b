import type {Cancel, Clock} from '../../lib/time/clock.ts';
import type {Tracer} from '../../lib/trace.ts';
import type {Link} from '../../net/link/link.ts';
import type {CloseReason, PeerKey} from '../api/api.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import {isAcceptedByUs} from '../peers/relation.ts';
import type {Choice, Dialler} from '../reach/dialler.ts';
import {isPolled} from '../reach/ladder.ts';
import type {Ways} from '../reach/ways.ts';
import type {RuntimeState} from '../runtime-state.ts';
import {type RenewalLimits, startRenewal} from './link-rotation.ts';
import type {Links} from './links.ts';
import {watchWake} from './network-monitor.ts';
import {createPathImprover} from './path-improver.ts';
import {createReconnect, shouldReconnect} from './reconnect.ts';

export type ComingBackOptions = {
  readonly clock: Clock;
  readonly state: RuntimeState<PeerKey>;
  readonly tracer: Tracer;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly renewal: RenewalLimits;
  /** The addresses of this machine in any stable text form. */
  readonly addresses: () => string;
  /** The machine woke up, or its addresses are others: called before everybody is dialled. */
  readonly onWake: () => void;
  /** Whether a room needs a link with somebody who is no contact. */
  readonly isNeeded: (key: PeerKey) => boolean;
  readonly selfKey: PeerKey;
  readonly peers: PeerBook;
  readonly ways: Ways;
  /** Made later than this: they know of each other. */
  readonly links: () => Links;
  readonly dialler: () => Dialler;
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
  /** The user wants a peer to be dialled now, or a better path to one who is linked. */
  readonly retry: (key: PeerKey) => void;
  readonly isRenewing: (key: PeerKey) => boolean;
  /** The hash table is in reach: everybody who is not linked is looked up. */
  readonly tableReady: () => void;
  /** A peer does not answer over this link: it stays until another one is there, or its silence has lasted too long. */
  readonly doubted: (link: Link) => void;
  /** Somebody is heard on this network: dials them, or looks for a better path than the one that stands. */
  readonly seen: (key: PeerKey) => void;
  /** Whether somebody is to be linked at all: asked again while it rings. */
  readonly isMeant: (key: PeerKey) => boolean;
  /** When somebody is tried next by itself, on the monotonic clock; null if that is not planned. */
  readonly next: (key: PeerKey) => number | null;
  readonly stop: () => void;
};

/** Of two who doubt a link, one dials first: two new links at once would end each other. Milliseconds. */
const POLITENESS = 1000;

const ALL: Choice = {asksTable: true, betterThan: null};
/** What is on this network, and what the hash table knows. */
const NEAR: Choice = {asksTable: false, betterThan: 'direct'};
const BY_TABLE: Choice = {asksTable: true, betterThan: null, skipsAddresses: true};
/** Starts to watch links, the clock and the network. */
export function startComingBack(options: ComingBackOptions): ComingBack {
  const {clock, state, peers, ways, links, dialler} = options;
  const reconnect = createReconnect({
    ...{clock, state, tracer: options.tracer, random: options.random},
    wanted: isWanted,
    polled(key) {
      const known = ways.to(key);
      return {addresses: isPolled(known, clock.now()), table: known.dht};
    },
    absence: key => clock.now() - (peers.row(key)?.lastSeen ?? 0),
    dial: (key, asksTable) => dial(key, {asksTable, betterThan: null}),
  });
  const renewal = startRenewal({
    clock,
    state,
    limits: options.renewal,
    links: () =>
      links()
        .all()
        .map(session => session.link),
    renew: link => dial(link.remoteKey, ALL),
  });
  const beside = state.slot<true>({name: 'dialled beside another dial'});
  const improver = createPathImprover({
    ...{clock, state, selfKey: options.selfKey},
    link: key => (renewal.isUnderWay(key) ? null : (links().session(key)?.link ?? null)),
    replace(link) {
      const choice: Choice = {asksTable: false, betterThan: link.path};
      if (dialler().hasSteps(link.remoteKey, choice)) {
        void renewal.replace(link, () => dial(link.remoteKey, choice));
      }
    },
  });
  const doubts = state.slot<Cancel>({name: 'doubt in a link', dispose: cancel => cancel()});
  const stopWatching = watchWake(clock, options.addresses, wakeUp);

  /** Reaches somebody we know; whoever answers in their place with another key is not them. */
  async function dial(key: PeerKey, choice: Choice): Promise<void> {
    if (!dialler().hasSteps(key, choice)) {
      return;
    }
    const {link, step} = await dialler().dial(key, choice);
    if (isMeant(key)) {
      links().adopt(link, step.rung === 'tcp' ? step.address : null);
    } else {
      await link.close('disconnect');
    }
  }

  /** Does not wait for a dial that is under way to somewhere else. */
  function dialBeside(key: PeerKey, choice: Choice): void {
    if (isMeant(key) && !beside.has(key)) {
      beside.set(key, true);
      dial(key, choice)
        .catch(() => {}) // it is told as an attempt, and the other dial plans the next one
        .finally(() => beside.delete(key));
    }
  }

  function doubted(link: Link): void {
    const key = link.remoteKey;
    const since = clock.monotonic();
    const wait = options.selfKey > key ? 0 : POLITENESS;
    doubts.delete(key);
    doubts.set(
      key,
      clock.after(wait, () => {
        const isSilent = link.counts().quiet >= clock.monotonic() - since;
        if (isSilent && links().session(key)?.link === link && !renewal.isUnderWay(key)) {
          void renewal.replace(link, () => dial(key, ALL));
        }
      }),
    );
  }

  /** It may have been deleted, blocked or disconnected from while it rang. */
  function isMeant(key: PeerKey): boolean {
    const row = peers.row(key);
    const isWanted =
      isAcceptedByUs(row?.relation ?? null) || (row?.relation === 'member' && options.isNeeded(key));
    return row !== null && isWanted && !row.held;
  }

  function isWanted(key: PeerKey): boolean {
    return isMeant(key) && links().session(key) === null && dialler().hasSteps(key, ALL);
  }

  /** `held`: disconnected on purpose; not redialled until either side reconnects. */
  function hold(key: PeerKey, held: boolean): void {
    const row = peers.row(key);
    if (row !== null && row.held !== held) {
      peers.note(key, {held});
    }
  }

  /** The network is another one, or time has passed: what was a link may be none any more. */
  function wakeUp(): void {
    options.onWake();
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
      ways.learn(link);
      hold(key, false);
      reconnect.online(key);
      improver.arrived(link);
    },
    gone(key, reason) {
      if (!shouldReconnect(reason)) {
        hold(key, true);
        dialler().abandon(key); // or a link that nobody wants takes the place of one that is wanted later
      }
      reconnect.gone(key, reason);
    },
    wake,
    doubted,
    seen(key) {
      if (links().session(key) !== null) {
        improver.improve(key);
      } else {
        dialBeside(key, NEAR);
      }
    },
    tableReady() {
      for (const {key} of peers.rows().filter(row => isWanted(row.key))) {
        if (reconnect.isDialling(key)) {
          dialBeside(key, BY_TABLE);
        } else {
          wake([key]);
        }
      }
    },
    wanted(key) {
      if (peers.row(key)?.held === true) {
        release(key);
      }
    },
    release,
    retry(key) {
      if (links().session(key) === null) {
        release(key);
      } else {
        improver.improve(key);
      }
    },
    drop(key) {
      ways.drop(key);
      improver.drop(key);
      reconnect.drop(key);
    },
    isRenewing: renewal.isUnderWay,
    isMeant,
    next: reconnect.next,
    stop() {
      reconnect.stop();
      renewal.stop();
      stopWatching();
      improver.stop();
      for (const key of doubts.keys()) {
        doubts.delete(key);
      }
    },
  };
}
