import {defineCommand} from './engine/define-command.ts';
import {text} from './engine/parameters.ts';
import {sayHere} from './engine/send-to-current.ts';

export const me = defineCommand({
  name: 'me',
  parameters: [text()],
  summary: 'Says what you do, as in "/me waves"',
  execute: (context, words) => sayHere(context, 'action', words),
});
