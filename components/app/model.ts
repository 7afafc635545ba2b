import type {StoreApi} from 'zustand/vanilla';
import {complete} from '../../src/commands/engine/completion.ts';
import {commands} from '../../src/commands/registry.ts';
import type {ConversationId, EntryId, EntryView} from '../../src/core/api/api.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {Clock} from '../../src/lib/time/clock.ts';
import {nameable} from '../../src/store/nameable.ts';
import {shownLog} from '../../src/store/notices.ts';
import type {AppStore} from '../../src/store/store.ts';
import type {MouseEvent} from '../../src/terminal/tokens.ts';
import type {ScreenActions} from '../base/actions.ts';
import {isTooSmall, type Layout, layOutScreen, scrollingPart} from '../base/layout.ts';
import {createConfirmMode} from '../dialogs/confirm.ts';
import {nothingAsked} from '../dialogs/field-keys.ts';
import {askForParts, type OverLong} from '../dialogs/in-parts.ts';
import {createLockMode, createSecretMode} from '../dialogs/secrets.ts';
import {createWelcomeMode, WELCOME} from '../dialogs/welcome.ts';
import {completeEmoji} from '../input/complete-more.ts';
import {COMPOSE, createCompose} from '../input/compose.ts';
import {createDoubt} from '../input/doubt.ts';
import {createEnterLine} from '../input/enter-line.ts';
import {givenBackText, type TypedInput, textOf} from '../input/given-back.ts';
import {type Bar, createBar} from '../input/input-line.ts';
import {barColumns, barRows} from '../input/layout.ts';
import {createPasteMode} from '../input/paste.ts';
import type {Chord} from '../keys/chords.ts';
import {createDispatch, type Dispatch} from '../keys/dispatch.ts';
import {createInputQueue, type InputQueue} from '../keys/input-queue.ts';
import {actionFor, type KeyAction} from '../keys/key-map.ts';
import {createLeaderMode} from '../keys/leader.ts';
import {createModes, isChatAlone, type Modes} from '../keys/modes.ts';
import {SUMMARIES} from '../keys/summaries.ts';
import type {LogView} from '../log/log-view.ts';
import {createNewMessages} from '../log/new-messages.ts';
import {createScrolling} from '../log/scrolling.ts';
import {createMouse} from '../mouse/mouse.ts';
import {copiedRows, type WholeLine, wholeLines} from '../pages/copy/copied-rows.ts';
import {COPY, createCopyMode} from '../pages/copy/copy-mode.ts';
import {createHelpMode} from '../pages/help/help-mode.ts';
import {createInviteMode} from '../pages/invite/invite-mode.ts';
import {createPageMode} from '../pages/list/page-mode.ts';
import {createMembersPage, MEMBERS} from '../pages/members/members-page.ts';
import {OWN_LOG} from '../pages/own-log/own-log-mode.ts';
import {createPalette, PALETTE} from '../pages/palette/palette.ts';
import {REPORT} from '../pages/report/report-mode.ts';
import {createVisits} from '../pages/search/search-navigation.ts';
import {createSearchPage, SEARCH} from '../pages/search/search-page.ts';
import {createSettingsPage, openSettings, SETTINGS} from '../pages/settings/settings-page.ts';
import {createReadingMode} from '../pages/text/reading-mode.ts';
import {createThemePicker, openThemes, previewedTheme, THEMES} from '../pages/themes/theme-picker.ts';
import {createVerifyMode} from '../pages/verify/verify-mode.ts';
import {createPeerFilter, FILTER} from '../peers/filter.ts';
import {createRequestMode} from '../requests/request-page.ts';
import {createLinkChoiceMode} from '../selection/link-choice.ts';
import {createPickerMode} from '../selection/picker.ts';
import {createSelection} from '../selection/selection.ts';
import {statusRows} from '../status/answer.ts';
import {dropHint} from '../status/hint.ts';
import type {Theme} from '../theme/theme.ts';
import {type Background, builtInTheme, type ThemeFacts} from '../theme/themes.ts';
import {createLooks, type Looks} from './appearance.ts';
import {CHAT, createChat} from './chat.ts';
import {createQuitting, type Quitting} from './quitting.ts';
import {TOO_SMALL, tooSmallMode} from './too-small.ts';

