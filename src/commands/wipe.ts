import {safe} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {optional, text} from './engine/parameters.ts';

export const wipe = defineCommand({
  name: 'wipe',
  parameters: [optional(text('confirmation', 'none'))],
  summary: 'Deletes your key and everything else, and ends',
  async execute({core, view}, typed) {
    await core.perform({type: 'wipe', confirmation: typed ?? ''});
    view.notice(safe`Everything is deleted.`);
    view.quit('this');
  },
});
