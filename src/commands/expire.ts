import {describeDuration} from '../lib/duration.ts';
import {safe} from '../lib/safe-text.ts';
import {defineCommand} from './define-command.ts';
import {here} from './here.ts';
import {duration} from './parameters.ts';

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
