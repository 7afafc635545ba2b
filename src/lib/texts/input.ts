import {type SafeText, safe} from '../text/safe-text.ts';
import {textGroups} from './text-groups.ts';

/** What may be wrong with names, addresses and invites; the settings. */
export const inputTexts = textGroups({
  names: () => ({
    chooseAnother: (problem: string) => `${problem} Choose another name.`,
    empty: 'A name cannot be empty.',
    hidden: 'This name has characters that are invisible or control the terminal.',
    tooLong: (most: number) => `This name is too long: at most ${most} characters.`,
    beginning: (first: string) => `A name begins with a letter, a digit or an emoji, not with "${first}".`,
    foreign: (foreign: string) => `A name cannot contain "${foreign}".`,
    reserved: (name: string) => `"${name}" is a word that natter uses itself.`,
    likeAnId: (name: string) => `"${name}" could be mistaken for an id.`,
  }),
  who: () => ({
    more: (count: number) => safe` and ${count} more`,
    ambiguous: (wanted: SafeText, listed: SafeText, more: SafeText, example: SafeText) =>
      safe`"${wanted}" could be ${listed}${more}. Write which one, as ${example}. A name of your own helps: /name ${example} <name>`,
    oneLetter: safe` One letter is not enough: write at least two.`,
    or: safe` or `,
    didYouMean: (near: SafeText) => safe` Did you mean ${near}?`,
    unknown: (wanted: SafeText, hint: SafeText) =>
      safe`No contact is called "${wanted}".${hint} /list shows them all.`,
  }),
  invites: () => ({
    newer: 'This invite was made by a newer natter. Update natter, or ask for one made with /invite there.',
    damaged:
      'This is not a complete invite link: a character is missing or wrong. Copy it again, from "natter:" to its end.',
    wordCount: (wanted: number, typed: number) =>
      `A code has ${wanted} words, not ${typed}. Ask for it again.`,
    didTheySay: (similar: string) => ` Did they say "${similar}"?`,
    askAgain: ' Ask for it again.',
    noCodeWord: (typed: string, hint: string) => `"${typed}" is not a word that codes are made of.${hint}`,
  }),
  addresses: () => ({
    examples: 'as in 192.168.1.20:4242, example.org:4242 or [2001:db8::1]:4242',
    none: 'is not an address',
    noPortNumber: (text: string, most: number) =>
      `"${text}" is not a port. A port is a whole number from 1 to ${most}.`,
    colons: 'has several colons; an IPv6 address goes into brackets before the port',
    noPort: 'has no port',
    noHost: 'is not a host',
    noIpv6: 'is not an IPv6 address',
    wrong: (text: string, problem: string, examples: string) =>
      `"${text}" ${problem}. Write host:port, ${examples}.`,
  }),
  settings: () => ({
    theme: "Colours of the screen; add your own in the profile's themes folder",
    time: 'How times are shown',
    sidebar: 'Shows the list of conversations, if there is room',
    mouse: 'The wheel scrolls, a click opens a conversation; Shift selects text',
    notify: 'How you are notified when natter is not in focus: by the terminal or the desktop',
    onMessage: 'Runs a program for each message that comes: text on its input, the rest in NATTER_ variables',
    program: 'a program and its arguments, without a shell',
    quiet: 'Quiet hours, e.g. 22:00-07:00',
    typing: 'Shows others when you are typing',
    shortcodes: 'Names that you type, such as :smile:, become emoji; not in `code`',
    receipts: 'Sends read receipts',
    requests: 'People you do not know: ask, allow or refuse',
    addresses: 'Tells members of your rooms where you can be reached',
    dht: 'Finds contacts over the internet by a table that many computers keep, and lets them find you',
    lan: 'Finds contacts on the local network, and lets them find you',
    background: 'natter keeps running when its screen is closed, from the next start on; /quit all ends it',
    marks: 'Symbols for delivery, presence and lines; auto: ASCII if the locale is not UTF-8',
    or: (choices: string, last: string) => `${choices} or ${last}`,
    themeName: 'the name of a theme file',
    themes: {
      auto: 'as the terminal is',
      dark: 'for dark terminals',
      light: 'for light terminals',
      'high-contrast': 'for weak eyes, bright rooms',
      none: 'no colours',
    },
    fewColours: '16 colours',
    themeHere: (summary: string, theme: string) => `${summary}: ${theme}`,
    themeFile: (name: string) => `yours: themes/${name}.json in the profile`,
    hours: 'hours such as 22:00-07:00',
  }),
  errors: () => ({
    internal: (detail: SafeText) => safe`Something went wrong inside natter: ${detail}`,
    kept: (message: SafeText, path: SafeText) => safe`${message} (details are in ${path})`,
  }),
});
