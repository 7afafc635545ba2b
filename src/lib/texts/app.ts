import {type SafeText, safe} from '../text/safe-text.ts';
import {textGroups} from './text-groups.ts';

/** What the screen's surroundings say: notifications, the editor, details. */
export const appTexts = textGroups({
  screen: () => ({
    deleteLapsed: safe`Nothing was deleted: you went on to something else. Enter /delete again.`,
    longAnswer: (first: SafeText) => safe`${first} … /natter shows all of it.`,
    questionLapsed: safe`Nothing was done: you went on to something else. Enter the command again.`,
    copied: 'Copied, if your terminal takes it (OSC 52).',
    noMessage: 'That message is not available.',
    unknownKeyActions: (list: SafeText) =>
      safe`The settings choose keys for unknown actions: ${list}. /keys lists what keys can do.`,
    title: (unread: number) => safe`(${unread}) natter`,
    noTheme: (name: SafeText) => safe`There is no theme ${name}, and no profile that could contain one.`,
  }),
  details: () => ({
    title: safe`Message`,
    unknownAuthor: safe`someone`,
    lifetime: (lifetime: SafeText) => safe`Disappears ${lifetime} after it is delivered`,
    disappears: (time: SafeText) => safe`Disappears ${time}`,
    id: (id: SafeText) => safe`Message  ${id}`,
    author: (author: SafeText) => safe`From     ${author}`,
    written: (time: SafeText) => safe`Written  ${time}`,
    came: (arrived: SafeText) => safe`Came     ${arrived}`,
    state: (state: SafeText) => safe`State    ${state}`,
    edited: safe`Edited   yes`,
    reaction: (text: SafeText) => safe`Reaction ${text}`,
  }),
  editor: () => ({
    failed: (editor: string, why: string) =>
      `The editor (${editor}) ${why}. Your text is unchanged. Set VISUAL or EDITOR to another one.`,
    notStarted: 'could not be started',
    killed: 'was ended',
    exited: (code: number) => `ended with ${code}`,
  }),
  notifications: () => ({
    something: safe`Something new`,
    request: (name: SafeText) => safe`${name} wants to talk to you`,
    inviteUsed: (name: SafeText) => safe`${name} came with your invite`,
    inviteSurplus: safe`Another person had an invite of yours`,
    alarm: (name: SafeText) => safe`Key warning: ${name} has a different key`,
    messages: (count: number) => safe`${count} messages`,
    title: (name: SafeText) => safe`natter: ${name}`,
    bellInstead: (why: string) => `${why} The bell rings instead; /notify chooses another way.`,
    noNotifier: 'natter knows no notifier for this system.',
    notStarted: (program: string) => `${program} could not be started.`,
    failed: (program: string, why: string) => `${program} did not show it: ${why}.`,
    tookTooLong: 'it took too long',
    exitCode: (code: number) => `exit code ${code}`,
  }),
  background: () => ({
    restarting: (message: SafeText) => safe`${message} Starting it again …`,
    runsAgain: safe`natter is running again.`,
  }),
});
