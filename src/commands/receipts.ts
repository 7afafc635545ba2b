import {safe} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {onOrOff} from './engine/parameters.ts';

export const receipts = defineCommand({
  name: 'receipts',
  parameters: [onOrOff()],
  summary: 'Whether others are told how far you have read',
  async execute({core, view}, on) {
    await core.perform({type: 'set-receipts', on});
    view.notice(
      on
        ? safe`Others are told how far you have read.`
        : safe`Nobody is told any more how far you have read.`,
    );
  },
});
