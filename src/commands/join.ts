import {NatterError} from '../lib/errors.ts';
import {safe, safeLine} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {text} from './engine/parameters.ts';

export const join = defineCommand({
  name: 'join',
  parameters: [text('link or words', 'none')],
  summary: 'Uses an invite that somebody gave you',
  redirects: true,
  async execute({core, view}, invite) {
    if (invite.startsWith('#')) {
      throw new NatterError(
        'COMMAND_USAGE',
        'There are no rooms: every conversation is between two. /join takes an invite link, or five words.',
      );
    }
    view.notice(safe`Looking for whoever invited you …`);
    const peer = await core.perform({type: 'join', invite});
    view.open(peer.key);
    if (peer.relation !== 'contact') {
      view.notice(
        safe`${peer.name} was reached, but has not let you in yet. What you write waits until then.`,
      );
      return;
    }
    view.notice(
      safe`You and ${peer.name} can talk. To be sure that nobody is between you: /verify ${safeLine(peer.id)}`,
    );
  },
});
