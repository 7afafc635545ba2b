import type {MemberView} from '../core/api/api.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../lib/text/safe-text.ts';
import {roomTexts} from '../lib/texts/rooms.ts';
import {defineCommand} from './engine/define-command.ts';
import {optional} from './engine/parameters.ts';
import {aRoom, roomMeant} from './engine/rooms.ts';

export const members = defineCommand({
  name: 'members',
  parameters: [optional(aRoom())],
  summary: roomTexts.commands.members,
  async execute(context, word) {
    const room = await roomMeant(context, word);
    const all = await context.core.query({type: 'members', room});
    const {conversations} = await context.core.query({type: 'snapshot'});
    const level = conversations.find(({id}) => id === room)?.room?.level ?? null;
    const own = level === null ? [] : [roomTexts.answers.you(safeLine(level))];
    const lines = [...own, ...all.map(lineOf)];
    context.view.notice(joinSafe(lines, safe`\n`));
  },
});

function lineOf({peer, level, isHere, hasFork}: MemberView): SafeText {
  const marks = [
    safeLine(level),
    isHere ? roomTexts.answers.here : roomTexts.answers.away,
    ...(hasFork ? [roomTexts.answers.fork] : []),
  ];
  return safe`${peer.name} (${safeLine(peer.id)}): ${joinSafe(marks, safe`, `)}`;
}
