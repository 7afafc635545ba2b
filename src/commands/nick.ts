import {safe} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {text} from './engine/parameters.ts';

export const nick = defineCommand({
  name: 'nick',
  parameters: [text('name', 'none')],
  summary: 'Changes the name others see',
  async execute({core, view}, name) {
    const self = await core.perform({type: 'rename', name});
    view.notice(safe`Your name is ${self.name} now.`);
  },
});
