import {directWith} from '../lib/conversation.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho, optional} from './engine/parameters.ts';
import {onlyRequest} from './engine/pending-request.ts';

export const accept = defineCommand({
  name: 'accept',
  aliases: ['add'],
  parameters: [optional(lastWho('request'))],
  summary: commandTexts.accept.summary,
  redirects: true,
  async execute({core, view}, who) {
    const peer = await core.perform({type: 'accept', who: who ?? (await onlyRequest(core))});
    view.open(directWith(peer.key));
    view.notice(commandTexts.accept.accepted(peer.name));
  },
});
