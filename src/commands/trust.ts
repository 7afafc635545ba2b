import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho} from './engine/parameters.ts';

export const trust = defineCommand({
  name: 'trust',
  parameters: [lastWho()],
  summary: commandTexts.trust.summary,
  async execute({core, view}, name) {
    const peer = await core.perform({type: 'trust', who: name});
    view.notice(
      peer.relation === 'contact'
        ? commandTexts.trust.trusted(peer.name)
        : commandTexts.trust.trustedAsking(peer.name),
    );
  },
});
