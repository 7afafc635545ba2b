import {joinSafe, safe, safeLine} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {relationOf} from './engine/describe.ts';

export const requests = defineCommand({
  name: 'requests',
  parameters: [],
  summary: 'Lists the people who ask to talk with you',
  async execute({core, view}) {
    const {peers} = await core.query({type: 'snapshot'});
    if (view.answer !== undefined) {
      view.answer({
        type: 'requests',
        peers: peers.filter(({relation}) => relation === 'request' || relation === 'alarmed'),
      });
      return;
    }
    const lines = peers
      .filter(peer => peer.relation === 'request')
      .map(peer => safe`${peer.name} (${safeLine(peer.id)}) from ${peer.address ?? safe`unknown`}`);
    const alarms = peers
      .filter(peer => peer.relation === 'alarmed')
      .map(
        peer =>
          safe`${peer.name} (${safeLine(peer.id)}) ${relationOf(peer)}: /verify it, then /trust or /block it`,
      );
    const how = safe`Answer with /accept <who> or /decline <who>.`;
    const asking = lines.length === 0 ? [safe`Nobody is asking.`] : [...lines, how];
    view.notice(joinSafe([...alarms, ...asking], safe`\n`));
  },
});
