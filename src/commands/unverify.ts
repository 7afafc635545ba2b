import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho} from './engine/parameters.ts';

export const unverify = defineCommand({
  name: 'unverify',
  parameters: [lastWho()],
  summary: commandTexts.unverify.summary,
  async execute({core, view}, name) {
    const peer = await core.perform({type: 'verify', who: name, verified: false});
    view.notice(commandTexts.unverify.removed(peer.name));
  },
});
