import type {HintName} from '../hints.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {textGroups} from './text-groups.ts';

/** A hint of the screen: what it says, given the keys of some actions in their order. */
type KeyHint = {readonly keys: readonly string[]; readonly text: (...keys: readonly string[]) => string};

/** What is told of a feature when it is first met: one row of 44 columns, or one sentence. */
export const hintTexts = textGroups({
  screen: (): Readonly<Record<HintName, KeyHint>> => ({
    unread: {keys: ['conversation-unread'], text: key => `${key} opens what is unread`},
    request: {keys: ['conversation-unread'], text: key => `${key} opens the request: you decide`},
    mention: {keys: ['conversation-mention'], text: key => `${key} goes to where you are named`},
    reply: {
      keys: ['message-up', 'message-reply'],
      text: (up, reply) => `${up} chooses a message, ${reply} replies`,
    },
    reaction: {
      keys: ['message-up', 'message-react'],
      text: (up, react) => `${up}, then ${react} reacts to a message`,
    },
    link: {keys: ['message-up', 'message-open'], text: (up, open) => `${up}, then ${open} opens a link`},
    expiry: {keys: [], text: () => '/expire says when messages disappear'},
    waiting: {keys: [], text: () => '… waits here, and goes out when they are on'},
    verify: {keys: [], text: () => 'Is it really them? /verify compares words'},
    room: {keys: [], text: () => '/members tells who is here, @name calls one'},
    list: {
      keys: ['history-search', 'edit-last'],
      text: (recall, edit) => `${recall} old lines, ${edit} edits your last one`,
    },
    scroll: {
      keys: ['scroll-bottom', 'first-unread'],
      text: (end, first) => `${end} goes to the end, ${first} to new ones`,
    },
    search: {keys: [], text: () => 'Tab: only here. "Two words" stand together'},
    draft: {keys: [], text: () => '✎ in the list: a text that was not sent yet'},
  }),
  plain: (): Readonly<Record<HintName, SafeText | null>> => ({
    unread: safe`Hint: /query and a name opens a conversation and reads what is unread.`,
    request: safe`Hint: /requests lists who asks to talk; /accept, /decline and /block answer them.`,
    mention: safe`Hint: /query and the name of the room reads where you are named.`,
    reply: safe`Hint: /reply and a text replies to the latest message.`,
    reaction: safe`Hint: /react and an emoji reacts to the latest message.`,
    link: null,
    expiry: safe`Hint: /expire alone says when messages disappear.`,
    waiting: null, // it is said each time
    verify: safe`Hint: /verify reads words to compare, so that you know who it is.`,
    room: safe`Hint: /members tells who is in the room; @ and a name calls one of them.`,
    list: null,
    scroll: null,
    search: safe`Hint: words in quotes must be next to each other; @ and a name searches with one person.`,
    draft: null,
  }),
});
