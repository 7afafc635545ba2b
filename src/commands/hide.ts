import {roomTexts} from '../lib/texts/rooms.ts';
import {defineCommand} from './engine/define-command.ts';
import {newestMessage} from './engine/newest-message.ts';
import {messageId} from './engine/parameters.ts';
import {roomMeant} from './engine/rooms.ts';

/** Takes a message of somebody else out of sight: the newest one without an id. */
export const hide = defineCommand({
  name: 'hide',
  parameters: [messageId()],
  summary: roomTexts.commands.hide,
  async execute(context, id) {
    const conversation = await roomMeant(context, null);
    const entry = id ?? (await newestMessage(context.core, conversation, 'theirs'));
    await context.core.perform({type: 'hide', conversation, entry});
    context.view.notice(roomTexts.answers.hidden);
  },
});
