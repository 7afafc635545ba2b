import {isTicketLink} from '../identity/reach/link-text.ts';
import {directWith} from '../lib/conversation.ts';
import {safe, safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {roomTexts} from '../lib/texts/rooms.ts';
import {defineCommand} from './engine/define-command.ts';
import {text} from './engine/parameters.ts';
import {roomNamed} from './engine/rooms.ts';
import type {CommandContext} from './engine/types.ts';

export const join = defineCommand({
  name: 'join',
  parameters: [text(commandTexts.join.parameter, 'none')],
  summary: commandTexts.join.summary,
  redirects: true,
  async execute({core, view}, invite) {
    if (invite.startsWith('#') || isTicketLink(invite)) {
      await enter({core, view}, invite);
      return;
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

/** Goes into a room that somebody asked us into, or whose ticket we have. */
async function enter({core, view}: Pick<CommandContext, 'core' | 'view'>, wanted: string): Promise<void> {
  const entered = wanted.startsWith('#')
    ? await core.perform({type: 'enter-room', room: (await roomNamed(core, wanted)).id})
    : await core.perform({type: 'use-ticket', ticket: wanted});
  const {name = safe``, state} = entered.room ?? {};
  view.open(entered.id);
  const room = name === '' ? roomTexts.names.unnamed : roomTexts.names.withSign(name);
  view.notice(state === 'member' ? roomTexts.answers.entered(room) : roomTexts.answers.entering(room));
}
