import type {ConversationView} from '../core/api/api.ts';
import {type AppState, inLog} from './state.ts';

/**
 * Puts the "new" line above what is unread in the open conversation; it stays where it is if nothing is. `reading.ts` says
 * when, `components/log/items.ts` gives it its row.
 */
export function drawNewLine(state: AppState): AppState {
  const newFrom = newLineIn(inLog(state.conversations, state.open));
  return newFrom === null ? state : {...state, newFrom};
}

/** Where the line belongs in a conversation that is opened now; null if nothing is unread. */
export function newLineIn(conversation: ConversationView | undefined): AppState['newFrom'] {
  return conversation?.firstUnread?.order ?? null;
}
