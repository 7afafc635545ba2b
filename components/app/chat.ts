import type {ConversationId, Listing} from '../../src/core/api/api.ts';
import {BEFORE_ALL} from '../../src/lib/order.ts';
import {writeValue} from '../../src/lib/settings.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import {dropAnswer} from '../../src/store/answers.ts';
import {shownLog} from '../../src/store/notices.ts';
import {listedConversations, numberedConversations} from '../../src/store/peer-list.ts';
import {peerIn} from '../../src/store/state.ts';
import type {AppStore} from '../../src/store/store.ts';
import {scrollTo, unclearLog} from '../../src/store/view.ts';
import type {ScreenActions} from '../base/actions.ts';
import {type Layout, scrollingPart} from '../base/layout.ts';
import {COMPOSE} from '../input/compose.ts';
import type {Bar} from '../input/input-line.ts';
import {takePaste} from '../input/paste.ts';
import type {KeyAction, LineAction} from '../keys/key-map.ts';
import {LEADER} from '../keys/leader.ts';
import type {Mode} from '../keys/mode.ts';
import {coversLog, LEVEL, type ModeKind, type Modes} from '../keys/modes.ts';
import {COPY} from '../pages/copy/copy-mode.ts';
import {openHelp} from '../pages/help/help-mode.ts';
import {openPalette} from '../pages/palette/palette.ts';
import {openSettings} from '../pages/settings/settings-page.ts';
import type {Quitting} from './quitting.ts';

/** The log, the list and the command bar: what stands below every other mode. */
export const CHAT: ModeKind<null> = {name: 'chat', level: LEVEL.chat, coversLog: false, text: 'field'};

/** Rows of the last page that stay on the screen when scrolling by pages. */
const OVERLAP = 2;

export type ChatOptions = {
  readonly store: AppStore;
  readonly modes: Modes;
  readonly bar: Bar;
  readonly actions: ScreenActions;
  readonly quitting: Quitting;
  readonly layout: () => Layout;
  readonly scroll: (rows: number) => void;
  /** Runs a line. */
  readonly enter: (line: string) => void;
  /** Why what stands in the bar is not entered: Enter only says so then; null if it is. */
  readonly whyNotEntered: () => string | null;
  readonly goToUnread: () => void;
  /** The reader chose a place in the log. */
  readonly onPlaceChosen: () => void;
  readonly moveMessage: (by: 1 | -1) => void;
  /** Puts the newest message of one's own into the bar. */
  readonly editLast: () => void;
  readonly startFilter: () => void;
  readonly openSearch: () => void;
  /** No hit of a search is shown any more. */
  readonly endVisit: () => void;
};

/** The chat, and what others need of it. */
export type Chat = {
  readonly mode: Mode<null>;
  readonly toBottom: () => void;
  readonly dropAnswer: () => void;
};

