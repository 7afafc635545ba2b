import {safe} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho, optional} from './engine/parameters.ts';
import {onlyRequest} from './engine/pending-request.ts';

export const decline = defineCommand({
  name: 'decline',
  parameters: [optional(lastWho('request'))],
  summary: 'Declines somebody who asks to talk',
  async execute({core, view}, who) {
    const peer = await core.perform({type: 'decline', who: who ?? (await onlyRequest(core))});
    view.notice(safe`You declined ${peer.name}.`);
  },
});
