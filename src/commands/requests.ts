import {joinSafe, safe, safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {relationOf} from './engine/describe.ts';

export const requests = defineCommand({
  name: 'requests',
  parameters: [],
  summary: commandTexts.requests.summary,
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
      .map(peer =>
        commandTexts.requests.request(
          peer.name,
          safeLine(peer.id),
          peer.address ?? commandTexts.whois.unknown,
        ),
      );
    const alarms = peers
      .filter(peer => peer.relation === 'alarmed')
      .map(peer => commandTexts.requests.alarmed(peer.name, safeLine(peer.id), relationOf(peer)));
    const how = commandTexts.requests.howToAnswer;
    const asking = lines.length === 0 ? [commandTexts.requests.none] : [...lines, how];
    view.notice(joinSafe([...alarms, ...asking], safe`\n`));
  },
});
