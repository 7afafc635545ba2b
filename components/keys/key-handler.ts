import type {StoreApi} from 'zustand/vanilla';
import {BEFORE_ALL} from '../../src/lib/order.ts';
import {writeValue} from '../../src/lib/settings.ts';
import type {Cancel, Clock} from '../../src/lib/time/clock.ts';
import {shownLog} from '../../src/store/notices.ts';
import {listedKeys} from '../../src/store/peer-list.ts';
import type {AppStore} from '../../src/store/store.ts';
import {scrollTo, unclearLog} from '../../src/store/view.ts';
import type {ScreenActions} from '../base/actions.ts';
import {type Layout, scrollingPart} from '../base/layout.ts';
import type {UiState} from '../base/ui-state.ts';
import {emptyEditor} from '../input/editor.ts';
import type {Bar} from '../input/input-line.ts';
import type {Pasted} from '../input/paste.ts';
import type {NewMessages} from '../log/new-messages.ts';
import type {PanePress} from '../pages/list/page-keys.ts';
import type {Visits} from '../pages/search/search-navigation.ts';
import type {SearchPage} from '../pages/search/search-page.ts';
import {openSettings} from '../pages/settings/settings-page.ts';
import type {PeerFilter} from '../peers/filter.ts';
import type {Selection} from '../selection/selection.ts';
import type {Chord} from './chords.ts';
import {actionFor, type KeyAction, type KeyBinding} from './key-map.ts';

/** The second Ctrl-C has to come within this time. Milliseconds. */
const QUIT_WINDOW = 2000;
/** Rows of the last page that stay on the screen when scrolling by pages. */
const OVERLAP = 2;

/** What goes to the first and the last row of the help, which are Home and End, too. */
const END_OF_HELP: ReadonlySet<KeyAction> = new Set([
  'scroll-top',
  'scroll-bottom',
  'move-line-start',
  'move-line-end',
]);

export type KeyHandlerOptions = {
  readonly store: AppStore;
  readonly ui: StoreApi<UiState>;
  readonly bar: Bar;
  readonly actions: ScreenActions;
  readonly selection: Selection;
  readonly pasted: Pasted;
  readonly peerFilter: PeerFilter;
  readonly clock: Clock;
  readonly pages: PanePress;
  readonly searchPage: SearchPage;
  readonly visits: Visits;
  readonly keyMap: () => readonly KeyBinding[];
  readonly layout: () => Layout;
  readonly scroll: (rows: number) => void;
  readonly newMessages: NewMessages;
  readonly requestPage: (chord: Chord) => boolean;
  /** Runs a line. */
  readonly enter: (line: string) => void;
  /** Whether something else stands in the place of the chat: a question, the lock, a terminal that is too small. */
  readonly isHidden: () => boolean;
};

