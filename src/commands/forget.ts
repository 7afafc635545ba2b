import {safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {whoIsOpen} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {confirmation, optional, who} from './engine/parameters.ts';

export const forget = defineCommand({
  name: 'forget',
  parameters: [optional(who()), optional(confirmation())],
  summary: commandTexts.forget.summary,
  redirects: true,
  async execute({core, view}, name, isMeant) {
    const peer = await core.perform({type: 'resolve', who: name ?? whoIsOpen(view, '/forget <who>')});
    if (isMeant === null && view.confirm === undefined) {
      view.notice(commandTexts.forget.toConfirm(peer.name, safeLine(peer.id)));
    } else if (isMeant !== null || (await view.confirm?.(commandTexts.forget.question(peer.name)))) {
      const gone = await core.perform({type: 'forget', who: peer.key});
      view.notice(commandTexts.forget.forgotten(gone.name));
    }
  },
});
