import {isMuted} from '../client/facts.ts';
import type {ConversationId} from '../core/api/api.ts';
import type {AppState} from './state.ts';

/** Unread messages that are to be noticed: in no muted conversation, in none that is archived, and not beside one. */
export function countUnread(
  {conversations}: Pick<AppState, 'conversations'>,
  beside: ConversationId | null,
): number {
  return [...conversations.values()].reduce((sum, view) => {
    const isNoticed = view.id !== beside && view.listing !== 'archived' && !isMuted(view);
    return isNoticed ? sum + view.unread : sum;
  }, 0);
}
