import {defineCommand} from './define-command.ts';
import {here} from './here.ts';
import {newestMessage} from './newest-message.ts';
import {messageId, text} from './parameters.ts';

export const reply = defineCommand({
  name: 'reply',
  aliases: ['r'],
  parameters: [messageId(), text()],
  summary: 'Answers the newest message, or the one with an id',
  async execute({core, view}, id, words) {
    const conversation = here(view);
    const replyTo = id ?? (await newestMessage(core, conversation, 'theirs'));
    await core.perform({type: 'say', conversation, kind: 'text', text: words, replyTo});
  },
});
