import type {PeerView} from '../../src/core/api/api.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import {shortDuration} from '../../src/lib/time/duration.ts';
import {fitName, fitTo, truncate} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';
import type {Painter} from '../theme/theme.ts';

/** A name has at least so many columns, and otherwise half of the line. */
const LEAST_NAME = 12;
/** Less of the state than this tells nothing. */
const LEAST_STATE = 6;
const SEPARATOR = ' · ';

/** What the line above a conversation tells. */
export type TitleFacts = {
  readonly peer: PeerView | undefined;
  readonly isTyping: boolean;
  /** Seconds after which new messages disappear; null if they stay. */
  readonly expiry: number | null;
  /** Unread messages above the view. */
  readonly newAbove: number;
  /** The key that goes to the first of them; null if none does. */
  readonly newKey: string | null;
};

/**
 * The line above a conversation: who it is and how they are; at the right, what is unread above the view. Where there
 * is no room for all, the state gives way: not the name, not whether messages stay, not whether the key was compared.
 */
export function drawTitle(facts: TitleFacts, width: number, painter: Painter): string {
  const claims = claimsOf(facts);
  const leastLeft = LEAST_NAME + textWidth(claims);
  const long = newAbove(facts, true);
  const news = leastLeft + textWidth(long) <= width ? long : newAbove(facts, false);
  const room = width - textWidth(news);
  return painter.paint('title', fitTo(leftOf(facts, claims, room), room)) + painter.paint('new', news);
}

function newAbove({newAbove: count, newKey}: TitleFacts, showsKey: boolean): string {
  const key = newKey === null || !showsKey ? '' : ` · ${newKey}`;
  return count === 0 ? '' : screenTexts.title.newAbove(count, key);
}

function leftOf({peer, isTyping}: TitleFacts, claims: string, width: number): string {
  if (peer === undefined) {
    return 'natter';
  }
  const besides = width - textWidth(claims);
  const name = fitName(peer.name, Math.min(width - 1, Math.max(LEAST_NAME, Math.min(width / 2, besides))));
  const room = besides - textWidth(name) - SEPARATOR.length;
  const state = room < LEAST_STATE ? '' : truncate(isTyping ? screenTexts.title.typing : stateOf(peer), room);
  return name + (state === '' ? '' : SEPARATOR + state) + claims;
}

/** What must not be missing where it is so. */
function claimsOf({peer, expiry}: TitleFacts): string {
  const claims = [
    ...(expiry === null ? [] : [`⏲ ${shortDuration(expiry)}`]),
    ...(peer?.relation === 'contact' ? [peer.verified ? 'verified' : screenTexts.title.notVerified] : []),
  ];
  return claims.map(claim => SEPARATOR + claim).join('');
}

function stateOf(peer: PeerView): string {
  switch (peer.relation) {
    case 'request':
      return screenTexts.title.request;
    case 'asking':
      return screenTexts.title.asking(presenceOf(peer));
    case 'alarmed':
      return screenTexts.title.alarmed(peer.id);
    case 'declined':
      return screenTexts.title.declined;
    case 'blocked':
      return 'blocked';
    case 'contact':
      return presenceOf(peer);
  }
}

function presenceOf({presence, address}: PeerView): string {
  const waits = address === null ? screenTexts.title.waitsForThem : screenTexts.title.waits;
  return presence === 'offline' ? screenTexts.title.offline(waits) : presence;
}
