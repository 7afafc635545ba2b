import type {PeerView} from '../core/api/api.ts';
import {directWith} from '../lib/conversation.ts';
import {type SafeText, safeLine} from '../lib/text/safe-text.ts';
import {quoteStatus} from '../lib/text/status-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {describeDuration} from '../lib/time/duration.ts';
import {whoIsOpen} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {groupKey, labelled, localTime, relationOf} from './engine/describe.ts';
import {expiryOf} from './engine/expiry-of.ts';
import {lastWho, optional} from './engine/parameters.ts';

export const whois = defineCommand({
  name: 'whois',
  parameters: [optional(lastWho())],
  summary: commandTexts.whois.summary,
  async execute({core, view}, name) {
    const peer = await core.perform({type: 'resolve', who: name ?? whoIsOpen(view, '/whois <who>')});
    if (view.answer !== undefined) {
      const {conversations} = await core.query({type: 'snapshot'});
      view.answer({type: 'peer', peer, conversations});
      return;
    }
    const expiry = await expiryOf(core, directWith(peer.key));
    view.notice(
      labelled([
        [commandTexts.whois.name, peer.name],
        ...(peer.localName === null ? [] : [[commandTexts.whois.ownName, peer.ownName] as const]),
        [commandTexts.whois.id, safeLine(peer.id)],
        [commandTexts.whois.key, groupKey(peer.key)],
        [commandTexts.whois.relation, relationOf(peer)],
        [commandTexts.whois.verified, peer.verified ? commandTexts.whois.yes : commandTexts.whois.no],
        [commandTexts.whois.presence, safeLine(peer.presence)],
        ...(peer.status === null ? [] : [[commandTexts.whois.status, quoteStatus(peer.status)] as const]),
        [commandTexts.whois.address, peer.address ?? commandTexts.whois.unknown],
        [commandTexts.whois.path, peer.path === null ? commandTexts.whois.none : safeLine(peer.path)],
        [commandTexts.whois.lastSeen, lastSeen(peer)],
        [
          commandTexts.whois.messages,
          expiry === null ? commandTexts.whois.stay : commandTexts.whois.expiry(describeDuration(expiry)),
        ],
      ]),
    );
  },
});

function lastSeen(peer: PeerView): SafeText {
  if (peer.presence === 'online') {
    return commandTexts.whois.now;
  }
  return peer.lastSeen === 0 ? commandTexts.whois.never : localTime(peer.lastSeen);
}
