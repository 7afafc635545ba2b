import type {ConversationId, Core, HistoryPage, Query} from '../core/api.ts';
import {BEFORE_ALL} from './order.ts';
import type {AppStore} from './store.ts';
import {scrollTo, startWindow, takeNewer, takeOlder, windowOf} from './view.ts';

/** Entries per page. */
const PAGE = 150;

/** Loads pages of history into the windows of the store. A load that is under way is not started again. */
export type History = {
  /** Makes sure that a conversation has a window; a new one is at the end. */
  readonly load: (conversation: ConversationId) => void;
  readonly older: (conversation: ConversationId) => void;
  readonly newer: (conversation: ConversationId) => void;
  /** Goes to the very first, or the very last entry. */
  readonly oldest: (conversation: ConversationId) => void;
  readonly latest: (conversation: ConversationId) => void;
};

export type HistoryOptions = {
  readonly core: Promise<Pick<Core, 'query'>>;
  readonly store: AppStore;
  /** Brings waiting events into the store; called before a page joins it. */
  readonly flush: () => void;
  readonly failed: (error: unknown) => void;
};

/** Makes the history controller of a screen. */
export function createHistory({core, store, flush, failed}: HistoryOptions): History {
  /** One token per window; a page that was asked for by a window which is gone is of no use to the next. */
  const windows = new Map<ConversationId, {loading: boolean}>();

  function restart(conversation: ConversationId, from: 'start' | 'end'): void {
    windows.set(conversation, {loading: false});
    store.change(state => startWindow(state, conversation, from));
  }

  function older(conversation: ConversationId): void {
    const window = windowOf(store.getState(), conversation);
    if (window?.olderExist) {
      const before = window.entries[0]?.order ?? null;
      const query = {type: 'history', conversation, before, limit: PAGE} as const;
      load(conversation, query, page => store.change(state => takeOlder(state, conversation, page)));
    }
  }

  function newer(conversation: ConversationId): void {
    const window = windowOf(store.getState(), conversation);
    if (window?.atEnd === false) {
      const {missed} = window;
      const after = window.entries.at(-1)?.order ?? BEFORE_ALL;
      const query = {type: 'history-after', conversation, after, limit: PAGE} as const;
      load(conversation, query, page => store.change(state => takeNewer(state, conversation, page, missed)));
    }
  }

  function load(
    conversation: ConversationId,
    query: Extract<Query, {type: 'history' | 'history-after'}>,
    take: (page: HistoryPage) => void,
  ): void {
    const token = windows.get(conversation);
    if (token === undefined || token.loading) {
      return;
    }
    token.loading = true;
    core
      .then(ready => ready.query(query))
      .then(page => {
        flush();
        if (windows.get(conversation) === token) {
          take(page);
        }
      })
      .catch(failed)
      .finally(() => {
        token.loading = false;
      });
  }

  return {
    load(conversation) {
      if (windowOf(store.getState(), conversation) === null) {
        restart(conversation, 'end');
        older(conversation);
      }
    },
    older,
    newer,
    oldest(conversation) {
      restart(conversation, 'start');
      newer(conversation);
    },
    latest(conversation) {
      if (windowOf(store.getState(), conversation)?.atEnd === false) {
        restart(conversation, 'end');
        older(conversation);
      }
      store.change(state => scrollTo(state, conversation, null));
    },
  };
}