/** All that the panes draw from, and what keys do to it. Knows nothing of React. */
export type ScreenModel = Looks & {
  readonly store: AppStore;
  /** The modes that are on: where input goes, what covers the log, and what the hint says follow from them. */
  readonly modes: Modes;
  readonly hint: Dispatch['hint'];
  readonly quitting: Quitting;
  readonly bar: Bar;
  /** The looks as the settings have them now; those of the model itself are the same. */
  readonly looks: StoreApi<Looks>;
  /** The terminal said what it is: `auto`, and themes for either background, follow. */
  readonly setTerminal: (facts: ThemeFacts) => void;
  /** Shows what a search finds, in one conversation or (null) in all. */
  readonly search: (text: string, scope: ConversationId | null) => void;
  /** Puts a message of one's own into the bar, to be changed there. */
  readonly edit: (message: EntryView) => void;
  /** Asks whether a message of one's own should be deleted. */
  readonly askToDelete: (message: EntryView) => void;
  /** Shows the themes there are, each on the whole screen while it is marked. */
  readonly openThemes: () => void;
  /** Lines on the screen that somebody is to copy as one, though they take several rows. */
  readonly wholeLines: () => readonly WholeLine[];
  /** Asks whether a text that is too long for one message goes out as several. */
  readonly askForParts: (overLong: OverLong) => void;
  readonly actions: ScreenActions;
  readonly clock: Clock;
  /** Whether the terminal takes nothing but ASCII. */
  readonly isAscii: () => boolean;
  /** What waits for the command that was entered last. */
  readonly queue: Pick<InputQueue<InputEvent>, 'getState' | 'subscribe'>;
  /** Runs a line as if it had been typed. */
  readonly enter: (line: string) => void;
  /** Nothing is being typed, chosen, read or asked. */
  readonly isIdle: () => boolean;
  readonly onDrawFailure: (error: unknown) => void;
  readonly press: (chord: Chord) => void;
  /** `isCut`: it was too long to be kept. */
  readonly paste: (text: string, isCut?: boolean) => void;
  readonly mouse: (event: MouseEvent) => void;
  /** Tells the size of the terminal; asked for by keys that scroll. */
  readonly resize: (columns: number, rows: number) => void;
  readonly layout: () => Layout;
  /** The list stands in the place of the log: there is no room beside it, and somebody walks through it. */
  readonly isListOver: () => boolean;
  /** The unread entries of the open log that stand on the screen, to their last row. */
  readonly unreadInView: () => readonly EntryId[];
};

/** What a terminal sends, in the order in which it came. */
export type InputEvent = TypedInput | {readonly type: 'mouse'; readonly act: () => void};

export type ScreenModelOptions = {
  readonly store: AppStore;
  /** Creates the actions of the screen; refused lines go back to the bar. */
  readonly actions: (bar: Bar) => ScreenActions;
  readonly clock: Clock;
  /** The theme `auto`, until the terminal says what it is. */
  readonly theme: Theme;
  /** What it draws on; dark if absent. */
  readonly background?: Background;
  readonly themes?: Themes;
  /** Whether the terminal takes nothing but ASCII; it takes everything if absent. */
  readonly isAscii?: () => boolean;
  /** The terminal knows links (OSC 8); it does not if absent. */
  readonly hasLinks?: boolean;
  /** Hears of what cannot be drawn; the screen goes on. */
  readonly onDrawFailure?: (error: unknown) => void;
  /** Resolves with whether the terminal shows what is drawn now; at once if absent. */
  readonly whenShown?: () => Promise<boolean>;
  /** Paths that begin like the one that was typed. */
  readonly paths?: (typed: string) => readonly string[];
};

/** Themes that are no built-in ones. */
export type Themes = {
  readonly names: () => readonly string[];
  /** Null if there is none of that name, or it cannot be read: the user is told why. */
  readonly load: (name: string) => Theme | null;
};

