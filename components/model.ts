import {createStore, type StoreApi} from 'zustand/vanilla';
import {complete} from '../src/commands/completion.ts';
import {commands} from '../src/commands/registry.ts';
import type {Clock} from '../src/lib/clock.ts';
import type {AppStore} from '../src/store/store.ts';
import type {ScreenActions} from './actions.ts';
import {type Bar, createBar} from './editor/bar.ts';
import {layOut} from './editor/layout.ts';
import type {Chord} from './keys/chords.ts';
import {createKeyHandler} from './keys/key-handler.ts';
import {defaultKeyMap, type KeyBinding} from './keys/key-map.ts';
import {type Layout, layOutScreen} from './layout.ts';
import {type Calendar, localCalendar} from './log/calendar.ts';
import {createLogView, type LogView} from './log/log-view.ts';
import {createSelection} from './selection/selection.ts';
import {createPainter, type Painter, type Theme} from './theme.ts';
import {initialUi, type UiState} from './ui-state.ts';

/** All that the panes draw from, and what keys do to it. Knows nothing of React. */
export type ScreenModel = {
  readonly store: AppStore;
  readonly ui: StoreApi<UiState>;
  readonly bar: Bar;
  readonly logView: LogView;
  readonly painter: Painter;
  readonly calendar: Calendar;
  readonly keyMap: readonly KeyBinding[];
  readonly actions: ScreenActions;
  readonly clock: Clock;
  readonly press: (chord: Chord) => void;
  readonly paste: (text: string) => void;
  /** Tells the size of the terminal; asked for by keys that scroll. */
  readonly resize: (columns: number, rows: number) => void;
  readonly layout: () => Layout;
};

export type ScreenModelOptions = {
  readonly store: AppStore;
  /** Makes what the screen may ask for; refused lines go back to the bar. */
  readonly actions: (bar: Bar) => ScreenActions;
  readonly clock: Clock;
  readonly theme: Theme;
  readonly calendar?: Calendar;
  readonly keyMap?: readonly KeyBinding[];
};

/** The prompt of the command bar takes so many columns. */
export const PROMPT_COLUMNS = 2;

/** Makes the model of one screen. */
export function createScreenModel(options: ScreenModelOptions): ScreenModel {
  const {store, clock, calendar = localCalendar, keyMap = defaultKeyMap} = options;
  const painter = createPainter(options.theme);
  let size = {columns: 80, rows: 24};

  const ui = createStore<UiState>()(() => initialUi);
  const bar = createBar({
    width: () => barColumns(size.columns),
    complete: (line, cursor) =>
      complete(line, cursor, {commands, peers: [...store.getState().peers.values()]}),
  });
  const logView = createLogView(painter, calendar);
  const layout = () => layOutScreen(size.columns, size.rows, barRows(bar, size.columns));
  const actions = options.actions(bar);
  const selection = createSelection({store, ui, bar, logView, actions, layout});
  const press = createKeyHandler({store, ui, bar, logView, actions, selection, clock, keyMap, layout});

  return {
    ...{store, ui, bar, logView, painter, calendar, keyMap, actions, clock, press, layout},
    paste: bar.insert,
    resize(columns, rows) {
      size = {columns, rows};
    },
  };
}

/** Columns that the text of the bar has. */
export function barColumns(columns: number): number {
  return columns - PROMPT_COLUMNS;
}

/** Rows that the text of the bar would like. */
export function barRows(bar: Bar, columns: number): number {
  return layOut(bar.getState().editor, barColumns(columns)).rows.length;
}
