import {commandTexts} from '../lib/texts/commands.ts';
import {here} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {newestMessage} from './engine/newest-message.ts';
import {messageId, text} from './engine/parameters.ts';

export const reply = defineCommand({
  name: 'reply',
  aliases: ['r'],
  parameters: [messageId(), text()],
  summary: commandTexts.reply.summary,
  async execute({core, view}, id, words) {
    const conversation = here(view);
    const replyTo = id ?? (await newestMessage(core, conversation, 'theirs'));
    const lifetime = view.lifetime?.();
    await core.perform({type: 'say', conversation, kind: 'text', text: words, replyTo, lifetime});
  },
});
