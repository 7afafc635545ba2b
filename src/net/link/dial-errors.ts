import {shortId} from '../../identity/short-id.ts';
import {type ErrorCode, NatterError} from '../../lib/errors.ts';
import {PROGRAM} from '../../lib/program.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import {shorten} from '../../lib/text/shorten.ts';
import type {Bye, ByeReason} from '../../wire/chat/messages.ts';
import {hungUp, LOST_ON_THE_WAY} from '../transport/socket-errors.ts';
import {type Failure, LinkFailure, type VersionGap} from './link-failure.ts';

type Explanation = readonly [code: ErrorCode, message: string];
type Context = {readonly expectedKey: string | undefined; readonly deadline: number};

/** So much of what the other side says of itself is repeated, in graphemes. */
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
  const message = `Nobody answered at ${safeLine(name)} within ${deadline / 1000} s. ${LOST_ON_THE_WAY}`;
  return new NatterError('DIAL_TIMEOUT', message, {cause});
}

/** The user, or the end of the program, came first. */
export function cancelledDial(name: string): NatterError {
  return new NatterError('DIAL_CANCELLED', `Dialling ${safeLine(name)} was cancelled.`);
}

function explain(failure: Failure, address: string, context: Context): Explanation {
  const seconds = context.deadline / 1000;
  switch (failure.type) {
    case 'not-noise':
      return ['NOT_NATTER', `What answers at ${address} does not speak natter's language. Check the port.`];
    case 'closed-early':
      return [
        'NOT_NATTER',
        context.expectedKey === undefined ? hungUp(address) : unproven(address, context.expectedKey),
      ];
    case 'no-data':
      return [
        'NOT_NATTER',
        `${address} took the connection but said nothing for ${seconds} s: it is another program, or natter ` +
          'hangs there. Check the port.',
      ];
    case 'timed-out':
      return [
        'DIAL_TIMEOUT',
        `${address} began to answer but was not done after ${seconds} s. It or the network is overloaded: try again.`,
      ];
    case 'key-mismatch':
      return ['KEY_MISMATCH', explainKeys(address, failure.remoteKey, context.expectedKey)];
    case 'self':
      return ['SELF_CONNECTION', `${address} is you: the key there is your own. Dial somebody else.`];
    case 'refused-here':
      return explainOwnRefusal(failure.reason, address);
    case 'refused-there':
      return explainRefusal(failure.bye, address);
    case 'version':
      return ['VERSION_MISMATCH', explainVersion(address, failure)];
    case 'downgrade':
      return [
        'VERSION_MISMATCH',
        `${address} offers weaker encryption than this contact had before, so it was not used. ` +
          'If they moved to an older Node, ask them to go back to 24.7 or later.',
      ];
    case 'protocol':
      return [
        'PROTOCOL_ERROR',
        `${address} broke the protocol (${failure.detail}). It may be damaged or out of date: update both sides.`,
      ];
    case 'lost':
      return [
        'LINK_LOST',
        `The connection to ${address} was lost before it was ready (${failure.detail}). Try again.`,
      ];
    case 'cancelled':
      return ['DIAL_CANCELLED', `Dialling ${address} was cancelled.`];
  }
}

function explainKeys(address: string, found: string, expected: string | undefined): string {
  const wanted = expected === undefined ? '' : `, not ${shortId(expected)}`;
  return (
    `Somebody else answers at ${address}: the key there has the id ${shortId(found)}${wanted}. Nothing was sent. ` +
    'The address may have moved to another machine: ask your contact for the new one.'
  );
}

function explainOwnRefusal(reason: ByeReason, address: string): Explanation {
  switch (reason) {
    case 'duplicate':
      return ['ALREADY_CONNECTED', `You are connected to the peer at ${address} already.`];
    case 'blocked':
      return ['PEER_BLOCKED', `The peer at ${address} is blocked. Unblock it first if you want to talk.`];
    default:
      return ['PEER_REFUSED', `The peer at ${address} was refused here (${reason}).`];
  }
}

function explainRefusal(bye: Bye, address: string): Explanation {
  switch (bye.reason) {
    case 'closed':
      return [
        'PEER_REFUSED',
        `${address} takes no requests from people it does not know. Ask its owner to dial you, or to let requests in.`,
      ];
    case 'declined':
      return [
        'PEER_REFUSED',
        `The owner of ${address} has declined you. Ask to be accepted, or to be dialled, some other way.`,
      ];
    case 'blocked':
      return ['PEER_REFUSED', `${address} does not want to talk with you.`];
    case 'busy':
      return ['PEER_REFUSED', `${address} has too many connections or requests just now. Try again later.`];
    case 'duplicate':
      return ['ALREADY_CONNECTED', `You are connected to the peer at ${address} already.`];
    case 'self':
      return ['SELF_CONNECTION', `${address} is you: the key there is your own. Dial somebody else.`];
    case 'version':
      return [
        'VERSION_MISMATCH',
        explainVersion(address, {older: 'here', program: `${bye.program} ${bye.release}`}),
      ];
    case 'protocol':
      return [
        'VERSION_MISMATCH',
        `${address} does not understand this natter${quote(bye)}. Update both sides.`,
      ];
    case 'invite-used':
      return [
        'INVITE_USED',
        'This invite was used already, and not by you. Ask for a new one, by another way than this one came, and say ' +
          'so: whoever used it may pretend to be you.',
      ];
    case 'invite-expired':
      return ['INVITE_EXPIRED', 'This invite is over. Ask for a new one.'];
    case 'disconnect':
    case 'quit':
      return ['LINK_LOST', `${address} closed the connection before it was ready. Try again in a moment.`];
  }
}

/** Which of the two sides has to be updated, for either side's user. */
export function explainVersion(address: string, {older, program}: VersionGap): string {
  const theirs = shorten(safeLine(program.trim()), QUOTED);
  const named = theirs === '' ? 'another version of natter' : theirs;
  const ours = `${PROGRAM.program} ${PROGRAM.release}`;
  switch (older) {
    case 'there':
      return `${address} runs ${named}, which is too old for your ${ours}. Ask its owner to update.`;
    case 'here':
      return `${address} runs ${named}, and your ${ours} is too old for it. Update yours.`;
    case 'unknown':
      return `${address} runs ${named}, which does not fit to your ${ours}. Update both sides.`;
  }
}

/** Whoever is at a contact's address does not have the contact's key: they cannot even answer. */
function unproven(address: string, expected: string): string {
  return (
    `What answers at ${address} could not prove to be your contact ${shortId(expected)}, and was told nothing. It may be ` +
    'another machine or another program, or your contact has too many connections. Ask for the new address, or try ' +
    'again in a minute.'
  );
}

/** This machine cannot do the encryption that a contact has had before. */
export function noKindLeft(name: string): NatterError {
  return new NatterError(
    'VERSION_MISMATCH',
    `The contact at ${safeLine(name)} was reached with ML-KEM before, which this Node lacks. Run natter on Node 24.7 or later.`,
  );
}

function quote(bye: Bye): string {
  return bye.detail === '' ? '' : ` (${shorten(safeLine(bye.detail), QUOTED)})`;
}
