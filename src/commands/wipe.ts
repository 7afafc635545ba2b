import {safe} from '../lib/safe-text.ts';
import {defineCommand} from './define-command.ts';
import {optional, text} from './parameters.ts';

export const wipe = defineCommand({
  name: 'wipe',
  parameters: [optional(text('confirmation', 'none'))],
  summary: 'Deletes your key and everything else, and ends',
  async execute({core, view}, typed) {
    await core.perform({type: 'wipe', confirmation: typed ?? ''});
    view.notice(safe`Everything is deleted.`);
    view.quit();
  },
});