export function createScreenModel(options: ScreenModelOptions): ScreenModel {
  const {store, clock, themes = NO_THEMES, onDrawFailure = () => {}} = options;
  const {whenShown = () => Promise.resolve(true), isAscii = () => false} = options;
  let size = {columns: 80, rows: 24};

  const modes = createModes(CHAT);
  const quitting = createQuitting(clock);
  const bar = createBar({
    width: () => barColumns(size.columns),
    complete: (line, cursor) =>
      completeEmoji(line, cursor) ??
      complete(line, cursor, {
        commands,
        ...nameable(store.getState(), store.getState().open),
        paths: options.paths ?? (() => []),
        keyActions: Object.keys(SUMMARIES),
        themes: themes.names(),
      }),
    hasShortcodes: () => store.getState().settings.shortcodes,
  });
  let facts: ThemeFacts = {auto: options.theme, background: options.background ?? 'dark'};
  const {looks, renew, preview} = createLooks({
    store,
    themeOf: name => builtInTheme(name, facts) ?? themes.load(name) ?? facts.auto,
    onFailure: onDrawFailure,
    hasLinks: options.hasLinks ?? false,
  });
  modes.subscribe(() => preview(previewedTheme(modes)));
  const logView = currentLogView(looks);
  const keyMap = () => looks.getState().keyMap;
  const layout = () => {
    const state = store.getState();
    const {columns, rows} = size;
    const wishes = {bar: barRows(bar.getState().editor, columns), status: statusRows(state, columns)};
    return layOutScreen(columns, rows, wishes, state.settings.sidebar);
  };
  const actions = options.actions(bar);
  const doubt = createDoubt(bar);
  const queue = createInputQueue<InputEvent>({
    clock,
    handle,
    passes,
    giveBack(events, why) {
      const text = textOf(events.filter(event => event.type !== 'mouse'));
      if (text !== '') {
        bar.insert(text);
        doubt.begin();
        actions.tell(givenBackText(why));
      }
    },
  });
  const isIdle = () => bar.getState().editor.text === '' && isChatAlone(modes.getState());
  const enter = createEnterLine({actions, queue, isIdle});
  const rows = () => layout().log.height - LIST_PAGE_ROWS;
  const newMessages = createNewMessages({store, logView, actions, layout});
  const scroll = createScrolling({store, logView, actions, layout, onPlaceChosen: newMessages.keepPlace});
  const visits = createVisits({store, modes, bar, logView, actions, layout, waitFor});
  const compose = createCompose({
    ...{store, modes, bar, actions},
    onSend() {
      visits.end();
      chat.toBottom();
    },
  });
  const selection = createSelection({store, modes, logView, actions, compose, layout, waitFor});
  const peerFilter = createPeerFilter({store, modes, actions});
  const searchPage = createSearchPage({store, modes, actions, visits});
  const chat = createChat({
    ...{store, modes, bar, actions, quitting, layout, scroll, enter},
    goToUnread: newMessages.goToFirst,
    onPlaceChosen: newMessages.keepPlace,
    moveMessage: selection.move,
    editLast: selection.editLast,
    startFilter: peerFilter.start,
    openSearch: searchPage.open,
    endVisit: visits.end,
    whyNotEntered: doubt.settle,
  });
  const dispatch: Dispatch = createDispatch({
    modes,
    keyMap,
    handlers: [
      chat.mode,
      visits.mode,
      createRequestMode({store, modes, bar, enter, whenShown}),
      compose.mode,
      selection.mode,
      peerFilter.mode,
      createLinkChoiceMode(modes),
      createPickerMode({
        ...{modes, actions},
        ownKey: () => store.getState().self?.key ?? null,
        clear: selection.clear,
      }),
      createConfirmMode(modes, whenShown),
      createVerifyMode({modes, enter, whenShown}),
      createHelpMode({modes, rows, onLeave: chat.dropAnswer}),
      createReadingMode(OWN_LOG, {modes, rows, onLeave: chat.dropAnswer}),
      createReadingMode(REPORT, {modes, rows, onLeave: chat.dropAnswer}),
      createCopyMode(modes),
      createInviteMode(modes, actions),
      createPasteMode({modes, bar, isComposing: () => modes.stateOf(COMPOSE) !== null}),
      createPageMode(SEARCH, searchPage, rows),
      createPageMode(
        PALETTE,
        createPalette({store, modes, bar, actions, enter, keyMap, act: action => dispatch.act(action)}),
        rows,
      ),
      createPageMode(
        SETTINGS,
        createSettingsPage({
          ...{store, modes, actions, themes: themes.names},
          chooseTheme: () => showThemes(() => openSettings(modes)),
        }),
        rows,
      ),
      createPageMode(MEMBERS, createMembersPage({store, modes, enter}), rows),
      createPageMode(THEMES, createThemePicker({store, modes, actions}), rows),
      createWelcomeMode(modes, actions, () => store.getState().self?.name ?? ''),
      createLeaderMode({modes, keyMap, act: action => dispatch.act(action)}),
      tooSmallMode,
      createSecretMode(modes),
      createLockMode(modes, actions),
    ],
  });
  const aim = createMouse({
    ...{store, modes, bar, logView, actions, selection, layout, scroll, isListOver},
    press: dispatch.press,
  });
  welcomeNewcomer(store, modes, isIdle);

  function showThemes(back?: () => void): void {
    openThemes(modes, {
      theme: store.getState().settings.theme,
      files: themes.names(),
      auto: facts.auto.name,
      ...(back === undefined ? {} : {back}),
    });
  }

  function isListOver(): boolean {
    const {selected, open} = store.getState();
    const isWalked = bar.getState().editor.text === '' && selected !== open;
    return layout().log.isNarrow && (isWalked || modes.stateOf(FILTER) !== null);
  }

  function handle(event: InputEvent): void {
    switch (event.type) {
      case 'chord':
        if (screenKeyOf(event) !== 'interrupt') {
          quitting.end();
        }
        dispatch.press(event.chord);
        if ('name' in event.chord) {
          store.change(state => dropHint(state, screenKeyOf(event), clock.now()));
        }
        break;
      case 'mouse':
        event.act();
        break;
      case 'paste':
        dispatch.paste(event.text);
    }
  }

  /** Keys that are about the screen itself do not wait for a command. */
  function passes(event: InputEvent): 'waits' | 'passes' | 'drops' {
    const action = screenKeyOf(event);
    if (action === 'interrupt') {
      return 'drops';
    }
    return action === 'redraw' || action === 'suspend' ? 'passes' : 'waits';
  }

  function screenKeyOf(event: InputEvent): KeyAction | null {
    const isKey = event.type === 'chord' && 'name' in event.chord;
    return isKey && 'name' in event.chord ? actionFor(keyMap(), event.chord.name, ['always']) : null;
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
    ...{store, modes, quitting, bar, looks, actions, clock, isAscii, queue, enter, isIdle},
    ...{layout, logView},
    setTerminal(told) {
      facts = told;
      renew();
    },
    hint: dispatch.hint,
    press: chord => queue.take({type: 'chord', chord}),
    mouse: event => queue.take({type: 'mouse', act: aim(event)}),
    onDrawFailure,
    isListOver,
    unreadInView: () =>
      isListOver()
        ? []
        : logView.unreadInView(store.getState(), shownLog(store.getState()), scrollingPart(layout())),
    paste(text, isCut = false) {
      if (isCut) {
        actions.tell(screenTexts.paste.tooLong);
      } else {
        queue.take({type: 'paste', text});
      }
    },
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
    edit: selection.edit,
    askToDelete: selection.askToDelete,
    openThemes: () => showThemes(),
    wholeLines: () =>
      modes.getState().some(({kind}) => kind === COPY)
        ? wholeLines(copiedRows(store.getState(), logView, size.columns, size.rows))
        : [],
    askForParts: overLong => askForParts({store, modes, bar, enter}, overLong),
    resize(columns, rows) {
      size = {columns, rows};
      if (isTooSmall(columns, rows)) {
        modes.enter(TOO_SMALL, null);
      } else {
        modes.leave(TOO_SMALL);
      }
    },
  };
}

/** Asks a new user for a name, unless they are busy already: /nick does the same. */
function welcomeNewcomer(store: AppStore, modes: Modes, isIdle: () => boolean): void {
  store.subscribe(({self}, before) => {
    if (self !== null && !self.named && before.self === null && isIdle()) {
      modes.enter(WELCOME, nothingAsked);
    } else if (self?.named) {
      modes.leave(WELCOME);
    }
  });
}

/** Rows of a page that its list does not have, about. */
const LIST_PAGE_ROWS = 4;
const NO_THEMES: Themes = {names: () => [], load: () => null};

/** The view that draws as the settings want it now. */
function currentLogView(looks: StoreApi<Looks>): LogView {
  const view = () => looks.getState().logView;
  return {
    draw: (...call) => view().draw(...call),
    topOf: (...call) => view().topOf(...call),
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
