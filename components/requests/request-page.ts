import type {PeerView} from '../../src/core/api/api.ts';
import {directWith} from '../../src/lib/conversation.ts';
import {graphemes} from '../../src/lib/text/graphemes.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {AppState} from '../../src/store/state.ts';
import {peerIn} from '../../src/store/state.ts';
import type {AppStore} from '../../src/store/store.ts';
import {openConversation} from '../../src/store/view.ts';
import type {Bar} from '../input/input-line.ts';
import type {KeyAction} from '../keys/key-map.ts';
import type {Mode} from '../keys/mode.ts';
import {LEVEL, type ModeKind, type Modes} from '../keys/modes.ts';
import {createSighting} from '../keys/sighting.ts';
import {oneLine} from '../text/fit.ts';
import {wrap} from '../text/wrap.ts';
import type {Painter} from '../theme/theme.ts';
import type {Calendar} from '../theme/time-format.ts';

/** Somebody whose request is what the user looks at; null if it is a conversation. */
export function openRequest(state: Pick<AppState, 'open' | 'peers'>): PeerView | null {
  const peer = peerIn(state, state.open);
  return peer?.relation === 'request' ? peer : null;
}

/** The page in the place of the log: who asks, and what the keys do. */
export function drawRequest(
  peer: PeerView,
  calendar: Calendar,
  size: {readonly width: number; readonly height: number},
  painter: Painter,
): string[] {
  const {width, height} = size;
  const plain = (text: string) => wrap(text, width);
  const key = (name: string, does: string) => `  ${painter.paint('title', name.padEnd(6))} ${does}`;
  return [
    '',
    ...wrap(screenTexts.request.title(oneLine(peer.name)), width).map(row => painter.paint('request', row)),
    '',
    ...plain(screenTexts.request.id(peer.id)),
    ...(peer.address === null ? [] : plain(screenTexts.request.address(peer.address))),
    ...plain(screenTexts.request.lastSeen(lastSeen(peer, calendar))),
    '',
    ...plain(screenTexts.request.warning),
    '',
    key('Enter', 'accept'),
    key('d', 'decline'),
    key('b', 'block'),
    key('Esc', screenTexts.request.later),
  ].slice(0, height);
}

function lastSeen({presence, lastSeen: time}: PeerView, calendar: Calendar): string {
  return presence === 'online' || time === 0 ? 'now' : `${calendar.date(time)} ${calendar.clock(time)}`;
}

/** A request is looked at, and nothing is typed: there is nobody yet to write to. */
export const REQUEST: ModeKind<PeerView> = {
  name: 'request',
  level: LEVEL.visit,
  coversLog: false,
  text: 'none',
};

export type RequestPageOptions = {
  readonly store: AppStore;
  readonly modes: Modes;
  readonly bar: Bar;
  /** Runs a line as if it had been typed. */
  readonly enter: (line: string) => void;
  /** Resolves with whether the terminal shows what is drawn now. */
  readonly whenShown: () => Promise<boolean>;
};

/**
 * Creates the mode of a request, which is on while one is looked at and the bar is empty. Keys answer only once the
 * page has been on the screen, and one by one: several letters at once were meant to be text.
 */
export function createRequestMode(options: RequestPageOptions): Mode<PeerView> {
  const {store, modes, bar, enter, whenShown} = options;
  const sighting = createSighting(whenShown);

  function follow(): void {
    const peer = bar.getState().editor.text === '' ? openRequest(store.getState()) : null;
    if (peer === null) {
      modes.leave(REQUEST);
    } else if (modes.stateOf(REQUEST) !== peer) {
      modes.enter(REQUEST, peer);
    }
  }

  store.subscribe((state, before) => {
    const asking = openRequest(state)?.key;
    if (asking !== openRequest(before)?.key) {
      (asking === undefined ? sighting.end : sighting.begin)();
    }
    follow();
  });
  bar.subscribe(follow);

  function answer(command: 'accept' | 'decline' | 'block', peer: PeerView): void {
    if (sighting.isSeen()) {
      enter(`/${command} ${peer.id}`);
    }
  }

  function perform(action: KeyAction, peer: PeerView): boolean {
    switch (action) {
      case 'request-accept':
        answer('accept', peer);
        return true;
      case 'request-decline':
        answer('decline', peer);
        return true;
      case 'request-block':
        answer('block', peer);
        return true;
      case 'request-command':
        bar.insert('/');
        return true;
      case 'escape':
        store.change(state =>
          openConversation(state, state.previous === directWith(peer.key) ? null : state.previous),
        );
        return true;
      default:
        return false;
    }
  }

  return {
    kind: REQUEST,
    contexts: () => ['request', 'empty', 'always'],
    perform,
    type: text => graphemes(text).length > 1 && !text.startsWith('/'),
  };
}
