import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {optional, text} from './engine/parameters.ts';

export const wipe = defineCommand({
  name: 'wipe',
  parameters: [optional(text('confirmation', 'none'))],
  summary: commandTexts.wipe.summary,
  async execute({core, view}, typed) {
    await core.perform({type: 'wipe', confirmation: typed ?? ''});
    view.notice(commandTexts.wipe.wiped);
    view.quit('this');
  },
});
