import {here} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {newestMessage} from './engine/newest-message.ts';
import {messageId} from './engine/parameters.ts';

export const deleteMessage = defineCommand({
  name: 'delete',
  aliases: ['del'],
  parameters: [messageId()],
  summary: 'Takes your newest message back, on both sides',
  async execute({core, view}, id) {
    const conversation = here(view);
    const entry = id ?? (await newestMessage(core, conversation, 'own'));
    await core.perform({type: 'delete', conversation, entry});
  },
});
