import {defineCommand} from './engine/define-command.ts';

export const quit = defineCommand({
  name: 'quit',
  aliases: ['exit'],
  parameters: [],
  summary: 'Ends natter',
  execute: ({view}) => view.quit(),
});
