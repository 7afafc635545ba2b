import {NatterError} from '../lib/errors.ts';
import {joinSafe, safe, safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {roomTexts} from '../lib/texts/rooms.ts';
import {defineCommand} from './engine/define-command.ts';
import {givenInvite, inviteText, lineOf} from './engine/describe-invite.ts';
import {linkLimit} from './engine/link-limits.ts';
import {lastWho, optional} from './engine/parameters.ts';
import {namedRoomMeant} from './engine/rooms.ts';
import type {CommandContext, Parameter} from './engine/types.ts';

type Wish =
  | {readonly type: 'list'}
  | {readonly type: 'cancel'; readonly id: string}
  | {readonly type: 'room'; readonly who: string; readonly room: string | null}
  | {
      readonly type: 'make';
      readonly lifetime: number | null;
      readonly uses: number | null;
      readonly withAddress: boolean | null;
    };

export const invite = defineCommand({
  name: 'invite',
  parameters: [optional(wish())],
  summary: commandTexts.invite.summary,
  redirects: true,
  async execute(context, wanted) {
    const {core, view} = context;
    switch (wanted?.type) {
      case 'list':
        await listInvites(context);
        break;
      case 'cancel':
        await core.perform({type: 'cancel-invite', id: wanted.id});
        view.notice(commandTexts.invite.cancelled(safeLine(wanted.id)));
        break;
      case 'room':
        await inviteToRoom(context, wanted);
        break;
      default: {
        const {lifetime = null, uses = null, withAddress = null} = wanted ?? {};
        const made = await core.perform({type: 'invite', kind: 'link', lifetime, uses, withAddress});
        if (view.showInvite === undefined) {
          view.notice(inviteText(made));
        } else {
          view.showInvite(givenInvite(made));
        }
      }
    }
  },
});

async function inviteToRoom(
  context: CommandContext,
  {who, room: word}: Extract<Wish, {type: 'room'}>,
): Promise<void> {
  const {id: room, name} = await namedRoomMeant(context, word);
  const peer = await context.core.perform({type: 'invite-to-room', room, who});
  context.view.notice(roomTexts.answers.invited(peer.name, name));
}

async function listInvites({core, view}: Pick<CommandContext, 'core' | 'view'>): Promise<void> {
  const invites = await core.query({type: 'invites'});
  const lines = invites.map(one => lineOf(one, Date.now()));
  const none = commandTexts.invite.none;
  view.notice(lines.length === 0 ? none : joinSafe([...lines, commandTexts.invite.howToCancel], safe`\n`));
}

/**
 * `1h`, `x5`, `address` in any order; `list`; `cancel` and an id; or somebody, and a room after them. Throws
 * `COMMAND_USAGE`.
 */
function parseWish(text: string): Wish {
  const words = text.trim().split(/\s+/);
  const [first = '', ...rest] = words.map(word => word.toLowerCase());
  const [id] = rest;
  if (first === 'list' && id === undefined) {
    return {type: 'list'};
  }
  if (first === 'cancel' && id !== undefined && rest.length === 1) {
    return {type: 'cancel', id};
  }
  const parts = words.map(partOf);
  if (parts.every(part => part !== null)) {
    return Object.assign({type: 'make', lifetime: null, uses: null, withAddress: null} as const, ...parts);
  }
  const room = words.at(-1)?.startsWith('#') ? (words.pop() ?? null) : null;
  if (words.length === 0 || first === 'cancel') {
    throw new NatterError('COMMAND_USAGE', commandTexts.invite.usage);
  }
  return {type: 'room', who: lastWho().parse(words.join(' ')), room};
}

/** What a word says of an invite link; null for any other word, which is somebody's name. */
function partOf(word: string): Partial<Extract<Wish, {type: 'make'}>> | null {
  return word.toLowerCase() === 'address' ? {withAddress: true} : linkLimit(word);
}

function wish(): Parameter<Wish> {
  const choices = (before: readonly string[]) => (before.length === 0 ? ['list', 'cancel', 'address'] : []);
  return {
    name: 'options',
    optional: false,
    rest: true,
    completes: 'who',
    choices,
    parse: parseWish,
  };
}
