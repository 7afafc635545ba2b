import {safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {whoIsOpen} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho, optional} from './engine/parameters.ts';

export const block = defineCommand({
  name: 'block',
  aliases: ['ignore'],
  parameters: [optional(lastWho())],
  summary: commandTexts.block.summary,
  redirects: true,
  async execute({core, view}, name) {
    const found = await core.perform({type: 'resolve', who: name ?? whoIsOpen(view, '/block <who>')});
    const question = commandTexts.block.question(found.name);
    if (name === null && view.confirm !== undefined && !(await view.confirm(question))) {
      return;
    }
    const peer = await core.perform({type: 'block', who: found.key});
    view.notice(commandTexts.block.blocked(peer.name, safeLine(peer.id)));
  },
});
