import {memo} from 'react';
import type {ConversationView, EntryId, PeerView} from '../../src/core/api/api.ts';
import {chordLabel} from '../../src/lib/chords.ts';
import {searchWords} from '../../src/lib/text/search-words.ts';
import type {Clock} from '../../src/lib/time/clock.ts';
import {shownLog} from '../../src/store/notices.ts';
import type {AppState} from '../../src/store/state.ts';
import {inLog, type LogId, nameIn, peerIn, roomIn, START_PAGE} from '../../src/store/state.ts';
import type {AppStore} from '../../src/store/store.ts';
import {type LogPane, type LogSize, scrollingPart} from '../base/layout.ts';
import {Pane} from '../base/Pane.tsx';
import {useAppState} from '../base/use-app-state.ts';
import type {KeyBinding} from '../keys/key-map.ts';
import {drawRequest, openRequest} from '../requests/request-page.ts';
import type {Painter} from '../theme/theme.ts';
import type {Calendar} from '../theme/time-format.ts';
import {drawGreeting} from './greeting.ts';
import type {LogView} from './log-view.ts';
import type {Hit} from './rows.ts';
import {drawTitle, type TitleFacts} from './title.ts';

type Model = {
  readonly store: AppStore;
  readonly logView: LogView;
  readonly painter: Painter;
  readonly calendar: Calendar;
  readonly keyMap: readonly KeyBinding[];
  readonly clock: Pick<Clock, 'now'>;
};

/** The open conversation, or the start page. Draws only the rows that are on the screen. */
export const MessageLog = memo(function MessageLog({
  pane,
  model,
  selected,
  visited,
}: {
  readonly pane: LogPane;
  readonly model: Model;
  /** The message that is chosen, and the one that a search found. */
  readonly selected: EntryId | null;
  readonly visited: EntryId | null;
}) {
  const log = useAppState(shownLog);
  useAppState(state => inLog(state.windows, log));
  useAppState(state => state.notices.get(log));
  useAppState(state => state.scrolls.get(log));
  useAppState(state => state.cleared.get(log));
  useAppState(state => state.deleting);
  useAppState(state => (roomIn(state, log) === null ? peerIn(state, log) : state.peers));
  useAppState(state => isTypingIn(state, log));
  useAppState(state => state.newFrom);
  useAppState(state => inLog(state.conversations, log));
  useAppState(state => state.self);
  useAppState(state => state.peers.size === 0);
  const sought = useAppState(state => state.found?.wanted.text ?? '');
  const hit = visited === null ? null : {entry: visited, words: searchWords(sought)};
  return (
    <Pane
      width={pane.width}
      height={pane.height}
      rows={drawLog(model, model.store.getState(), pane, selected, hit)}
    />
  );
});

function drawLog(
  model: Model,
  state: AppState,
  log: LogPane,
  selected: EntryId | null,
  hit: Hit | null,
): string[] {
  const size = scrollingPart({log});
  const margin = log.isNarrow ? '' : ' ';
  const inner = {...size, width: size.width - margin.length};
  const title = margin + drawTitle(titleOf(model, state, size), inner.width, model.painter);
  const request = openRequest(state);
  const rows =
    request !== null
      ? drawRequest(request, model.calendar, inner, model.painter).map(row => margin + row)
      : state.open === null
        ? drawStart(model, state, size)
        : drawConversation(model, state, size, selected, hit);
  return [title, ...rows];
}

function titleOf(model: Model, state: AppState, size: LogSize): TitleFacts {
  const log = shownLog(state);
  const [key] = model.keyMap.find(({action}) => action === 'first-unread')?.chords ?? [];
  return {
    peer: peerIn(state, log),
    room: roomOf(state, log),
    isTyping: isTypingIn(state, log),
    expiry: inLog(state.conversations, log)?.expiry ?? null,
    lastSeen: lastSeenOf(model, peerIn(state, log)),
    muted: muteOf(model, inLog(state.conversations, log)),
    newAbove: state.open === null ? 0 : model.logView.unreadAround(state, log, size).above,
    newKey: key === undefined ? null : chordLabel(key),
    place: state.open === null ? '' : (model.logView.topOf(state, log, size, model.clock.now()) ?? ''),
  };
}

function lastSeenOf({calendar, clock}: Model, peer: PeerView | undefined): string {
  return peer === undefined || peer.lastSeen === 0 ? '' : calendar.moment(peer.lastSeen, clock.now());
}

function muteOf({calendar, clock}: Model, view: ConversationView | undefined): TitleFacts['muted'] {
  if (view === undefined || !view.muted) {
    return null;
  }
  return view.mutedUntil === null ? '' : calendar.moment(view.mutedUntil, clock.now());
}

function roomOf(state: AppState, log: LogId): TitleFacts['room'] {
  const view = roomIn(state, log);
  const members = (inLog(state.conversations, log)?.participants.length ?? 0) + 1;
  return view === null ? null : {name: nameIn(state, log) ?? '', view, members};
}

function isTypingIn({typing}: AppState, log: LogId): boolean {
  return log !== START_PAGE && typing.has(log);
}

function drawConversation(
  model: Model,
  state: AppState,
  size: LogSize,
  selected: EntryId | null,
  hit: Hit | null,
): string[] {
  const rows = model.logView.draw(state, shownLog(state), size, selected, hit);
  return [...Array.from({length: size.height - rows.length}, () => ''), ...rows];
}

function drawStart({painter}: Model, {self, peers}: AppState, {width, height}: LogSize): string[] {
  const greeting = drawGreeting(self, peers.size === 0, width - 1, painter).map(row => ` ${row}`);
  return greeting.slice(0, height);
}
