import {NatterError} from '../lib/errors.ts';
import {shorten} from '../lib/text/shorten.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {here} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {newestMessage} from './engine/newest-message.ts';
import {confirmation, messageId, optional} from './engine/parameters.ts';

/** Graphemes of a message that tell which one it is. */
const GLANCE = 40;

export const deleteMessage = defineCommand({
  name: 'delete',
  aliases: ['del'],
  parameters: [messageId(), optional(confirmation())],
  summary: commandTexts.delete.summary,
  redirects: true,
  async execute({core, view}, id, isMeant) {
    const conversation = here(view);
    const entry = id ?? (await newestMessage(core, conversation, 'own'));
    if (isMeant !== null && view.removeSoon === undefined) {
      await core.perform({type: 'delete', conversation, entry});
      return;
    }
    const found = await core.query({type: 'entry', conversation, entry});
    if (found === null) {
      throw new NatterError('MESSAGE_UNKNOWN', commandTexts.messages.noSuchMessage);
    }
    if (isMeant !== null) {
      await (found.outgoing ? view.removeSoon?.(found) : core.perform({type: 'delete', conversation, entry}));
      return;
    }
    if (view.askToDelete === undefined) {
      const which = shorten(found.text, GLANCE).replaceAll('\n', ' ');
      const again = id === null ? '/delete yes' : `/delete ${id} yes`;
      throw new NatterError('COMMAND_USAGE', commandTexts.delete.toConfirm(which, again));
    }
    view.askToDelete(found);
  },
});
