import type {Core} from '../../core/api/api.ts';
import type {ConversationId} from '../../lib/ids.ts';
import {learnWords} from '../../store/last-words.ts';
import {listedConversations} from '../../store/peer-list.ts';
import type {AppStore} from '../../store/store.ts';

/** The list shows no more of them at once, on the largest screens. */
const MOST = 60;

export type LastWordsOptions = {
  readonly core: Promise<Pick<Core, 'query'>>;
  readonly store: AppStore;
  /** Whether the list has room for them. */
  readonly areShown: () => boolean;
};

/** Reads what was said last in the conversations that the list begins with, once it shows that. */
export function followLastWords({core, store, areShown}: LastWordsOptions): () => void {
  const asked = new Map<ConversationId, number>();

  function read(): void {
    const state = store.getState();
    if (state.phase !== 'ready' || !areShown()) {
      return;
    }
    for (const conversation of listedConversations(state).slice(0, MOST)) {
      const activity = state.conversations.get(conversation)?.lastActivity ?? 0;
      if (activity > 0 && !state.lastWords.has(conversation) && asked.get(conversation) !== activity) {
        asked.set(conversation, activity);
        void ask(conversation);
      }
    }
  }

  async function ask(conversation: ConversationId): Promise<void> {
    const query = {type: 'history', conversation, before: null, limit: 1} as const;
    const page = await core.then(ready => ready.query(query)).catch(() => null); // what fails is told elsewhere
    if (page !== null) {
      store.change(now => learnWords(now, conversation, page.entries));
    }
  }

  store.subscribe((state, before) => {
    if (
      state.conversations !== before.conversations ||
      state.phase !== before.phase ||
      state.lastWords !== before.lastWords
    ) {
      read();
    }
  });
  return read;
}
