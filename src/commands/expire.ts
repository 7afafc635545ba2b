import {type SafeText, safe} from '../lib/text/safe-text.ts';
import {describeDuration} from '../lib/time/duration.ts';
import {here} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {expiryOf} from './engine/expiry-of.ts';
import {duration, optional} from './engine/parameters.ts';

export const expire = defineCommand({
  name: 'expire',
  parameters: [optional(duration())],
  summary: 'New messages disappear after 30s, 5m, 1h, 1d, 1w',
  async execute({core, view}, wanted) {
    const conversation = here(view);
    const expiry =
      wanted === null
        ? await expiryOf(core, conversation)
        : (await core.perform({type: 'expire', conversation, seconds: wanted.seconds})).expiry;
    view.notice(sentence(expiry));
  },
});

function sentence(expiry: number | null): SafeText {
  return expiry === null
    ? safe`New messages stay.`
    : safe`New messages disappear after ${describeDuration(expiry)}, on both sides.`;
}
