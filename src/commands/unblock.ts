import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {relationOf} from './engine/describe.ts';
import {lastWho} from './engine/parameters.ts';

export const unblock = defineCommand({
  name: 'unblock',
  aliases: ['unignore'],
  parameters: [lastWho()],
  summary: commandTexts.unblock.summary,
  async execute({core, view}, name) {
    const peer = await core.perform({type: 'unblock', who: name});
    view.notice(commandTexts.unblock.unblocked(peer.name, relationOf(peer)));
  },
});
