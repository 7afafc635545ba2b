import type {InviteView} from '../../core/api/api.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import {commandTexts} from '../../lib/texts/commands.ts';
import {describeDuration} from '../../lib/time/duration.ts';

const SECOND = 1000;
const MINUTE = 60;

/** How long an invite holds and for whom, such as `for one person, 1 day`. `now` is wall time in milliseconds. */
export function termsOf({uses, expires}: InviteView, now: number): SafeText {
  const left = Math.max(0, Math.round((expires - now) / SECOND / MINUTE)) * MINUTE;
  const people = uses === 1 ? commandTexts.invite.onePerson : commandTexts.invite.people(uses);
  return commandTexts.invite.terms(
    people,
    left < MINUTE ? commandTexts.invite.lessThanAMinute : describeDuration(left),
  );
}

/** What whoever made an invite has to know about it. */
export function adviceOn({kind, hasAddress, needsAddress}: InviteView): SafeText {
  const how = kind === 'code' ? commandTexts.invite.adviceForCode : commandTexts.invite.adviceForLink;
  if (hasAddress) {
    return commandTexts.invite.withAddress(how);
  }
  return needsAddress ? commandTexts.invite.withoutAddress(how) : how;
}

/** A new invite in words: about it, and what to give away. */
export function inviteText(made: InviteView): SafeText {
  const about = commandTexts.invite.made(safeLine(made.id), termsOf(made, made.created), adviceOn(made));
  return joinSafe([about, made.text ?? safe``], safe`\n`);
}

/** An invite in one line of a list. */
export function lineOf(invite: InviteView, now: number): SafeText {
  const {id, kind, isOpen, usedBy, uses, expires} = invite;
  const what = kind === 'code' ? commandTexts.invite.words : commandTexts.invite.link;
  const used = commandTexts.invite.usedBy(usedBy.length, uses);
  const state = isOpen
    ? termsOf(invite, now)
    : now >= expires
      ? commandTexts.invite.over
      : commandTexts.invite.used;
  return safe`${safeLine(id)}: ${what}, ${state}, ${used}`;
}
