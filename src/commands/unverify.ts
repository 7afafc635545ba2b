import {commandTexts} from '../lib/texts/commands.ts';
import {whoIsOpen} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho, optional} from './engine/parameters.ts';

export const unverify = defineCommand({
  name: 'unverify',
  parameters: [optional(lastWho())],
  summary: commandTexts.unverify.summary,
  async execute({core, view}, name) {
    const peer = await core.perform({
      type: 'verify',
      who: name ?? whoIsOpen(view, '/unverify <who>'),
      verified: false,
    });
    view.notice(commandTexts.unverify.removed(peer.name));
  },
});
