import {joinSafe, safe, safeLine} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';

export const ip = defineCommand({
  name: 'ip',
  parameters: [],
  summary: 'Shows the addresses others can dial you at',
  async execute({core, view}) {
    const {self} = await core.query({type: 'snapshot'});
    if (self.listening === null) {
      view.notice(safe`The port is not open, so nobody can dial you. You can still /connect to others.`);
    } else if (self.reachableAt.length === 0) {
      view.notice(safe`This machine has no address that others could dial.`);
    } else {
      view.notice(joinSafe(self.reachableAt.map(safeLine), safe`\n`));
    }
  },
});
