import type {PeerView} from '../core/api/api.ts';
import {directWith} from '../lib/conversation.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {whoIsOpen} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho, optional} from './engine/parameters.ts';
import type {StayingContext} from './engine/types.ts';

export const mute = defineCommand({
  name: 'mute',
  parameters: [optional(lastWho())],
  summary: commandTexts.mute.summary,
  async execute(context, who) {
    const {name} = await change(context, who, true);
    context.view.notice(commandTexts.mute.muted(name));
  },
});

export const unmute = defineCommand({
  name: 'unmute',
  parameters: [optional(lastWho())],
  summary: commandTexts.unmute.summary,
  async execute(context, who) {
    const {name} = await change(context, who, false);
    context.view.notice(commandTexts.unmute.unmuted(name));
  },
});

async function change(
  {core, view}: Pick<StayingContext, 'core' | 'view'>,
  who: string | null,
  muted: boolean,
): Promise<PeerView> {
  const peer = await core.perform({type: 'resolve', who: who ?? whoIsOpen(view, '/mute <who>')});
  await core.perform({type: 'mute', conversation: directWith(peer.key), muted});
  return peer;
}