/** Creates what keys do in the chat. */
export function createChat(options: ChatOptions): Chat {
  const {store, modes, bar, actions, quitting, layout, scroll} = options;

  const handlers: Partial<Record<KeyAction, () => void>> = {
    submit,
    'peer-up': () => select(-1),
    'peer-down': () => select(1),
    'peer-open': openChosen,
    'conversation-next': () => openNeighbour(1),
    'conversation-previous': () => openNeighbour(-1),
    'conversation-unread': openNextUnread,
    'conversation-last': () => openIfAny(store.getState().previous),
    'conversation-pin': () => toggleListing('pin', 'pinned'),
    'conversation-archive': () => toggleListing('archive', 'archived'),
    'scroll-up': () => scroll(-page()),
    'scroll-down': () => scroll(page()),
    'scroll-top': toTop,
    'scroll-bottom': toBottom,
    'first-unread': () => options.goToUnread(),
    'conversation-mention': openNextMention,
    leader: () => modes.enter(LEADER, null),
    'edit-last': () => options.editLast(),
    'message-up': () => options.moveMessage(-1),
    'message-down': () => options.moveMessage(1),
    search: () => options.openSearch(),
    palette: () => openPalette(modes),
    settings: () => openSettings(modes),
    sidebar: toggleList,
    help: () => openHelp(modes),
    'edit-outside': editOutside,
    'peer-filter': () => options.startFilter(),
    'copy-view': () => modes.enter(COPY, null),
    redraw: actions.redraw,
    suspend: actions.suspend,
    interrupt,
    escape: leave,
  };

  function perform(action: KeyAction): boolean {
    if (isLine(action)) {
      options.enter(action);
    } else if (action === 'undo' && actions.undoRemoval()) {
      return true; // it cannot be undone later, a line can
    } else if (!bar.press(action)) {
      (handlers[action] ?? (() => openNumbered(action)))();
    }
    return true;
  }

  /** Where there is no room beside the log, the list opens over it while somebody chooses in it. */
  function toggleList(): void {
    const {selected, open, settings} = store.getState();
    if (!layout().log.isNarrow) {
      void actions.set('sidebar', writeValue(!settings.sidebar));
    } else if (selected === open) {
      const [other] = listedConversations(store.getState()).filter(one => one !== open);
      if (other === undefined) {
        actions.tell(screenTexts.peers.noOther);
      } else {
        store.change(state => ({...state, selected: other}));
      }
    } else {
      store.change(state => ({...state, selected: open}));
    }
  }

  function page(): number {
    return scrollingPart(layout()).height - OVERLAP;
  }

  function submit(): void {
    const problem = options.whyNotEntered();
    if (problem !== null) {
      actions.tell(problem);
      return;
    }
    options.endVisit();
    toBottom();
    options.enter(bar.take());
  }

  /** Leaves the place in the list and in the log. */
  function leave(): void {
    store.change(state => ({...dropAnswer(state), selected: state.open, offered: null}));
    toBottom();
  }

  function select(by: 1 | -1): void {
    const keys = listedConversations(store.getState());
    store.change(state => {
      const at = place(keys, state.selected);
      const start = at === -1 && by === -1 ? keys.length : at;
      const selected = keys[Math.max(0, Math.min(start + by, keys.length - 1))] ?? null;
      return {...state, selected};
    });
  }

  /** The peer that ↑ and ↓ stand on, else what is offered. */
  function openChosen(): void {
    const {selected, open, offered} = store.getState();
    if (store.getState().self !== null && store.getState().peers.size === 0) {
      options.enter('/invite'); // there is nobody to open, and this is what the start page says
      return;
    }
    openIfAny(selected === open ? (offered ?? selected) : selected);
  }

  function openNeighbour(by: 1 | -1): void {
    const keys = listedConversations(store.getState());
    const at = place(keys, store.getState().open);
    const start = at === -1 && by === -1 ? 0 : at;
    openIfAny(keys[(start + by + keys.length) % Math.max(1, keys.length)]);
  }

  /** Somebody who asks to talk counts as unread, too. */
  function openNextUnread(): void {
    const {conversations, open, peers} = store.getState();
    const isWaiting = (key: ConversationId) =>
      (conversations.get(key)?.unread ?? 0) > 0 || peerIn({peers}, key)?.relation === 'request';
    openIfAny(inTurn().find(key => key !== open && isWaiting(key)));
  }

  function openNextMention(): void {
    const {mentioned, open} = store.getState();
    openIfAny(inTurn().find(key => key !== open && mentioned.has(key)));
  }

  /** The conversations of the list, from the one behind the open one on. */
  function inTurn(): readonly ConversationId[] {
    const keys = listedConversations(store.getState());
    const at = place(keys, store.getState().open) + 1;
    return [...keys.slice(at), ...keys.slice(0, at)];
  }

  function openNumbered(action: KeyAction): void {
    const number = Number(/^conversation-(\d)$/.exec(action)?.[1]);
    openIfAny(numberedConversations(store.getState())[number - 1]);
  }

  /** Runs the command for the conversation that the arrow keys stand on, else for the open one. */
  function toggleListing(command: 'pin' | 'archive', listing: Listing): void {
    const {selected, open, conversations} = store.getState();
    const chosen = selected ?? open;
    if (chosen !== null) {
      const isBack = conversations.get(chosen)?.listing === listing;
      const word = peerIn(store.getState(), chosen)?.id ?? chosen;
      options.enter(`/${isBack ? 'un' : ''}${command} ${word}`);
    }
  }

  function openIfAny(key: ConversationId | null | undefined): void {
    if (key !== null && key !== undefined) {
      actions.open(key);
    }
  }

  function toTop(): void {
    options.onPlaceChosen();
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
    options.onPlaceChosen();
    const {open} = store.getState();
    if (open === null) {
      store.change(state => scrollTo(state, shownLog(state), null));
    } else {
      actions.latest(open);
    }
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
    if (quitting.getState()) {
      actions.quit();
      return;
    }
    if (!coversLog(modes.getState()) && bar.getState().editor.text !== '') {
      bar.take();
    }
    quitting.begin();
  }

  function isEmpty(): boolean {
    return bar.getState().editor.text === '' && modes.stateOf(COMPOSE) === null;
  }

  return {
    toBottom,
    dropAnswer: () => store.change(state => dropAnswer(state)),
    mode: {
      kind: CHAT,
      contexts: () => [isEmpty() ? 'empty' : 'typing', 'always'],
      perform,
      type(text) {
        bar.type(text);
        return true;
      },
      paste(text) {
        takePaste(modes, bar, text);
        return true;
      },
    },
  };
}

function isLine(action: KeyAction): action is LineAction {
  return action.startsWith('/');
}

/** Where a conversation stands in the list; -1 if it does not. */
function place(list: readonly ConversationId[], conversation: ConversationId | null): number {
  return conversation === null ? -1 : list.indexOf(conversation);
}
