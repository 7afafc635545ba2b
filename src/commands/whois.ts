import type {PeerView} from '../core/api/api.ts';
import {type SafeText, safe, safeLine} from '../lib/text/safe-text.ts';
import {describeDuration} from '../lib/time/duration.ts';
import {whoIsOpen} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {groupKey, labelled, localTime, relationOf} from './engine/describe.ts';
import {expiryOf} from './engine/expiry-of.ts';
import {lastWho, optional} from './engine/parameters.ts';

export const whois = defineCommand({
  name: 'whois',
  parameters: [optional(lastWho())],
  summary: 'Shows all that is known about somebody',
  async execute({core, view}, name) {
    const peer = await core.perform({type: 'resolve', who: name ?? whoIsOpen(view, '/whois <who>')});
    if (view.answer !== undefined) {
      const {conversations} = await core.query({type: 'snapshot'});
      view.answer({type: 'peer', peer, conversations});
      return;
    }
    const expiry = await expiryOf(core, peer.key);
    view.notice(
      labelled([
        ['name', peer.name],
        ...(peer.localName === null ? [] : [['own name', peer.ownName] as const]),
        ['id', safeLine(peer.id)],
        ['key', groupKey(peer.key)],
        ['relation', relationOf(peer)],
        ['verified', peer.verified ? safe`yes` : safe`no`],
        ['presence', safeLine(peer.presence)],
        ['address', peer.address ?? safe`unknown`],
        ['path', peer.path === null ? safe`none` : safeLine(peer.path)],
        ['last seen', lastSeen(peer)],
        ['messages', expiry === null ? safe`stay` : safe`disappear after ${describeDuration(expiry)}`],
      ]),
    );
  },
});

function lastSeen(peer: PeerView): SafeText {
  if (peer.presence === 'online') {
    return safe`now`;
  }
  return peer.lastSeen === 0 ? safe`never` : localTime(peer.lastSeen);
}
