import {isRoom} from '../lib/conversation.ts';
import {NatterError} from '../lib/errors.ts';
import type {SafeText} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho, optional} from './engine/parameters.ts';
import {conversationNamed} from './engine/rooms.ts';
import type {Parameter, StayingContext} from './engine/types.ts';

const WHAT = ['all', 'mentions', 'off'] as const;

/** What the user wants to be told of: everything, what mentions them, or nothing. */
type What = (typeof WHAT)[number];

/** Whose conversation is meant (null: the open one), and what of it. */
type Wish = {readonly who: string | null; readonly what: What};

export const mute = defineCommand({
  name: 'mute',
  parameters: [optional(wish())],
  summary: commandTexts.mute.summary,
  async execute(context, wanted) {
    const {who, what} = wanted ?? {who: null, what: 'off'};
    const {id, name} = await meant(context, who);
    switch (what) {
      case 'off':
        await context.core.perform({type: 'mute', conversation: id, muted: true});
        break;
      case 'mentions':
        if (!isRoom(id)) {
          throw new NatterError('COMMAND_USAGE', commandTexts.mute.noMentions);
        }
        await context.core.perform({type: 'notify', room: id, what});
        break;
      case 'all':
        await context.core.perform(
          isRoom(id) ? {type: 'notify', room: id, what} : {type: 'mute', conversation: id, muted: false},
        );
    }
    context.view.notice(ANSWERS[what](name));
  },
});

const ANSWERS: {readonly [W in What]: (name: SafeText) => SafeText} = {
  off: commandTexts.mute.muted,
  mentions: commandTexts.mute.mentions,
  all: commandTexts.mute.all,
};

export const unmute = defineCommand({
  name: 'unmute',
  parameters: [optional(lastWho('conversation'))],
  summary: commandTexts.unmute.summary,
  async execute(context, who) {
    const {id, name} = await meant(context, who);
    await context.core.perform({type: 'mute', conversation: id, muted: false});
    context.view.notice(commandTexts.unmute.unmuted(name));
  },
});

/** The named conversation, or else the open one. */
function meant({core, view}: Pick<StayingContext, 'core' | 'view'>, who: string | null) {
  const word = who ?? view.current();
  if (word === null) {
    throw new NatterError('NO_CONVERSATION', commandTexts.conversations.noneOpen('/mute <who>'));
  }
  return conversationNamed(core, word);
}

/**
 * | typed | means |
 * |-|-|
 * | nothing, `off` | nothing of the open conversation |
 * | `bob`, `bob off`, `Carol Smith off` | nothing of theirs |
 * | `#garden mentions` | what mentions us there |
 * | `all`, `bob all` | everything |
 * | `"all"` | nothing of somebody who is called so |
 */
function parseWish(text: string): Wish {
  const words = text.trim().split(/\s+/);
  const what = WHAT.find(known => known === words.at(-1)?.toLowerCase());
  const name = (what === undefined ? words : words.slice(0, -1)).join(' ');
  return {who: name === '' ? null : lastWho().parse(name), what: what ?? 'off'};
}

function wish(): Parameter<Wish> {
  return {...lastWho('conversation'), name: 'who|mentions', choices: () => WHAT, parse: parseWish};
}
