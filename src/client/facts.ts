import type {ConversationId, PeerKey} from '../core/api/api.ts';
import {shortId} from '../identity/short-id.ts';
import {type SafeText, safeLine} from '../lib/text/safe-text.ts';
import type {Change} from './client.ts';
import type {ClientState} from './client-state.ts';

/** The person behind a key: by name as far as it is known, else by the id. */
export function whoIs(
  {self, peers}: ClientState,
  key: PeerKey,
): {readonly id: string; readonly name: SafeText} {
  const known = key === self?.key ? self : peers.get(key);
  const id = known?.id ?? shortId(key);
  return {id, name: known?.name ?? safeLine(id)};
}

/** Whether the user does not want to hear of a conversation. */
export function isMuted({conversations}: ClientState, conversation: ConversationId): boolean {
  return conversations.get(conversation)?.muted ?? false;
}

/** How long new messages live from now on, in seconds; undefined if that stays as it was. */
export function newExpiry({event, before}: Change): number | null | undefined {
  if (event.type !== 'conversation-changed') {
    return undefined;
  }
  const {id, expiry} = event.conversation;
  return expiry === (before.conversations.get(id)?.expiry ?? null) ? undefined : expiry;
}
