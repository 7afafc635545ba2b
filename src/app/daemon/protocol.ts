import type {Request} from '../../core/api/rpc.ts';
import {notificationOf} from '../../scripting/json-rpc.ts';

/**
 * The version of what goes over a local socket between a core and its screens: actions, events and queries as `core/api` has
 * them. Raised when a screen of an older version could misunderstand; the version before is served as well.
 */
export const SEAM_VERSION = 1;
/** The versions that a core serves, oldest and newest. */
export type SeamRange = readonly [oldest: number, newest: number];
export const SEAMS: SeamRange = [1, SEAM_VERSION];
/** The version of the interface for scripts. */
export const RPC_VERSION = 1;

/** The first line, from the core. */
export type Greeting = {
  readonly natter: string;
  readonly seam: SeamRange;
  readonly rpc: number;
  /** `locked`: a passphrase has to be told before anything else. */
  readonly state: 'open' | 'locked';
};

/** The first line of a client: which of the two it speaks, and that it may. */
export type Introduction = {readonly token: string} & ({readonly seam: number} | {readonly rpc: number});

/** A message of a screen. `stop` of the seam means to detach. */
export type FromScreen =
  | Request
  /** Ends the core, for all screens. */
  | {readonly id: number; readonly type: 'end'}
  /** Opens a locked profile. */
  | {readonly id: number; readonly type: 'unlock'; readonly passphrase: string};

/** Tells a script that what it got no answer to was not done, and will not be. */
export const ENDED = notificationOf('ended', {});

/** Whether a screen and a core understand each other. */
export function isServed(seam: number, [oldest, newest]: SeamRange): boolean {
  return seam >= oldest && seam <= newest;
}

/** Reads the first line of a client; null if it is none. */
export function parseIntroduction(value: unknown): Introduction | null {
  if (typeof value !== 'object' || value === null || !('token' in value) || typeof value.token !== 'string') {
    return null;
  }
  const {token} = value;
  if ('seam' in value && Number.isInteger(value.seam)) {
    return {token, seam: Number(value.seam)};
  }
  return 'rpc' in value && Number.isInteger(value.rpc) ? {token, rpc: Number(value.rpc)} : null;
}
