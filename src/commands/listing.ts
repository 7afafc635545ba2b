import type {Listing} from '../core/api/api.ts';
import type {SafeText} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho, optional} from './engine/parameters.ts';
import {conversationMeant} from './engine/rooms.ts';

type Says = (name: SafeText) => SafeText;

export const pin = putting('pinned', {
  ...{name: 'pin', usage: '/pin <who>', summary: commandTexts.pin.summary},
  done: commandTexts.pin.done,
});

export const archive = putting('archived', {
  ...{name: 'archive', usage: '/archive <who>', summary: commandTexts.archive.summary},
  done: commandTexts.archive.done,
});

export const unpin = takingBack('pinned', {
  ...{name: 'unpin', usage: '/unpin <who>', summary: commandTexts.unpin.summary},
  ...{done: commandTexts.unpin.done, isNot: commandTexts.unpin.isNot},
});

export const unarchive = takingBack('archived', {
  ...{name: 'unarchive', usage: '/unarchive <who>', summary: commandTexts.unarchive.summary},
  ...{done: commandTexts.unarchive.done, isNot: commandTexts.unarchive.isNot},
});

type Words = {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly done: Says;
};

function putting(listing: Listing, {name, usage, summary, done}: Words) {
  return defineCommand({
    ...{name, summary},
    parameters: [optional(lastWho('conversation'))],
    async execute(context, who) {
      const {id: conversation, name: called} = await conversationMeant(context, who, usage);
      await context.core.perform({type: 'list', conversation, listing});
      context.view.notice(done(called));
    },
  });
}

/** Leaves a conversation alone that stands elsewhere: to unpin one must not bring it back from the archive. */
function takingBack(listing: Listing, words: Words & {readonly isNot: Says}) {
  const {name, usage, summary, done, isNot} = words;
  return defineCommand({
    ...{name, summary},
    parameters: [optional(lastWho('conversation'))],
    async execute(context, who) {
      const {core, view} = context;
      const {id: conversation, name: called} = await conversationMeant(context, who, usage);
      const {conversations} = await core.query({type: 'snapshot'});
      if (conversations.find(({id}) => id === conversation)?.listing !== listing) {
        view.notice(isNot(called));
        return;
      }
      await core.perform({type: 'list', conversation, listing: 'normal'});
      view.notice(done(called));
    },
  });
}
