import {directWith} from '../lib/conversation.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho} from './engine/parameters.ts';
import {roomNamed} from './engine/rooms.ts';

export const query = defineCommand({
  name: 'query',
  aliases: ['q'],
  parameters: [lastWho()],
  summary: commandTexts.query.summary,
  redirects: true,
  async execute({core, view}, name) {
    if (name.startsWith('#')) {
      view.open((await roomNamed(core, name)).id);
      return;
    }
    const peer = await core.perform({type: 'resolve', who: name});
    view.open(directWith(peer.key));
  },
});
