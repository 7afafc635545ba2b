import type {SafeText} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {describeDuration} from '../lib/time/duration.ts';
import {here} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {expiryOf} from './engine/expiry-of.ts';
import {duration, optional} from './engine/parameters.ts';

export const expire = defineCommand({
  name: 'expire',
  parameters: [optional(duration())],
  summary: commandTexts.expire.summary,
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
  return expiry === null ? commandTexts.expire.off : commandTexts.expire.on(describeDuration(expiry));
}
