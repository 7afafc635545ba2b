import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {text} from './engine/parameters.ts';

export const nick = defineCommand({
  name: 'nick',
  parameters: [text('name', 'none')],
  summary: commandTexts.nick.summary,
  async execute({core, view}, name) {
    const self = await core.perform({type: 'rename', name});
    view.notice(commandTexts.nick.changed(self.name));
  },
});
