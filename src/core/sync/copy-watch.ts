import {directWith} from '../../lib/conversation.ts';
import type {PeerKey} from '../../lib/ids.ts';
import type {SafeText} from '../../lib/text/safe-text.ts';
import {coreTexts} from '../../lib/texts/core.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {EventQueue} from '../event-queue.ts';
import type {RuntimeState} from '../runtime-state.ts';

/** A peer can make us begin a new log at most this often, milliseconds: each one costs us time and events. */
const ROTATION_INTERVAL = 60_000;
/** Two signs of a second copy within this time, milliseconds, are no coincidence. */
const SIGN_INTERVAL = 10 * 60_000;

export type CopyWatchOptions = {
  readonly clock: Clock;
  readonly state: RuntimeState<PeerKey>;
  readonly events: EventQueue;
  readonly nameOf: (peer: PeerKey) => SafeText;
  /** Begins a new log and moves there what the peer is not known to have. */
  readonly rotate: (peer: PeerKey) => void;
};

/** Notices that our history is an older copy of itself, or that a copy of it is running elsewhere. */
export type CopyWatch = {
  /** A peer has another log of ours than we do. */
  readonly onOtherLog: (peer: PeerKey) => void;
  /** A peer closed our link since it keeps another one with us, and we know of none. */
  readonly onUnknownLink: (peer: PeerKey) => void;
};

/** The watch of one run of the program; the user hears of each finding once. */
export function createCopyWatch({clock, state, events, nameOf, rotate}: CopyWatchOptions): CopyWatch {
  const rotatedAt = state.slot<number>({name: 'when the log was rotated'});
  const toldOld = state.slot<true>({name: 'told of an older copy'});
  let lastSign: number | null = null;
  let toldRunning = false;

  function sign(peer: PeerKey): void {
    const now = clock.monotonic();
    const isSecond = lastSign !== null && now - lastSign <= SIGN_INTERVAL;
    lastSign = now;
    if (isSecond && !toldRunning) {
      toldRunning = true;
      const text = coreTexts.copies.running(nameOf(peer));
      events.push({type: 'notice', text, conversation: null});
    }
  }

  function tellOld(peer: PeerKey): void {
    if (!toldOld.has(peer)) {
      toldOld.set(peer, true);
      const name = nameOf(peer);
      const text = coreTexts.copies.older(name);
      events.push({type: 'notice', text, conversation: directWith(peer)});
    }
  }

  return {
    onOtherLog(peer) {
      const now = clock.monotonic();
      const last = rotatedAt.get(peer);
      if (last !== undefined && now - last < ROTATION_INTERVAL) {
        return; // a peer that lies can say so on every link
      }
      rotatedAt.set(peer, now);
      rotate(peer);
      tellOld(peer);
      sign(peer);
    },
    onUnknownLink: sign,
  };
}
