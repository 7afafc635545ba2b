import {NatterError} from '../lib/errors.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {here} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {newestMessage} from './engine/newest-message.ts';
import {messageId, optional, text} from './engine/parameters.ts';

export const edit = defineCommand({
  name: 'edit',
  parameters: [messageId(), optional(text())],
  summary: commandTexts.edit.summary,
  redirects: true,
  async execute({core, view}, id, words) {
    const conversation = here(view);
    if (words === null && view.edit === undefined) {
      throw new NatterError('COMMAND_USAGE', commandTexts.edit.needsText);
    }
    const entry = id ?? (await newestMessage(core, conversation, 'own'));
    if (words !== null) {
      await core.perform({type: 'edit', conversation, entry, text: words});
      return;
    }
    const found = await core.query({type: 'entry', conversation, entry});
    if (found === null) {
      throw new NatterError('MESSAGE_UNKNOWN', commandTexts.messages.noSuchMessage);
    }
    view.edit?.(found);
  },
});
