import {type SafeText, safe, safeLine} from './text/safe-text.ts';
import {spokenName} from './text/spoken-name.ts';

/** What commands are, and what they answer. */
export const commandTexts = {
  debug: {
    summary: 'Shows the state of the link with someone',
  },
  accept: {
    summary: 'Accepts a request and opens the conversation',
    accepted: (name: SafeText) => safe`You accepted ${spokenName(name)}.`,
  },
  backup: {
    megabytes: (size: string) => `${size} MB`,
    summary: 'Saves key, history, settings under a passphrase',
    notFromALine: 'A backup needs a passphrase, which cannot be typed into a line that is shown.',
    askNew: 'Passphrase for this backup',
    askAgain: 'The same again',
    unchanged: 'Nothing was saved.',
    empty: 'Nothing was saved: without a passphrase anyone could be you.',
    different: 'Nothing was saved: the two were not the same.',
    nothingKept: 'Nothing of this profile is on a disk, so there is nothing to save.',
    saving: (path: SafeText) => safe`Saving to ${path} …`,
    saved: (path: SafeText, size: SafeText) =>
      safe`Saved to ${path} (${size}). To bring it back: natter restore and this file.`,
  },
  block: {
    summary: 'Blocks someone; they are not told',
    blocked: (name: SafeText, id: SafeText) => safe`${spokenName(name)} is blocked. Undo with /unblock ${id}`,
  },
  clear: {
    summary: 'Clears the screen; the history stays',
  },
  code: {
    summary: 'Makes five words to read out, valid for ten minutes',
  },
  connect: {
    summary: 'Connects to someone and opens the conversation',
    connecting: (address: SafeText) => safe`Connecting to ${address} …`,
    connectedAsking: (name: SafeText) =>
      safe`Connected to ${spokenName(name)}, who has not accepted you yet. Your messages will be delivered once they do.`,
    connected: (name: SafeText) => safe`Connected to ${spokenName(name)}.`,
  },
  decline: {
    summary: 'Declines the request of someone who asks to talk',
    declined: (name: SafeText) => safe`You declined ${spokenName(name)}.`,
  },
  delete: {
    summary: 'Deletes your last message for both of you',
    toConfirm: (which: string, again: string) =>
      `Nothing was deleted. This permanently deletes "${which}" for both of you. To confirm: ${again}`,
  },
  messages: {
    noSuchMessage: 'There is no such message here.',
    noMessageOf: (whose: string) => `There is no message ${whose} here.`,
    ofYours: 'of yours',
    ofTheirs: 'of theirs',
  },
  disconnect: {
    summary: 'Disconnects a contact, or the open conversation',
    nobody: safe`No one was connected.`,
    disconnected: (names: SafeText) => safe`Disconnected from ${names}.`,
  },
  edit: {
    summary: 'Edits your last message; alone, in the input line',
    needsText: 'Add the new text: /edit <text>',
  },
  conversations: {
    noneToSendTo:
      'No conversation is open, so nothing was sent. Open one with /query <who>, or connect with /connect <host:port>.',
    noneOpen: (usage: string) => `No conversation is open. Say who you mean: ${usage}`,
    connectHint: (address: SafeText) => safe`To connect to this address: /connect ${address}`,
    noContacts:
      'You have no contacts yet, so nothing was sent. Connect with /connect <host:port>, or share one of your addresses (/ip).',
  },
  invite: {
    onePerson: safe`one person`,
    people: (count: number) => safe`${count} people`,
    terms: (people: SafeText, time: SafeText) => safe`for ${people}, ${time}`,
    made: (id: SafeText, terms: SafeText, advice: SafeText) => safe`Invite ${id}, ${terms}. ${advice}`,
    lessThanAMinute: safe`less than a minute`,
    adviceForCode: safe`Only the person you are talking to should hear these words. They type /join and the words.`,
    adviceForLink: safe`They type /join and paste it. The first to use it becomes your contact.`,
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
      'Use /invite, optionally with a lifetime and a number of people: /invite 7d x5. Also /invite list, /invite cancel <id>.',
  },
  relation: {
    contact: safe`contact`,
    verifiedContact: safe`contact, verified`,
    asking: safe`has not accepted you yet`,
    request: safe`asks to talk`,
    declined: safe`declined`,
    blocked: safe`blocked`,
    alarmed: safe`has a different key than the contact it resembles`,
  },
  unknown: {
    commandElsewhere: (typed: SafeText, hint: SafeText) => safe`There is no command /${typed}. ${hint}`,
    didYouMeanCommand: (near: SafeText) => safe` Did you mean /${near}?`,
    command: (typed: SafeText, hint: SafeText) =>
      safe`There is no command /${typed}.${hint} /help lists them all; // at the start sends a slash as text.`,
    didYouMean: (near: SafeText) => safe` Did you mean ${near}?`,
  },
  elsewhere: {
    windows:
      '/query <who> opens a conversation; on the screen also Ctrl-K, Alt-1 … Alt-9, Ctrl-N and Ctrl-P.',
    rooms:
      'There are no rooms: a conversation is between two people. /connect <host:port> connects to someone.',
    closing:
      'A conversation stays in the list. /disconnect ends the connection, /mute mutes it, /forget deletes it.',
    people: '/list shows your contacts, and who is online.',
    away: 'There is no away status. /set quiet 22:00-07:00 sets quiet hours.',
    connecting: '/connect <host:port> connects to someone.',
    addresses: '/ip shows the addresses that people can reach you at.',
    identity: '/whoami shows who you are, /nick <name> changes your name.',
    messages: '/msg <who> <text> sends a message, /query <who> opens the conversation.',
    scripts: 'There are no scripts or aliases.',
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
  },
  parameters: {
    onlyYes: safe`Nothing was done. End the line with the word yes, or with nothing.`,
    noDuration: 'That is not a duration. Use 30s, 5m, 1h, 1d, 1w, or off.',
    onOrOff: 'Use on or off.',
    tooMuch: (left: SafeText) => safe`does not take "${left}"`,
    needs: (parameter: SafeText) => safe`needs ${parameter}`,
    misused: (command: SafeText, problem: SafeText, usage: SafeText) =>
      safe`/${command} ${problem}. Usage: ${usage}`,
  },
  requests: {
    noneToAnswer: 'There is no request to answer.',
    several: (names: SafeText) => safe`Several people ask to talk: ${names}. Say which one.`,
    summary: 'Lists the people who ask to talk with you',
    request: (name: SafeText, id: SafeText, address: SafeText) => safe`${name} (${id}) from ${address}`,
    alarmed: (name: SafeText, id: SafeText, relation: SafeText) =>
      safe`${name} (${id}) ${relation}: /verify it, then /trust or /block it`,
    howToAnswer: safe`Answer with /accept <who> or /decline <who>.`,
    none: safe`There are no requests.`,
  },
  expire: {
    summary: 'Makes new messages disappear: 30s, 5m, 1h, 1d, 1w',
    off: safe`New messages do not disappear.`,
    on: (time: SafeText) => safe`New messages disappear after ${time}, for both of you.`,
  },
  export: {
    summary: 'Saves the open conversation to a file',
    messages: (count: number) => (count === 1 ? safe`1 message` : safe`${count} messages`),
    saved: (messages: SafeText, path: SafeText) =>
      safe`Saved ${messages} to ${path}. That file is not encrypted.`,
    noneOpen: 'No conversation is open, so nothing was saved. Open one with /query <who>.',
    nothing: 'This conversation has no messages, so no file was written.',
    noFormat: (typed: SafeText, path: SafeText) =>
      safe`"${typed}" is not a format. Put md or jsonl before the path: /export md ${path}`,
    heading: (name: string) => `# Conversation with ${name}`,
    self: (name: string, id: string, key: string) => `- ${name}: you, id ${id}, key ${key}`,
    peer: (name: string, id: string, key: string, verified: string) =>
      `- ${name}: id ${id}, key ${key}${verified}`,
    quoteMissing: '*not available*',
    verified: ', verified',
    edited: ', edited',
    deleted: '*deleted*',
    answers: (name: string) => `replies to **${name}**:`,
  },
  forget: {
    summary: 'Deletes a contact and all messages (asks first)',
    forgotten: (name: SafeText) =>
      safe`${spokenName(name)} and the whole conversation are deleted here. The other side keeps its copy.`,
    toConfirm: (name: SafeText, id: SafeText) =>
      safe`This permanently deletes ${spokenName(name)} and the whole conversation. To confirm: /forget ${id} yes`,
  },
  help: {
    summary: 'Lists all commands, or explains one',
    usage: (usage: SafeText) => safe`Usage: ${usage}`,
    aliases: (names: SafeText) => safe`Also: ${names}`,
    plainText: safe`Text without a slash is sent to the open conversation; //x sends "/x".`,
  },
  ip: {
    summary: 'Shows the addresses people can reach you at',
    closed: safe`The port is not open, so nobody can connect to you. You can still /connect to others.`,
    none: safe`This machine has no address that others could connect to.`,
  },
  join: {
    parameter: 'link or words',
    summary: 'Uses an invite that someone gave you',
    noRooms:
      'There are no rooms: a conversation is between two people. /join takes an invite link, or five words.',
    looking: safe`Looking for the person who invited you …`,
    reached: (name: SafeText) =>
      safe`Connected to ${spokenName(name)}, who has not accepted you yet. Your messages will be delivered once they do.`,
    joined: (name: SafeText, id: SafeText) =>
      safe`You and ${spokenName(name)} can talk. To make sure that no one is intercepting it: /verify ${id}`,
  },
  keys: {
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
  },
  list: {
    summary: 'Lists your contacts: who is online, what is unread',
    unread: (count: number) => safe`${count} unread`,
    empty: safe`You have no contacts yet. Connect with /connect <host:port>, or share one of your addresses (/ip).`,
  },
  me: {
    summary: 'Sends an action, e.g. /me waves',
  },
  msg: {
    summary: 'Sends a message to someone',
    sent: (name: SafeText, text: SafeText) => safe`To ${spokenName(name)}: ${text}`,
  },
  mute: {
    summary: 'Mutes a conversation',
    muted: (name: SafeText) => safe`${spokenName(name)} is muted. Undo with /unmute`,
  },
  unmute: {
    summary: 'Unmutes a conversation',
    unmuted: (name: SafeText) => safe`${spokenName(name)} is no longer muted.`,
  },
  name: {
    summary: 'Gives someone a name that only you see',
    ownName: (name: SafeText) => safe`${spokenName(name)} is shown under their own name.`,
    localName: (name: SafeText, chosen: SafeText) =>
      safe`${spokenName(name)} is now called ${chosen}. Only you see that.`,
  },
  nick: {
    summary: 'Changes the name others see',
    changed: (name: SafeText) => safe`You are now called ${name}.`,
  },
  parts: {
    summary: 'Sends a long text as several messages',
    sent: (count: number) => safe`Sent in ${count} parts.`,
  },
  passphrase: {
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
  },
  lock: {
    summary: 'Blanks the screen until you enter your passphrase',
    onlyScreen: 'Only the screen can be locked. Start natter without --headless or --plain.',
    noPassphrase: 'There is no passphrase to unlock with. Set one first: /passphrase',
  },
  port: {
    summary: 'Shows the port you listen on',
    closed: safe`The port is not open.`,
  },
  query: {
    summary: 'Opens the conversation with someone',
  },
  quit: {
    summary: 'Quits natter; all ends the background process too',
    usage: 'Use /quit, or /quit all to end the background process too.',
  },
  detach: {
    summary: 'Closes the screen; natter goes on in the background',
    noBackground:
      'natter is not running in the background. /set background on, then /quit and start natter again.',
  },
  react: {
    summary: 'Adds a reaction; without an emoji removes yours',
  },
  receipts: {
    summary: 'Turns read receipts on or off',
    on: safe`Read receipts are on.`,
    off: safe`Read receipts are off.`,
  },
  reply: {
    summary: 'Replies to the latest message, or to the given one',
  },
  say: {
    summary: 'Sends text as it is, even if it begins with a slash',
  },
  search: {
    summary: 'Finds messages containing all the words',
    more: (count: number) => safe`These are the latest ${count}; there are more.`,
    to: (name: SafeText) => safe` to ${spokenName(name)}`,
    nothing: (words: SafeText) => safe`No message contains "${words}".`,
  },
  set: {
    summary: 'Shows the settings, or changes one',
    shortcut: (setting: string) => `Short for /set ${setting}`,
    changed: (name: SafeText, value: SafeText) => safe`${name}: ${value}.`,
    present: (name: SafeText, value: SafeText, summary: SafeText) => safe`${name} is ${value}. ${summary}.`,
    done: safe`Done.`,
    choices: (choices: SafeText, preset: SafeText) => safe`It can be ${choices}; ${preset} is the default.`,
  },
  trust: {
    summary: 'Ends a key warning, once you have compared',
    trusted: (name: SafeText) => safe`You trust ${spokenName(name)}. You can talk now.`,
    trustedAsking: (name: SafeText) => safe`You trust ${spokenName(name)}, who has not accepted you yet.`,
  },
  unblock: {
    summary: 'Unblocks someone',
    unblocked: (name: SafeText, relation: SafeText) =>
      safe`${spokenName(name)} is no longer blocked: ${relation}.`,
  },
  unverify: {
    summary: 'Removes the verified mark',
    removed: (name: SafeText) => safe`${spokenName(name)} is no longer marked as verified.`,
  },
  verify: {
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
  },
  whoami: {
    summary: 'Shows your name, id, key and addresses',
    unnamed: (name: SafeText) => safe`${name} (choose one with /nick)`,
    closed: safe`no, the port is not open`,
  },
  whois: {
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
  },
  wipe: {
    summary: 'Deletes all data, including your key, and quits',
    wiped: safe`Everything is deleted.`,
  },
  doctor: {
    summary: 'Checks what natter needs, and says what to do',
    keepPrivate: safe`This contains paths and addresses: look at it before you paste it anywhere.`,
    mayBePasted: safe`Nothing here identifies anyone, so it can be pasted. /doctor full adds paths and addresses.`,
    usage: 'Use /doctor, or /doctor full.',
  },
  why: {
    summary: 'Tells why someone is, or is not, in reach',
  },
} as const;

