import {defineCommand} from './define-command.ts';
import {here} from './here.ts';
import {newestMessage} from './newest-message.ts';
import {messageId, optional, text} from './parameters.ts';

/** Words that take a reaction away, besides none at all. */
const NOTHING = new Set(['off', 'none']);

export const react = defineCommand({
  name: 'react',
  parameters: [messageId(), optional(text('emoji', 'none'))],
  summary: 'Reacts with an emoji; without one takes it back',
  async execute({core, view}, id, word) {
    const conversation = here(view);
    const entry = id ?? (await newestMessage(core, conversation, 'theirs'));
    const emoji = word === null || NOTHING.has(word.toLowerCase()) ? null : word;
    await core.perform({type: 'react', conversation, entry, emoji});
  },
});
