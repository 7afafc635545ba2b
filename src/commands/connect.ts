import {formatAddress} from '../lib/address.ts';
import {directWith} from '../lib/conversation.ts';
import {safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {address} from './engine/parameters.ts';

export const connect = defineCommand({
  name: 'connect',
  aliases: ['c'],
  parameters: [address()],
  summary: commandTexts.connect.summary,
  redirects: true,
  async execute({core, view}, target) {
    view.notice(commandTexts.connect.connecting(safeLine(formatAddress(target))));
    const peer = await core.perform({type: 'connect', address: target});
    view.open(directWith(peer.key));
    view.notice(
      peer.relation === 'asking'
        ? commandTexts.connect.connectedAsking(peer.name)
        : commandTexts.connect.connected(peer.name),
    );
  },
});
