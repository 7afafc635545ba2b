import {safe, safeLine} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho} from './engine/parameters.ts';

export const block = defineCommand({
  name: 'block',
  aliases: ['ignore'],
  parameters: [lastWho()],
  summary: 'Hears nothing more from somebody, silently',
  async execute({core, view}, name) {
    const peer = await core.perform({type: 'block', who: name});
    view.notice(safe`${peer.name} is blocked. Take it back with /unblock ${safeLine(peer.id)}`);
  },
});
