import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho} from './engine/parameters.ts';
import {conversationNamed} from './engine/rooms.ts';

export const query = defineCommand({
  name: 'query',
  aliases: ['q'],
  parameters: [lastWho('conversation')],
  summary: commandTexts.query.summary,
  redirects: true,
  async execute({core, view}, name) {
    view.open((await conversationNamed(core, name)).id);
  },
});
