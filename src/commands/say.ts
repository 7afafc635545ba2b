import {defineCommand} from './define-command.ts';
import {text} from './parameters.ts';
import {sayHere} from './say-here.ts';

export const say = defineCommand({
  name: 'say',
  parameters: [text()],
  summary: 'Sends text as it is, even if it begins with a slash',
  execute: (context, words) => sayHere(context, 'text', words),
});
