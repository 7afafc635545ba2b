import {NatterError} from '../../lib/errors.ts';
import type {PeerKey} from '../../lib/ids.ts';
import type {Bye, ByeReason} from '../../wire/chat/messages.ts';

/** A natter that speaks no version of the protocol with us: which side is older, and what the other one runs. */
export type VersionGap = {
  readonly older: 'here' | 'there' | 'unknown';
  /** Such as `natter 0.1`; hostile text; empty if it did not say. */
  readonly program: string;
};

/** Why no link came about. */
export type Failure =
  | {readonly type: 'not-noise'} // what came is no handshake with us
  | {readonly type: 'closed-early'} // closed before the handshake was done
  | {readonly type: 'no-data'} // connected, but not one byte came
  | {readonly type: 'timed-out'} // the handshake or the hello did not come in time
  | {readonly type: 'key-mismatch'; readonly remoteKey: PeerKey}
  | {readonly type: 'self'}
  | {
      readonly type: 'refused-here';
      readonly reason: ByeReason;
      readonly detail: string;
      readonly remoteKey: PeerKey;
    }
  | {readonly type: 'refused-there'; readonly bye: Bye}
  | ({readonly type: 'version'} & VersionGap)
  | {readonly type: 'downgrade'} // a contact offers less than it did before
  | {readonly type: 'protocol'; readonly detail: string}
  | {readonly type: 'lost'; readonly detail: string}
  | {readonly type: 'cancelled'}; // by us

/** Thrown instead of a link. */
export class LinkFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`no link: ${failure.type}`);
    this.name = 'LinkFailure';
    this.failure = failure;
  }
}

/** Why there is no link, in one word, for a trace. */
export function failureWord(error: unknown): string {
  if (error instanceof LinkFailure) {
    return error.failure.type;
  }
  return error instanceof NatterError ? error.code : 'fault';
}
