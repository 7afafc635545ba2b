import type {ConversationId} from '../../src/core/api/api.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import {drawNewLine} from '../../src/store/new-line.ts';
import {shownLog} from '../../src/store/notices.ts';
import {inLog} from '../../src/store/state.ts';
import type {AppStore} from '../../src/store/store.ts';
import {scrollTo, unclearLog} from '../../src/store/view.ts';
import type {ScreenActions} from '../base/actions.ts';
import {type Layout, scrollingPart} from '../base/layout.ts';
import type {LogView} from './log-view.ts';

export type NewMessagesOptions = {
  readonly store: AppStore;
  readonly logView: Pick<LogView, 'atNewLine'>;
  readonly actions: Pick<ScreenActions, 'jump' | 'tell'>;
  readonly layout: () => Layout;
};

/** The way to what is unread. */
export type NewMessages = {
  /** Goes to the first unread message of the open conversation, wherever it stands. */
  readonly goToFirst: () => void;
  /** The reader chose a place in the log: what is still loading does not lead away from it. */
  readonly keepPlace: () => void;
};

/**
 * Leads to unread messages. A conversation that is opened with more unread than fits is read from the "new" line
 * on, unless its reader had left it somewhere else.
 */
export function createNewMessages({store, logView, actions, layout}: NewMessagesOptions): NewMessages {
  /** A conversation that was opened and is not loaded yet. */
  let opening: ConversationId | null = null;
  /** Counts the ways that were begun or given up: only the newest one leads somewhere. */
  let ways = 0;

  store.subscribe((state, before) => {
    if (state.open !== before.open) {
      opening = state.open;
    }
    const window = inLog(state.windows, opening);
    if (opening === null || window === undefined || window.loading) {
      return;
    }
    const [conversation, isElsewhere] = [opening, state.scrolls.has(opening)];
    opening = null; // what follows changes the store
    if (!isElsewhere) {
      show(conversation);
    }
  });

  function show(conversation: ConversationId): void {
    const first = store.getState().conversations.get(conversation)?.firstUnread ?? null;
    if (first === null) {
      return;
    }
    const window = store.getState().windows.get(conversation);
    if (window?.entries.some(({id}) => id === first.id) ?? false) {
      toLine(conversation);
      return;
    }
    if (window?.olderExist === false && window.atEnd) {
      return; // it went meanwhile
    }
    ways += 1;
    const way = ways;
    void actions
      .jump(conversation, first.id, () => way === ways)
      .then(isFound => {
        if (isFound && way === ways && store.getState().open === conversation) {
          toLine(conversation);
        }
      });
  }

  function toLine(conversation: ConversationId): void {
    const scroll = logView.atNewLine(store.getState(), conversation, scrollingPart(layout()));
    store.change(state => scrollTo(state, conversation, scroll));
  }

  return {
    goToFirst() {
      const {open, conversations} = store.getState();
      if ((inLog(conversations, open)?.firstUnread ?? null) === null || open === null) {
        actions.tell(screenTexts.log.nothingUnread);
        return;
      }
      store.change(state => drawNewLine(unclearLog(state, shownLog(state))));
      show(open);
    },
    keepPlace() {
      opening = null;
      ways += 1;
    },
  };
}
