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
  redirects: true,
  async execute({core, view}, word) {
    const room = await roomMeant({core, view}, word);
    const all = await core.query({type: 'members', room});
    if (view.showMembers !== undefined) {
      view.open(room);
      view.showMembers(
        room,
        all.filter(({hasFork}) => hasFork).map(({peer}) => peer.key),
      );
      return;
    }
    const {conversations} = await core.query({type: 'snapshot'});
    const level = conversations.find(({id}) => id === room)?.room?.level ?? null;
    const own = level === null ? [] : [roomTexts.answers.you(safeLine(level))];
    view.notice(joinSafe([...own, ...all.map(lineOf)], safe`\n`));
  },
});

function lineOf({peer, level, isHere, hasFork}: MemberView): SafeText {
  const marks = [
    safeLine(level),
    isHere ? roomTexts.answers.here : roomTexts.answers.away,
    safeLine(roomTexts.page.relation[peer.relation]),
    ...(hasFork ? [roomTexts.answers.fork] : []),
  ];
  return safe`${peer.name} (${safeLine(peer.id)}): ${joinSafe(marks, safe`, `)}`;
}
