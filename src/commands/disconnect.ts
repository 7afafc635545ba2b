import {joinSafe, safe} from '../lib/safe-text.ts';
import {defineCommand} from './define-command.ts';
import {lastWho, optional} from './parameters.ts';

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
