import type {ConversationId, Core, EntryView, HistoryPage, Query} from '../core/api/api.ts';
import {BEFORE_ALL} from '../lib/order.ts';
import type {AppStore} from './store.ts';
import {scrollTo, startWindow, startWindowAt, takeNewer, takeOlder, windowOf} from './view.ts';

/** Entries per page. */
const PAGE = 150;
/** What arrived while a window was not there yet has not been counted: its page cannot be the last one. */
const NOT_COUNTED = -1;

/** Loads pages of history into the windows of the store. A load that is under way is not started again. */
export type History = {
  /** Ensures that a conversation has a window; a new one is at the end. */
  readonly load: (conversation: ConversationId) => void;
  readonly older: (conversation: ConversationId) => void;
  readonly newer: (conversation: ConversationId) => void;
  /** Goes to the very first, or the very last entry. */
  readonly oldest: (conversation: ConversationId) => void;
  readonly latest: (conversation: ConversationId) => void;
  /**
   * Loads anew what is read of a conversation, since events were left out. It is shown as it was until then, and read at
   * the same place.
   */
  readonly again: (conversation: ConversationId) => void;
  /** Goes to an entry that may be anywhere in the history; resolves once it has its surroundings. */
  readonly around: (entry: EntryView) => Promise<void>;
};

export type HistoryOptions = {
  readonly core: Promise<Pick<Core, 'query'>>;
  readonly store: AppStore;
  /** Brings waiting events into the store; called before a page joins it. */
  readonly flush: () => void;
  readonly failed: (error: unknown) => void;
};

/** What is being loaded into a window: to be given up for its end where it leads elsewhere, or reads another place anew. */
type Loading = {loading: boolean; readonly leads?: 'elsewhere' | 'anew'};

/** Creates the history controller of a screen. */
export function createHistory({core, store, flush, failed}: HistoryOptions): History {
  /** One token per window; a page that was asked for by a window which is gone is of no use to the next. */
  const windows = new Map<ConversationId, Loading>();

  function restart(conversation: ConversationId, from: 'start' | 'end'): void {
    windows.set(conversation, {loading: false});
    store.change(state => startWindow(state, conversation, from));
  }

  async function older(conversation: ConversationId): Promise<void> {
    const window = windowOf(store.getState(), conversation);
    if (window?.olderExist) {
      const before = window.entries[0]?.order ?? null;
      const query = {type: 'history', conversation, before, limit: PAGE} as const;
      await load(conversation, query, page => store.change(state => takeOlder(state, conversation, page)));
    }
  }

  async function newer(conversation: ConversationId): Promise<void> {
    const window = windowOf(store.getState(), conversation);
    if (window?.atEnd === false) {
      const {missed} = window;
      const after = window.entries.at(-1)?.order ?? BEFORE_ALL;
      const query = {type: 'history-after', conversation, after, limit: PAGE} as const;
      await load(conversation, query, page =>
        store.change(state => takeNewer(state, conversation, page, missed)),
      );
    }
  }

  async function load(
    conversation: ConversationId,
    query: Extract<Query, {type: 'history' | 'history-after'}>,
    take: (page: HistoryPage) => void,
  ): Promise<void> {
    const token = windows.get(conversation);
    if (token === undefined || token.loading) {
      return;
    }
    token.loading = true;
    await core
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

  /** What is shown stays until all of the new window is there. */
  async function around(entry: EntryView): Promise<void> {
    const {conversation, order} = entry;
    const token: Loading = {loading: true, leads: 'elsewhere'};
    let isNearEnd = false;
    windows.set(conversation, token);
    try {
      const ready = await core;
      const [before, after] = await Promise.all([
        ready.query({type: 'history', conversation, before: order, limit: PAGE}),
        ready.query({type: 'history-after', conversation, after: order, limit: PAGE}),
      ]);
      flush();
      if (windows.get(conversation) === token) {
        isNearEnd = !after.more;
        store.change(state => {
          const started = takeOlder(startWindowAt(state, entry), conversation, before);
          return takeNewer(started, conversation, after, NOT_COUNTED);
        });
      }
    } catch (error) {
      failed(error);
    } finally {
      token.loading = false;
    }
    if (isNearEnd) {
      await newer(conversation); // only this tells whether the end was reached
    }
  }

  async function again(conversation: ConversationId): Promise<void> {
    const place = store.getState().scrolls.get(conversation)?.order ?? null;
    const token: Loading = {loading: true, ...(place === null ? {} : {leads: 'anew'})};
    windows.set(conversation, token);
    try {
      const ready = await core;
      const before = await ready.query({type: 'history', conversation, before: place, limit: PAGE});
      const last = before.entries.at(-1)?.order ?? BEFORE_ALL;
      const after =
        place === null
          ? null
          : await ready.query({type: 'history-after', conversation, after: last, limit: PAGE});
      flush();
      if (windows.get(conversation) === token) {
        store.change(state => {
          const older = takeOlder(
            startWindow(state, conversation, after === null ? 'end' : 'start'),
            conversation,
            before,
          );
          return after === null ? older : takeNewer(older, conversation, after, NOT_COUNTED);
        });
      }
    } catch (error) {
      failed(error);
    } finally {
      token.loading = false;
    }
    if (windowOf(store.getState(), conversation)?.atEnd === false) {
      await newer(conversation); // only this tells whether the end was reached
    }
  }

  return {
    load(conversation) {
      if (windowOf(store.getState(), conversation) === null) {
        restart(conversation, 'end');
        void older(conversation);
      }
    },
    older: conversation => void older(conversation),
    newer: conversation => void newer(conversation),
    oldest(conversation) {
      restart(conversation, 'start');
      void newer(conversation);
    },
    latest(conversation) {
      const token = windows.get(conversation);
      if (token?.leads === 'elsewhere') {
        windows.set(conversation, {loading: false}); // where it led is not wanted any more
      }
      const isReadAnew = token?.leads === 'anew' && token.loading;
      if (isReadAnew || windowOf(store.getState(), conversation)?.atEnd === false) {
        restart(conversation, 'end');
        void older(conversation);
      }
      store.change(state => scrollTo(state, conversation, null));
    },
    again: conversation => void again(conversation),
    around,
  };
}
