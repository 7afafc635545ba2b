import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {onOrOff} from './engine/parameters.ts';

export const receipts = defineCommand({
  name: 'receipts',
  parameters: [onOrOff()],
  summary: commandTexts.receipts.summary,
  async execute({core, view}, on) {
    await core.perform({type: 'set-receipts', on});
    view.notice(on ? commandTexts.receipts.on : commandTexts.receipts.off);
  },
});
