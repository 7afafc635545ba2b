import type {Listing} from '../core/api/api.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho, optional} from './engine/parameters.ts';
import {conversationMeant} from './engine/rooms.ts';

export const pin = putting('pin', 'pinned');
export const unpin = takingBack('unpin', 'pinned');
export const archive = putting('archive', 'archived');
export const unarchive = takingBack('unarchive', 'archived');

function putting(name: 'pin' | 'archive', listing: Listing) {
  return defineCommand({
    name,
    parameters: [optional(lastWho('conversation'))],
    summary: commandTexts[name].summary,
    async execute(context, who) {
      const {id: conversation, name: called} = await conversationMeant(context, who, `/${name} <who>`);
      await context.core.perform({type: 'list', conversation, listing});
      context.view.notice(commandTexts[name].done(called));
    },
  });
}

/** Leaves a conversation alone that stands elsewhere: to unpin one must not bring it back from the archive. */
function takingBack(name: 'unpin' | 'unarchive', listing: Listing) {
  return defineCommand({
    name,
    parameters: [optional(lastWho('conversation'))],
    summary: commandTexts[name].summary,
    async execute(context, who) {
      const {core, view} = context;
      const {id: conversation, name: called} = await conversationMeant(context, who, `/${name} <who>`);
      const {conversations} = await core.query({type: 'snapshot'});
      if (conversations.find(({id}) => id === conversation)?.listing !== listing) {
        view.notice(commandTexts[name].isNot(called));
        return;
      }
      await core.perform({type: 'list', conversation, listing: 'normal'});
      view.notice(commandTexts[name].done(called));
    },
  });
}
