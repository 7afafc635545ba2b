import {type SafeText, safe} from '../text/safe-text.ts';
import {textGroups} from './text-groups.ts';

/** What plain mode says. */
export const plainTexts = textGroups({
  start: () => ({
    askName: safe`What name should others see? Type it, or an empty line to be called`,
    named: (name: SafeText) => safe`You are now called ${name}.`,
    passphraseAgain: 'Passphrase: ',
    passphrase: 'Wrong passphrase. Try again: ',
    needsPassphrase: 'This profile opens only with its passphrase.',
    self: (name: SafeText) => safe`You are ${name}.`,
    noContacts: safe`You have no contacts yet. To connect to someone, type /connect and their address.`,
    howToTalk: safe`To talk to someone, type /query and a name.`,
    help: safe`Type /help for all commands.`,
    noPort: safe`Nobody can connect to you: no port is open.`,
    reachable: (address: SafeText) => safe`People can reach you at ${address}.`,
  }),
  deletions: () => ({
    held: (text: SafeText) => safe`Deleting "${text}" in five seconds. Type /undo to keep it.`,
    undone: (text: SafeText) => safe`"${text}" is kept.`,
    made: safe`Deleted.`,
  }),
  delivery: () => ({
    notYet: (name: SafeText) => safe`Not delivered to ${name} yet. It is kept until it can be.`,
    waits: (name: SafeText, reach: SafeText) =>
      safe`${name} is ${reach}. Your messages are kept and delivered later.`,
    oneMessage: safe`1 message was`,
    messages: (count: number) => safe`${count} messages were`,
    delivered: (what: SafeText, name: SafeText) => safe`${what} delivered to ${name}.`,
    read: (name: SafeText) => safe`${name} has read your messages.`,
    notReady: safe`not ready to talk yet`,
  }),
  entries: () => ({
    deleted: (author: SafeText) => safe`${author} deleted a message.`,
    unreacted: (name: SafeText, quote: SafeText) => safe`${name} removed a reaction${quote}.`,
    reactedTo: (name: SafeText, emoji: SafeText, quote: SafeText) => safe`${name} reacted ${emoji}${quote}.`,
    edited: safe`, edited`,
    notDelivered: safe`, not delivered yet`,
    replying: (name: SafeText, quote: SafeText) => safe`, replying to ${name}${quote}`,
    quote: (text: SafeText) => safe` on "${text}"`,
    endOfCode: safe`end of code`,
    reacted: (name: SafeText, emoji: SafeText) => safe`${name} reacted ${emoji}.`,
  }),
  paste: () => ({
    dropped: safe`The paste was dropped.`,
    tooLong: safe`That paste is too long: none of it was used.`,
    lines: (count: number) =>
      safe`A paste of ${count} lines. Enter sends it as one message, Control C drops it.`,
  }),
  people: () => ({
    online: (name: SafeText) => safe`${name} is online.`,
    accepted: (name: SafeText) => safe`${name} accepted. You can talk now.`,
    declined: (name: SafeText) => safe`${name} declined to talk.`,
    unread: (unread: number) => safe` ${unread} unread.`,
    room: (name: SafeText, news: SafeText) => safe`Room ${name}.${news}`,
    conversation: (name: SafeText, presence: SafeText, news: SafeText) =>
      safe`Conversation with ${name}, ${presence}.${news}`,
  }),
  errors: () => ({
    error: (message: SafeText) => safe`Error: ${message}`,
    ended: (message: SafeText) => safe`natter ended: ${message}`,
    cannotBeShown: (name: SafeText, why: SafeText) =>
      safe`${name} sent something that cannot be shown. ${why}`,
    notDone: safe`Not done`,
    notSent: safe`Not sent`,
    failedBefore: (what: SafeText, failed: SafeText, text: SafeText) =>
      safe`${what}, since ${failed} before it failed: ${text}`,
    quitAgain: safe`Press Control C again to quit.`,
  }),
  expiry: () => ({
    oneDisappeared: safe`1 message disappeared.`,
    disappeared: (count: number) => safe`${count} messages disappeared.`,
    off: (name: SafeText) => safe`New messages with ${name} do not disappear.`,
    on: (name: SafeText, time: SafeText) => safe`New messages with ${name} disappear after ${time}.`,
  }),
  prompt: () => ({
    sent: (name: SafeText, text: SafeText) => safe`to ${name}: ${text}`,
    to: (name: SafeText) => safe`to ${name}: `,
  }),
  days: () => ({
    today: safe`Today.`,
  }),
});