/** What the core tells and refuses. */
export const coreTexts = {
  conversations: {
    unknown: 'There is no such conversation.',
    deletedMeanwhile: 'The conversation was deleted meanwhile.',
  },
  profile: {
    notOnDisk: 'This profile is not stored on a disk: there is nothing to protect.',
    wipePhrase: (id: SafeText) => safe`everything of ${id}`,
    wipeUnconfirmed: (phrase: SafeText) =>
      safe`Nothing was deleted. To permanently delete your key, all contacts and all messages: /wipe ${phrase}`,
  },
  checks: {
    linked: (linked: number, all: number) => safe`linked: ${linked} of ${all}`,
    announced: (words: SafeText, nodes: number, kept: number) =>
      safe`${words} Nodes: ${nodes}, of which ${kept} keep the announcement.`,
    heard: (words: SafeText, count: number) => safe`${words} Heard: ${count}.`,
    noPort: safe`no port is open, so nobody can connect to this natter.`,
    openPort: safe`Quit natter and start it again; /port N uses another one.`,
    noAddress: (port: number) =>
      safe`${port} is open, but this machine has no address that others could connect to.`,
    connectToNetwork: safe`Connect it to a network.`,
    open: (port: number, addresses: number) => safe`${port} is open, addresses: ${addresses}`,
  },
  links: {
    otherVersion: (what: SafeText) => safe`Someone tried to connect. ${what}`,
    lostAgain: (address: string) => `The connection to ${address} was lost again.`,
    nobodyConnected: 'No one is connected.',
    severalConnected: 'Several contacts are connected. Say which: /disconnect <who>',
    notConnected: (name: SafeText) => `${spokenName(name)} is not connected.`,
    noReason: safe`no reason`,
    brokeProtocol: (name: SafeText, why: SafeText) =>
      safe`${spokenName(name)} was disconnected: the connection broke the protocol. (${why})`,
    portTaken: (port: number, other: number) =>
      safe`Port ${port} is taken by another program; listening on ${other} instead.`,
  },
  requests: {
    notWaiting: (name: SafeText) => `${spokenName(name)} is not waiting for an answer.`,
    acceptFirst: (name: SafeText, id: string) =>
      `Accept ${spokenName(name)} first, then write: /accept ${id}`,
    hasToAcceptAgain: (name: SafeText) =>
      safe`${spokenName(name)} has to accept you again. Your messages will be delivered once they do.`,
  },
  contacts: {
    blocked: (name: SafeText) => `${spokenName(name)} is blocked.`,
    notBlocked: (name: SafeText) => safe`${spokenName(name)} is not blocked.`,
  },
  keys: {
    noAlarm: (name: SafeText) => safe`There is no key warning about ${spokenName(name)}.`,
    alarmed: (name: SafeText, id: SafeText) =>
      safe`${spokenName(name)} has a different key than the contact it resembles, so nothing was sent. Call your contact, and compare what /verify ${id} shows. If it matches: /trust ${id}. If not, this is an impostor: /block ${id}`,
    notCompared: (name: SafeText, id: SafeText) =>
      safe`You have not compared anything with ${spokenName(name)} yet. Begin with /verify ${id}`,
    manyLookAlikes: (name: SafeText) =>
      safe`Many strangers could be mistaken for ${spokenName(name)}. All of them are set apart, some without another warning.`,
    renamed: (one: SafeText, other: SafeText) =>
      safe`This contact has taken another name and is now shown as ${one}. ${other} is someone else.`,
  },
  expiry: {
    off: (name: SafeText) => safe`${spokenName(name)} turned off disappearing messages.`,
    on: (name: SafeText, time: SafeText) =>
      safe`${spokenName(name)} made new messages disappear after ${time}, for both of you.`,
    oneUndelivered: (name: SafeText) =>
      safe`A message to ${spokenName(name)} disappeared before it could be delivered.`,
    undelivered: (count: number, name: SafeText) =>
      safe`${count} messages to ${spokenName(name)} disappeared before they could be delivered.`,
    outOfRange: 'Messages can disappear after 5 seconds to 366 days.',
  },
  messages: {
    notYours: 'You can only change and delete your own messages.',
    unknown: 'There is no such message in this conversation. Check its id.',
    deleted: 'That message was deleted.',
    empty: 'There is nothing to send.',
    tooLong: (size: number, most: number, parts: number) =>
      `The message has ${size} bytes; the limit is ${most}. Nothing was sent. With /parts in front of it, it is sent as ${parts} messages.`,
    noReaction: (most: number) => `A reaction is one character or emoji of at most ${most} bytes.`,
  },
  settings: {
    notA: (name: SafeText, shape: SafeText, typed: SafeText) => safe`${name} is ${shape}, not "${typed}".`,
    didYouMean: (near: SafeText) => safe` Did you mean ${near}?`,
    unknown: (typed: SafeText, hint: SafeText) =>
      safe`There is no setting ${typed}.${hint} /set lists them all.`,
    noTheme: (name: SafeText, known: SafeText) =>
      safe`There is no theme ${name}. Choose ${known}, or put ${name}.json into the themes folder of your profile.`,
    noKeyAction: (action: SafeText) => safe`"${action}" is not something a key can do. /keys lists them all.`,
    noKey: (typed: SafeText) =>
      safe`"${typed}" is not a key. Write it as in ctrl-k, alt-shift-up, f2 or pageup.`,
  },
  invites: {
    noWay: 'No address of this contact is known.',
    tooMany: (most: number) =>
      `There are already ${most} open invites. Cancel one: /invite list, then /invite cancel <id>.`,
    lifetime: 'An invite lasts from one minute to 30 days: /invite 1h, /invite 7d.',
    uses: (most: number) => `An invite is for 1 to ${most} people: /invite x5.`,
    unknownHere: 'There is no such invite. See /invite list.',
    own: 'This invite is your own. Send it to someone else.',
    lostAgain: 'The connection was lost again. Try once more: the invite is still valid.',
    unknownThere:
      'The natter there does not know this invite: it was cancelled, or expired long ago, or someone else has that address now. Ask for a new invite.',
    wordsUnknown:
      'No one is waiting under these words. They last ten minutes and are for one person: ask for new ones.',
    hostAway:
      'Whoever made this invite cannot be reached: their natter is off or has no network, or the invite was cancelled. Try again when they are there.',
    notHere: 'They are not on this network.',
    tableOutOfReach: 'The hash table is not in reach.',
    cutOff:
      'This network lets no UDP out, or there is none, so an invite without an address leads nowhere from here. Ask for one made with /invite address, or try another network.',
    linkWithoutAddress:
      'This invite does not contain an address. Ask for one made with /invite address, or put their address behind it: /join natter:… 192.168.1.20:4242',
    wordsWithoutAddress:
      'Words do not contain an address. Ask for it, and put it behind the words: /join … 192.168.1.20:4242',
  },
  copies: {
    running: (peer: SafeText) =>
      safe`A copy of this profile seems to be running elsewhere: ${peer} is talking to it, too. Quit one of the two; nothing you wrote is lost, but each of them shows only a part.`,
    older: (name: SafeText) =>
      safe`Your history with ${spokenName(name)} is an older copy: ${spokenName(name)} has messages of yours that are no longer here. Anything that may not have arrived since will be sent again.`,
  },
} as const;

