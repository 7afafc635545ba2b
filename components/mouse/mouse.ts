import type {StoreApi} from 'zustand/vanilla';
import {shownLog} from '../../src/store/notices.ts';
import {peerSections} from '../../src/store/peer-list.ts';
import type {AppStore} from '../../src/store/store.ts';
import type {MouseEvent} from '../../src/terminal/tokens.ts';
import type {ScreenActions} from '../base/actions.ts';
import {type Layout, scrollingPart} from '../base/layout.ts';
import type {UiState} from '../base/ui-state.ts';
import type {Bar} from '../input/input-line.ts';
import {layOut, offsetIn, visibleRows} from '../input/layout.ts';
import type {Chord} from '../keys/chords.ts';
import type {LogView} from '../log/log-view.ts';
import {filterSections} from '../peers/filter.ts';
import {peerAt} from '../peers/rows.ts';
import type {Selection} from '../selection/selection.ts';

/** Rows of one step of the wheel. */
const STEP = 3;

export type MouseOptions = {
  readonly store: AppStore;
  readonly ui: StoreApi<UiState>;
  readonly bar: Bar;
  readonly logView: LogView;
  readonly actions: ScreenActions;
  readonly selection: Selection;
  readonly layout: () => Layout;
  /** Columns before the text of the bar. */
  readonly prompt: number;
  readonly scroll: (rows: number) => void;
  /** Whether something else stands in the place of the chat. */
  readonly isHidden: () => boolean;
  /** Other pages than the log move by keys. */
  readonly press: (chord: Chord) => void;
};

/** Makes the function that does what the mouse means. */
export function createMouse(options: MouseOptions): (event: MouseEvent) => void {
  const {store, ui, bar, logView, actions, selection, layout, prompt, scroll, press, isHidden} = options;

  function pressed(x: number, y: number): void {
    const {peers, log, bar: place} = layout();
    if (y >= place.top) {
      putCursor(x, y - place.top, place.height);
    } else if (y < log.height && x < peers) {
      openAt(y, log.height);
    } else if (y >= 1 && y < log.height) {
      chooseAt(y - 1);
    }
  }

  function openAt(row: number, height: number): void {
    const state = store.getState();
    const {selected, open} = state;
    const sections = filterSections(peerSections(state), ui.getState().filter);
    const key = peerAt({sections, selected, open}, height, row);
    if (key !== null) {
      ui.setState({filter: null});
      actions.open(key);
    }
  }

  /** Once more lets go of it. */
  function chooseAt(row: number): void {
    const state = store.getState();
    const entry =
      state.open === null ? null : logView.entryAt(state, shownLog(state), scrollingPart(layout()), row);
    if (entry === null || entry === ui.getState().selected) {
      selection.clear();
    } else {
      selection.choose(entry);
    }
  }

  function putCursor(x: number, row: number, height: number): void {
    const {editor} = bar.getState();
    const width = layout().columns - prompt;
    const {first} = visibleRows(layOut(editor, width), height);
    bar.place(offsetIn(editor, width, first + row, Math.max(0, x - prompt)));
  }

  return event => {
    if (isHidden()) {
      return;
    }
    const {overlay, pasted, picker} = ui.getState();
    if (event.type === 'wheel') {
      if (overlay === null) {
        scroll(event.by * STEP);
      } else {
        press({name: event.by === 1 ? 'down' : 'up'});
      }
    } else if (overlay === null && pasted === null && picker === null) {
      pressed(event.x, event.y);
    }
  };
}
