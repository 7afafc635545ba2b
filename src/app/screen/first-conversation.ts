import type {ConversationId} from '../../lib/ids.ts';
import {listedPeers} from '../../store/peer-list.ts';
import type {AppState} from '../../store/state.ts';
import type {AppStore} from '../../store/store.ts';

export type FirstConversationOptions = {
  readonly store: AppStore;
  /** Nothing is being typed, chosen, read or asked. */
  readonly isIdle: () => boolean;
  readonly open: (conversation: ConversationId) => void;
};

/** Opens, once everybody is known, the conversation to go on with, unless the user is ahead of that. */
export function openFirstConversation({store, isIdle, open}: FirstConversationOptions): void {
  let isDone = false;
  store.subscribe((state, before) => {
    if (isDone || state.phase !== 'ready' || before.phase === 'ready') {
      return;
    }
    isDone = true;
    const conversation = conversationToGoOn(state);
    if (conversation !== null && state.open === null && state.selected === null && isIdle()) {
      open(conversation);
    }
  });
}

/** The one with the newest unread message that is not muted, else the one that was written in last. */
export function conversationToGoOn(
  state: Pick<AppState, 'peers' | 'conversations' | 'mentioned'>,
): ConversationId | null {
  const contacts = listedPeers(state).filter(
    ({peer, lastActivity}) => peer.relation === 'contact' && lastActivity > 0,
  );
  const unread = contacts.find(({unread: count, muted}) => count > 0 && !muted);
  return (unread ?? contacts[0])?.conversation ?? null;
}