/** Why natter could not connect, or not listen. */
export const connectTexts = {
  reach: {
    notAnnounced:
      'They are not announced anywhere: their natter is off or has no network. natter will try again later.',
    notPunched:
      'No direct path between the two networks could be opened. Forward a port on one side, or use the same network.',
    cancelled: 'The attempt was cancelled.',
    noAnswerWithin: (address: string, seconds: number, hint: string) =>
      `Nobody answered at ${address} within ${seconds} s. ${hint}`,
    connectingCancelled: (address: string) => `Connecting to ${address} was cancelled.`,
    notNatter: (address: string) => `What answers at ${address} is not natter. Check the port.`,
    saidNothing: (address: string, seconds: number) =>
      `${address} took the connection but sent nothing for ${seconds} s: it is another program, or natter hangs there. Check the port.`,
    tooSlow: (address: string, seconds: number) =>
      `${address} began to answer but was not done after ${seconds} s. It or the network is overloaded: try again.`,
    self: (address: string) => `${address} is you: the key there is your own. Connect to someone else.`,
    downgrade: (address: string) =>
      `${address} offers weaker encryption than this contact had before, so it was not used. If they moved to an older Node, ask them to go back to 24.7 or later.`,
    brokeProtocol: (address: string, detail: string) =>
      `${address} broke the protocol (${detail}). It may be damaged or out of date: update both sides.`,
    lost: (address: string, detail: string) =>
      `The connection to ${address} was lost before it was ready (${detail}). Try again.`,
    notExpected: (expected: string) => `, not ${expected}`,
    otherKey: (address: string, found: string, wanted: string) =>
      `Someone else answers at ${address}: the key there has the id ${found}${wanted}. Nothing was sent. The address may have moved to another machine: ask your contact for the new one.`,
    alreadyConnected: (address: string) => `You are already connected to ${address}.`,
    blocked: (address: string) =>
      `${address} belongs to someone you blocked. Unblock them first if you want to talk.`,
    refusedHere: (address: string, reason: string) => `${address} was refused here (${reason}).`,
    takesNoRequests: (address: string) =>
      `${address} takes no requests from strangers. Ask its owner to connect to you, or to allow requests.`,
    declined: (address: string) =>
      `The owner of ${address} has declined you. Ask them some other way to accept you, or to connect to you.`,
    refused: (address: string) => `${address} does not want to talk with you.`,
    busy: (address: string) => `${address} has too many connections or requests right now. Try again later.`,
    misunderstood: (address: string, why: string) =>
      `${address} does not understand this natter${why}. Update both sides.`,
    inviteUsed:
      'This invite was already used, and not by you. Ask for a new one, by another way than this one came, and say so: the person who used it may pretend to be you.',
    inviteExpired: 'This invite has expired. Ask for a new one.',
    closedEarly: (address: string) =>
      `${address} closed the connection before it was ready. Try again in a moment.`,
    anotherVersion: 'another version of natter',
    tooOldThere: (address: string, theirs: string, ours: string) =>
      `${address} runs ${theirs}, which is too old for your ${ours}. Ask its owner to update.`,
    tooOldHere: (address: string, theirs: string, ours: string) =>
      `${address} runs ${theirs}, and your ${ours} is too old for it. Update yours.`,
    versionsDiffer: (address: string, theirs: string, ours: string) =>
      `${address} runs ${theirs}, which is not compatible with your ${ours}. Update both sides.`,
    notProven: (address: string, expected: string) =>
      `What answers at ${address} could not prove to be your contact ${expected}, and was told nothing. It may be another machine or another program, or your contact has too many connections. Ask for the new address, or try again in a minute.`,
    needsHybrid: (address: string) =>
      `The contact at ${address} was reached with ML-KEM before, which this Node lacks. Run natter on Node 24.7 or later.`,
    noHost: (host: string) => `There is no host named "${host}". Check the spelling, or use its IP address.`,
    noLookup: (host: string) =>
      `The name "${host}" could not be looked up right now. Check your network, or use the IP address.`,
    nothingListens: (address: string) =>
      `Nothing is listening at ${address}. Check the port and whether natter is running there.`,
    noAnswer: (address: string, hint: string) => `Nobody answered at ${address}. ${hint}`,
    noRoute: (address: string, code: string) =>
      `There is no route to ${address} (${code}). Check your network and the address.`,
    closedAtOnce: (address: string) =>
      `${address} took the connection and closed it at once: it is another program, or a natter that takes no requests or has too many connections from here. Check the port, or try again in a minute.`,
    lostOnTheWay:
      'The machine may be off, the address may be wrong, or a firewall or router may be in between.',
    noInterface: (address: string, zone: string) =>
      `${address}: this machine has no network interface ${zone}. Put one of yours behind the %, such as eth0.`,
  },
  socket: {
    cannotOpen: (path: string) => `natter cannot open ${path} for its other windows and for scripts.`,
    notYours: (path: string) => `${path} is not a socket of yours. Remove it.`,
    inTheWay: (path: string) => `${path} is in the way of natter's socket. Remove it.`,
    cannotCreate: (folder: string) => `${folder} cannot be created`,
    noFolder: (folder: string) => `${folder} is not a folder`,
    otherUser: (folder: string) => `${folder} belongs to another user`,
    unsafe: (what: string) =>
      `${what}, so natter does not use it to talk to its other windows. Remove it, or set XDG_RUNTIME_DIR to a folder of yours.`,
  },
  listen: {
    bootstrapAddress:
      '--bootstrap needs the address by which others reach this machine, and a port: natter --bootstrap --host 203.0.113.5 --port 49737',
    portTaken: (port: number) =>
      `Port ${port} is used by another program. Choose another one, or 0 for a free one.`,
    portNotAllowed: (port: number) =>
      `This system does not let you listen on port ${port}. Choose one above 1023.`,
    noAddress: (host: string) =>
      `This machine has no address "${host}". Listen on one of its own, or on :: for all of them.`,
    failed: (address: string, code: string) =>
      `Listening on ${address} failed (${code}). Choose another address.`,
    unknownReason: 'unknown reason',
  },
} as const;

