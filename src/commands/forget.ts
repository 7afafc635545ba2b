import {safe, safeLine} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {confirmation, optional, who} from './engine/parameters.ts';

export const forget = defineCommand({
  name: 'forget',
  parameters: [who(), optional(confirmation())],
  summary: 'With yes: deletes somebody and all that was said',
  async execute({core, view}, name, isMeant) {
    if (isMeant !== null) {
      const gone = await core.perform({type: 'forget', who: name});
      view.notice(safe`${gone.name} and all that was said is deleted here. The other side keeps its copy.`);
      return;
    }
    const peer = await core.perform({type: 'resolve', who: name});
    view.notice(
      safe`This deletes ${peer.name} and all that was said, for good. To do it: /forget ${safeLine(peer.id)} yes`,
    );
  },
});
