import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {text} from './engine/parameters.ts';
import {sayHere} from './engine/send-to-current.ts';

export const say = defineCommand({
  name: 'say',
  parameters: [text()],
  summary: commandTexts.say.summary,
  execute: (context, words) => sayHere(context, 'text', words),
});
