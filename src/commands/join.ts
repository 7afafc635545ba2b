import {directWith} from '../lib/conversation.ts';
import {NatterError} from '../lib/errors.ts';
import {safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {text} from './engine/parameters.ts';

export const join = defineCommand({
  name: 'join',
  parameters: [text(commandTexts.join.parameter, 'none')],
  summary: commandTexts.join.summary,
  redirects: true,
  async execute({core, view}, invite) {
    if (invite.startsWith('#')) {
      throw new NatterError('COMMAND_USAGE', commandTexts.join.noRooms);
    }
    view.notice(commandTexts.join.looking);
    const peer = await core.perform({type: 'join', invite});
    view.open(directWith(peer.key));
    if (peer.relation !== 'contact') {
      view.notice(commandTexts.join.reached(peer.name));
      return;
    }
    view.notice(commandTexts.join.joined(peer.name, safeLine(peer.id)));
  },
});
