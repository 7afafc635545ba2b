import {createStore, type StoreApi} from 'zustand/vanilla';
import {complete} from '../../src/commands/engine/completion.ts';
import {commands} from '../../src/commands/registry.ts';
import type {ConversationId, EntryId, EntryView} from '../../src/core/api/api.ts';
import type {Clock} from '../../src/lib/time/clock.ts';
import {shownLog} from '../../src/store/notices.ts';
import type {AppStore} from '../../src/store/store.ts';
import type {MouseEvent} from '../../src/terminal/tokens.ts';
import type {ScreenActions} from '../base/actions.ts';
import {type Layout, layOutScreen, scrollingPart} from '../base/layout.ts';
import {whatIsShown} from '../base/shown.ts';
import {initialUi, type UiState} from '../base/ui-state.ts';
import {completeEmoji} from '../input/complete-more.ts';
import {createEnterLine} from '../input/enter-line.ts';
import {givenBackText, type TypedInput, textOf} from '../input/given-back.ts';
import {type Bar, createBar} from '../input/input-line.ts';
import {layOut} from '../input/layout.ts';
import {createPasted} from '../input/paste.ts';
import type {Chord} from '../keys/chords.ts';
import {createInputQueue, type InputQueue} from '../keys/input-queue.ts';
import {createKeyHandler} from '../keys/key-handler.ts';
import {actionFor} from '../keys/key-map.ts';
import {SUMMARIES} from '../keys/summaries.ts';
import type {LogView} from '../log/log-view.ts';
import {createNewMessages} from '../log/new-messages.ts';
import {createScrolling} from '../log/scrolling.ts';
import {createMouse} from '../mouse/mouse.ts';
import {createPanePress} from '../pages/list/page-keys.ts';
import {createPalette} from '../pages/palette/palette.ts';
import {createVisits} from '../pages/search/search-navigation.ts';
import {createSearchPage} from '../pages/search/search-page.ts';
import {createSettingsPage, openSettings} from '../pages/settings/settings-page.ts';
import {createPeerFilter} from '../peers/filter.ts';
import {createRequestPage} from '../requests/request-page.ts';
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
  /** What waits for the command that was entered last. */
  readonly queue: Pick<InputQueue<InputEvent>, 'getState' | 'subscribe'>;
  /** Runs a line as if it had been typed. */
  readonly enter: (line: string) => void;
  /** Nothing is being typed, chosen, read or asked. */
  readonly isIdle: () => boolean;
  readonly onDrawFailure: (error: unknown) => void;
  readonly press: (chord: Chord) => void;
  readonly paste: (text: string) => void;
  readonly mouse: (event: MouseEvent) => void;
  /** Tells the size of the terminal; asked for by keys that scroll. */
  readonly resize: (columns: number, rows: number) => void;
  readonly layout: () => Layout;
  /** The unread entries of the open log that stand on the screen, to their last row. */
  readonly unreadInView: () => readonly EntryId[];
};

/** What a terminal sends, in the order in which it came. */
export type InputEvent = TypedInput | {readonly type: 'mouse'; readonly event: MouseEvent};

