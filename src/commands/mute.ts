import type {ConversationId, Core} from '../core/api/api.ts';
import {isRoom} from '../lib/conversation.ts';
import {NatterError} from '../lib/errors.ts';
import type {SafeText} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {parseDuration} from '../lib/time/duration.ts';
import {defineCommand} from './engine/define-command.ts';
import {localTime} from './engine/describe.ts';
import {lastWho, optional} from './engine/parameters.ts';
import {conversationMeant} from './engine/rooms.ts';
import type {Parameter} from './engine/types.ts';

/** What the user wants to be told of: everything, what mentions them, or nothing, for good or for so many seconds. */
type What = 'all' | 'mentions' | 'off' | {readonly seconds: number};

/** Whose conversation is meant (null: the open one), and what of it. */
type Wish = {readonly who: string | null; readonly what: What};

const WORDS: ReadonlyMap<string, What> = new Map([
  ['all', 'all'],
  ['mentions', 'mentions'],
  ['off', 'off'],
  ['always', 'off'],
]);
const CHOICES = [...WORDS.keys(), '1h', '8h', '7d'];

export const mute = defineCommand({
  name: 'mute',
  parameters: [optional(wish())],
  summary: commandTexts.mute.summary,
  async execute(context, wanted) {
    const {who, what} = wanted ?? {who: null, what: 'off'};
    const meant = await conversationMeant(context, who, '/mute <who>');
    context.view.notice(await follow(context.core, meant, what));
  },
});

/** Answers with what the user is told. */
async function follow(
  core: Pick<Core, 'perform'>,
  {id: conversation, name}: {readonly id: ConversationId; readonly name: SafeText},
  what: What,
): Promise<SafeText> {
  switch (what) {
    case 'off':
      await core.perform({type: 'mute', conversation, muted: true});
      return commandTexts.mute.muted(name);
    case 'mentions':
      if (!isRoom(conversation)) {
        throw new NatterError('COMMAND_USAGE', commandTexts.mute.noMentions);
      }
      await core.perform({type: 'notify', room: conversation, what});
      return commandTexts.mute.mentions(name);
    case 'all':
      await core.perform(
        isRoom(conversation)
          ? {type: 'notify', room: conversation, what}
          : {type: 'mute', conversation, muted: false},
      );
      return commandTexts.mute.all(name);
    default: {
      const {mutedUntil} = await core.perform({type: 'mute', conversation, muted: true, ...what});
      return commandTexts.mute.until(name, localTime(mutedUntil ?? 0));
    }
  }
}

export const unmute = defineCommand({
  name: 'unmute',
  parameters: [optional(lastWho('conversation'))],
  summary: commandTexts.unmute.summary,
  async execute(context, who) {
    const {id, name} = await conversationMeant(context, who, '/unmute <who>');
    await context.core.perform({type: 'mute', conversation: id, muted: false});
    context.view.notice(commandTexts.unmute.unmuted(name));
  },
});

/**
 * | typed | means |
 * |-|-|
 * | nothing, `off`, `always` | nothing of the open conversation |
 * | `bob`, `bob off`, `Carol Smith off` | nothing of theirs |
 * | `8h`, `bob 8h` | nothing for eight hours |
 * | `#garden mentions` | what mentions us there |
 * | `all`, `bob all` | everything |
 * | `"all"`, `"8h"` | nothing of somebody who is called so |
 */
function parseWish(text: string): Wish {
  const words = text.trim().split(/\s+/);
  const last = words.at(-1)?.toLowerCase() ?? '';
  const what = WORDS.get(last) ?? timeOf(last);
  const name = (what === null ? words : words.slice(0, -1)).join(' ');
  return {who: name === '' ? null : lastWho().parse(name), what: what ?? 'off'};
}

/** Null for a word that is no time. */
function timeOf(word: string): What | null {
  const seconds = parseDuration(word);
  if (seconds === 0) {
    throw new NatterError('COMMAND_USAGE', commandTexts.mute.noTime);
  }
  return seconds === null ? null : {seconds};
}

function wish(): Parameter<Wish> {
  return {...lastWho('conversation'), name: 'who|1h|mentions', choices: () => CHOICES, parse: parseWish};
}
