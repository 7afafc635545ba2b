import type {PeerKey, PeerView} from '../../core/api/api.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import {commandTexts} from '../../lib/texts/commands.ts';

const HEX_GROUP = /.{4}/g;

/** A public key in groups of four digits, so that two people can read it to each other. */
export function groupKey(key: PeerKey): SafeText {
  return safeLine(key.match(HEX_GROUP)?.join(' ') ?? key);
}

/** A moment in local time, to the minute: `2026-01-31 09:05`. */
export function localTime(milliseconds: number): SafeText {
  const date = new Date(milliseconds);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(twoDigits).join('-');
  return safeLine(`${day} ${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`);
}

/** The time of day alone, where it is the day of another moment that is shown beside it. */
export function timeBeside(milliseconds: number, other: number): SafeText {
  const [day, time = day] = localTime(milliseconds).split(' ');
  return localTime(other).startsWith(`${day} `) ? safeLine(time ?? '') : localTime(milliseconds);
}

/** How a peer stands to us, in words. */
export function relationOf(peer: Pick<PeerView, 'relation' | 'verified'>): SafeText {
  switch (peer.relation) {
    case 'contact':
      return peer.verified ? commandTexts.relation.verifiedContact : commandTexts.relation.contact;
    case 'asking':
      return commandTexts.relation.asking;
    case 'request':
      return commandTexts.relation.request;
    case 'declined':
      return commandTexts.relation.declined;
    case 'blocked':
      return commandTexts.relation.blocked;
    case 'alarmed':
      return commandTexts.relation.alarmed;
    case 'member':
      return commandTexts.relation.member;
  }
}

/** Lines of an answer: a label in front of each value. */
export function labelled(rows: readonly (readonly [label: string, value: SafeText])[]): SafeText {
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, value]) => safe`${safeLine(label.padEnd(width))}  ${value}`);
  return joinSafe(lines, safe`\n`);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
