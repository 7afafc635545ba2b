import {safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho} from './engine/parameters.ts';

export const block = defineCommand({
  name: 'block',
  aliases: ['ignore'],
  parameters: [lastWho()],
  summary: commandTexts.block.summary,
  async execute({core, view}, name) {
    const peer = await core.perform({type: 'block', who: name});
    view.notice(commandTexts.block.blocked(peer.name, safeLine(peer.id)));
  },
});
