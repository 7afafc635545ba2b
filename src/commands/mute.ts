import type {PeerView} from '../core/api/api.ts';
import {safe} from '../lib/text/safe-text.ts';
import {whoIsOpen} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho, optional} from './engine/parameters.ts';
import type {StayingContext} from './engine/types.ts';

export const mute = defineCommand({
  name: 'mute',
  parameters: [optional(lastWho())],
  summary: 'No notifications of a conversation',
  async execute(context, who) {
    const {name} = await change(context, who, true);
    context.view.notice(safe`You are not told any more when ${name} writes. /unmute takes it back.`);
  },
});

export const unmute = defineCommand({
  name: 'unmute',
  parameters: [optional(lastWho())],
  summary: 'Notifications of a conversation again',
  async execute(context, who) {
    const {name} = await change(context, who, false);
    context.view.notice(safe`You are told again when ${name} writes.`);
  },
});

async function change(
  {core, view}: Pick<StayingContext, 'core' | 'view'>,
  who: string | null,
  muted: boolean,
): Promise<PeerView> {
  const peer = await core.perform({type: 'resolve', who: who ?? whoIsOpen(view, '/mute <who>')});
  await core.perform({type: 'mute', conversation: peer.key, muted});
  return peer;
}
