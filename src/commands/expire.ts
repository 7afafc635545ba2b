import {safe} from '../lib/text/safe-text.ts';
import {describeDuration} from '../lib/time/duration.ts';
import {here} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {duration} from './engine/parameters.ts';

export const expire = defineCommand({
  name: 'expire',
  parameters: [duration()],
  summary: 'New messages disappear after 30s, 5m, 1h, 1d, 1w',
  async execute({core, view}, wanted) {
    const {expiry} = await core.perform({type: 'expire', conversation: here(view), seconds: wanted});
    view.notice(
      expiry === null
        ? safe`New messages stay.`
        : safe`New messages disappear after ${describeDuration(expiry)}, on both sides.`,
    );
  },
});
