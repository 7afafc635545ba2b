import {shownLog} from '../../src/store/notices.ts';
import {peerSections} from '../../src/store/peer-list.ts';
import {nameIn} from '../../src/store/state.ts';
import type {AppStore} from '../../src/store/store.ts';
import type {MouseEvent} from '../../src/terminal/tokens.ts';
import type {ScreenActions} from '../base/actions.ts';
import {type Layout, scrollingPart} from '../base/layout.ts';
import type {Bar} from '../input/input-line.ts';
import {barColumns, layOut, offsetIn, PROMPT_COLUMNS, visibleRows} from '../input/layout.ts';
import type {Chord} from '../keys/chords.ts';
import {coversLog, LEVEL, type Modes} from '../keys/modes.ts';
import type {LogView} from '../log/log-view.ts';
import {FILTER, filterSections} from '../peers/filter.ts';
import {conversationAt} from '../peers/rows.ts';
import {SELECTION, type Selection} from '../selection/selection.ts';

type Size = {readonly width: number; readonly height: number};

/** Rows of one step of the wheel. */
const STEP = 3;

export type MouseOptions = {
  readonly store: AppStore;
  readonly modes: Modes;
  readonly bar: Bar;
  readonly logView: LogView;
  readonly actions: ScreenActions;
  readonly selection: Selection;
  readonly layout: () => Layout;
  readonly scroll: (rows: number) => void;
  /** The list stands in the place of the log. */
  readonly isListOver: () => boolean;
  /** Other pages than the log move by keys. */
  readonly press: (chord: Chord) => void;
};

/**
 * Tells what a mouse event means. What is under it is found at once, and what it returns does
 * something with that: behind a command it may wait, and the list is another one then.
 */
export function createMouse(options: MouseOptions): (event: MouseEvent) => () => void {
  const {store, modes, bar, logView, actions, selection, layout, scroll, isListOver, press} = options;

  function pressed(x: number, y: number): () => void {
    const {peers, log, bar: place} = layout();
    if (y >= place.top) {
      return () => putCursor(x, y - place.top, place.height);
    }
    const list = isListOver() ? log.width : peers;
    if (y < log.height && x < list) {
      return opening(y, {width: list, height: log.height});
    }
    return y >= 1 && y < log.height && x < peers + log.width ? choosing(y - 1) : nothing;
  }

  function opening(row: number, size: Size): () => void {
    const state = store.getState();
    const {selected, open} = state;
    const sections = filterSections(peerSections(state), modes.stateOf(FILTER)?.typed ?? null);
    const conversation = conversationAt({sections, selected, open}, size, row);
    return () => {
      if (conversation !== null && nameIn(store.getState(), conversation) !== null) {
        modes.leave(FILTER);
        actions.open(conversation);
      }
    };
  }

  /** Once more lets go of it. */
  function choosing(row: number): () => void {
    const state = store.getState();
    const entry =
      state.open === null ? null : logView.entryAt(state, shownLog(state), scrollingPart(layout()), row);
    return () => {
      if (entry === null || entry === modes.stateOf(SELECTION) || store.getState().open !== state.open) {
        selection.clear();
      } else {
        selection.choose(entry);
      }
    };
  }

  function putCursor(x: number, row: number, height: number): void {
    const {editor} = bar.getState();
    const width = barColumns(layout().columns);
    const {first} = visibleRows(layOut(editor, width), height);
    bar.place(offsetIn(editor, width, first + row, Math.max(0, x - PROMPT_COLUMNS)));
  }

  const isFree = () => modes.getState().every(({kind}) => kind.level < LEVEL.ask);

  function wheel(by: number): void {
    if (coversLog(modes.getState())) {
      press({name: by === 1 ? 'down' : 'up'});
    } else {
      scroll(by * STEP);
    }
  }

  return event => {
    if (event.type === 'wheel') {
      return () => wheel(event.by);
    }
    const act = isFree() ? pressed(event.x, event.y) : nothing;
    return () => {
      if (isFree()) {
        act();
      }
    };
  };
}

function nothing(): void {}
