import {safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {confirmation, optional, who} from './engine/parameters.ts';

export const forget = defineCommand({
  name: 'forget',
  parameters: [who(), optional(confirmation())],
  summary: commandTexts.forget.summary,
  async execute({core, view}, name, isMeant) {
    if (isMeant !== null) {
      const gone = await core.perform({type: 'forget', who: name});
      view.notice(commandTexts.forget.forgotten(gone.name));
      return;
    }
    const peer = await core.perform({type: 'resolve', who: name});
    view.notice(commandTexts.forget.toConfirm(peer.name, safeLine(peer.id)));
  },
});
