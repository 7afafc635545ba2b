import {safe} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';

export const port = defineCommand({
  name: 'port',
  parameters: [],
  summary: commandTexts.port.summary,
  async execute({core, view}) {
    const {listening} = (await core.query({type: 'snapshot'})).self;
    view.notice(listening === null ? commandTexts.port.closed : safe`${listening.port}`);
  },
});
