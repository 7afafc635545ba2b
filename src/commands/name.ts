import {safe} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {optional, text, who} from './engine/parameters.ts';

export const name = defineCommand({
  name: 'name',
  aliases: ['alias'],
  parameters: [who(), optional(text('name', 'none'))],
  summary: 'Gives somebody a name that only you see',
  async execute({core, view}, person, chosen) {
    const peer = await core.perform({type: 'name-peer', who: person, name: chosen});
    view.notice(
      peer.localName === null
        ? safe`${peer.name} is shown under their own name.`
        : safe`You call ${peer.ownName} ${peer.localName} now. Only you see that.`,
    );
  },
});
