import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {text} from './engine/parameters.ts';
import {sayHere} from './engine/send-to-current.ts';

export const me = defineCommand({
  name: 'me',
  parameters: [text()],
  summary: commandTexts.me.summary,
  execute: (context, words) => sayHere(context, 'action', words),
});
