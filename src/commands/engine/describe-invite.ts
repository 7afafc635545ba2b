import type {InviteView, TicketView} from '../../core/api/api.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import {commandTexts} from '../../lib/texts/commands.ts';
import {roomTexts} from '../../lib/texts/rooms.ts';
import {describeDuration} from '../../lib/time/duration.ts';

const SECOND = 1000;
const MINUTE = 60;

/** A link to be given away, be it to a person or to a room. */
export type GivenLink = {
  /** Of an invite: whoever comes by it is told there. Null for a ticket. */
  readonly id: string | null;
  readonly title: SafeText;
  readonly link: SafeText;
  readonly uses: number;
  /** Wall time, milliseconds. */
  readonly expires: number;
  /** What whoever made it has to know about it. */
  readonly advice: SafeText;
  /** All of it, where it is not shown in its parts. */
  readonly inWords: SafeText;
};

/** The link of an invite that was just made. */
export function givenInvite(made: InviteView): GivenLink {
  const {id, uses, expires} = made;
  return {
    ...{id, uses, expires, advice: adviceOn(made)},
    title: commandTexts.invite.title(safeLine(id)),
    link: made.text ?? safe``,
    inWords: inviteText(made),
  };
}

/** The link of a ticket to a room. */
export function givenTicket({link, uses, expires}: TicketView, room: SafeText): GivenLink {
  return {
    ...{id: null, link, uses, expires},
    title: roomTexts.tickets.title(room),
    advice: roomTexts.tickets.advice,
    inWords: roomTexts.answers.ticket(uses, link),
  };
}

/** How long an invite holds and for whom, such as `for one person, 1 day`. `now` is wall time in milliseconds. */
export function termsOf({uses, expires}: Pick<InviteView, 'uses' | 'expires'>, now: number): SafeText {
  const left = Math.max(0, Math.round((expires - now) / SECOND / MINUTE)) * MINUTE;
  const people = uses === 1 ? commandTexts.invite.onePerson : commandTexts.invite.people(uses);
  return commandTexts.invite.terms(
    people,
    left < MINUTE ? commandTexts.invite.lessThanAMinute : describeDuration(left),
  );
}

/** What whoever made an invite has to know about it. */
function adviceOn({kind, hasAddress, needsAddress}: InviteView): SafeText {
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
