import {roomTexts} from '../lib/texts/rooms.ts';
import {defineCommand} from './engine/define-command.ts';
import {optional, text} from './engine/parameters.ts';
import {roomMeant} from './engine/rooms.ts';

export const topic = defineCommand({
  name: 'topic',
  parameters: [optional(text('topic'))],
  summary: roomTexts.commands.topic,
  async execute(context, words) {
    const room = await roomMeant(context, null);
    await context.core.perform({type: 'set-room', room, setting: 'topic', value: words ?? ''});
  },
});
