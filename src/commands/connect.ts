import {formatAddress} from '../lib/address.ts';
import {safe, safeLine} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {address} from './engine/parameters.ts';

export const connect = defineCommand({
  name: 'connect',
  aliases: ['c'],
  parameters: [address()],
  summary: 'Dials somebody and opens the conversation',
  async execute({core, view}, target) {
    const before = view.current();
    view.notice(safe`Dialling ${safeLine(formatAddress(target))} …`);
    const peer = await core.perform({type: 'connect', address: target});
    if (view.current() === before) {
      view.open(peer.key); // unless the user went elsewhere while it rang: what is typed must not go astray
    }
    view.notice(
      peer.relation === 'asking'
        ? safe`Connected to ${peer.name}, who has not accepted you yet. What you write waits until then.`
        : safe`Connected to ${peer.name}.`,
    );
  },
});