/** What may be wrong with the profile, its files and its disk. */
export const profileTexts = {
  backup: {
    none: 'That file is not a natter backup.',
    newer: (release: string) =>
      `That backup was made by a newer natter than this one (${release}). Update natter.`,
    wrongPassphrase: 'That is not the passphrase of this backup. Try again.',
    damaged: 'That backup is damaged or cut short, so nothing was restored. Use another copy of it.',
    restoreInto: (folder: string) => `restore into ${folder}`,
    folderExists: (folder: string) =>
      `There is already something in ${folder}, and nothing is ever overwritten. Move it away, or name another folder with --profile.`,
    noFile: 'There is no such file.',
    systemSays: (code: string) => `The system says ${code}.`,
    unreadable: (path: string, reason: string) => `${path} cannot be read. ${reason}`,
  },
  saving: {
    exists: (path: string) =>
      `There is already a file ${path}, and nothing is ever overwritten. Choose another name.`,
    diskFull: (path: string) => `${path} was not written: the disk is full. Free some space.`,
    diskFailed: (path: string, code: string) => `${path} was not written: the disk answered ${code}.`,
    failed: (path: string, reason: string) => `${path} was not written: ${reason}.`,
    circle: 'symbolic links in the path form a loop',
    noName: 'no file can have that name',
  },
  database: {
    foreign: 'natter did not make it',
    olderRelease: 'of an earlier version',
    newer: (path: string, writer: string, program: string) =>
      `The database ${path} was written by natter ${writer}, and this is natter ${program}. Update natter, or choose another folder with --profile.`,
    laterRelease: 'of a later version',
    lacks: (missing: string) => `it lacks ${missing}`,
    otherIdentity: (path: string) =>
      `The key file belongs to a different identity than the history in ${path}. Put back the one that belongs to it.`,
    lacksLog: (log: number) => `The database lacks log ${log}.`,
    unknownKind: (kind: number) => `The database holds an entry of the unknown kind ${kind}.`,
    notCopied: (there: number, here: number) =>
      `The history was not compacted: ${there} of ${here} entries were copied.`,
    lacksUnsent: 'Messages waiting to be sent are missing in the database.',
    partLeft: (path: string, suffix: string) =>
      `it is gone, but the newest part of it is left in ${path}${suffix}`,
    cutShort: 'it is cut short',
    gone: (path: string) =>
      `The database ${path} is gone, and with it your contacts, the codes you compared, the people you blocked, and every message. Your key is still there, and nothing was changed. Put back a copy of the database, or start once with --new-history to begin a new one with the same key.`,
    inUse: (path: string) => `Another program uses the database ${path}. Quit it, then try again.`,
    pagesDiffer: 'its pages are inconsistent',
    damaged: 'it is damaged, or not encrypted with the key of this profile',
    diskFull: (path: string) => `The disk is full: ${path} cannot grow. Free some space.`,
    diskFailed: (path: string, code: string) =>
      `The disk failed at ${path} (${code}). No unsaved message was reported as saved. Check the disk.`,
    notWritable: (path: string, code: string) =>
      `The database ${path} cannot be written (${code}). Check its permissions and the disk.`,
    unreadable: (path: string, why: string) =>
      `The history in ${path} cannot be read: ${why}. It was left as it is. Put back a copy of it, or move it away and start once with --new-history to begin a new one.`,
  },
  attempts: {
    createDatabase: (path: string) => `create the database ${path}`,
    replace: (path: string) => `replace ${path}`,
    write: (path: string) => `write ${path}`,
    lookAt: (path: string) => `look at ${path}`,
    read: (path: string) => `read ${path}`,
    remove: (path: string) => `remove ${path}`,
    delete: (path: string) => `delete ${path}`,
    openProfile: (path: string) => `use the profile folder ${path}`,
    use: (path: string) => `use ${path}`,
    lookInto: (path: string) => `look into ${path}`,
  },
  files: {
    linkToWrite: (path: string) =>
      `${path} is a symbolic link. natter only writes real files: put the file itself there.`,
    diskFull: (attempt: string) => `natter could not ${attempt}: the disk is full. Free some space.`,
    linkInTheWay: (attempt: string) =>
      `natter could not ${attempt}: a symbolic link is in the way. Put a real file or folder there.`,
    failed: (attempt: string, reason: string) =>
      `natter could not ${attempt}: ${reason}. Fix that, or choose another folder with --profile.`,
    diskFailed: (attempt: string, code: string) =>
      `natter could not ${attempt}: the disk answered ${code}. Check the disk.`,
    notAllowed: 'permission denied',
    notPermitted: 'the system does not permit it',
    readOnly: 'the disk is read-only',
    noFolder: 'a folder in the path does not exist',
    fileInPath: 'a part of the path is a file, not a folder',
    isFolder: 'it is a folder',
    exists: 'something else is in its place',
    pathTooLong: 'the path is too long',
    tooLarge: (path: string) => `${path} is larger than any file that natter writes there. Move it away.`,
    linkToRead: (path: string) =>
      `${path} is a symbolic link. natter only uses real files: put the file itself there.`,
    notRegular: (path: string) => `${path} is not a regular file. Move it away.`,
    otherUser: (path: string, owner: number, self: number) =>
      `${path} belongs to another user (number ${owner}; you are ${self}). Start natter as that user, or choose another folder with --profile.`,
    readableByOthers: (path: string) =>
      `${path} can be read by others on this machine. Quit natter, remove the file, and start natter again.`,
  },
  config: {
    text: 'be text that is not empty, such as "Ada"',
    port: (most: number) => `be a whole number from 0 to ${most}`,
    address: 'be an address of this machine, such as "0.0.0.0"',
    keys: 'contain lists of keys by the name of what they do, such as {"search": ["ctrl-f", "f3"]}',
    limits: (names: string) => `contain whole numbers above 0, named ${names}`,
    didYouMean: (near: SafeText) => safe`Did you mean "${near}"?`,
    leftAsIs: safe`It was left as it is.`,
    unknown: (path: SafeText, key: SafeText, hint: SafeText) =>
      safe`${path}: natter does not know "${key}". ${hint}`,
    noObject: (path: string) => `${path} must contain one JSON object, such as {"name": "Ada"}.`,
    notUtf8: (path: string) => `${path} is not UTF-8 text.`,
    notJson: (path: string, line: number) => `${path}, line ${line}: this is not valid JSON.`,
    wrongValue: (path: string, line: number, key: string, must: string) =>
      `${path}, line ${line}: "${key}" must ${must}.`,
    mend: (what: string) => `${what} Fix the file or move it away, then start again.`,
    trueOrFalse: 'true or false',
    oneOf: (shape: string) => `be ${shape}`,
  },
  profile: {
    emptyPassphrase: 'An empty passphrase protects nothing. Choose a longer one.',
    keyGone: (path: string) =>
      `The key file ${path} is gone, but there is a history that belongs to it. Put back a copy of the key file, or start over with another --profile.`,
    passphraseNeeded: 'This profile has a passphrase. Enter it to continue.',
    keyNewer: (path: string, release: string) =>
      `The key file ${path} was written by a newer natter than this one (${release}). Update natter, or choose another folder with --profile.`,
    keyDamaged: (path: string) =>
      `The key file ${path} is damaged. It was left as it is; without it no one can be you or read your history. Put back a copy of it, or start over with another --profile.`,
    wrongPassphrase: 'That is not the passphrase of this profile. Try again.',
    noMemory: (mebibytes: number) =>
      `The passphrase could not be checked: that takes ${mebibytes} MiB of memory. Free some and try again.`,
    isLink: (path: string) =>
      `The profile folder ${path} is a symbolic link. Name the folder itself with --profile.`,
    isFile: (path: string) =>
      `The profile ${path} is a file, not a folder. Choose another place with --profile.`,
    notLockFile: (path: string) => `${path} is not natter's lock file. Move it away.`,
    cannotLock: (path: string, code: string) =>
      `natter could not lock ${path} (${code}). Choose another folder with --profile.`,
    lockHolder: (pid: number, since: string) => ` (process ${pid}, since ${since})`,
    locked: (who: string, path: string) =>
      `Another natter${who} is using this profile: it holds ${path}. Quit it first, or choose another folder with --profile.`,
  },
  themes: {
    none: (path: SafeText) => safe`There is no theme file ${path}.`,
    notJson: (path: SafeText) => safe`${path} is not valid JSON. Fix it.`,
  },
} as const;

