import type {PeerView} from '../../src/core/api/api.ts';
import type {Clock} from '../../src/lib/time/clock.ts';
import type {AppState} from '../../src/store/state.ts';
import type {AppStore} from '../../src/store/store.ts';
import {openConversation} from '../../src/store/view.ts';
import type {Bar} from '../input/input-line.ts';
import type {Chord} from '../keys/chords.ts';
import {oneLine} from '../text/fit.ts';
import {wrap} from '../text/wrap.ts';
import type {Painter} from '../theme/theme.ts';
import type {Calendar} from '../theme/time-format.ts';

/** Keys that were pressed before anybody can have read the page answer nothing. Milliseconds. */
const READ = 500;

/** Somebody whose request is what the user looks at; null if it is a conversation. */
export function openRequest({open, peers}: Pick<AppState, 'open' | 'peers'>): PeerView | null {
  const peer = peers.get(open ?? '');
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
    ...wrap(`${oneLine(peer.name)} wants to talk to you.`, width).map(row => painter.paint('request', row)),
    '',
    ...plain(`id        ${peer.id}`),
    ...(peer.address === null ? [] : plain(`address   ${peer.address}`)),
    ...plain(`last seen ${lastSeen(peer, calendar)}`),
    '',
    ...plain('Anybody can call themselves so. Nothing they wrote is shown before you accept.'),
    '',
    key('Enter', 'accept'),
    key('d', 'decline'),
    key('b', 'block'),
    key('Esc', 'decide later'),
  ].slice(0, height);
}

function lastSeen({presence, lastSeen: time}: PeerView, calendar: Calendar): string {
  return presence === 'online' || time === 0 ? 'now' : `${calendar.date(time)} ${calendar.clock(time)}`;
}

export type RequestPageOptions = {
  readonly store: AppStore;
  readonly bar: Bar;
  /** Runs a line as if it had been typed. */
  readonly enter: (line: string) => void;
  readonly clock: Pick<Clock, 'monotonic'>;
};

/**
 * Makes what keys do on the page of a request. While it is open the bar takes commands and no other text: there is nobody
 * yet to write to. False: the chord means what it always does.
 */
export function createRequestPage({store, bar, enter, clock}: RequestPageOptions) {
  let shownSince = clock.monotonic();
  store.subscribe((state, before) => {
    if (openRequest(state)?.key !== openRequest(before)?.key) {
      shownSince = clock.monotonic();
    }
  });

  function answer(command: 'accept' | 'decline' | 'block', peer: PeerView): void {
    if (clock.monotonic() - shownSince >= READ) {
      enter(`/${command} ${peer.id}`);
    }
  }

  return (chord: Chord): boolean => {
    const peer = openRequest(store.getState());
    if (peer === null || bar.getState().editor.text !== '') {
      return false;
    }
    if ('text' in chord) {
      if (chord.text === 'd') {
        answer('decline', peer);
      } else if (chord.text === 'b') {
        answer('block', peer);
      }
      return !chord.text.startsWith('/');
    }
    if (chord.name === 'enter') {
      answer('accept', peer);
      return true;
    }
    if (chord.name === 'escape') {
      store.change(state => openConversation(state, state.previous === peer.key ? null : state.previous));
      return true;
    }
    return false;
  };
}
