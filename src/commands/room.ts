import {NatterError} from '../lib/errors.ts';
import {safeLine} from '../lib/text/safe-text.ts';
import {roomTexts} from '../lib/texts/rooms.ts';
import {defineCommand} from './engine/define-command.ts';
import {givenTicket} from './engine/describe-invite.ts';
import {linkLimit} from './engine/link-limits.ts';
import {text} from './engine/parameters.ts';
import {namedRoomMeant, roomMeant} from './engine/rooms.ts';
import type {CommandContext} from './engine/types.ts';

export const room = defineCommand({
  name: 'room',
  parameters: [text(roomTexts.names.roomParameter)],
  summary: roomTexts.commands.room,
  redirects: true,
  async execute(context, words) {
    const [verb = '', ...rest] = words.trim().split(/\s+/);
    switch (verb.toLowerCase()) {
      case 'new':
        await found(context, rest);
        break;
      case 'ticket':
        await ticket(context, rest);
        break;
      case 'close':
        await context.core.perform({type: 'close-tickets', room: await roomMeant(context, null)});
        context.view.notice(roomTexts.answers.ticketsClosed);
        break;
      case 'refound': {
        const made = await context.core.perform({type: 'refound-room', room: await roomMeant(context, null)});
        context.view.open(made.id);
        context.view.notice(roomTexts.answers.refounded);
        break;
      }
      default:
        throw new NatterError('COMMAND_USAGE', roomTexts.errors.usage);
    }
  },
});

/** `berlin`, or with what newcomers may read at the end: `berlin history join`. */
async function found({core, view}: CommandContext, words: readonly string[]): Promise<void> {
  const [last, before] = [words.at(-1)?.toLowerCase(), words.at(-2)?.toLowerCase()];
  const isSaid = before === 'history' && (last === 'all' || last === 'join');
  const name = (isSaid ? words.slice(0, -2) : words).join(' ');
  const history = isSaid && last === 'join' ? 'join' : 'all';
  const made = await core.perform({type: 'create-room', name, history});
  view.open(made.id);
  view.notice(roomTexts.answers.founded(roomTexts.names.withSign(made.room?.name ?? safeLine(name))));
}

/** `x5`, `7d` in any order. Throws `COMMAND_USAGE`. */
async function ticket(context: CommandContext, words: readonly string[]): Promise<void> {
  const limits = words.map(linkLimit);
  if (limits.includes(null)) {
    throw new NatterError('COMMAND_USAGE', roomTexts.errors.usage);
  }
  const {core, view} = context;
  const {id: room, name} = await namedRoomMeant(context, null);
  const usual = {type: 'make-ticket', room, uses: null, lifetime: null} as const;
  const made = await core.perform({...usual, ...Object.assign({}, ...limits)});
  const given = givenTicket(made, name);
  if (view.showInvite === undefined) {
    view.notice(given.inWords);
  } else {
    view.showInvite(given);
  }
}
