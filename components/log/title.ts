import type {PeerView} from '../../src/core/api/api.ts';
import {fitTo, oneLine} from '../text/fit.ts';
import type {Painter} from '../theme/theme.ts';

/** The line above a conversation: who it is, and how to reach them. */
export function drawTitle(
  peer: PeerView | undefined,
  isTyping: boolean,
  width: number,
  painter: Painter,
): string {
  const state = peer === undefined ? '' : isTyping ? 'typing …' : stateOf(peer);
  const title = peer === undefined ? 'natter' : `${oneLine(peer.name)} · ${state}`;
  return painter.paint('title', fitTo(title, width));
}

function stateOf(peer: PeerView): string {
  switch (peer.relation) {
    case 'request':
      return `wants to talk: /accept ${peer.id} or /decline ${peer.id}`;
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

function presenceOf({presence, address, id}: PeerView): string {
  const state = presence === 'offline' ? 'offline, what you write waits' : presence;
  return [state, address, id].filter(part => part !== null).join(' · ');
}