/** Makes the function that does what a chord means. */
export function createKeyHandler(options: KeyHandlerOptions): (chord: Chord) => void {
  const {store, ui, bar, actions, selection, pasted, peerFilter, keyMap, layout, scroll, isHidden} = options;
  let cancelQuit: Cancel | null = null;

  const performers: Partial<Record<KeyAction, () => void>> = {
    submit,
    'peer-up': () => select(-1),
    'peer-down': () => select(1),
    'peer-open': openChosen,
    'conversation-next': () => openNeighbour(1),
    'conversation-previous': () => openNeighbour(-1),
    'conversation-unread': openNextUnread,
    'conversation-last': () => openIfAny(store.getState().previous),
    'scroll-up': () => scroll(-page()),
    'scroll-down': () => scroll(page()),
    'scroll-top': toTop,
    'scroll-bottom': toBottom,
    'first-unread': options.newMessages.goToFirst,
    'message-up': () => selection.move(-1),
    'message-down': () => selection.move(1),
    search: () => options.searchPage.open(),
    palette: () => ui.setState({overlay: 'palette', field: emptyEditor, at: 0}),
    settings: () => ui.setState(openSettings()),
    sidebar: () => void actions.set('sidebar', writeValue(!store.getState().settings.sidebar)),
    help: () => ui.setState({overlay: 'help', helpTop: 0}),
    'edit-outside': editOutside,
    'peer-filter': peerFilter.start,
    'copy-view': () => ui.setState(({copying}) => ({copying: !copying, overlay: null})),
    redraw: actions.redraw,
    suspend: actions.suspend,
    interrupt,
    escape: leave,
  };

  function perform(action: KeyAction): void {
    if (!bar.press(action)) {
      (performers[action] ?? (() => openNumbered(action)))();
    }
  }

  function page(): number {
    return scrollingPart(layout()).height - OVERLAP;
  }

  function submit(): void {
    options.visits.end();
    toBottom();
    if (ui.getState().composing === null) {
      options.enter(bar.take());
    } else {
      selection.send();
    }
  }

  /** Leaves one thing after the other: what is composed, then the place in the log. */
  function leave(): void {
    clearAlert();
    if (ui.getState().copying) {
      ui.setState({copying: false});
      return;
    }
    if (ui.getState().composing === null) {
      store.change(state => ({...state, selected: state.open, offered: null}));
      toBottom();
    } else {
      selection.cancel();
    }
  }

  function select(by: 1 | -1): void {
    const keys = listedKeys(store.getState());
    store.change(state => {
      const at = state.selected === null ? -1 : keys.indexOf(state.selected);
      const start = at === -1 && by === -1 ? keys.length : at;
      const selected = keys[Math.max(0, Math.min(start + by, keys.length - 1))] ?? null;
      return {...state, selected};
    });
  }

  /** The peer that ↑ and ↓ stand on, else what is offered. */
  function openChosen(): void {
    const {selected, open, offered} = store.getState();
    openIfAny(selected === open ? (offered ?? selected) : selected);
  }

  function openNeighbour(by: 1 | -1): void {
    const keys = listedKeys(store.getState());
    const at = keys.indexOf(store.getState().open ?? '');
    const start = at === -1 && by === -1 ? 0 : at;
    openIfAny(keys[(start + by + keys.length) % Math.max(1, keys.length)]);
  }

  /** Somebody who asks to talk counts as unread, too. */
  function openNextUnread(): void {
    const {conversations, open, peers} = store.getState();
    const isWaiting = (key: string) =>
      (conversations.get(key)?.unread ?? 0) > 0 || peers.get(key)?.relation === 'request';
    const keys = listedKeys(store.getState());
    const at = keys.indexOf(open ?? '') + 1;
    const inTurn = [...keys.slice(at), ...keys.slice(0, at)];
    openIfAny(inTurn.find(key => key !== open && isWaiting(key)));
  }

  function openNumbered(action: KeyAction): void {
    const number = Number(/^conversation-(\d)$/.exec(action)?.[1]);
    openIfAny(listedKeys(store.getState())[number - 1]);
  }

  function openIfAny(key: string | null | undefined): void {
    if (key !== null && key !== undefined) {
      actions.open(key);
    }
  }

  function toTop(): void {
    const {open} = store.getState();
    const log = shownLog(store.getState());
    store.change(state => unclearLog(state, log));
    const window = open === null ? undefined : store.getState().windows.get(open);
    if (open !== null && window?.olderExist) {
      actions.oldest(open);
    }
    store.change(state => scrollTo(state, log, {item: '', row: 0, order: BEFORE_ALL}));
  }

  function toBottom(): void {
    const {open} = store.getState();
    if (open === null) {
      store.change(state => scrollTo(state, shownLog(state), null));
    } else {
      actions.latest(open);
    }
  }

  /** Keys while the help is shown: they move in it or close it. False: the key means what it always does. */
  function inHelp(action: KeyAction): boolean {
    const by = {'scroll-up': -page(), 'scroll-down': page(), 'peer-up': -1, 'peer-down': 1};
    if (Object.hasOwn(by, action)) {
      const rows = by[action as keyof typeof by];
      ui.setState(({helpTop}) => ({helpTop: Math.max(0, helpTop + rows)}));
      return true;
    }
    if (END_OF_HELP.has(action)) {
      ui.setState({helpTop: /(top|start)$/.test(action) ? 0 : Number.MAX_SAFE_INTEGER});
      return true;
    }
    if (action === 'interrupt' || action === 'redraw' || action === 'suspend') {
      return false;
    }
    ui.setState({overlay: null});
    clearAlert();
    return true;
  }

  function clearAlert(): void {
    store.change(state => (state.alert === null ? state : {...state, alert: null}));
  }

  function editOutside(): void {
    const {open} = store.getState();
    void actions.editOutside(bar.getState().editor.text).then(text => {
      if (text !== null && store.getState().open === open) {
        bar.setText(text);
      }
    });
  }

  function interrupt(): void {
    if (ui.getState().isQuitting) {
      actions.quit();
      return;
    }
    if (!isHidden() && bar.getState().editor.text !== '') {
      bar.take();
    }
    ui.setState({isQuitting: true});
    cancelQuit = options.clock.after(QUIT_WINDOW, () => ui.setState({isQuitting: false}));
  }

  function calmDown(): void {
    cancelQuit?.();
    cancelQuit = null;
    if (ui.getState().isQuitting) {
      ui.setState({isQuitting: false});
    }
  }

  /** Keys that mean the same while the chat is not shown; all others would change what nobody sees. */
  function pressHidden(chord: Chord): void {
    const action = 'name' in chord ? actionFor(keyMap(), chord.name, 'empty') : null;
    if (action !== 'interrupt') {
      calmDown();
    }
    if (action === 'interrupt' || action === 'redraw' || action === 'suspend') {
      perform(action);
    }
  }

  return chord => {
    if (isHidden()) {
      pressHidden(chord);
      return;
    }
    if (
      pasted.press(chord) ||
      options.pages.press(chord) ||
      peerFilter.press(chord) ||
      selection.press(chord) ||
      options.visits.press(chord) ||
      (ui.getState().overlay === null && options.requestPage(chord))
    ) {
      calmDown();
      return;
    }
    if ('text' in chord) {
      calmDown();
      ui.setState({copying: false});
      ui.setState({overlay: null});
      bar.insert(chord.text);
      return;
    }
    const isEmpty = bar.getState().editor.text === '' && ui.getState().composing === null;
    const context = isEmpty ? 'empty' : 'typing';
    const action = actionFor(keyMap(), chord.name, context);
    if (action !== 'interrupt') {
      calmDown();
    }
    if (action !== null && !(ui.getState().overlay === 'help' && inHelp(action))) {
      perform(action);
    }
  };
}
