import type {PeerView} from '../../src/core/api/api.ts';
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
  return count === 0 ? '' : ` ↑ ${count} new${key}`;
}

function leftOf({peer, isTyping}: TitleFacts, claims: string, width: number): string {
  if (peer === undefined) {
    return 'natter';
  }
  const besides = width - textWidth(claims);
  const name = fitName(peer.name, Math.min(width - 1, Math.max(LEAST_NAME, Math.min(width / 2, besides))));
  const room = besides - textWidth(name) - SEPARATOR.length;
  const state = room < LEAST_STATE ? '' : truncate(isTyping ? 'typing …' : stateOf(peer), room);
  return name + (state === '' ? '' : SEPARATOR + state) + claims;
}

/** What must not be missing where it is so. */
function claimsOf({peer, expiry}: TitleFacts): string {
  const claims = [
    ...(expiry === null ? [] : [`⏲ ${shortDuration(expiry)}`]),
    ...(peer?.relation === 'contact' ? [peer.verified ? 'verified' : 'not verified'] : []),
  ];
  return claims.map(claim => SEPARATOR + claim).join('');
}

function stateOf(peer: PeerView): string {
  switch (peer.relation) {
    case 'request':
      return 'wants to talk to you';
    case 'asking':
      return `${presenceOf(peer)} · has not accepted yet`;
    case 'alarmed':
      return `another key than before: /trust ${peer.id} or /block ${peer.id}`;
    case 'declined':
      return 'you declined';
    case 'blocked':
      return 'blocked';
    case 'contact':
      return presenceOf(peer);
  }
}

function presenceOf({presence, address}: PeerView): string {
  const waits = address === null ? 'what you write waits until they connect to you' : 'what you write waits';
  return presence === 'offline' ? `offline, ${waits}` : presence;
}
