import {type SafeText, safe} from '../text/safe-text.ts';
import {spokenName} from '../text/spoken-name.ts';
import {textGroups} from './text-groups.ts';

/** What commands are, and what they answer. */
export const commandTexts = textGroups({
  debug: () => ({
    summary: 'Shows the state of the link with someone',
  }),
  accept: () => ({
    summary: 'Accepts a request and opens the conversation',
    accepted: (name: SafeText) => safe`You accepted ${spokenName(name)}.`,
  }),
  backup: () => ({
    megabytes: (size: string) => `${size} MB`,
    summary: 'Saves key, history, settings under a passphrase',
    notFromALine:
      'A backup needs a passphrase, which cannot be typed into a line that is shown. In a shell: natter backup.',
    askNew: 'Passphrase for this backup',
    askAgain: 'The same again',
    unchanged: 'Nothing was saved.',
    empty: 'Nothing was saved: without a passphrase anyone could be you.',
    different: 'Nothing was saved: the two were not the same.',
    nothingKept: 'Nothing of this profile is on a disk, so there is nothing to save.',
    saving: (path: SafeText) => safe`Saving to ${path} …`,
    saved: (path: SafeText, size: SafeText) =>
      safe`Saved to ${path} (${size}). To bring it back: natter restore and this file.`,
  }),
  block: () => ({
    summary: 'Blocks someone; they are not told',
    question: (name: SafeText) => safe`Block ${spokenName(name)}?`,
    blocked: (name: SafeText, id: SafeText) => safe`${spokenName(name)} is blocked. Undo with /unblock ${id}`,
  }),
  clear: () => ({
    summary: 'Clears the screen; the history stays',
  }),
  code: () => ({
    summary: 'Makes five words to read out, valid for ten minutes',
  }),
  connect: () => ({
    summary: 'Connects to someone and opens the conversation',
    connecting: (address: SafeText) => safe`Connecting to ${address} …`,
    connectedAsking: (name: SafeText) =>
      safe`Connected to ${spokenName(name)}, who has not accepted you yet. Your messages will be delivered once they do.`,
    connected: (name: SafeText) => safe`Connected to ${spokenName(name)}.`,
  }),
  decline: () => ({
    summary: 'Declines the request of someone who asks to talk',
    declined: (name: SafeText) => safe`You declined ${spokenName(name)}.`,
  }),
  delete: () => ({
    summary: 'Deletes your last message for both of you',
    toConfirm: (which: string, again: string) =>
      `Nothing was deleted. This permanently deletes "${which}" for both of you. To confirm: ${again}`,
  }),
  news: () => ({
    summary: 'Tells what wants you: alarms, requests, unread',
    none: safe`Nothing wants you: no requests, nothing unread.`,
    alarm: (what: SafeText) => safe`Warning: ${what}.`,
    request: (name: SafeText, id: SafeText) =>
      safe`${name} asks to talk. Type /accept ${id} or /decline ${id}.`,
    unread: (count: number, name: SafeText) => safe`${count} unread from ${name}.`,
    unreadIn: (count: number, room: SafeText) => safe`${count} unread in ${room}.`,
  }),
  copy: () => ({
    summary: 'Shows the text alone, to select and copy from it',
    plain: safe`Everything here is text: select it, and copy it with your terminal.`,
  }),
  undo: () => ({
    summary: 'Takes back a deletion of the last five seconds',
    nothing: safe`There is no deletion to undo.`,
    never: 'Here messages are deleted at once.',
  }),
  messages: () => ({
    noSuchMessage: 'There is no such message here.',
    noMessageOf: (whose: string) => `There is no message ${whose} here.`,
    ofYours: 'of yours',
    ofTheirs: 'of theirs',
  }),
  disconnect: () => ({
    summary: 'Disconnects a contact, or the open conversation',
    nobody: safe`No one was connected.`,
    disconnected: (names: SafeText) => safe`Disconnected from ${names}.`,
  }),
  edit: () => ({
    summary: 'Edits your last message; alone, in the input line',
    needsText: 'Add the new text: /edit <text>',
  }),
  conversations: () => ({
    noneToSendTo:
      'No conversation is open, so nothing was sent. Open one with /query <who>, or connect with /connect <host:port>.',
    noneOpen: (usage: string) => `No conversation is open. Say who you mean: ${usage}`,
    connectHint: (address: SafeText) => safe`To connect to this address: /connect ${address}`,
    noContacts:
      'You have no contacts yet, so nothing was sent. Connect with /connect <host:port>, or share one of your addresses (/ip).',
  }),
  invite: () => ({
    title: (id: SafeText) => safe`Invite ${id}`,
    onePerson: safe`one person`,
    people: (count: number) => safe`${count} people`,
    terms: (people: SafeText, time: SafeText) => safe`for ${people}, ${time}`,
    made: (id: SafeText, terms: SafeText, advice: SafeText) => safe`Invite ${id}, ${terms}. ${advice}`,
    lessThanAMinute: safe`less than a minute`,
    adviceForCode: safe`Only the person you are talking to should hear these words. They type /join and the words.`,
    adviceForLink: safe`Keep natter running until they type /join and paste it. The first to use it becomes your contact.`,
    withAddress: (how: SafeText) => safe`${how} It contains your address, which anyone who sees it can read.`,
    withoutAddress: (how: SafeText) =>
      safe`${how} Unless they are on the same network, they put one of your addresses (/ip) behind it.`,
    words: safe`words`,
    link: safe`link`,
    over: safe`expired`,
    used: safe`used`,
    usedBy: (used: number, uses: number) => safe`${used} of ${uses} used`,
    summary: 'Makes an invite link; also 1h, x5, list, cancel id',
    cancelled: (id: SafeText) => safe`The invite ${id} is cancelled.`,
    none: safe`There are no invites. /invite creates one.`,
    howToCancel: safe`/invite cancel <id> cancels one.`,
    usage:
      'Use /invite, optionally with a lifetime and a number of people: /invite 7d x5. Also /invite <who> #room, /invite list, /invite cancel <id>.',
  }),
  relation: () => ({
    contact: safe`contact`,
    verifiedContact: safe`contact, verified`,
    asking: safe`has not accepted you yet`,
    request: safe`asks to talk`,
    declined: safe`declined`,
    blocked: safe`blocked`,
    alarmed: safe`has a different key than the contact it resembles`,
    member: safe`no contact, in a room with you`,
  }),
  unknown: () => ({
    commandElsewhere: (typed: SafeText, hint: SafeText) => safe`There is no command /${typed}. ${hint}`,
    didYouMeanCommand: (near: SafeText) => safe` Did you mean /${near}?`,
    command: (typed: SafeText, hint: SafeText) =>
      safe`There is no command /${typed}.${hint} /help lists them all; // at the start sends a slash as text.`,
    didYouMean: (near: SafeText) => safe` Did you mean ${near}?`,
  }),
  elsewhere: () => ({
    windows:
      '/query <who> opens a conversation; on the screen also Ctrl-K, Alt-1 … Alt-9, Ctrl-N and Ctrl-P.',
    rooms:
      '/room new NAME founds a room, /join #room goes into one, /leave leaves it, /kick and /role decide about members.',
    closing:
      'A conversation stays in the list. /disconnect ends the connection, /mute mutes it, /forget deletes it.',
    people: '/list shows your contacts, and who is online.',
    away: '/status <text> tells your contacts what you are about. /set quiet 22:00-07:00 sets quiet hours.',
    connecting: '/connect <host:port> connects to someone.',
    addresses: '/ip shows the addresses that people can reach you at.',
    identity: '/whoami shows who you are, /nick <name> changes your name.',
    messages: '/msg <who> <text> sends a message, /query <who> opens the conversation.',
    scripts:
      'There are no aliases. /set on-message runs a program for each message, /keys has keys run commands.',
    keys: '/keys lists the keys, /keys <what> <keys> changes them.',
    settings: '/set shows the settings, /set <name> <value> changes one.',
    colours: '/theme chooses the colours.',
    notifications: 'Your name is highlighted. /notify says how you are notified of messages.',
    searching: '/search <text> finds messages; on the screen also Ctrl-F. Alt-A goes to what is unread.',
    logging: 'All messages are kept. /export writes the open conversation to a file.',
    saving: 'Everything is saved at once; there is nothing to save or reload.',
    files: 'Files cannot be sent.',
    clearing: '/clear clears the screen; the history stays.',
    deleting: '/delete deletes your last message, /edit <text> changes it.',
    correcting: '/edit <text> changes your last message; on the screen also Ctrl-↑, then e.',
    emoji: 'Type : and some letters, as in :smi, then Tab. /react adds a reaction to a message.',
    accepting: '/accept accepts a request.',
    declining: '/decline declines a request.',
    passphrase: '/passphrase sets or changes your passphrase.',
    quitting: '/quit quits natter.',
    help: '/help lists all commands.',
    connection: '/list shows who is online, /whois <who> how you are connected.',
    version: 'natter --version, in a shell, shows it.',
  }),
  parameters: () => ({
    onlyYes: safe`Nothing was done. End the line with the word yes, or with nothing.`,
    noDuration: 'That is not a duration. Use 30s, 5m, 1h, 1d, 1w, or off.',
    onOrOff: 'Use on or off.',
    tooMuch: (left: SafeText) => safe`does not take "${left}"`,
    needs: (parameter: SafeText) => safe`needs ${parameter}`,
    misused: (command: SafeText, problem: SafeText, usage: SafeText) =>
      safe`/${command} ${problem}. Usage: ${usage}`,
  }),
  requests: () => ({
    noneToAnswer: 'There is no request to answer.',
    several: (names: SafeText) => safe`Several people ask to talk: ${names}. Say which one.`,
    summary: 'Lists the people who ask to talk with you',
    request: (name: SafeText, id: SafeText, address: SafeText) => safe`${name} (${id}) from ${address}`,
    alarmed: (name: SafeText, id: SafeText, relation: SafeText) =>
      safe`${name} (${id}) ${relation}: /verify it, then /trust or /block it`,
    howToAnswer: safe`Answer with /accept <who> or /decline <who>.`,
    none: safe`There are no requests.`,
  }),
  expire: () => ({
    summary: 'Makes new messages disappear: 30s, 5m, 1h, 1d, 1w',
    off: safe`New messages do not disappear.`,
    on: (time: SafeText) => safe`New messages disappear after ${time}, for both of you.`,
  }),
  export: () => ({
    summary: 'Saves the open conversation to a file',
    messages: (count: number) => (count === 1 ? safe`1 message` : safe`${count} messages`),
    saved: (messages: SafeText, path: SafeText) =>
      safe`Saved ${messages} to ${path}. That file is not encrypted.`,
    noneOpen: 'No conversation is open, so nothing was saved. Open one with /query <who>.',
    nothing: 'This conversation has no messages, so no file was written.',
    noFormat: (typed: SafeText, path: SafeText) =>
      safe`"${typed}" is not a format. Put md or jsonl before the path: /export md ${path}`,
    heading: (name: string) => `# Conversation with ${name}`,
    roomHeading: (name: string) => `# Room ${name}`,
    self: (name: string, id: string, key: string) => `- ${name}: you, id ${id}, key ${key}`,
    peer: (name: string, id: string, key: string, verified: string) =>
      `- ${name}: id ${id}, key ${key}${verified}`,
    quoteMissing: '*not available*',
    verified: ', verified',
    edited: ', edited',
    deleted: '*deleted*',
    answers: (name: string) => `replies to **${name}**:`,
  }),
  forget: () => ({
    summary: 'Deletes someone, or a room, and all messages',
    forgotten: (name: SafeText) =>
      safe`${spokenName(name)} and the whole conversation are deleted here. The other side keeps its copy.`,
    question: (name: SafeText) => safe`Delete ${spokenName(name)} and the whole conversation for good?`,
    toConfirm: (name: SafeText, id: SafeText) =>
      safe`This permanently deletes ${spokenName(name)} and the whole conversation. To confirm: /forget ${id} yes`,
  }),
  help: () => ({
    summary: 'Lists all commands, or explains one',
    usage: (usage: SafeText) => safe`Usage: ${usage}`,
    aliases: (names: SafeText) => safe`Also: ${names}`,
    plainText: safe`Text without a slash is sent to the open conversation; //x sends "/x".`,
  }),
  ip: () => ({
    summary: 'Shows the addresses people can reach you at',
    closed: safe`The port is not open, so nobody can connect to you. You can still /connect to others.`,
    none: safe`This machine has no address that others could connect to.`,
  }),
  join: () => ({
    parameter: 'link or words',
    summary: 'Uses an invite that someone gave you',
    looking: safe`Looking for the person who invited you …`,
    reached: (name: SafeText) =>
      safe`Connected to ${spokenName(name)}, who has not accepted you yet. Your messages will be delivered once they do.`,
    joined: (name: SafeText, id: SafeText) =>
      safe`You and ${spokenName(name)} can talk. To make sure that no one is intercepting it: /verify ${id}`,
  }),
  keys: () => ({
    runsCommand: 'A key runs a command, as in: /keys alt-m /mute',
    summary: 'Lists or changes keys; /keys alt-m /mute',
    none: 'Keys can only be changed on the full screen.',
    needsModifier: (letter: SafeText, key: SafeText, line: SafeText) =>
      safe`${letter} alone is for typing. Add ctrl or alt: /keys alt-${key} ${line}`,
    free: (label: SafeText, chord: SafeText) =>
      safe`${label} does nothing. To make it run a command: /keys ${chord} /command`,
    unknown: (typed: SafeText, hint: SafeText) =>
      safe`There is no key action "${typed}".${hint} /keys lists them.`,
    actionNeedsModifier: (letter: SafeText, action: SafeText, key: SafeText) =>
      safe`${letter} alone is for typing. Add ctrl or alt: /keys ${action} alt-${key}`,
    noKey: 'no key',
    yourChoice: safe` (your choice)`,
    taken: (chord: SafeText, by: SafeText) => safe`${chord} does ${by} instead`,
    conflict: (action: SafeText, parts: SafeText) =>
      safe`Conflict: some keys of ${action} are taken: ${parts}.`,
  }),
  list: () => ({
    members: (count: number) => (count === 1 ? safe`1 member` : safe`${count} members`),
    invited: safe`you are invited: /join`,
    summary: 'Lists your contacts: who is online, what is unread',
    unread: (count: number) => safe`${count} unread`,
    offlineSince: (time: SafeText) => safe`offline since ${time}`,
    pinned: safe`pinned`,
    archived: safe`archived`,
    muted: safe`muted`,
    mutedUntil: (time: SafeText) => safe`muted until ${time}`,
    empty: safe`You have no contacts yet. Connect with /connect <host:port>, or share one of your addresses (/ip).`,
  }),
  natter: () => ({
    summary: 'Shows what natter said lately',
    none: safe`All that natter said stands above.`,
  }),
  me: () => ({
    summary: 'Sends an action, e.g. /me waves',
  }),
  msg: () => ({
    summary: 'Sends a message to someone',
    sent: (name: SafeText, text: SafeText) => safe`To ${spokenName(name)}: ${text}`,
  }),
  mute: () => ({
    summary: 'Mutes a conversation, for a time or for good',
    muted: (name: SafeText) => safe`${spokenName(name)} is muted. Undo with /unmute`,
    until: (name: SafeText, time: SafeText) =>
      safe`${spokenName(name)} is muted until ${time}. Undo with /unmute`,
    noTime: 'For how long? As in: /mute 1h, /mute bob 8h, /mute 7d, /mute always',
    all: (name: SafeText) => safe`You are told of everything in ${spokenName(name)}.`,
    mentions: (name: SafeText) => safe`You are told only of what mentions you in ${spokenName(name)}.`,
    noMentions: 'Only in a room you can be told of mentions alone: /mute #room mentions',
  }),
  unmute: () => ({
    summary: 'Unmutes a conversation',
    unmuted: (name: SafeText) => safe`${spokenName(name)} is no longer muted.`,
  }),
  details: () => ({
    summary: 'Tells all about a message: who read it, when',
    unknown: 'There is no message with this id here.',
    id: 'Message',
    from: 'From',
    written: 'Written',
    came: 'Came',
    disappears: 'Disappears',
    afterDelivery: (lifetime: SafeText) => safe`${lifetime} after it is delivered`,
    state: 'State',
    states: {
      queued: safe`waits here`,
      sent: safe`sent`,
      delivered: safe`delivered`,
      read: safe`read`,
    },
    delivered: 'Delivered',
    read: 'Read',
    edited: 'Edited',
    yes: safe`yes`,
    reaction: 'Reaction',
  }),
  pin: () => ({
    summary: 'Lets a conversation stand first in the list',
    done: (name: SafeText) => safe`${spokenName(name)} stands first in the list. Undo with /unpin`,
  }),
  unpin: () => ({
    summary: 'Puts a pinned conversation among the others',
    done: (name: SafeText) => safe`${spokenName(name)} stands among the others in the list.`,
    isNot: (name: SafeText) => safe`${spokenName(name)} is not pinned.`,
  }),
  archive: () => ({
    summary: 'Takes a conversation out of the list',
    done: (name: SafeText) =>
      safe`${spokenName(name)} is archived: it comes back with the next message, unless it is muted. Undo with /unarchive`,
  }),
  unarchive: () => ({
    summary: 'Puts a conversation back into the list',
    done: (name: SafeText) => safe`${spokenName(name)} is in the list again.`,
    isNot: (name: SafeText) => safe`${spokenName(name)} is not archived.`,
  }),
  name: () => ({
    summary: 'Gives someone a name that only you see',
    ownName: (name: SafeText) => safe`${spokenName(name)} is shown under their own name.`,
    localName: (name: SafeText, chosen: SafeText) =>
      safe`${spokenName(name)} is now called ${chosen}. Only you see that.`,
  }),
  nick: () => ({
    summary: 'Changes the name others see',
    changed: (name: SafeText) => safe`You are now called ${name}.`,
  }),
  parts: () => ({
    summary: 'Sends a long text as several messages',
    sent: (count: number) => safe`Sent in ${count} parts.`,
  }),
  passphrase: () => ({
    summary: 'Sets or changes your passphrase; off removes it',
    none: safe`There is no passphrase.`,
    askCurrent: 'Your current passphrase',
    removed: safe`The passphrase is removed: anyone who has this profile can open it.`,
    set: safe`The passphrase is set. Without it no one can open this profile, not even you.`,
    notFromALine:
      'A passphrase is never read from a line. Start natter in a terminal, without --headless, and type /passphrase there.',
    unchanged: 'Nothing was changed.',
    askNew: 'A new passphrase',
    empty: 'An empty passphrase protects nothing. Nothing was changed.',
    askAgain: 'The new passphrase again',
    different: 'The two did not match. Nothing was changed.',
    usage: 'Type /passphrase alone: it asks. Never put a passphrase on the line.',
  }),
  lock: () => ({
    summary: 'Blanks the screen until you enter your passphrase',
    onlyScreen: 'Only the screen can be locked. Start natter without --headless or --plain.',
    noPassphrase: 'There is no passphrase to unlock with. Set one first: /passphrase',
  }),
  port: () => ({
    summary: 'Shows the port you listen on',
    closed: safe`The port is not open.`,
  }),
  query: () => ({
    summary: 'Opens the conversation with someone',
  }),
  quit: () => ({
    summary: 'Quits natter; all ends the background process too',
    usage: 'Use /quit, or /quit all to end the background process too.',
  }),
  detach: () => ({
    summary: 'Closes the screen; natter goes on in the background',
    noBackground:
      'natter is not running in the background. /set background on, then /quit and start natter again.',
  }),
  react: () => ({
    summary: 'Adds a reaction; without an emoji removes yours',
  }),
  receipts: () => ({
    summary: 'Turns read receipts on or off',
    on: safe`Read receipts are on.`,
    off: safe`Read receipts are off.`,
  }),
  reply: () => ({
    summary: 'Replies to the latest message, or to the given one',
  }),
  say: () => ({
    summary: 'Sends text as it is, even if it begins with a slash',
  }),
  search: () => ({
    summary: 'Finds messages containing all the words',
    more: (count: number) => safe`These are the latest ${count}; there are more.`,
    to: (name: SafeText) => safe` to ${spokenName(name)}`,
    nothing: (words: SafeText) => safe`No message contains "${words}".`,
  }),
  set: () => ({
    summary: 'Shows the settings, or changes one',
    theme: 'Shows the themes to choose from, or takes one',
    shortcut: (setting: string) => `Short for /set ${setting}`,
    changed: (name: SafeText, value: SafeText) => safe`${name}: ${value}.`,
    present: (name: SafeText, value: SafeText, summary: SafeText) => safe`${name} is ${value}. ${summary}.`,
    done: safe`Done.`,
    choices: (choices: SafeText, preset: SafeText) => safe`It can be ${choices}; ${preset} is the default.`,
  }),
  status: () => ({
    summary: 'Tells contacts what you are about; off ends it',
    present: (quoted: SafeText) => safe`Your contacts see ${quoted}. /status off removes it.`,
    none: safe`You have no status. /status <text> tells your contacts what you are about.`,
  }),
  trust: () => ({
    summary: 'Ends a key warning, once you have compared',
    trusted: (name: SafeText) => safe`You trust ${spokenName(name)}. You can talk now.`,
    trustedAsking: (name: SafeText) => safe`You trust ${spokenName(name)}, who has not accepted you yet.`,
  }),
  unblock: () => ({
    summary: 'Unblocks someone',
    unblocked: (name: SafeText, relation: SafeText) =>
      safe`${spokenName(name)} is no longer blocked: ${relation}.`,
  }),
  unverify: () => ({
    summary: 'Removes the verified mark',
    removed: (name: SafeText) => safe`${spokenName(name)} is no longer marked as verified.`,
  }),
  verify: () => ({
    summary: 'Shows words to compare; with yes: marks verified',
    verified: (name: SafeText) =>
      safe`${spokenName(name)} is verified: this key is theirs. natter will warn you if it changes.`,
    compare: (name: SafeText) =>
      safe`Compare this with ${spokenName(name)} on a call or in person, not in natter:`,
    orNumbers: safe`or compare numbers:`,
    otherSide: (id: SafeText) => safe`The other side sees theirs with /verify ${id}`,
    ifSame: (id: SafeText) => safe`If all match: /verify ${id} yes`,
    ifDifferent: (id: SafeText) =>
      safe`If anything differs, someone may be intercepting this conversation. Do not send anything. /block ${id}`,
    isVerified: (name: SafeText) => safe`${spokenName(name)} is marked as verified.`,
  }),
  whoami: () => ({
    summary: 'Shows your name, id, key and addresses',
    unnamed: (name: SafeText) => safe`${name} (choose one with /nick)`,
    closed: safe`no, the port is not open`,
  }),
  whois: () => ({
    summary: 'Shows what is known about someone',
    name: 'name',
    ownName: 'own name',
    id: 'id',
    key: 'key',
    relation: 'relation',
    verified: 'verified',
    presence: 'presence',
    address: 'address',
    path: 'path',
    status: 'status',
    lastSeen: 'last seen',
    messages: 'messages',
    listening: 'listening',
    reachable: 'reachable',
    yes: safe`yes`,
    no: safe`no`,
    unknown: safe`unknown`,
    none: safe`none`,
    now: safe`now`,
    never: safe`never`,
    stay: safe`stay`,
    expiry: (time: SafeText) => safe`disappear after ${time}`,
  }),
  wipe: () => ({
    summary: 'Deletes all data, including your key, and quits',
    wiped: safe`Everything is deleted.`,
  }),
  doctor: () => ({
    summary: 'Checks what natter needs, and says what to do',
    keepPrivate: safe`This contains paths and addresses: look at it before you paste it anywhere.`,
    mayBePasted: safe`Nothing here identifies anyone, so it can be pasted. /doctor full adds paths and addresses.`,
    usage: 'Use /doctor, or /doctor full.',
  }),
  why: () => ({
    summary: 'Tells why someone is, or is not, in reach',
  }),
});
