import {defineCommand} from './engine/define-command.ts';

export const clear = defineCommand({
  name: 'clear',
  parameters: [],
  summary: 'Empties the screen; the history stays',
  execute: ({view}) => view.clear(),
});
