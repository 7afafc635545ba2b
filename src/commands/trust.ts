import {commandTexts} from '../lib/texts/commands.ts';
import {whoIsOpen} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho, optional} from './engine/parameters.ts';

export const trust = defineCommand({
  name: 'trust',
  parameters: [optional(lastWho())],
  summary: commandTexts.trust.summary,
  async execute({core, view}, name) {
    const peer = await core.perform({type: 'trust', who: name ?? whoIsOpen(view, '/trust <who>')});
    view.notice(
      peer.relation === 'contact'
        ? commandTexts.trust.trusted(peer.name)
        : commandTexts.trust.trustedAsking(peer.name),
    );
  },
});
