import type {PeerView, Snapshot} from '../../core/api/api.ts';
import {type SafeText, safeLine} from '../../lib/text/safe-text.ts';
import {spokenName} from '../../lib/text/spoken-name.ts';
import {commandTexts} from '../../lib/texts/commands.ts';
import {roomTexts} from '../../lib/texts/rooms.ts';
import {relationOf} from './describe.ts';

/** What wants something of the user, a sentence each, in the order of the status line: alarms, requests, what is unread. */
export function newsSentences({peers, conversations}: Pick<Snapshot, 'peers' | 'conversations'>): SafeText[] {
  const are = (relation: PeerView['relation']) => peers.filter(peer => peer.relation === relation);
  const names = new Map(peers.map(peer => [peer.key, spokenName(peer.name)]));
  const unread = conversations
    .filter(view => view.unread > 0 && !view.muted && view.listing !== 'archived')
    .flatMap(({participants: [partner], room, unread: count}) => {
      if (room !== null) {
        return [commandTexts.news.unreadIn(count, spokenName(roomTexts.names.withSign(room.name)))];
      }
      const name = partner && names.get(partner);
      return name === undefined ? [] : [commandTexts.news.unread(count, name)];
    });
  return [
    ...are('alarmed').map(peer =>
      commandTexts.news.alarm(
        commandTexts.requests.alarmed(spokenName(peer.name), safeLine(peer.id), relationOf(peer)),
      ),
    ),
    ...are('request').map(peer => commandTexts.news.request(spokenName(peer.name), safeLine(peer.id))),
    ...unread,
  ];
}