/** What may be wrong with names, addresses and invites; the settings. */
export const inputTexts = {
  names: {
    chooseAnother: (problem: string) => `${problem} Choose another name.`,
    empty: 'A name cannot be empty.',
    hidden: 'This name has characters that are invisible or control the terminal.',
    tooLong: (most: number) => `This name is too long: at most ${most} characters.`,
    beginning: (first: string) => `A name begins with a letter, a digit or an emoji, not with "${first}".`,
    foreign: (foreign: string) => `A name cannot contain "${foreign}".`,
    reserved: (name: string) => `"${name}" is a word that natter uses itself.`,
    likeAnId: (name: string) => `"${name}" could be mistaken for an id.`,
  },
  who: {
    more: (count: number) => safe` and ${count} more`,
    ambiguous: (wanted: SafeText, listed: SafeText, more: SafeText, example: SafeText) =>
      safe`"${wanted}" could be ${listed}${more}. Write which one, as ${example}. A name of your own helps: /name ${example} <name>`,
    oneLetter: safe` One letter is not enough: write at least two.`,
    or: safe` or `,
    didYouMean: (near: SafeText) => safe` Did you mean ${near}?`,
    unknown: (wanted: SafeText, hint: SafeText) =>
      safe`No contact is called "${wanted}".${hint} /list shows them all.`,
  },
  invites: {
    newer: 'This invite was made by a newer natter. Update natter, or ask for one made with /invite there.',
    damaged:
      'This is not a complete invite link: a character is missing or wrong. Copy it again, from "natter:" to its end.',
    wordCount: (wanted: number, typed: number) =>
      `A code has ${wanted} words, not ${typed}. Ask for it again.`,
    didTheySay: (similar: string) => ` Did they say "${similar}"?`,
    askAgain: ' Ask for it again.',
    noCodeWord: (typed: string, hint: string) => `"${typed}" is not a word that codes are made of.${hint}`,
  },
  addresses: {
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
  },
  settings: {
    theme: "Colours of the screen; add your own in the profile's themes folder",
    time: 'How times are shown',
    sidebar: 'Shows the list of conversations, if there is room',
    mouse: 'The wheel scrolls, a click opens a conversation; Shift selects text',
    notify: 'How you are notified when natter is not in focus: by the terminal or the desktop',
    quiet: 'Quiet hours, e.g. 22:00-07:00',
    typing: 'Shows others when you are typing',
    receipts: 'Sends read receipts',
    requests: 'People you do not know: ask, allow or refuse',
    dht: 'Finds contacts over the internet by a table that many computers keep, and lets them find you',
    lan: 'Finds contacts on the local network, and lets them find you',
    background: 'natter keeps running when its screen is closed, from the next start on; /quit all ends it',
    marks: 'Symbols for delivery, presence and lines; auto: ASCII if the locale is not UTF-8',
    or: (choices: string, last: string) => `${choices} or ${last}`,
    themeName: 'the name of a theme file',
    hours: 'hours such as 22:00-07:00',
  },
  errors: {
    internal: (detail: SafeText) => safe`Something went wrong inside natter: ${detail}`,
    kept: (message: SafeText, path: SafeText) => safe`${message} (details are in ${path})`,
  },
} as const;

/** What the doctor says of native parts. */
export const doctorTexts = {
  noPart: (name: string) => safe`${safeLine(name)} does not load.`,
  installAgain: safe`Install natter again, without leaving packages out, on a system that it is made for.`,
  withoutTable: safe`natter works without it, but contacts find you only on this network or by an address.`,
} as const;

/** What `/why` says: what is so, and what to do about it. */
export const whyTexts = {
  online: (name: SafeText, path: SafeText, since: SafeText) =>
    safe`${spokenName(name)} is online ${path}, since ${since}.`,
  path(path: string): SafeText {
    return PATHS.get(path) ?? safe`by ${safeLine(path)}`;
  },
  noContact: (name: SafeText) =>
    safe`${spokenName(name)} is not one of your contacts, so natter does not look for them. To connect: /connect <host:port>.`,
  held: (name: SafeText) =>
    safe`${spokenName(name)} is offline since one of you disconnected. natter tries again once you write, or with /connect.`,
  offline: (name: SafeText) =>
    safe`${spokenName(name)} is offline, and no next try is planned. What you write waits; /connect <host:port> tries at once.`,
  nextTry: (name: SafeText, at: SafeText) =>
    safe`${spokenName(name)} is offline. What you write waits. Next try: ${at}.`,
  tries: safe`Last tries:`,
  moreTries: (count: number) => safe`  … and ${count} before that: /why <who> all`,
  inUse: safe`in use`,
  untried: safe`not tried yet`,
  linked: (milliseconds: number) => safe`worked, ${milliseconds} ms`,
  lastTry: (at: SafeText, result: SafeText) => safe`${at}: ${result}`,
  nowhere: safe`No port is open, or this machine has no address. See /doctor.`,
  /** Why a way is not tried. */
  obstacle: {
    off: safe`Switched off. To use it: /set dht on.`,
    missing: safe`This natter runs without it. See /doctor.`,
    'no-beacon': safe`Not heard on this network in the last ten minutes: they are elsewhere, or the network keeps its guests apart.`,
    'no-address': safe`No address of theirs is known. Ask for one, then /connect <host:port>.`,
    'no-key': safe`They have not told their reach key yet. It comes with the next link: connect once in another way.`,
    unconfirmed: safe`They have not confirmed your reach key yet. That comes with the next link: connect once in another way.`,
    'out-of-reach': safe`The hash table is not in reach. See /doctor.`,
  },
  /** How the hash table does. */
  table: {
    off: safe`Switched off, so contacts find you only by an address. To use it: /set dht on.`,
    missing: safe`This natter runs without it: there is no build of udx-native for this machine, or this is a demo. Contacts need an address.`,
    starting: safe`Starting. Look again in a few seconds.`,
    ready: safe`Announced: contacts find you wherever you are.`,
    alone: safe`Nodes answer, but none keeps the announcement, so contacts cannot find you by it. natter goes on trying.`,
    blocked: safe`This network lets no UDP out, or no node is there. natter connects by addresses (TCP); another network may help.`,
    offline: safe`There is no network. Connect this machine to one.`,
  },
  lan: {
    off: safe`Switched off. To use it: /set lan on.`,
    missing: safe`This natter runs without it.`,
    on: safe`On: contacts on this network find you by themselves.`,
    silent: safe`On, but no interface can send beacons. Contacts here go by an address, or the internet.`,
  },
  nat: {
    open: safe`No router in between: everyone can connect.`,
    cone: safe`The router keeps one port: direct links work with most people.`,
    random: safe`The router takes another port each time: a direct link needs someone whose router does not, or an address.`,
  },
} as const;

