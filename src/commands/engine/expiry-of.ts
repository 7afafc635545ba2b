import type {ConversationId, Core} from '../../core/api/api.ts';

/** Seconds after which new messages of a conversation disappear; null if they stay. */
export async function expiryOf(core: Core, conversation: ConversationId): Promise<number | null> {
  const {conversations} = await core.query({type: 'snapshot'});
  return conversations.find(({id}) => id === conversation)?.expiry ?? null;
}
