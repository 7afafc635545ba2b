import {joinSafe, safe} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho, optional} from './engine/parameters.ts';

export const disconnect = defineCommand({
  name: 'disconnect',
  parameters: [optional(lastWho('online'))],
  summary: commandTexts.disconnect.summary,
  async execute({core, view}, who) {
    const gone = await core.perform({type: 'disconnect', who: who ?? view.current()});
    const names = gone.map(peer => peer.name);
    view.notice(
      names.length === 0
        ? commandTexts.disconnect.nobody
        : commandTexts.disconnect.disconnected(joinSafe(names, safe`, `)),
    );
  },
});
