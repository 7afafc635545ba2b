import type {PeerView, RoomView} from '../../src/core/api/api.ts';
import {quoteStatus} from '../../src/lib/text/status-text.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import {shortDuration} from '../../src/lib/time/duration.ts';
import {fitName, truncate} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';
import type {Painter, Role} from '../theme/theme.ts';

/** A name has at least so many columns, and otherwise half of the line. */
const LEAST_NAME = 12;
/** Less of the state than this tells nothing. */
const LEAST_STATE = 6;
/** So many messages that are still to come are history; fewer are what is said now. */
const MUCH_MISSING = 50;
const SEPARATOR = ' · ';

/** What the line above a conversation tells. */
export type TitleFacts = {
  readonly peer: PeerView | undefined;
  /** The room, and how many members it has with ourselves; null for a direct conversation. */
  readonly room: {readonly name: string; readonly view: RoomView; readonly members: number} | null;
  readonly isTyping: boolean;
  /** When the peer was last linked with us, as people write it; empty if never. */
  readonly lastSeen: string;
  /** Until when the conversation is muted, as people write it; empty: until the user ends it; null: it is not. */
  readonly muted: string | null;
  /** Seconds after which new messages disappear; null if they stay. */
  readonly expiry: number | null;
  /** Unread messages above the view. */
  readonly newAbove: number;
  /** The key that goes to the first of them; null if none does. */
  readonly newKey: string | null;
  /** The sender and time of the top row, where the view does not show them; empty where it does. */
  readonly place: string;
};

/** A piece of the line; what is an alarm looks like one. */
type Piece = {readonly text: string; readonly role: Role};

/**
 * The line above a conversation: who it is and how they are; at the right, what is unread above the view, or what its
 * top belongs to. Where there is no room for all, the state gives way: not the name, not whether messages stay, not
 * whether the key was compared.
 */
export function drawTitle(facts: TitleFacts, width: number, painter: Painter): string {
  const claims = claimsOf(facts);
  const leastLeft = LEAST_NAME + columnsOf(claims);
  const right = rightOf(facts).find(text => leastLeft + textWidth(text) <= width) ?? '';
  const pieces = leftOf(facts, claims, width - textWidth(right));
  const gap = width - columnsOf(pieces) - textWidth(right);
  const painted = pieces.map(({text, role}) => painter.paint(role, text)).join('');
  return painted + ' '.repeat(Math.max(0, gap)) + painter.paint(facts.newAbove > 0 ? 'new' : 'time', right);
}

/** What may stand at the right, the longest first. */
function rightOf({newAbove, newKey, place}: TitleFacts): string[] {
  if (newAbove === 0) {
    return place === '' ? [] : [` ${place}`];
  }
  const key = newKey === null ? [] : [screenTexts.title.newAbove(newAbove, ` · ${newKey}`)];
  return [...key, screenTexts.title.newAbove(newAbove, '')];
}

function leftOf(
  {peer, room: inRoom, isTyping, muted, lastSeen}: TitleFacts,
  claims: readonly Piece[],
  width: number,
): Piece[] {
  if (inRoom !== null) {
    const besides = width - columnsOf(claims);
    const name = fitName(inRoom.name, Math.max(1, Math.min(width - 1, besides)));
    const left = besides - textWidth(name) - SEPARATOR.length;
    const state =
      left < LEAST_STATE
        ? ''
        : truncate(isTyping ? screenTexts.title.typing : withMute(muted, stateOfRoom(inRoom)), left);
    return [
      {text: name, role: 'title'},
      ...(state === '' ? [] : [{text: SEPARATOR + state, role: 'faint'} as const]),
      ...claims,
    ];
  }
  if (peer === undefined) {
    return [{text: 'natter', role: 'title'}];
  }
  const besides = width - columnsOf(claims);
  const name = fitName(peer.name, Math.min(width - 1, Math.max(LEAST_NAME, Math.min(width / 2, besides))));
  const room = besides - textWidth(name) - SEPARATOR.length;
  const state =
    room < LEAST_STATE
      ? ''
      : isTyping
        ? truncate(screenTexts.title.typing, room)
        : withStatus(peer, truncate(stateOf(peer, {muted, lastSeen}), room), room);
  const role = peer.relation === 'alarmed' ? 'error' : 'faint';
  return [
    {text: name, role: 'title'},
    ...(state === '' ? [] : [{text: SEPARATOR, role: 'faint' as const}, {text: state, role} as const]),
    ...claims,
  ];
}

/** What must not be missing where it is so. */
function claimsOf({peer, expiry}: TitleFacts): Piece[] {
  const claims: Piece[] = [
    ...(expiry === null
      ? []
      : [{text: screenTexts.title.disappears(shortDuration(expiry)), role: 'text'} as const]),
    ...(peer?.relation === 'contact'
      ? [{text: peer.verified ? 'verified' : screenTexts.title.notVerified, role: 'faint'} as const]
      : []),
  ];
  return claims.flatMap(claim => [{text: SEPARATOR, role: 'faint'}, claim]);
}

function columnsOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, {text}) => sum + textWidth(text), 0);
}

/** What a contact is about stands behind how they are, in the room that is left: cut, but always in its quotes. */
function withStatus({status}: PeerView, state: string, room: number): string {
  const left = room - textWidth(state) - SEPARATOR.length - textWidth(quoteStatus(''));
  return status === null || left < LEAST_STATE
    ? state
    : state + SEPARATOR + quoteStatus(truncate(status, left));
}

/** A mute is told before what may be cut. */
function withMute(muted: TitleFacts['muted'], state: string): string {
  return muted === null ? state : screenTexts.title.muted(muted) + SEPARATOR + state;
}

function stateOf(peer: PeerView, {muted, lastSeen}: Pick<TitleFacts, 'muted' | 'lastSeen'>): string {
  switch (peer.relation) {
    case 'request':
      return screenTexts.title.request;
    case 'asking':
      return withMute(muted, screenTexts.title.asking(presenceOf(peer, lastSeen)));
    case 'alarmed':
      return screenTexts.title.alarmed(peer.id);
    case 'declined':
      return screenTexts.title.declined;
    case 'blocked':
      return 'blocked';
    case 'member':
      return screenTexts.title.member;
    case 'contact':
      return withMute(muted, presenceOf(peer, lastSeen));
  }
}

function presenceOf({presence, address}: PeerView, lastSeen: string): string {
  const waits = address === null ? screenTexts.title.waitsForThem : screenTexts.title.waits;
  return presence === 'offline' ? screenTexts.title.offline(lastSeen, waits) : presence;
}

function stateOfRoom({view, members}: NonNullable<TitleFacts['room']>): string {
  switch (view.state) {
    case 'invited':
      return screenTexts.title.roomInvited;
    case 'joining':
      return screenTexts.title.roomJoining;
    case 'member':
      if (view.missing >= MUCH_MISSING) {
        return screenTexts.title.roomHistory(view.missing);
      }
      return screenTexts.title.roomTopic(
        view.topic,
        screenTexts.title.roomHere(view.here.length + 1, members),
      );
    case 'left':
    case 'removed':
      return screenTexts.title.roomGone;
  }
}