const PATHS: ReadonlyMap<string, SafeText> = new Map([
  ['lan', safe`on this network`],
  ['direct', safe`directly`],
  ['punched', safe`directly, through the routers`],
  ['relayed', safe`through a relay`],
]);

/** What the screen shows, pane by pane. */
export const screenTexts = {
  calendar: {
    weekdays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
    months: [
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
    ],
  },
  keyActions: {
    submit: 'send the message',
    newline: 'a new line in the message',
    complete: 'complete commands and names',
    'complete-back': 'the completion before',
    'move-left': 'back one character',
    'move-right': 'forward one character',
    'move-word-left': 'back one word',
    'move-word-right': 'forward one word',
    'move-line-start': 'start of the line',
    'move-line-end': 'end of the line',
    'delete-backward': 'delete the character before',
    'delete-forward': 'delete the character after',
    'kill-line-end': 'cut to the end of the line',
    'kill-line-start': 'cut to the start of the line',
    'kill-spaced-word': 'cut back to a space',
    'kill-word-backward': 'cut the word before',
    'kill-word-forward': 'cut the word after',
    yank: 'put back what was cut',
    'line-up': 'the line before, in the input history',
    'line-down': 'the line after, in the input history',
    'edit-outside': 'write in your editor',
    'copy-view': 'full-width view for copying text',
    'peer-filter': 'find a contact in the list',
    'history-search': 'search in the input history',
    'peer-up': 'choose the contact above',
    'peer-down': 'choose the contact below',
    'peer-open': 'open the chosen contact',
    'conversation-next': 'next conversation',
    'conversation-previous': 'previous conversation',
    'conversation-unread': 'next conversation with something unread',
    'conversation-last': 'the conversation before',
    'conversation-1': 'conversation 1 of the list',
    'conversation-2': 'conversation 2 of the list',
    'conversation-3': 'conversation 3 of the list',
    'conversation-4': 'conversation 4 of the list',
    'conversation-5': 'conversation 5 of the list',
    'conversation-6': 'conversation 6 of the list',
    'conversation-7': 'conversation 7 of the list',
    'conversation-8': 'conversation 8 of the list',
    'conversation-9': 'conversation 9 of the list',
    'scroll-up': 'scroll the log up',
    'scroll-down': 'scroll the log down',
    'scroll-top': 'first message',
    'scroll-bottom': 'last message',
    'first-unread': 'first unread message',
    'message-up': 'choose the message above',
    'message-down': 'choose the message below',
    'message-reply': 'reply to the chosen message',
    'message-edit': 'edit the chosen message',
    'message-delete': 'delete the chosen message',
    'message-react': 'react to the chosen message',
    'message-copy': 'copy the chosen message',
    'message-forward': 'forward the chosen message',
    'message-details': 'details of the chosen message',
    'message-quoted': 'go to what the chosen message quotes',
    'message-back': 'back from what was quoted',
    'request-accept': 'accept the request that is shown',
    'request-decline': 'decline the request that is shown',
    'request-block': 'block the person whose request is shown',
    'request-command': 'start a command on the page of a request',
    'paste-edit': 'put a long paste into the input line',
    'confirm-yes': 'yes, where natter asks',
    'confirm-no': 'no, where natter asks',
    'invite-copy': 'copy the invite that is shown',
    search: 'search in all messages',
    'hit-next': 'next message found',
    'hit-previous': 'previous message found',
    palette: 'go to anything by a few letters of its name',
    settings: 'settings',
    sidebar: 'show or hide the list of conversations',
    help: 'help',
    redraw: 'draw the screen again',
    suspend: 'suspend',
    interrupt: 'clear the input line; twice: quit',
    escape: 'close what is open; go to the end of the log',
  },
  frame: {
    paneFailed: '(cannot be shown)',
    tooSmall: (columns: number, rows: number, MIN_COLUMNS: number, MIN_ROWS: number) =>
      `This terminal is too small: ${columns}×${rows}. natter needs ${MIN_COLUMNS}×${MIN_ROWS}.`,
    quitAgain: 'Ctrl-C again quits.',
    copied: 'Copied, if your terminal takes it (OSC 52).',
    quitAgainShort: 'Ctrl-C again quits',
  },
  paste: {
    tooLong: 'That paste is too long: none of it was used.',
    lines: (count: number) => ` A paste of ${count} lines`,
    more: ' … and more',
    hint: ' Enter sends it as one message · e puts it into the input line · Esc drops it',
    note: 'Enter sends the paste, e edits it, Esc drops it',
  },
  secrets: {
    locked: 'natter is locked. Your passphrase:',
    unlockHint: 'Press Enter to unlock.',
    askHint: 'Press Enter to continue, or Esc to cancel.',
    checking: 'Checking …',
    severalLines: 'That was more than one line. None of it was used.',
  },
  welcome: {
    title: ' Welcome to natter.',
    question: ' What should others call you?',
    hint: (madeUp: string) => `Press Enter to continue, or Esc to be called ${madeUp}.`,
  },
  confirm: {
    note: 'y yes, n no',
    question: (text: string) => ` ${text}`,
    answers: ' · y yes · n no',
    inParts: (parts: number) => `This is too long for one message. Send it as ${parts}?`,
  },
  input: {
    writeTo: (name: string) => ` Write to ${name} `,
    placeholder: (name: string, expiry: string) => `Write to ${name}${expiry}, or / for commands`,
    noConversation: 'Type /help for all commands',
    request: (name: string) => `Enter accepts ${name}, d declines, b blocks, Esc: later`,
    blocked: (name: string) => `${name} is blocked. Undo with /unblock`,
    declined: (name: string) => `You declined. Undo with /accept ${name}`,
    expiry: (time: string) => ` (disappears after ${time})`,
    doubt: 'Nothing was sent yet. Press Enter again to send the line as it is.',
    givenBack: (label: string) => `What you typed after ${label} was not sent. It is in the input line.`,
    slow: (label: string) =>
      `${label} is taking long. What you typed after it was not sent. It is in the input line.`,
  },
  compose: {
    edit: 'Edit',
    reply: 'Reply to',
    hint: (head: string, text: string) => ` ${head}: ${text} · Esc cancels`,
  },
  keys: {
    none: 'no key',
    runs: (command: string) => `runs ${command}`,
  },
  log: {
    entryFailed: '(cannot be shown, i for details)',
    moreBelow: '↓ more below, PgDn goes there',
    newBelow: (count: number) => `↓ ${count} new below, PgDn goes there`,
    nothingUnread: 'Nothing is unread here.',
    deleted: 'message deleted',
    quoteMissing: 'a message that is not available',
    arrival: (written: string, came: string) => `written ${written}, came ${came}`,
    arrivalWithDay: (written: string, day: string, came: string) => `written ${written}, came ${day} ${came}`,
  },
  greeting: {
    starting: 'Starting …',
    self: (name: string, id: string) => `You are ${name}, id ${id}.`,
    invite: 'To let someone in:  /invite   (a link, and a QR code)',
    join: 'To use an invite:   /join and the link',
    connect: 'To reach someone:   /connect host:port',
    help: 'All commands:       /help          All keys:  F1',
    noPort: 'Nobody can connect to you: no port is open.',
    reachable: 'People can reach you at:',
    elsewhere: (also: string) => `or, from elsewhere, at ${also}`,
  },
  title: {
    newAbove: (count: number, key: string) => ` ↑ ${count} new${key}`,
    typing: 'typing …',
    notVerified: 'not verified',
    request: 'wants to talk to you',
    asking: (presence: string) => `${presence} · has not accepted yet`,
    alarmed: (id: string) => `different key than before: /trust ${id} or /block ${id}`,
    declined: 'you declined',
    waitsForThem: 'messages are delivered when they connect to you',
    waits: 'messages are delivered later',
    offline: (waits: string) => `offline, ${waits}`,
  },
  pages: {
    reportTitle: (title: string) => ` ${title} (Esc to close)`,
    escCloses: 'Esc closes',
    inviteHint: (key: string) => `${key} copies the link · Esc closes`,
    qrNeeds: (columns: number, rows: number) => `At ${columns}×${rows} or more, a QR code is shown here.`,
    settingWriteHint: 'Enter edits it · ↑ ↓ choose · Esc closes',
    settingChangeHint: 'Enter, ← → change it · ↑ ↓ choose · Esc closes',
    copyHint: 'Select and copy with your terminal · PgUp PgDn scroll · Esc closes',
    helpTitle: ' Help (Esc to close)',
    marks: 'Marks',
    keys: 'Keys',
    commands: 'Commands',
    settings: 'Settings',
    inviteExpired: 'It has expired.',
    inviteTerms: (terms: string, until: string) => `For ${terms}, until ${until}.`,
    invite: (id: string) => `Invite ${id}`,
    inviteUsed: (name: string) => `${name} came with this invite.`,
    paletteField: 'Go to:',
    paletteTitle: 'Go to a conversation, a command, a setting',
    paletteEmpty: 'No match.',
    paletteHint: 'Enter opens · ↑ ↓ choose · Esc closes',
    settingAbout: (summary: string, shape: string) => `${summary}. It is ${shape}.`,
    settingEditHint: 'Enter saves it · Esc leaves it as it was',
  },
  marks: {
    presence: 'online, connecting, offline',
    relation: 'asks to talk; key has changed: be careful',
    name: 'after a name: verified; muted',
    unread: 'three unread messages; one of them names you',
    delivery: 'after your messages: queued here, sent, delivered, read',
  },
  search: {
    sentTo: (name: string) => `you → ${name}`,
    visit: (
      at: number,
      count: string,
      keys: {readonly next: string; readonly previous: string; readonly list: string; readonly back: string},
    ) =>
      `Found ${at} of ${count} · ${keys.next} next · ${keys.previous} previous · ${keys.list} the list · ${keys.back} back`,
    found: (count: string) => `${count} found`,
    tabOnlyHere: 'Tab searches only here',
    withContact: (name: string) => `Search with ${name}`,
    keys: 'Enter opens · ↑ ↓ choose',
    waitingForHit: 'the message that was found',
    wayBack: 'the way back',
    tabEverywhere: 'Tab searches everywhere',
    field: 'Find:',
    everywhere: 'Search in all conversations',
    howTo: 'Type words of the message. "Two words" in quotes must be next to each other.',
    busy: 'Searching …',
    nothing: 'No match. From three letters on, a part of a word is enough.',
  },
  peers: {
    filterField: (typed: string) => ` Find: ${typed}▏ · `,
    filterOpens: (name: string) => `Enter opens ${name}`,
    filterNobody: 'no match',
    filterHint: (head: string, found: string) => `${head}${found} · ↑ ↓ choose · Esc closes`,
    filterNote: 'Type a part of a name. Enter opens, Esc closes',
    requests: ' Requests',
    none: ' no contacts yet',
    contacts: ' Contacts',
  },
  request: {
    title: (name: string) => `${name} wants to talk to you.`,
    id: (id: string) => `id        ${id}`,
    address: (address: string) => `address   ${address}`,
    lastSeen: (time: string) => `last seen ${time}`,
    warning: 'Anyone can use this name. Nothing they wrote is shown before you accept.',
    later: 'decide later',
  },
  selection: {
    pickerNote: 'Type to find an emoji. Enter picks it, Esc closes',
    pickerField: (typed: string) => ` React: ${typed}▏`,
    pickerEmpty: (row: string) => `${row} no match`,
    note: 'Letters act on the message. Esc to write',
    notYoursToEdit: 'You can only edit your own messages.',
    notYoursToDelete: 'You can only delete your own messages.',
    deleteQuestion: (text: string) => `Delete "${text}" for both of you?`,
    noReply: 'This message is not a reply.',
    waitingForMessage: 'that message',
    deleted: 'That message was deleted.',
  },
  status: {
    requests: (count: number) => ` ${count} request${count === 1 ? '' : 's'} `,
    chosen: (name: string) => `Enter opens ${name} · ↑ ↓ choose · Ctrl-R input history · Esc closes`,
    stopped: 'stopped',
    holding: (label: string) => ` Waiting for ${label} … what you type goes where it leads · Ctrl-C drops it`,
    recallNothing: 'no match',
    recallHint: 'again for an older one · Enter picks it',
    recalling: (typed: string, result: string) => ` Search in input history: ${typed}▏ ${result} · Esc back`,
    connected: (name: string) => `${name} is connected · Enter opens · Esc stays here`,
    offered: (name: string) => `Enter opens ${name} · Esc stays here`,
    starting: 'starting …',
    noPort: 'no open port',
    online: (online: number) => `${online} online`,
    unread: (unread: number) => `${unread} unread`,
  },
  themes: {
    noObject: safe`it must contain one JSON object`,
    noBase: (wanted: SafeText) => safe`"extends" must be the name of a built-in theme, not ${wanted}`,
    noStyles: safe`"styles" must be an object`,
    noPeople: safe`"people" must be a list of styles`,
    unknownRole: (role: SafeText) => safe`there is nothing called ${role}`,
    noStyle: (value: SafeText) => safe`a style must be an object, not ${value}`,
    wrongStyle: (part: SafeText, allowed: SafeText) => safe`a style cannot have ${part}; ${allowed}`,
    allowed:
      'it has colour and background (red, bright-red, … or 0 to 255 or "#rrggbb") and bold, dim, inverse, underline',
  },
} as const;

