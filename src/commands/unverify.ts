import {safe} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho} from './engine/parameters.ts';

export const unverify = defineCommand({
  name: 'unverify',
  parameters: [lastWho()],
  summary: 'Takes back that somebody is verified',
  async execute({core, view}, name) {
    const peer = await core.perform({type: 'verify', who: name, verified: false});
    view.notice(safe`${peer.name} is not marked as verified any more.`);
  },
});
