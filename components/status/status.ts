import type {PeerView} from '../../src/core/api/api.ts';
import {type SafeText, safeLine} from '../../src/lib/text/safe-text.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {Answer, AppState} from '../../src/store/state.ts';
import {nameIn, peerIn} from '../../src/store/state.ts';
import {fitName} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';
import {drawHintRow, drawStatusRow, type StatusPiece} from '../theme/status-row.ts';
import type {Painter} from '../theme/theme.ts';
import {drawAnswer} from './answer.ts';

export type StatusFacts = Pick<AppState, 'phase' | 'self' | 'answer'> & {
  readonly online: number;
  /** Unread entries in conversations that are not open. */
  readonly unread: number;
  /** People who ask to talk. */
  readonly requests: number;
  /** The peer whose key has changed. */
  readonly alarmed: readonly SafeText[];
  /** Where something unread names us. */
  readonly mentioned: readonly SafeText[];
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

export function countRequests({peers}: Pick<AppState, 'peers'>): number {
  return [...peers.values()].filter(({relation}) => relation === 'request').length;
}

/** The peer that Enter would open while the bar is empty. */
export function chosenPeer(state: AppState): SafeText | null {
  return state.selected === state.open ? null : nameIn(state, state.selected);
}

/** The conversation that is offered while the bar is empty. */
export function offeredPeer(state: Pick<AppState, 'peers' | 'offered'>): PeerView | null {
  return peerIn(state, state.offered) ?? null;
}

/** The peer whose key has changed. */
export function alarmedPeers({peers}: Pick<AppState, 'peers'>): SafeText[] {
  return [...peers.values()].filter(({relation}) => relation === 'alarmed').map(({name}) => name);
}

/** In which other conversations something unread names us. */
export function mentioningPeers(
  state: Pick<AppState, 'peers' | 'conversations' | 'mentioned' | 'open'>,
): SafeText[] {
  return [...state.mentioned]
    .filter(conversation => conversation !== state.open)
    .flatMap(conversation => nameIn(state, conversation) ?? []);
}

/** What natter answered or asks, or what wants something; the time at the right. */
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

/**
 * One row that says only what wants something: an alarm, then requests, mentions, what is unread. Where there is no
 * room for words there are signs, and what stands last gives way.
 */
function drawStanding(facts: StatusFacts, width: number, painter: Painter): string {
  const hint = opening(facts, width);
  if (hint !== null) {
    return drawHintRow(hint, width, painter, facts.time);
  }
  const help = facts.self === null ? facts.time : screenTexts.status.help(facts.time);
  const [long, short] = [sumOf(facts, true), sumOf(facts, false)].map(joined);
  const fits = (pieces: readonly StatusPiece[] = [], room: number) =>
    pieces.reduce((sum, {text}) => sum + textWidth(text), 0) <= room;
  const left = (fits(long, width - facts.time.length - LEAST_BESIDE) ? long : short) ?? [];
  return drawStatusRow(
    left,
    fits(left, width - help.length - LEAST_BESIDE) ? help : facts.time,
    width,
    painter,
  );
}

/** The line and its spaces, and those at the edges. */
const LEAST_BESIDE = 6;
/** A name in the row is no longer than this, in columns. */
const LONGEST_NAME = 16;

function sumOf(facts: StatusFacts, isLong: boolean): StatusPiece[] {
  const {phase, self, alarmed, mentioned, requests, unread, online} = facts;
  const texts = screenTexts.status;
  if (self === null) {
    return [{text: phase === 'stopped' ? texts.stopped : texts.starting, role: 'status'}];
  }
  const first = (names: readonly SafeText[]) => fitName(names[0] ?? '', LONGEST_NAME);
  const others = (names: readonly SafeText[]) => (names.length > 1 ? ` +${names.length - 1}` : '');
  const pieces: (StatusPiece | false)[] = [
    alarmed.length > 0 && {text: texts.alarm(first(alarmed)) + others(alarmed), role: 'alarm'},
    requests > 0 && {text: isLong ? texts.requests(requests) : `${requests}?`, role: 'request'},
    mentioned.length > 0 && {
      text: isLong ? `@ ${first(mentioned)}${others(mentioned)}` : `@${mentioned.length}`,
      role: 'unread',
    },
    unread > 0 && {text: isLong ? texts.unread(unread) : String(unread), role: 'unread'},
    phase === 'ready' && self.listening === null && {text: texts.noPort, role: 'status'},
    isLong && {text: texts.online(online), role: 'status'},
  ];
  return pieces.filter(piece => piece !== false);
}

function joined(pieces: readonly StatusPiece[]): StatusPiece[] {
  return pieces.flatMap((piece, index) =>
    index === 0 ? [piece] : [{text: ' · ', role: 'status' as const}, piece],
  );
}

/** A name keeps its piece of the id, however narrow the screen is. */
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
