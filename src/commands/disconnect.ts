import {joinSafe, safe} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho, optional} from './engine/parameters.ts';

export const disconnect = defineCommand({
  name: 'disconnect',
  parameters: [optional(lastWho('online'))],
  summary: 'Ends a connection: the one named, or the open one',
  async execute({core, view}, who) {
    const gone = await core.perform({type: 'disconnect', who: who ?? view.current()});
    const names = gone.map(peer => peer.name);
    view.notice(
      names.length === 0
        ? safe`Nobody was connected.`
        : safe`Disconnected from ${joinSafe(names, safe`, `)}.`,
    );
  },
});
