import {glance} from '../lib/glance.ts';
import {safe, safeText} from '../lib/safe-text.ts';
import {defineCommand} from './define-command.ts';
import {text, who} from './parameters.ts';

export const msg = defineCommand({
  name: 'msg',
  aliases: ['m', 'send'],
  parameters: [who(), text()],
  summary: 'Sends a message to somebody',
  async execute({core, view}, name, words) {
    const peer = await core.perform({type: 'resolve', who: name});
    await core.perform({type: 'say', conversation: peer.key, kind: 'text', text: words});
    if (peer.key !== view.current()) {
      view.echo?.(safe`To ${peer.name}: ${glance(safeText(words))}`);
    }
  },
});
