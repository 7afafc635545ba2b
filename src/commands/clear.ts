import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';

export const clear = defineCommand({
  name: 'clear',
  parameters: [],
  summary: commandTexts.clear.summary,
  execute: ({view}) => view.clear(),
});
