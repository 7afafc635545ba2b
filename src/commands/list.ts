import type {ConversationView, PeerView} from '../core/api/api.ts';
import {directWith} from '../lib/conversation.ts';
import {roomWord} from '../lib/room-names.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../lib/text/safe-text.ts';
import {quoteStatus} from '../lib/text/status-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {byPresence} from './engine/by-presence.ts';
import {defineCommand} from './engine/define-command.ts';
import {localTime, relationOf} from './engine/describe.ts';

export const list = defineCommand({
  name: 'list',
  aliases: ['peers'],
  parameters: [],
  summary: commandTexts.list.summary,
  async execute({core, view}) {
    const {peers, conversations} = await core.query({type: 'snapshot'});
    const shown = peers
      .filter(peer => peer.relation !== 'declined' && peer.relation !== 'member')
      .sort(byPresence);
    if (view.answer !== undefined) {
      view.answer({type: 'peers', peers: shown, conversations});
      return;
    }
    const unread = new Map(conversations.map(conversation => [conversation.id, conversation]));
    const rooms = conversations.filter(({room}) => room !== null && room.state !== 'left');
    const lines = [
      ...shown.map(peer => describe(peer, unread.get(directWith(peer.key)))),
      ...rooms.map(room => describeRoom(room, conversations)),
    ];
    const nobody = commandTexts.list.empty;
    view.notice(lines.length === 0 ? nobody : joinSafe(lines, safe`\n`));
  },
});

function describeRoom(room: ConversationView, all: readonly ConversationView[]): SafeText {
  const count =
    room.room?.state === 'invited'
      ? commandTexts.list.invited
      : commandTexts.list.members(room.participants.length + 1);
  return joinSafe([roomWord(room, all), count, ...standingOf(room)], safe`, `);
}

function describe(peer: PeerView, conversation: ConversationView | undefined): SafeText {
  const facts = [safe`${peer.name} (${safeLine(peer.id)})`, presenceOf(peer)];
  if (peer.status !== null) {
    facts.push(quoteStatus(peer.status));
  }
  if (peer.relation !== 'contact') {
    facts.push(relationOf(peer));
  }
  return joinSafe([...facts, ...(conversation === undefined ? [] : standingOf(conversation))], safe`, `);
}

/** Since when somebody is away, as far as it was seen here: nobody tells anybody. */
function presenceOf({presence, lastSeen}: PeerView): SafeText {
  return presence === 'offline' && lastSeen > 0
    ? commandTexts.list.offlineSince(localTime(lastSeen))
    : safeLine(presence);
}

/** What a list says of any conversation, where there is something to say. */
function standingOf({unread, muted, mutedUntil, listing}: ConversationView): readonly SafeText[] {
  return [
    ...(unread === 0 ? [] : [commandTexts.list.unread(unread)]),
    ...(listing === 'normal' ? [] : [commandTexts.list[listing]]),
    ...(muted
      ? [mutedUntil === null ? commandTexts.list.muted : commandTexts.list.mutedUntil(localTime(mutedUntil))]
      : []),
  ];
}
