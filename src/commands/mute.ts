import {NatterError} from '../lib/errors.ts';
import type {SafeText} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho, optional} from './engine/parameters.ts';
import {conversationNamed} from './engine/rooms.ts';
import type {StayingContext} from './engine/types.ts';

export const mute = defineCommand({
  name: 'mute',
  parameters: [optional(lastWho())],
  summary: commandTexts.mute.summary,
  async execute(context, who) {
    const name = await change(context, who, true);
    context.view.notice(commandTexts.mute.muted(name));
  },
});

export const unmute = defineCommand({
  name: 'unmute',
  parameters: [optional(lastWho())],
  summary: commandTexts.unmute.summary,
  async execute(context, who) {
    const name = await change(context, who, false);
    context.view.notice(commandTexts.unmute.unmuted(name));
  },
});

/** Answers with what the conversation is called that it changed: the named one, or else the open one. */
async function change(
  {core, view}: Pick<StayingContext, 'core' | 'view'>,
  who: string | null,
  muted: boolean,
): Promise<SafeText> {
  const word = who ?? view.current();
  if (word === null) {
    throw new NatterError('NO_CONVERSATION', commandTexts.conversations.noneOpen('/mute <who>'));
  }
  const {id: conversation, name} = await conversationNamed(core, word);
  await core.perform({type: 'mute', conversation, muted});
  return name;
}
