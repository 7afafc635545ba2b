import {createStore, type StoreApi} from 'zustand/vanilla';
import {complete} from '../../src/commands/engine/completion.ts';
import {commands} from '../../src/commands/registry.ts';
import type {ConversationId, EntryView} from '../../src/core/api/api.ts';
import type {Clock} from '../../src/lib/time/clock.ts';
import type {AppStore} from '../../src/store/store.ts';
import type {ScreenActions} from '../base/actions.ts';
import {isTooSmall, type Layout, layOutScreen} from '../base/layout.ts';
import {initialUi, type UiState} from '../base/ui-state.ts';
import {completeEmoji} from '../input/complete-more.ts';
import {type Bar, createBar} from '../input/input-line.ts';
import {layOut} from '../input/layout.ts';
import {createPasted} from '../input/paste.ts';
import type {Chord} from '../keys/chords.ts';
import {createKeyHandler} from '../keys/key-handler.ts';
import {SUMMARIES} from '../keys/summaries.ts';
import type {LogView} from '../log/log-view.ts';
import {createScrolling} from '../log/scrolling.ts';
import {createMouse} from '../mouse/mouse.ts';
import type {MouseEvent} from '../mouse/sgr.ts';
import {createPanePress} from '../pages/list/page-keys.ts';
import {createPalette} from '../pages/palette/palette.ts';
import {createVisits} from '../pages/search/search-navigation.ts';
import {createSearchPage} from '../pages/search/search-page.ts';
import {createSettingsPage, openSettings} from '../pages/settings/settings-page.ts';
import {createPeerFilter} from '../peers/filter.ts';
import {createSelection} from '../selection/selection.ts';
import {createLooks, type Looks} from '../theme/appearance.ts';
import type {Theme} from '../theme/theme.ts';
import {builtInTheme} from '../theme/themes.ts';

/** All that the panes draw from, and what keys do to it. Knows nothing of React. */
export type ScreenModel = Looks & {
  readonly store: AppStore;
  readonly ui: StoreApi<UiState>;
  readonly bar: Bar;
  /** The looks as the settings have them now; those of the model itself are the same. */
  readonly looks: StoreApi<Looks>;
  /** Shows what a search finds, in one conversation or (null) in all. */
  readonly search: (text: string, scope: ConversationId | null) => void;
  readonly openSettings: () => void;
  readonly openHelp: () => void;
  /** Puts a message of one's own into the bar, to be changed there. */
  readonly edit: (message: EntryView) => void;
  readonly actions: ScreenActions;
  readonly clock: Clock;
  readonly press: (chord: Chord) => void;
  readonly paste: (text: string) => void;
  readonly mouse: (event: MouseEvent) => void;
  /** Tells the size of the terminal; asked for by keys that scroll. */
  readonly resize: (columns: number, rows: number) => void;
  readonly layout: () => Layout;
};

export type ScreenModelOptions = {
  readonly store: AppStore;
  /** Makes what the screen may ask for; refused lines go back to the bar. */
  readonly actions: (bar: Bar) => ScreenActions;
  readonly clock: Clock;
  /** The theme `auto`. */
  readonly theme: Theme;
  readonly themes?: Themes;
  /** Paths that begin like the one that was typed. */
  readonly paths?: (typed: string) => readonly string[];
};

/** Themes that are no built-in ones. */
export type Themes = {
  readonly names: () => readonly string[];
  /** Null if there is none of that name, or it cannot be read: the user is told why. */
  readonly load: (name: string) => Theme | null;
};

/** The prompt of the command bar takes so many columns. */
export const PROMPT_COLUMNS = 2;

/** Makes the model of one screen. */
export function createScreenModel(options: ScreenModelOptions): ScreenModel {
  const {store, clock, theme, themes = NO_THEMES} = options;
  let size = {columns: 80, rows: 24};

  const ui = createStore<UiState>()(() => initialUi);
  const isHidden = () => {
    const {locked, secret} = ui.getState();
    return locked || secret !== null || isTooSmall(size.columns, size.rows);
  };
  const bar = createBar({
    width: () => barColumns(size.columns),
    complete: (line, cursor) =>
      completeEmoji(line, cursor) ??
      complete(line, cursor, {
        commands,
        peers: [...store.getState().peers.values()],
        paths: options.paths ?? (() => []),
        keyActions: Object.keys(SUMMARIES),
        themes: themes.names(),
      }),
  });
  const looks = createLooks(store, name => builtInTheme(name, theme) ?? themes.load(name) ?? theme);
  const logView = currentLogView(looks);
  const keyMap = () => looks.getState().keyMap;
  const layout = () => {
    const {sidebar} = store.getState().settings;
    return layOutScreen(size.columns, size.rows, barRows(bar, size.columns), sidebar);
  };
  const actions = options.actions(bar);
  const selection = createSelection({store, ui, bar, logView, actions, layout});
  const pasted = createPasted({ui, bar});
  const peerFilter = createPeerFilter({store, ui, actions});
  const visits = createVisits({store, ui, bar, logView, actions, keyMap, layout});
  const searchPage = createSearchPage({store, ui, actions, visits});
  const pages = createPanePress({
    ui,
    keyMap,
    page: () => layout().log.height - 4,
    panes: {
      search: searchPage,
      palette: createPalette({store, ui, bar, actions}),
      settings: createSettingsPage({store, ui, actions, themes: themes.names}),
    },
  });
  const scroll = createScrolling({store, logView, actions, layout});
  const press = createKeyHandler({
    store,
    ui,
    bar,
    actions,
    selection,
    pasted,
    peerFilter,
    clock,
    ...{pages, searchPage, visits, keyMap, layout, scroll, isHidden},
  });
  const mouse = createMouse({
    ...{store, ui, bar, logView, actions, selection, layout, scroll, press, isHidden},
    prompt: PROMPT_COLUMNS,
  });

  return {
    ...{store, ui, bar, looks, actions, clock, press, mouse, layout, logView},
    get painter() {
      return looks.getState().painter;
    },
    get calendar() {
      return looks.getState().calendar;
    },
    get keyMap() {
      return keyMap();
    },
    search: (text, scope) => searchPage.open(text, scope),
    openSettings: () => ui.setState(openSettings()),
    openHelp: () => ui.setState({overlay: 'help', helpTop: 0}),
    edit: selection.edit,
    paste(text) {
      if (!isHidden() && !pages.paste(text)) {
        pasted.take(text);
      }
    },
    resize(columns, rows) {
      size = {columns, rows};
    },
  };
}

const NO_THEMES: Themes = {names: () => [], load: () => null};

/** The view that draws as the settings want it now. */
function currentLogView(looks: StoreApi<Looks>): LogView {
  const view = () => looks.getState().logView;
  return {
    draw: (...call) => view().draw(...call),
    reveal: (...call) => view().reveal(...call),
    centre: (...call) => view().centre(...call),
    move: (...call) => view().move(...call),
    drawPlain: (...call) => view().drawPlain(...call),
    entryAt: (...call) => view().entryAt(...call),
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
