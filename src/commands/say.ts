import {defineCommand} from './engine/define-command.ts';
import {text} from './engine/parameters.ts';
import {sayHere} from './engine/send-to-current.ts';

export const say = defineCommand({
  name: 'say',
  parameters: [text()],
  summary: 'Sends text as it is, even if it begins with a slash',
  execute: (context, words) => sayHere(context, 'text', words),
});