export type ScreenModelOptions = {
  readonly store: AppStore;
  /** Makes what the screen may ask for; refused lines go back to the bar. */
  readonly actions: (bar: Bar) => ScreenActions;
  readonly clock: Clock;
  /** The theme `auto`. */
  readonly theme: Theme;
  readonly themes?: Themes;
  /** Hears of what cannot be drawn; the screen goes on. */
  readonly onDrawFailure?: (error: unknown) => void;
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
  const {store, clock, theme, themes = NO_THEMES, onDrawFailure = () => {}} = options;
  const ui = createStore<UiState>()(() => initialUi);
  const size = () => ui.getState().size;
  const isHidden = () =>
    ['lock', 'secret', 'too-small'].includes(whatIsShown(store.getState(), ui.getState()));
  const bar = createBar({
    width: () => barColumns(size().columns),
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
  const looks = createLooks({
    store,
    themeOf: name => builtInTheme(name, theme) ?? themes.load(name) ?? theme,
    onFailure: onDrawFailure,
  });
  const logView = currentLogView(looks);
  const keyMap = () => looks.getState().keyMap;
  const layout = () => {
    const {sidebar} = store.getState().settings;
    const {columns, rows} = size();
    return layOutScreen(columns, rows, barRows(bar, columns), sidebar);
  };
  const actions = options.actions(bar);
  const queue = createInputQueue<InputEvent>({
    clock,
    handle,
    passes,
    giveBack(events, why) {
      const text = textOf(events.filter(event => event.type !== 'mouse'));
      if (text !== '') {
        bar.insert(text);
        actions.tell(givenBackText(why));
      }
    },
  });
  const isIdle = () => bar.getState().editor.text === '' && !isHidden() && isChatAlone(ui.getState());
  const enter = createEnterLine({actions, queue, isIdle});
  const selection = createSelection({store, ui, bar, logView, actions, layout, waitFor});
  const pasted = createPasted({ui, bar});
  const peerFilter = createPeerFilter({store, ui, actions});
  const visits = createVisits({store, ui, bar, logView, actions, keyMap, layout, waitFor});
  const searchPage = createSearchPage({store, ui, actions, visits});
  const pages = createPanePress({
    ui,
    keyMap,
    page: () => layout().log.height - 4,
    panes: {
      search: searchPage,
      palette: createPalette({store, ui, bar, actions, enter}),
      settings: createSettingsPage({store, ui, actions, themes: themes.names}),
    },
  });
  const scroll = createScrolling({store, logView, actions, layout});
  const newMessages = createNewMessages({store, logView, actions, layout});
  const requestPage = createRequestPage({store, bar, enter, clock});
  const performChord = createKeyHandler({
    store,
    ui,
    bar,
    actions,
    selection,
    pasted,
    peerFilter,
    clock,
    ...{pages, searchPage, visits, keyMap, layout, scroll, newMessages, requestPage, isHidden, enter},
  });
  const performMouse = createMouse({
    ...{store, ui, bar, logView, actions, selection, layout, scroll, isHidden},
    press: performChord,
    prompt: PROMPT_COLUMNS,
  });

  function handle(event: InputEvent): void {
    switch (event.type) {
      case 'chord':
        performChord(event.chord);
        break;
      case 'mouse':
        performMouse(event.event);
        break;
      case 'paste':
        if (!isHidden() && !pages.paste(event.text)) {
          pasted.take(event.text);
        }
    }
  }

  /** Keys that are about the screen itself do not wait for a command. */
  function passes(event: InputEvent): 'waits' | 'passes' | 'drops' {
    const action =
      event.type === 'chord' && 'name' in event.chord ? actionFor(keyMap(), event.chord.name, 'empty') : null;
    if (action === 'interrupt') {
      return 'drops';
    }
    return action === 'redraw' || action === 'suspend' ? 'passes' : 'waits';
  }

  function waitFor(label: string, ended: Promise<unknown>): () => boolean {
    return queue.hold(
      {label, redirects: true},
      ended.then(
        () => true,
        () => false,
      ),
    );
  }

  return {
    ...{store, ui, bar, looks, actions, clock, queue, enter, isIdle, layout, logView, onDrawFailure},
    press: chord => queue.take({type: 'chord', chord}),
    mouse: event => queue.take({type: 'mouse', event}),
    paste: text => queue.take({type: 'paste', text}),
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
    resize: (columns, rows) => ui.setState({size: {columns, rows}}),
    unreadInView: () =>
      logView.unreadInView(store.getState(), shownLog(store.getState()), scrollingPart(layout())),
  };
}

/** Nothing of the chat but the bar and the log is in use. */
function isChatAlone(ui: UiState): boolean {
  const {overlay, selected, composing, filter, pasted, copying} = ui;
  return [overlay, selected, composing, filter, pasted].every(state => state === null) && !copying;
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
    unreadInView: (...call) => view().unreadInView(...call),
    unreadAround: (...call) => view().unreadAround(...call),
    atNewLine: (...call) => view().atNewLine(...call),
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
