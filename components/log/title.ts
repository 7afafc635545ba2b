import type {PeerView} from '../../src/core/api/api.ts';
import {shortDuration} from '../../src/lib/time/duration.ts';
import {fitName, fitTo} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';
import type {Painter} from '../theme/theme.ts';

/** A name has at least so many columns, and otherwise half of the line. */
const LEAST_NAME = 12;

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

/** The line above a conversation: who it is and how they are; at the right, what is unread above the view. */
export function drawTitle(facts: TitleFacts, width: number, painter: Painter): string {
  const news = newAbove(facts);
  const room = width - textWidth(news);
  return painter.paint('title', fitTo(partsOf(facts, room).join(' · '), room)) + painter.paint('new', news);
}

function newAbove({newAbove: count, newKey}: TitleFacts): string {
  return count === 0 ? '' : ` ↑ ${count} new${newKey === null ? '' : ` · ${newKey}`}`;
}

function partsOf({peer, isTyping, expiry}: TitleFacts, width: number): readonly string[] {
  if (peer === undefined) {
    return ['natter'];
  }
  return [
    fitName(peer.name, Math.min(width - 1, Math.max(LEAST_NAME, width / 2))),
    isTyping ? 'typing …' : stateOf(peer),
    ...(expiry === null ? [] : [`⏲ ${shortDuration(expiry)}`]),
    ...(peer.relation !== 'contact' ? [] : [peer.verified ? 'verified' : 'not verified']),
  ];
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
