import {defineCommand} from './define-command.ts';
import {text} from './parameters.ts';
import {sayHere} from './say-here.ts';

export const me = defineCommand({
  name: 'me',
  parameters: [text()],
  summary: 'Says what you do, as in "/me waves"',
  execute: (context, words) => sayHere(context, 'action', words),
});
