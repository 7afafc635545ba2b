import {safe} from '../lib/safe-text.ts';
import {defineCommand} from './define-command.ts';
import {lastWho} from './parameters.ts';

export const unverify = defineCommand({
  name: 'unverify',
  parameters: [lastWho()],
  summary: 'Takes back that somebody is verified',
  async execute({core, view}, name) {
    const peer = await core.perform({type: 'verify', who: name, verified: false});
    view.notice(safe`${peer.name} is not marked as verified any more.`);
  },
});
