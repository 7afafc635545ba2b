import type {InviteView} from '../../core/api/api.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import {describeDuration} from '../../lib/time/duration.ts';

const SECOND = 1000;
const MINUTE = 60;

/** How long an invite holds and for whom, such as `for one person, 1 day`. `now` is wall time in milliseconds. */
export function termsOf({uses, expires}: InviteView, now: number): SafeText {
  const left = Math.max(0, Math.round((expires - now) / SECOND / MINUTE)) * MINUTE;
  const people = uses === 1 ? safe`one person` : safe`${uses} people`;
  return safe`for ${people}, ${left < MINUTE ? safe`less than a minute` : describeDuration(left)}`;
}

/** What whoever made an invite has to know about it. */
export function adviceOn({kind, hasAddress}: InviteView): SafeText {
  if (kind === 'code') {
    return safe`Only the person you are talking to should hear these words. They type /join and the words, with your address of /ip behind them.`;
  }
  const how = safe`They type /join and paste it. Whoever has it first becomes your contact.`;
  return hasAddress
    ? safe`${how} It holds your address, which everybody who sees it can read.`
    : safe`${how} It does not say where you are: they need your address of /ip as well.`;
}

/** A new invite in words: about it, and what to give away. */
export function inviteText(made: InviteView): SafeText {
  const about = safe`Invite ${safeLine(made.id)}, ${termsOf(made, made.created)}. ${adviceOn(made)}`;
  return joinSafe([about, made.text ?? safe``], safe`\n`);
}

/** An invite in one line of a list. */
export function lineOf(invite: InviteView, now: number): SafeText {
  const {id, kind, isOpen, usedBy, uses, expires} = invite;
  const what = kind === 'code' ? safe`words` : safe`link`;
  const used = safe`${usedBy.length} of ${uses} came`;
  const state = isOpen ? termsOf(invite, now) : now >= expires ? safe`over` : safe`used`;
  return safe`${safeLine(id)}: ${what}, ${state}, ${used}`;
}
