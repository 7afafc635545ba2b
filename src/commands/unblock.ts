import {commandTexts} from '../lib/texts/commands.ts';
import {whoIsOpen} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {relationOf} from './engine/describe.ts';
import {lastWho, optional} from './engine/parameters.ts';

export const unblock = defineCommand({
  name: 'unblock',
  aliases: ['unignore'],
  parameters: [optional(lastWho())],
  summary: commandTexts.unblock.summary,
  async execute({core, view}, name) {
    const peer = await core.perform({type: 'unblock', who: name ?? whoIsOpen(view, '/unblock <who>')});
    view.notice(commandTexts.unblock.unblocked(peer.name, relationOf(peer)));
  },
});
