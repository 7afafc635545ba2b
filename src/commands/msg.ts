import {directWith} from '../lib/conversation.ts';
import {excerpt} from '../lib/text/excerpt.ts';
import {safeText} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {text, who} from './engine/parameters.ts';
import {roomNamed} from './engine/rooms.ts';

export const msg = defineCommand({
  name: 'msg',
  aliases: ['m', 'send'],
  parameters: [who(), text()],
  summary: commandTexts.msg.summary,
  async execute({core, view}, name, words) {
    if (name.startsWith('#')) {
      const {id: conversation} = await roomNamed(core, name);
      await core.perform({type: 'say', conversation, kind: 'text', text: words});
      return;
    }
    const peer = await core.perform({type: 'resolve', who: name});
    const conversation = directWith(peer.key);
    await core.perform({type: 'say', conversation, kind: 'text', text: words});
    if (conversation !== view.current()) {
      view.echo?.(commandTexts.msg.sent(peer.name, excerpt(safeText(words))));
    }
  },
});
