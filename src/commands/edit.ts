import {defineCommand} from './define-command.ts';
import {here} from './here.ts';
import {newestMessage} from './newest-message.ts';
import {messageId, text} from './parameters.ts';

export const edit = defineCommand({
  name: 'edit',
  parameters: [messageId(), text()],
  summary: 'Gives your newest message another text',
  async execute({core, view}, id, words) {
    const conversation = here(view);
    const entry = id ?? (await newestMessage(core, conversation, 'own'));
    await core.perform({type: 'edit', conversation, entry, text: words});
  },
});
