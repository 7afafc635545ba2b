import {formatAddress} from '../lib/address.ts';
import {safe, safeLine} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {address} from './engine/parameters.ts';

export const connect = defineCommand({
  name: 'connect',
  aliases: ['c'],
  parameters: [address()],
  summary: 'Dials somebody and opens the conversation',
  redirects: true,
  async execute({core, view}, target) {
    view.notice(safe`Dialling ${safeLine(formatAddress(target))} …`);
    const peer = await core.perform({type: 'connect', address: target});
    view.open(peer.key);
    view.notice(
      peer.relation === 'asking'
        ? safe`Connected to ${peer.name}, who has not accepted you yet. What you write waits until then.`
        : safe`Connected to ${peer.name}.`,
    );
  },
});
