import {shownLog} from '../../src/store/notices.ts';
import {peerSections} from '../../src/store/peer-list.ts';
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
import {peerAt} from '../peers/rows.ts';
import {SELECTION, type Selection} from '../selection/selection.ts';

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
  /** Other pages than the log move by keys. */
  readonly press: (chord: Chord) => void;
};

/** Makes the function that does what the mouse means. */
export function createMouse(options: MouseOptions): (event: MouseEvent) => void {
  const {store, modes, bar, logView, actions, selection, layout, scroll, press} = options;

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
    const sections = filterSections(peerSections(state), modes.stateOf(FILTER)?.typed ?? null);
    const key = peerAt({sections, selected, open}, height, row);
    if (key !== null) {
      modes.leave(FILTER);
      actions.open(key);
    }
  }

  /** Once more lets go of it. */
  function chooseAt(row: number): void {
    const state = store.getState();
    const entry =
      state.open === null ? null : logView.entryAt(state, shownLog(state), scrollingPart(layout()), row);
    if (entry === null || entry === modes.stateOf(SELECTION)) {
      selection.clear();
    } else {
      selection.choose(entry);
    }
  }

  function putCursor(x: number, row: number, height: number): void {
    const {editor} = bar.getState();
    const width = barColumns(layout().columns);
    const {first} = visibleRows(layOut(editor, width), height);
    bar.place(offsetIn(editor, width, first + row, Math.max(0, x - PROMPT_COLUMNS)));
  }

  return event => {
    const stack = modes.getState();
    if (event.type === 'press') {
      if (stack.every(({kind}) => kind.level < LEVEL.ask)) {
        pressed(event.x, event.y);
      }
    } else if (coversLog(stack)) {
      press({name: event.by === 1 ? 'down' : 'up'});
    } else {
      scroll(event.by * STEP);
    }
  };
}
