import {type SafeText, safe, safeLine} from '../text/safe-text.ts';
import {textGroups} from './text-groups.ts';

/** What the screen's surroundings say: notifications, the editor, details. */
export const appTexts = textGroups({
  screen: () => ({
    deleting: (key: SafeText) => safe`Deleted. ${key} undoes it for five seconds.`,
    notDeleted: safe`The message stays.`,
    deleteLapsed: safe`Nothing was deleted: you went on to something else. Enter /delete again.`,
    longAnswer: (first: SafeText) => safe`${first} … /natter shows all of it.`,
    questionLapsed: safe`Nothing was done: you went on to something else. Enter the command again.`,
    linkCopied: 'No browser opens it from here. The link is copied, if your terminal takes it (OSC 52).',
    copied: 'Copied, if your terminal takes it (OSC 52).',
    noMessage: 'That message is not available.',
    noSuspension: 'Windows suspends no programs. Open another tab instead.',
    unknownKeyActions: (list: SafeText) =>
      safe`The settings choose keys for unknown actions: ${list}. /keys lists what keys can do.`,
    title: (unread: number) => safe`(${unread}) natter`,
    noTheme: (name: SafeText) => safe`There is no theme ${name}, and no profile that could contain one.`,
  }),
  details: () => ({
    title: safe`Message`,
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
  hook: () => ({
    notStarted: (program: SafeText, why: SafeText) =>
      safe`The program for messages, ${program}, could not be started: ${why}. Messages come in all the same. Mend it, choose another one with /set on-message, or /set on-message off.`,
    missing: safe`there is no such program`,
    notAllowed: safe`it is not allowed to be run`,
  }),
  background: () => ({
    coreEnded: 'The core has ended.',
    ended: 'natter in the background has ended.',
    noRestart: 'It does not start again. Start natter once more.',
    notStarted: (why: string) => `natter does not start in the background: ${why}`,
    saidNothing: 'it said nothing.',
    restarting: (message: SafeText) => safe`${message} Starting it again …`,
    runsAgain: safe`natter is running again.`,
  }),
  crash: () => ({
    stopped: (message: SafeText) => safe`natter had to stop: ${message}`,
    details: (head: SafeText, file: SafeText) => safe`${head}\nDetails are in ${file}`,
  }),
  daemon: () => ({
    lockedScript:
      'natter runs for this profile, but is locked. Start natter in a terminal and enter the passphrase.',
    ended: 'The natter that was asked has ended.',
    endedBefore: 'The natter that was asked ended before it was done. Try again.',
    incompatible: (version: string) =>
      `natter ${version} runs for this profile, and this one cannot talk to it. Quit it, then start it again.`,
    startAndUnlock: 'Start natter once more and enter the passphrase.',
    mute: 'natter already runs for this profile, but does not answer. End that process, then start natter again.',
    askRestart: (theirs: string, ours: string) =>
      `natter ${theirs} runs for this profile, this is ${ours}. Restart it? Messages wait meanwhile.`,
    flagsTooLate: (flags: readonly string[]) =>
      safe`natter runs already, so ${safeLine(flags.join(', '))} did nothing. /quit all ends it; then start natter again.`,
    goesOn: (version: string) => `natter ${version} goes on. Start that one for a screen, or quit it first.`,
  }),
  files: () => ({
    noFolder: (path: SafeText) => safe`There is no folder ${path}. Create it first.`,
  }),
  demo: () => ({
    greeting: safe`This is a demo: everyone in it is made up, nothing leaves this computer, and nothing is kept. Choose someone and write; they answer. /connect 203.0.113.77:4242 connects to someone new.`,
  }),
  start: () => ({
    noHome: 'There is no home folder for this user to keep a profile in. Name one: natter --profile DIR.',
    mendName: 'Fix the file, or start with --name.',
    wrongName: (path: string, why: string) => `${path}: "name": ${why}`,
  }),
  unlock: () => ({
    wrong:
      'That is not the passphrase of this profile. Nobody can recover one that is forgotten; natter --profile DIR begins a new profile.',
    needed: 'This profile opens only with its passphrase.',
    tryAgain: 'Wrong passphrase.\n',
    locked: 'natter is locked. Start it again and enter the passphrase.',
  }),
});
