import type {ConversationView} from '../core/api/api.ts';
import {isTicketLink} from '../identity/reach/link-text.ts';
import {directWith} from '../lib/conversation.ts';
import {safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {roomTexts} from '../lib/texts/rooms.ts';
import {defineCommand} from './engine/define-command.ts';
import {text} from './engine/parameters.ts';
import {conversationNamed, roomNamed} from './engine/rooms.ts';
import type {CommandContext} from './engine/types.ts';

export const join = defineCommand({
  name: 'join',
  parameters: [text(commandTexts.join.parameter, 'room')],
  summary: commandTexts.join.summary,
  redirects: true,
  async execute({core, view}, invite) {
    if (invite.startsWith('#')) {
      const {id} = await roomNamed(core, invite, ({room}) => room?.state === 'invited');
      await tellEntered(core, view, await core.perform({type: 'enter-room', room: id}));
      return;
    }
    if (isTicketLink(invite)) {
      await tellEntered(core, view, await core.perform({type: 'use-ticket', ticket: invite}));
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

/** Opens a room that we went into, or will be let into. */
async function tellEntered(
  core: CommandContext['core'],
  view: CommandContext['view'],
  {id, room}: ConversationView,
): Promise<void> {
  view.open(id);
  const isNamed = room !== null && room.name !== '';
  const called = isNamed ? (await conversationNamed(core, id)).name : roomTexts.names.unnamed;
  view.notice(
    room?.state === 'member' ? roomTexts.answers.entered(called) : roomTexts.answers.entering(called),
  );
}
