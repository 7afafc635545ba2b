import {safe} from '../lib/text/safe-text.ts';
import {roomTexts} from '../lib/texts/rooms.ts';
import {defineCommand} from './engine/define-command.ts';
import {optional} from './engine/parameters.ts';
import {aRoom, roomMeant} from './engine/rooms.ts';

export const leave = defineCommand({
  name: 'leave',
  parameters: [optional(aRoom())],
  summary: roomTexts.commands.leave,
  async execute(context, word) {
    const {room} = await context.core.perform({type: 'leave-room', room: await roomMeant(context, word)});
    context.view.notice(roomTexts.answers.left(roomTexts.names.withSign(room?.name ?? safe``)));
  },
});
