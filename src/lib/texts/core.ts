import {type SafeText, safe} from '../text/safe-text.ts';
import {spokenName} from '../text/spoken-name.ts';
import {textGroups} from './text-groups.ts';

const AHEAD = safe`ahead of`;
const BEHIND = safe`behind`;

/** What the core tells and refuses. */
export const coreTexts = textGroups({
  conversations: () => ({
    unknown: 'There is no such conversation.',
    deletedMeanwhile: 'The conversation was deleted meanwhile.',
  }),
  profile: () => ({
    notOnDisk: 'This profile is not stored on a disk: there is nothing to protect.',
    wipePhrase: (id: SafeText) => safe`everything of ${id}`,
    wipeUnconfirmed: (phrase: SafeText) =>
      safe`Nothing was deleted. To permanently delete your key, all contacts and all messages: /wipe ${phrase}`,
  }),
  checks: () => ({
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
  }),
  clocks: () => ({
    own: (by: SafeText, isAhead: boolean, contacts: number, shown: SafeText) =>
      safe`The clock of this machine is ${by} ${isAhead ? AHEAD : BEHIND} those of ${contacts} contacts: it says ${shown}. Set date, time and time zone, or let the system do so (NTP): contacts find each other by the day, and messages are ordered by time.`,
    either: (name: SafeText, by: SafeText, isAhead: boolean, shown: SafeText) =>
      safe`Your clock is ${by} ${isAhead ? AHEAD : BEHIND} that of ${spokenName(name)}: it says ${shown}. If that is wrong, set date, time and time zone, or let the system do so (NTP); else ${spokenName(name)} should.`,
    agree: (by: SafeText, contacts: number) => safe`within ${by} of contacts: ${contacts}`,
    differs: (by: SafeText, isAhead: boolean, contacts: number) =>
      contacts === 1
        ? safe`${by} ${isAhead ? AHEAD : BEHIND} that of a contact; one of the two is wrong.`
        : safe`${by} ${isAhead ? AHEAD : BEHIND} those of contacts: ${contacts}.`,
    set: safe`Set date, time and time zone, or let the system do so (NTP): contacts find each other by the day.`,
  }),
  multicast: () => ({
    back: (others: number) => safe`beacons go out and come back; other natters heard: ${others}`,
    backAlone: (interfaces: number) =>
      safe`beacons go out and come back on ${interfaces} ${interfaces === 1 ? safe`interface` : safe`interfaces`}; no other natter was heard: none is here, or the network keeps its guests apart`,
    refused: (count: number, all: number) =>
      safe`this machine does not send beacons on ${count} of ${all} interfaces: a firewall on it, or a network without multicast.`,
    lost: (count: number, all: number) =>
      safe`beacons do not come back on ${count} of ${all} interfaces: a firewall on this machine drops them.`,
    advice: safe`Allow UDP port 47800 in and out (groups 239.192.78.84 and ff02::4e54). Contacts there are found by the internet or an address meanwhile.`,
  }),
  links: () => ({
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
  }),
  requests: () => ({
    notWaiting: (name: SafeText) => `${spokenName(name)} is not waiting for an answer.`,
    acceptFirst: (name: SafeText, id: string) =>
      `Accept ${spokenName(name)} first, then write: /accept ${id}`,
    hasToAcceptAgain: (name: SafeText) =>
      safe`${spokenName(name)} has to accept you again. Your messages will be delivered once they do.`,
  }),
  contacts: () => ({
    blocked: (name: SafeText) => `${spokenName(name)} is blocked.`,
    notBlocked: (name: SafeText) => safe`${spokenName(name)} is not blocked.`,
  }),
  keys: () => ({
    noAlarm: (name: SafeText) => safe`There is no key warning about ${spokenName(name)}.`,
    alarmed: (name: SafeText, id: SafeText) =>
      safe`${spokenName(name)} has a different key than the contact it resembles, so nothing was sent. Call your contact, and compare what /verify ${id} shows. If it matches: /trust ${id}. If not, this is an impostor: /block ${id}`,
    notCompared: (name: SafeText, id: SafeText) =>
      safe`You have not compared anything with ${spokenName(name)} yet. Begin with /verify ${id}`,
    manyLookAlikes: (name: SafeText) =>
      safe`Many strangers could be mistaken for ${spokenName(name)}. All of them are set apart, some without another warning.`,
    renamed: (one: SafeText, other: SafeText) =>
      safe`This contact has taken another name and is now shown as ${one}. ${other} is someone else.`,
  }),
  expiry: () => ({
    off: (name: SafeText) => safe`${spokenName(name)} turned off disappearing messages.`,
    on: (name: SafeText, time: SafeText) =>
      safe`${spokenName(name)} made new messages disappear after ${time}, for both of you.`,
    oneUndelivered: (name: SafeText) =>
      safe`A message to ${spokenName(name)} disappeared before it could be delivered.`,
    undelivered: (count: number, name: SafeText) =>
      safe`${count} messages to ${spokenName(name)} disappeared before they could be delivered.`,
    outOfRange: 'Messages can disappear after 5 seconds to 366 days.',
  }),
  messages: () => ({
    notYours: 'You can only change and delete your own messages.',
    unknown: 'There is no such message in this conversation. Check its id.',
    deleted: 'That message was deleted.',
    empty: 'There is nothing to send.',
    tooLong: (size: number, most: number, parts: number) =>
      `The message has ${size} bytes; the limit is ${most}. Nothing was sent. With /parts in front of it, it is sent as ${parts} messages.`,
    noReaction: (most: number) => `A reaction is one character or emoji of at most ${most} bytes.`,
  }),
  settings: () => ({
    notA: (name: SafeText, shape: SafeText, typed: SafeText) => safe`${name} is ${shape}, not "${typed}".`,
    didYouMean: (near: SafeText) => safe` Did you mean ${near}?`,
    unknown: (typed: SafeText, hint: SafeText) =>
      safe`There is no setting ${typed}.${hint} /set lists them all.`,
    noTheme: (name: SafeText, known: SafeText) =>
      safe`There is no theme ${name}. Choose ${known}, or put ${name}.json into the themes folder of your profile.`,
    statusTooLong: (most: number) => safe`A status has at most ${most} characters. Shorten it.`,
    noKeyAction: (action: SafeText) => safe`"${action}" is not something a key can do. /keys lists them all.`,
    noKey: (typed: SafeText) =>
      safe`"${typed}" is not a key. Write it as in ctrl-k, alt-shift-up, f2 or pageup.`,
  }),
  invites: () => ({
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
      'No one is waiting under these words. They last ten minutes and are for one person: ask for new ones. Both clocks have to be right to the hour.',
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
  }),
  copies: () => ({
    running: (peer: SafeText) =>
      safe`A copy of this profile seems to be running elsewhere: ${peer} is talking to it, too. Quit one of the two; nothing you wrote is lost, but each of them shows only a part.`,
    older: (name: SafeText) =>
      safe`Your history with ${spokenName(name)} is an older copy: ${spokenName(name)} has messages of yours that are no longer here. Anything that may not have arrived since will be sent again.`,
  }),
});
