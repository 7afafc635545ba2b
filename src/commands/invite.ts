import {NatterError} from '../lib/errors.ts';
import {joinSafe, safe, safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {roomTexts} from '../lib/texts/rooms.ts';
import {parseDuration} from '../lib/time/duration.ts';
import {defineCommand} from './engine/define-command.ts';
import {inviteText, lineOf} from './engine/describe-invite.ts';
import {optional} from './engine/parameters.ts';
import {roomMeant} from './engine/rooms.ts';
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
      case 'room': {
        const room = await roomMeant(context, wanted.room);
        const peer = await core.perform({type: 'invite-to-room', room, who: wanted.who});
        const {conversations} = await core.query({type: 'snapshot'});
        const name = conversations.find(({id}) => id === room)?.room?.name ?? safeLine('');
        view.notice(roomTexts.answers.invited(peer.name, roomTexts.names.withSign(name)));
        break;
      }
      default: {
        const {lifetime = null, uses = null, withAddress = null} = wanted ?? {};
        const made = await core.perform({type: 'invite', kind: 'link', lifetime, uses, withAddress});
        if (view.showInvite === undefined) {
          view.notice(inviteText(made));
        } else {
          view.showInvite(made);
        }
      }
    }
  },
});

async function listInvites({core, view}: Pick<CommandContext, 'core' | 'view'>): Promise<void> {
  const invites = await core.query({type: 'invites'});
  const lines = invites.map(one => lineOf(one, Date.now()));
  const none = commandTexts.invite.none;
  view.notice(lines.length === 0 ? none : joinSafe([...lines, commandTexts.invite.howToCancel], safe`\n`));
}

/** `1h`, `x5`, `address` in any order; or `list`, or `cancel` and an id. Throws `COMMAND_USAGE`. */
function wish(): Parameter<Wish> {
  const parse = (text: string): Wish => {
    const [first = '', ...rest] = text.trim().toLowerCase().split(/\s+/);
    if (first === 'list' && rest.length === 0) {
      return {type: 'list'};
    }
    if (first === 'cancel' && rest[0] !== undefined && rest.length === 1) {
      return {type: 'cancel', id: rest[0]};
    }
    const words = text.trim().split(/\s+/);
    if (!words.every(isPart)) {
      const room = words.at(-1)?.startsWith('#') ? (words.pop() ?? null) : null;
      return {type: 'room', who: words.join(' '), room};
    }
    const parts = [first, ...rest].map(partOf);
    return Object.assign({type: 'make', lifetime: null, uses: null, withAddress: null} as const, ...parts);
  };
  const choices = (before: readonly string[]) => (before.length === 0 ? ['list', 'cancel', 'address'] : []);
  return {
    name: 'options',
    optional: false,
    rest: true,
    completes: 'none',
    choices,
    parse,
  };
}

/** Whether a word says what an invite link is to be like: any other one is somebody's name. */
function isPart(word: string): boolean {
  return (
    parseDuration(word.toLowerCase()) !== null || /^x\d{1,4}$/i.test(word) || word.toLowerCase() === 'address'
  );
}

function partOf(word: string): Partial<Extract<Wish, {type: 'make'}>> {
  const seconds = parseDuration(word);
  const [, count] = /^x(\d{1,4})$/.exec(word) ?? [];
  if (seconds !== null) {
    return {lifetime: seconds * 1000};
  }
  if (count !== undefined) {
    return {uses: Number(count)};
  }
  if (word === 'address') {
    return {withAddress: true};
  }
  throw new NatterError('COMMAND_USAGE', commandTexts.invite.usage);
}
