import type {Action, ConversationId} from '../core/api/api.ts';
import type {SafeText} from '../lib/text/safe-text.ts';
import {roomTexts} from '../lib/texts/rooms.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho} from './engine/parameters.ts';
import {roomMeant} from './engine/rooms.ts';
import type {CommandDefinition, CompletionKind} from './engine/types.ts';

type OnMember = Extract<Action, {type: 'remove-member' | 'unban-member'}>;

export const kick = onMember('kick', roomTexts.commands.kick, {
  action: (room, who) => ({type: 'remove-member', room, who, isBan: false}),
  done: roomTexts.answers.removed,
  completes: 'member',
});

export const ban = onMember('ban', roomTexts.commands.ban, {
  action: (room, who) => ({type: 'remove-member', room, who, isBan: true}),
  done: roomTexts.answers.banned,
});

export const unban = onMember('unban', roomTexts.commands.unban, {
  action: (room, who) => ({type: 'unban-member', room, who}),
  done: roomTexts.answers.unbanned,
});

/** Creates a command that does something to somebody in the open room. */
function onMember(
  name: string,
  summary: string,
  {
    action,
    done,
    completes = 'who',
  }: {
    readonly action: (room: ConversationId, who: string) => OnMember;
    readonly done: (name: SafeText) => SafeText;
    readonly completes?: CompletionKind;
  },
): CommandDefinition {
  return defineCommand({
    name,
    parameters: [lastWho(completes)],
    summary,
    async execute(context, who) {
      const peer = await context.core.perform(action(await roomMeant(context, null), who));
      context.view.notice(done(peer.name));
    },
  });
}
