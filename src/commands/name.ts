import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {optional, text, who} from './engine/parameters.ts';

export const name = defineCommand({
  name: 'name',
  aliases: ['alias'],
  parameters: [who(), optional(text('name', 'none'))],
  summary: commandTexts.name.summary,
  async execute({core, view}, person, chosen) {
    const peer = await core.perform({type: 'name-peer', who: person, name: chosen});
    view.notice(
      peer.localName === null
        ? commandTexts.name.ownName(peer.name)
        : commandTexts.name.localName(peer.ownName, peer.localName),
    );
  },
});