/** What keys do, in the help. */
export const keyTexts = {
  help: {
    peerUp: 'select a contact (when the input is empty)',
    peerOpen: 'open the selected contact; send the message',
    lineUp: 'input history (when the input is not empty)',
    historySearch: 'search in the input history',
    newline: 'a new line in the message',
    complete: 'complete commands and names; cycle',
    scroll: 'scroll the log',
    messageChoose: 'choose a message: reply, edit, delete, react, copy …',
    messageActions:
      'with a message chosen: reply, edit, delete, react, copy, forward, details, go to what it quotes, and back',
    request: 'on the page of a request: accept, decline, block',
    confirm: 'yes, no, when natter asks',
    pasteEdit: 'put a long paste into the input line',
    inviteCopy: 'copy the invite link that is shown',
    search: 'search in all messages',
    hits: 'next, previous search result; Alt-N too',
    palette: 'go to anything by a few letters; Ctrl-K when the input is empty',
    ends: 'first message; last message',
    firstUnread: 'first unread message of this conversation',
    conversations: 'next, previous conversation; Alt-→ and Alt-← too',
    conversationNumber: 'conversation 1 to 9 of the list',
    nextUnread: 'next conversation with something unread, or a request',
    lastConversation: 'previous conversation, and back',
    lineEnds: 'start, end of the line',
    words: 'back, forward one word',
    cutLine: 'cut to the end, to the start of the line',
    cutWord: 'cut the word before, after the cursor',
    yank: 'paste what was cut',
    copyView: 'full-width view for copying text',
    filter: 'find a contact in the list by a part of the name',
    editor: 'write in your editor ($VISUAL or $EDITOR)',
    help: 'this page',
    sidebar: 'show or hide the list of conversations',
    redraw: 'draw the screen again',
    suspend: 'suspend; fg resumes',
    interrupt: 'clear the input line; twice: quit',
    escape: 'close the help; go to the end of the log',
  },
} as const;

