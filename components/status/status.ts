import type {PeerView} from '../../src/core/api/api.ts';
import {type SafeText, safeLine} from '../../src/lib/text/safe-text.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {Answer, AppState} from '../../src/store/state.ts';
import {peerIn} from '../../src/store/state.ts';
import {fitName, fitTo, oneLine} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';
import type {Painter} from '../theme/theme.ts';
import {drawAnswer} from './answer.ts';

export type StatusFacts = Pick<AppState, 'phase' | 'self' | 'answer'> & {
  readonly online: number;
  /** Unread entries in conversations that are not open. */
  readonly unread: number;
  /** People who ask to talk. */
  readonly requests: number;
  readonly isQuitting: boolean;
  /** The peer that the arrow keys stand on, if another conversation is open. */
  readonly chosen: SafeText | null;
  /** The peer whose conversation would have opened while something was being typed. */
  readonly offered: Pick<PeerView, 'name' | 'presence'> | null;
  readonly time: string;
};

/** Counts for the status bar. */
export function countOnline({peers}: Pick<AppState, 'peers'>): number {
  return [...peers.values()].filter(({presence}) => presence === 'online').length;
}

export function countUnread({conversations, open}: Pick<AppState, 'conversations' | 'open'>): number {
  return [...conversations.values()].reduce(
    (sum, {id, unread, muted}) => sum + (id === open || muted ? 0 : unread),
    0,
  );
}

export function countRequests({peers}: Pick<AppState, 'peers'>): number {
  return [...peers.values()].filter(({relation}) => relation === 'request').length;
}

/** Whom Enter would open, for a bar that is empty. */
export function chosenPeer(state: AppState): SafeText | null {
  return state.selected === state.open ? null : (peerIn(state, state.selected)?.name ?? null);
}

/** Whose conversation is offered, for a bar that is empty. */
export function offeredPeer(state: Pick<AppState, 'peers' | 'offered'>): PeerView | null {
  return peerIn(state, state.offered) ?? null;
}

/** Who you are and how you stand, or what needs attention, or what natter answered; the time at the right. */
export function drawStatus(facts: StatusFacts, size: StatusSize, painter: Painter): string[] {
  const {answer, chosen, isQuitting, time} = facts;
  const question: Answer = {kind: 'alarm', text: safeLine(screenTexts.frame.quitAgainShort), count: 1, at: 0};
  if (isQuitting) {
    return drawAnswer(question, time, size, painter);
  }
  const isNews = answer !== null && (answer.kind !== 'notice' || chosen === null);
  return isNews ? drawAnswer(answer, time, size, painter) : [drawStanding(facts, size.width, painter)];
}

export type StatusSize = {readonly width: number; readonly height: number};

function drawStanding(facts: StatusFacts, width: number, painter: Painter): string {
  const time = ` ${facts.time} `;
  const room = width - textWidth(time);
  const hint = opening(facts, room);
  const waiting = hint === null ? requestsText(facts) : '';
  const left = fitTo(` ${hint ?? standing(facts)}`, room - textWidth(waiting));
  return painter.paint('request', waiting) + painter.paint('status', left + time);
}

/** Stands first: it must not be cut. */
function requestsText({requests}: StatusFacts): string {
  return requests === 0 ? '' : screenTexts.status.requests(requests);
}

/** Whoever is named keeps the piece of the id, however narrow it is. */
function opening({chosen, offered}: StatusFacts, width: number): string | null {
  const room = width - textWidth(screenTexts.peers.filterOpens(' …'));
  if (chosen !== null) {
    return screenTexts.status.chosen(fitName(chosen, room));
  }
  if (offered !== null) {
    const name = fitName(offered.name, room);
    return offered.presence === 'online'
      ? screenTexts.status.connected(name)
      : screenTexts.status.offered(name);
  }
  return null;
}

function standing({phase, self, online, unread}: StatusFacts): string {
  if (self === null) {
    return phase === 'stopped' ? screenTexts.status.stopped : screenTexts.status.starting;
  }
  const address =
    self.reachableAt[0] ?? (phase === 'ready' ? screenTexts.status.noPort : screenTexts.status.starting);
  const counts = [
    screenTexts.status.online(online),
    ...(unread === 0 ? [] : [screenTexts.status.unread(unread)]),
  ];
  return [oneLine(self.name), address, ...counts].join(' · ');
}
