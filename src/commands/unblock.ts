import {safe} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {relationOf} from './engine/describe.ts';
import {lastWho} from './engine/parameters.ts';

export const unblock = defineCommand({
  name: 'unblock',
  aliases: ['unignore'],
  parameters: [lastWho()],
  summary: 'Takes a block back',
  async execute({core, view}, name) {
    const peer = await core.perform({type: 'unblock', who: name});
    view.notice(safe`${peer.name} is not blocked any more: ${relationOf(peer)}.`);
  },
});
