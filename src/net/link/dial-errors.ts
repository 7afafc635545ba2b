import {shortId} from '../../identity/short-id.ts';
import {type ErrorCode, NatterError} from '../../lib/errors.ts';
import {type PeerKey, peerKey} from '../../lib/ids.ts';
import {PROGRAM} from '../../lib/program.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import {shorten} from '../../lib/text/shorten.ts';
import {connectTexts} from '../../lib/texts/connect.ts';
import type {Bye, ByeReason} from '../../wire/chat/messages.ts';
import {closedEarlyMessage, UNREACHABLE_HINT} from '../transport/socket-errors.ts';
import {type Failure, LinkFailure, type VersionGap} from './link-failure.ts';

type Explanation = readonly [code: ErrorCode, message: string];
type Context = {readonly expectedKey: PeerKey | undefined; readonly deadline: number};

/** Graphemes quoted of what the other side says of itself. */
const QUOTED = 120;

/** Says for people why dialling gave no link: what happened, why, what to do. `name` is where it was tried. */
export function explainDial(error: unknown, name: string, context: Context): unknown {
  if (!(error instanceof LinkFailure)) {
    return error;
  }
  const [code, message] = explain(error.failure, safeLine(name), context);
  return new NatterError(code, message, {cause: error});
}

/** Why a dial gave no link, from the error that says so for people; null for any other error. */
export function dialFailure(error: unknown): Failure | null {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof LinkFailure ? cause.failure : null;
}

/** Nothing came back at all. `deadline` in milliseconds. */
export function nobodyAnswered(name: string, deadline: number, cause: unknown): NatterError {
  const message = connectTexts.reach.noAnswerWithin(safeLine(name), deadline / 1000, UNREACHABLE_HINT);
  return new NatterError('DIAL_TIMEOUT', message, {cause});
}

/** The user, or the end of the program, came first. */
export function cancelledDial(name: string): NatterError {
  return new NatterError('DIAL_CANCELLED', connectTexts.reach.connectingCancelled(safeLine(name)));
}

function explain(failure: Failure, address: string, context: Context): Explanation {
  const seconds = context.deadline / 1000;
  switch (failure.type) {
    case 'not-noise':
      return ['NOT_NATTER', connectTexts.reach.notNatter(address)];
    case 'closed-early':
      return [
        'NOT_NATTER',
        context.expectedKey === undefined
          ? closedEarlyMessage(address)
          : unproven(address, context.expectedKey),
      ];
    case 'no-data':
      return ['NOT_NATTER', connectTexts.reach.saidNothing(address, seconds)];
    case 'timed-out':
      return ['DIAL_TIMEOUT', connectTexts.reach.tooSlow(address, seconds)];
    case 'key-mismatch':
      return ['KEY_MISMATCH', explainKeys(address, failure.remoteKey, context.expectedKey)];
    case 'self':
      return ['SELF_CONNECTION', connectTexts.reach.self(address)];
    case 'refused-here':
      return explainOwnRefusal(failure.reason, address);
    case 'refused-there':
      return explainRefusal(failure.bye, address);
    case 'version':
      return ['VERSION_MISMATCH', explainVersion(address, failure)];
    case 'downgrade':
      return ['VERSION_MISMATCH', connectTexts.reach.downgrade(address)];
    case 'protocol':
      return ['PROTOCOL_ERROR', connectTexts.reach.brokeProtocol(address, failure.detail)];
    case 'lost':
      return ['LINK_LOST', connectTexts.reach.lost(address, failure.detail)];
    case 'cancelled':
      return ['DIAL_CANCELLED', connectTexts.reach.connectingCancelled(address)];
  }
}

function explainKeys(address: string, found: PeerKey, expected: string | undefined): string {
  const wanted = expected === undefined ? '' : connectTexts.reach.notExpected(shortId(peerKey(expected)));
  return connectTexts.reach.otherKey(address, shortId(found), wanted);
}

function explainOwnRefusal(reason: ByeReason, address: string): Explanation {
  switch (reason) {
    case 'duplicate':
      return ['ALREADY_CONNECTED', connectTexts.reach.alreadyConnected(address)];
    case 'blocked':
      return ['PEER_BLOCKED', connectTexts.reach.blocked(address)];
    default:
      return ['PEER_REFUSED', connectTexts.reach.refusedHere(address, reason)];
  }
}

function explainRefusal(bye: Bye, address: string): Explanation {
  switch (bye.reason) {
    case 'closed':
      return ['PEER_REFUSED', connectTexts.reach.takesNoRequests(address)];
    case 'declined':
      return ['PEER_REFUSED', connectTexts.reach.declined(address)];
    case 'blocked':
      return ['PEER_REFUSED', connectTexts.reach.refused(address)];
    case 'busy':
      return ['PEER_REFUSED', connectTexts.reach.busy(address)];
    case 'duplicate':
      return ['ALREADY_CONNECTED', connectTexts.reach.alreadyConnected(address)];
    case 'self':
      return ['SELF_CONNECTION', connectTexts.reach.self(address)];
    case 'version':
      return [
        'VERSION_MISMATCH',
        explainVersion(address, {older: 'here', program: `${bye.program} ${bye.release}`}),
      ];
    case 'protocol':
      return ['VERSION_MISMATCH', connectTexts.reach.misunderstood(address, quote(bye))];
    case 'invite-used':
      return ['INVITE_USED', connectTexts.reach.inviteUsed];
    case 'invite-expired':
      return ['INVITE_EXPIRED', connectTexts.reach.inviteExpired];
    case 'disconnect':
    case 'quit':
      return ['LINK_LOST', connectTexts.reach.closedEarly(address)];
  }
}

/** Which of the two sides has to be updated, for either side's user. */
export function explainVersion(address: string, {older, program}: VersionGap): string {
  const theirs = shorten(safeLine(program.trim()), QUOTED);
  const named = theirs === '' ? connectTexts.reach.anotherVersion : theirs;
  const ours = `${PROGRAM.program} ${PROGRAM.release}`;
  switch (older) {
    case 'there':
      return connectTexts.reach.tooOldThere(address, named, ours);
    case 'here':
      return connectTexts.reach.tooOldHere(address, named, ours);
    case 'unknown':
      return connectTexts.reach.versionsDiffer(address, named, ours);
  }
}

/** The peer at a contact's address does not have the contact's key: it cannot even answer. */
function unproven(address: string, expected: PeerKey): string {
  return connectTexts.reach.notProven(address, shortId(expected));
}

/** This machine cannot do the encryption that a contact has had before. */
export function noKindLeft(name: string): NatterError {
  return new NatterError('VERSION_MISMATCH', connectTexts.reach.needsHybrid(safeLine(name)));
}

function quote(bye: Bye): string {
  return bye.detail === '' ? '' : ` (${shorten(safeLine(bye.detail), QUOTED)})`;
}
