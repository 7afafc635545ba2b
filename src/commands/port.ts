import {safe} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';

export const port = defineCommand({
  name: 'port',
  parameters: [],
  summary: 'Shows the port you listen on',
  async execute({core, view}) {
    const {listening} = (await core.query({type: 'snapshot'})).self;
    view.notice(listening === null ? safe`The port is not open.` : safe`${listening.port}`);
  },
});
