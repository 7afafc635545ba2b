import {joinSafe, safe, safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';

export const ip = defineCommand({
  name: 'ip',
  parameters: [],
  summary: commandTexts.ip.summary,
  async execute({core, view}) {
    const {self} = await core.query({type: 'snapshot'});
    if (self.listening === null) {
      view.notice(commandTexts.ip.closed);
    } else if (self.reachableAt.length === 0) {
      view.notice(commandTexts.ip.none);
    } else {
      view.notice(joinSafe(self.reachableAt.map(safeLine), safe`\n`));
    }
  },
});
