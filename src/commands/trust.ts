import {safe} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho} from './engine/parameters.ts';

export const trust = defineCommand({
  name: 'trust',
  parameters: [lastWho()],
  summary: 'Ends a key alarm, once you have compared',
  async execute({core, view}, name) {
    const peer = await core.perform({type: 'trust', who: name});
    view.notice(
      peer.relation === 'contact'
        ? safe`You trust ${peer.name}. Now you can talk.`
        : safe`You trust ${peer.name}, who has not accepted you yet.`,
    );
  },
});
