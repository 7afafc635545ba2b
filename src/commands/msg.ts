import {excerpt} from '../lib/text/excerpt.ts';
import {safeText} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {text, who} from './engine/parameters.ts';
import {conversationNamed} from './engine/rooms.ts';

export const msg = defineCommand({
  name: 'msg',
  aliases: ['m', 'send'],
  parameters: [who('conversation'), text()],
  summary: commandTexts.msg.summary,
  async execute({core, view}, name, words) {
    const meant = await conversationNamed(core, name);
    await core.perform({type: 'say', conversation: meant.id, kind: 'text', text: words});
    if (meant.id !== view.current()) {
      view.echo?.(commandTexts.msg.sent(meant.name, excerpt(safeText(words))));
    }
  },
});
