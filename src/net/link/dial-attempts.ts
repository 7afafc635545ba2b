import {type DeviceKey, onlyDeviceOf, type PeerKey} from '../../lib/ids.ts';
import {LEGACY} from '../guard/handshake-kinds.ts';
import {dialPlan, secretPlan} from './dial-plan.ts';
import type {KnownDevice, OwnOpener} from './handshake.ts';
import {LinkFailure} from './link-failure.ts';
import type {SharedSecret} from './noise.ts';

/** A natter that does not take a kind of handshake closes within this, milliseconds, on any line. */
const PROMPT = 500;

export type DialTarget = {
  /** The person that must answer; left out, anybody may. */
  readonly expectedKey?: PeerKey | undefined;
  /** What earlier links told of that person's device, if there were any. */
  readonly known?: Pick<KnownDevice, 'device' | 'kind'> | null;
  readonly bySecret?:
    | {
        readonly secret: SharedSecret;
        /** The device that must answer; null if it is not known, as with spoken words. */
        readonly device: DeviceKey | null;
      }
    | undefined;
  /** Whether a natter 0.1 may be there: it listens on ports, and nowhere else. */
  readonly mayBeLegacy: boolean;
  /** Whether this machine has ML-KEM; found out where it is left out. */
  readonly canKem?: boolean;
};

/** The handshakes of one dial: which comes next, and why there was no link. */
export type DialAttempts = {
  /** How to begin on the next connection, or null: nothing is left to try. */
  readonly next: () => OwnOpener | null;
  /** The last handshake made no link. `took`: milliseconds from its dial to its end. */
  readonly onFailure: (error: unknown, took: number) => void;
  /** The error that tells most: the one that ended the dial, else the first one; null before any. */
  readonly error: () => unknown;
};

/** The attempts of a dial, before the first one. */
export function createDialAttempts(target: DialTarget): DialAttempts {
  const {expectedKey, bySecret} = target;
  const peer =
    expectedKey === undefined ? null : (target.known ?? {device: onlyDeviceOf(expectedKey), kind: LEGACY});
  const plan = bySecret
    ? secretPlan(target.canKem)
    : dialPlan(peer === null ? null : peer.kind, target.canKem);
  const left = [...plan];
  let error: unknown = null;
  let isOver = false;
  let isPrompt = true;

  return {
    next() {
      const kind = left.shift();
      const isOutOfPlace = kind?.number === LEGACY && !(isPrompt && target.mayBeLegacy);
      if (kind === undefined || isOver || isOutOfPlace) {
        return null; // closed for being slow: that it answers the old way would say nothing
      }
      return {
        initiator: true,
        kind,
        expectedKey,
        expectedDevice: bySecret ? (bySecret.device ?? undefined) : peer?.device,
        isNewer: peer !== null && peer.kind !== LEGACY,
        secret: bySecret?.secret,
      };
    },
    onFailure(failure, took) {
      isOver = !(failure instanceof LinkFailure && failure.failure.type === 'closed-early');
      error = isOver ? failure : (error ?? failure);
      isPrompt &&= took < PROMPT;
    },
    error: () => error,
  };
}
