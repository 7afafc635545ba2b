import type {ConversationId, PeerKey} from '../../core/api/api.ts';
import {partnerOf} from '../../lib/conversation.ts';
import {NatterError} from '../../lib/errors.ts';
import {commandTexts} from '../../lib/texts/commands.ts';
import type {View} from './types.ts';

/** The open conversation. Throws `NO_CONVERSATION` if none is open. */
export function here(view: Pick<View, 'current'>): ConversationId {
  const conversation = view.current();
  if (conversation === null) {
    throw new NatterError('NO_CONVERSATION', commandTexts.conversations.noneToSendTo);
  }
  return conversation;
}

/** The peer of the open conversation, for commands that were given no name. Throws `NO_CONVERSATION`. */
export function whoIsOpen(view: Pick<View, 'current'>, usage: string): PeerKey {
  const conversation = view.current();
  const peer = conversation === null ? null : partnerOf(conversation);
  if (peer === null) {
    throw new NatterError('NO_CONVERSATION', commandTexts.conversations.noneOpen(usage));
  }
  return peer;
}
