import {roomTexts} from '../lib/texts/rooms.ts';
import {defineCommand} from './engine/define-command.ts';
import {optional} from './engine/parameters.ts';
import {aRoom, namedRoomMeant} from './engine/rooms.ts';

export const leave = defineCommand({
  name: 'leave',
  parameters: [optional(aRoom())],
  summary: roomTexts.commands.leave,
  async execute(context, word) {
    const {id, name} = await namedRoomMeant(context, word);
    await context.core.perform({type: 'leave-room', room: id});
    context.view.notice(roomTexts.answers.left(name));
  },
});
