import type {Bye, ByeReason, Hello} from '../../wire/chat/messages.ts';
import type {Failure} from './link-failure.ts';

/** What a peer is told whose version is too old. */
const TOO_OLD = 'natter 0.2 or later is needed: update yours';

/** What a peer hears of why it is turned away. natter 0.1 takes the reason `version` for a user who hung up. */
export function byeFor(failure: Failure, isLegacy: boolean): Pick<Bye, 'reason' | 'detail'> {
  switch (failure.type) {
    case 'self':
      return {reason: 'self', detail: ''};
    case 'refused-here':
      return {reason: publicReason(failure.reason), detail: failure.detail};
    case 'version':
      return {reason: isLegacy ? 'protocol' : 'version', detail: TOO_OLD};
    default:
      return {reason: 'protocol', detail: failure.type === 'protocol' ? failure.detail : ''};
  }
}

/** The reason that a peer may hear: whoever is blocked does not learn of it. */
export function publicReason(reason: ByeReason): ByeReason {
  return reason === 'blocked' ? 'closed' : reason;
}

/** The peer turned us away for our version. */
export function versionFailure(bye: Bye): Failure {
  return {type: 'version', older: 'here', program: programOf(bye)};
}

/** Name and release of a program, as people read them. */
export function programOf({program, release}: Pick<Hello, 'program' | 'release'>): string {
  return `${program} ${release}`.trim();
}