/** What plain mode says. */
export const plainTexts = {
  start: {
    askName: safe`What name should others see? Type it, or an empty line to be called`,
    named: (name: SafeText) => safe`You are now called ${name}.`,
    passphraseAgain: 'Passphrase: ',
    passphrase: 'That is not it. Passphrase: ',
    needsPassphrase: 'This profile opens only with its passphrase.',
    unread: (count: number, name: SafeText) => safe`${count} unread from ${name}.`,
    self: (name: SafeText) => safe`You are ${name}.`,
    noContacts: safe`You have no contacts yet. To connect to someone, type /connect and their address.`,
    howToTalk: safe`To talk to someone, type /query and a name.`,
    help: safe`Type /help for all commands.`,
    noPort: safe`Nobody can connect to you: no port is open.`,
    reachable: (address: SafeText) => safe`People can reach you at ${address}.`,
  },
  delivery: {
    notYet: (name: SafeText) => safe`Not delivered to ${name} yet. It is kept until it can be.`,
    waits: (name: SafeText, reach: SafeText) =>
      safe`${name} is ${reach}. Your messages are kept and delivered later.`,
    oneMessage: safe`1 message was`,
    messages: (count: number) => safe`${count} messages were`,
    delivered: (what: SafeText, name: SafeText) => safe`${what} delivered to ${name}.`,
    read: (name: SafeText) => safe`${name} has read your messages.`,
    notReady: safe`not ready to talk yet`,
  },
  entries: {
    deleted: (author: SafeText) => safe`${author} deleted a message.`,
    unreacted: (name: SafeText, quote: SafeText) => safe`${name} removed a reaction${quote}.`,
    reactedTo: (name: SafeText, emoji: SafeText, quote: SafeText) => safe`${name} reacted ${emoji}${quote}.`,
    edited: safe`, edited`,
    notDelivered: safe`, not delivered yet`,
    replying: (name: SafeText, quote: SafeText) => safe`, replying to ${name}${quote}`,
    quote: (text: SafeText) => safe` on "${text}"`,
    endOfCode: safe`end of code`,
    reacted: (name: SafeText, emoji: SafeText) => safe`${name} reacted ${emoji}.`,
  },
  paste: {
    dropped: safe`The paste was dropped.`,
    tooLong: safe`That paste is too long: none of it was used.`,
    lines: (count: number) =>
      safe`A paste of ${count} lines. Enter sends it as one message, Control C drops it.`,
  },
  people: {
    online: (name: SafeText) => safe`${name} is online.`,
    accepted: (name: SafeText) => safe`${name} accepted. You can talk now.`,
    declined: (name: SafeText) => safe`${name} declined to talk.`,
    request: (name: SafeText, id: SafeText) =>
      safe`${name} asks to talk. Type /accept ${id} or /decline ${id}.`,
    unread: (unread: number) => safe` ${unread} unread.`,
    conversation: (name: SafeText, presence: SafeText, news: SafeText) =>
      safe`Conversation with ${name}, ${presence}.${news}`,
  },
  errors: {
    error: (message: SafeText) => safe`Error: ${message}`,
    ended: (message: SafeText) => safe`natter ended: ${message}`,
    cannotBeShown: (name: SafeText, why: SafeText) =>
      safe`${name} sent something that cannot be shown. ${why}`,
    notDone: safe`Not done`,
    notSent: safe`Not sent`,
    failedBefore: (what: SafeText, failed: SafeText, text: SafeText) =>
      safe`${what}, since ${failed} before it failed: ${text}`,
    quitAgain: safe`Press Control C again to quit.`,
  },
  expiry: {
    oneDisappeared: safe`1 message disappeared.`,
    disappeared: (count: number) => safe`${count} messages disappeared.`,
    off: (name: SafeText) => safe`New messages with ${name} do not disappear.`,
    on: (name: SafeText, time: SafeText) => safe`New messages with ${name} disappear after ${time}.`,
  },
  prompt: {
    sent: (name: SafeText, text: SafeText) => safe`to ${name}: ${text}`,
    to: (name: SafeText) => safe`to ${name}: `,
  },
  days: {
    today: safe`Today.`,
  },
} as const;

/** What happened, in the log of a conversation. */
export const noticeTexts = {
  offline: {
    disconnected: safe`disconnected.`,
    left: safe`left.`,
    declined: safe`declined.`,
    lost: safe`is gone: the connection was lost.`,
    duplicate: safe`is connected another way.`,
    closed: safe`takes no requests.`,
    blocked: safe`refuses to talk.`,
    self: safe`is you.`,
    protocol: safe`was disconnected: the connection broke the protocol.`,
    busy: safe`has no room for another connection right now.`,
    version: safe`runs a version of natter that is not compatible with yours.`,
    inviteUsed: safe`says that the invite was already used.`,
    inviteExpired: safe`says that the invite has expired.`,
  },
  invites: {
    used: (name: SafeText, id: SafeText, invite: SafeText) =>
      safe`${name} (${id}) came with your invite ${invite}. If the person you invited says that it was already used, this is someone else: /block ${id}`,
    first: safe`the person who came first`,
    surplus: (invite: SafeText, who: SafeText) =>
      safe`WARNING: another person had your invite ${invite} and was turned away. It was passed on, or stolen. Ask the person you invited another way whether they are ${who}; if not, /block them.`,
  },
  people: {
    impostor: (id: SafeText, name: SafeText, known: SafeText) =>
      safe`WARNING: someone using the name of ${name} has a different key (${id}, expected ${known}). This could be an attack. Nothing is sent to them. Check with ${name} by phone or in person; then /trust ${id} or /block ${id}.`,
    otherKey: (id: SafeText, name: SafeText, known: SafeText) =>
      safe`WARNING: someone at the address of ${name} has a different key (${id}, expected ${known}). This could be an attack. Nothing is sent to them. Check with ${name} by phone or in person; then /trust ${id} or /block ${id}.`,
    renamed: (before: SafeText, name: SafeText) => safe`${before} is now called ${name}.`,
    calledThemselves: (name: SafeText, ownName: SafeText, before: SafeText) =>
      safe`${name} now calls themselves ${ownName}, no longer ${before}.`,
    accepted: (name: SafeText) => safe`${name} accepted. You can talk now.`,
    declined: (name: SafeText) => safe`${name} declined to talk.`,
    online: (name: SafeText) => safe`${name} is online.`,
    onlineFrom: (name: SafeText, address: SafeText) => safe`${name} is online, from ${address}.`,
  },
} as const;

/** What scripts are told. */
export const scriptTexts = {
  requests: {
    noMessage: 'There is no message with this id in that conversation.',
    noMethod: (names: string) => `There is no method of that name. There are: ${names}.`,
    tooManySubscriptions: (count: number) => `There are ${count} subscriptions already.`,
    noRequest: 'That is not a JSON-RPC 2.0 request.',
  },
  parameters: {
    noObject: '"params" must be an object.',
    unknown: (name: string, known: string) => `There is no parameter "${name}" here. There are: ${known}.`,
    missing: (name: string) => `"${name}" is missing.`,
    text: (name: string) => `"${name}" must be a text.`,
    number: (name: string, most: number) => `"${name}" must be a whole number from 0 to ${most}.`,
    oneOf: (name: string, choices: string) => `"${name}" must be one of ${choices}.`,
    list: (name: string) => `"${name}" must be a list of texts.`,
  },
} as const;

/** What the screen's surroundings say: notifications, the editor, details. */
export const appTexts = {
  screen: {
    deleteLapsed: safe`Nothing was deleted: you went on to something else. Enter /delete again.`,
    copied: 'Copied, if your terminal takes it (OSC 52).',
    noMessage: 'That message is not available.',
    unknownKeyActions: (list: SafeText) =>
      safe`The settings choose keys for unknown actions: ${list}. /keys lists what keys can do.`,
    title: (unread: number) => safe`(${unread}) natter`,
    noTheme: (name: SafeText) => safe`There is no theme ${name}, and no profile that could contain one.`,
  },
  details: {
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
  },
  editor: {
    failed: (editor: string, why: string) =>
      `The editor (${editor}) ${why}. Your text is unchanged. Set VISUAL or EDITOR to another one.`,
    notStarted: 'could not be started',
    killed: 'was ended',
    exited: (code: number) => `ended with ${code}`,
  },
  notifications: {
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
  },
  background: {
    restarting: (message: SafeText) => safe`${message} Starting it again …`,
    runsAgain: safe`natter is running again.`,
  },
} as const;
