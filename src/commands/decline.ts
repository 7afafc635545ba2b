import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho, optional} from './engine/parameters.ts';
import {onlyRequest} from './engine/pending-request.ts';

export const decline = defineCommand({
  name: 'decline',
  parameters: [optional(lastWho('request'))],
  summary: commandTexts.decline.summary,
  async execute({core, view}, who) {
    const peer = await core.perform({type: 'decline', who: who ?? (await onlyRequest(core))});
    view.notice(commandTexts.decline.declined(peer.name));
  },
});
