import {type SafeText, safe} from '../text/safe-text.ts';
import {spokenName} from '../text/spoken-name.ts';
import {textGroups} from './text-groups.ts';

/** What is told and refused about rooms. `room` is its name with the #. */
export const roomTexts = textGroups({
  errors: () => ({
    unknown: 'There is no such room.',
    noSuch: (word: string) => `There is no room ${word}. /list shows all of them.`,
    several: (words: readonly string[]) => `Several rooms have this name. Say which: ${words.join(', ')}`,
    noneOpen: 'Open a room first, or name it: #room',
    usage:
      'Write /room new NAME, /room new NAME history join, /room ticket x5 7d, /room close (ends your tickets) or /room refound.',
    level: 'A member is a member, an admin or an owner: /role <who> admin',
    notMember: (room: SafeText) => `You are not a member of ${room} any more.`,
    notYet: (room: SafeText) => `Go in first: /join ${room}`,
    onlyAdmins: 'Only admins can do that here.',
    onlyFounder: 'Only the founder can make owners.',
    notAbove: (name: SafeText) =>
      `${spokenName(name)} is not below you here, so you cannot change what they are.`,
    noMember: (name: SafeText, room: SafeText) => `${spokenName(name)} is not a member of ${room}.`,
    banned: (name: SafeText) => `${spokenName(name)} is banned here. Undo that first: /unban`,
    founderStays: (room: SafeText) =>
      `You founded ${room}, so you cannot leave it. /forget deletes it here, and the others go on.`,
    full: (room: SafeText, most: number) => `${room} is full (${most}).`,
    tooOld: (name: SafeText) => `${spokenName(name)} has a natter that knows no rooms. Ask them to update.`,
    onlyContacts: (name: SafeText) =>
      `Only contacts can be invited, and ${spokenName(name)} is not one. Others come in by a ticket: /room ticket`,
    nameLength: 'A room has a name of 1 to 64 characters.',
    ticketDamaged: 'This ticket is damaged. Ask for it again.',
    ticketNewer: 'This ticket was made by a newer natter. Update natter, and use it then.',
    noTickets: 'There is no ticket of yours that is open here.',
  }),
  acts: () => ({
    founded: (by: SafeText, name: SafeText) => safe`${by} founded #${name}.`,
    added: (by: SafeText, who: SafeText) => safe`${by} added ${who}.`,
    joined: (who: SafeText) => safe`${who} came in by a ticket.`,
    role: (who: SafeText, level: SafeText, by: SafeText) => safe`${who} ${level} now, by ${by}.`,
    removed: (who: SafeText, by: SafeText) => safe`${who} removed by ${by}.`,
    banned: (who: SafeText, by: SafeText) => safe`${who} banned by ${by}.`,
    was: (who: SafeText) => safe`${who} was`,
    is: (who: SafeText) => safe`${who} is`,
    wereYou: safe`You were`,
    areYou: safe`You are`,
    unbanned: (who: SafeText, by: SafeText) => safe`${by} took back the ban of ${who}.`,
    left: (who: SafeText) => safe`${who} left.`,
    ticket: (by: SafeText) => safe`${by} made a ticket.`,
    closed: (by: SafeText) => safe`${by} closed a ticket.`,
    named: (by: SafeText, name: SafeText) => safe`${by} named the room #${name}.`,
    topic: (by: SafeText, topic: SafeText) => safe`${by} set the topic: ${topic}`,
    noTopic: (by: SafeText) => safe`${by} removed the topic.`,
    expires: (by: SafeText, time: SafeText) => safe`${by} lets new messages disappear after ${time}.`,
    stays: (by: SafeText) => safe`${by} lets new messages stay.`,
    historyAll: (by: SafeText) => safe`${by} lets newcomers read all that was said before.`,
    historyJoin: (by: SafeText) => safe`${by} lets newcomers read only what is said from then on.`,
    hidden: (by: SafeText, who: SafeText) => safe`${by} hid a message by ${who}.`,
    late: (by: SafeText) => safe`A change by ${by} came too late: they could not make it any more.`,
    lateOwn: safe`A change of yours came too late: you could not make it any more.`,
    forked: (who: SafeText) =>
      safe`\u2442 The messages of ${who} differ between members. An older copy of their profile, or a trick: ask them.`,
    invitation: (who: SafeText, room: SafeText) =>
      safe`${who} invites you to ${room}. To go in: /join ${room}`,
    you: safe`you`,
    You: safe`You`,
  }),
  commands: () => ({
    room: 'Founds a room, makes a ticket to the open one',
    members: 'Shows who is in a room',
    leave: 'Leaves a room',
    kick: 'Removes somebody from the open room',
    ban: 'Removes somebody, who then cannot come back',
    unban: 'Takes back a ban in the open room',
    role: 'Makes somebody a member, an admin or an owner',
    topic: 'Sets the topic of the open room',
    hide: 'Hides a message in the open room, for all',
  }),
  answers: () => ({
    founded: (room: SafeText) =>
      safe`${room} is yours. To add contacts: /invite <who>. For others: /room ticket`,
    refounded: safe`This is the room anew, and you founded it. All your contacts of the old one are invited.`,
    ticketsClosed: safe`Your tickets to this room are closed.`,
    ticket: (uses: number, link: SafeText) =>
      uses === 1
        ? safe`About one person can come in with this ticket. Whoever has it can use it:\n${link}`
        : safe`About ${uses} people can come in with this ticket. Whoever has it can use it:\n${link}`,
    invited: (name: SafeText, room: SafeText) => safe`${spokenName(name)} is invited to ${room}.`,
    entering: (room: SafeText) => safe`You go into ${room}. It opens once a member is in reach.`,
    entered: (room: SafeText) => safe`You are in ${room}.`,
    left: (room: SafeText) => safe`You left ${room}.`,
    removed: (name: SafeText) => safe`${spokenName(name)} was removed.`,
    banned: (name: SafeText) => safe`${spokenName(name)} was removed and cannot come back.`,
    unbanned: (name: SafeText) => safe`${spokenName(name)} may be added again.`,
    role: (name: SafeText, level: SafeText) => safe`${spokenName(name)} is ${level} now.`,
    you: (level: SafeText) => safe`you: ${level}`,
    here: safe`here`,
    away: safe`away`,
    fork: safe`\u2442 messages differ between members`,
    hidden: safe`The message is hidden for all members.`,
  }),
  tickets: () => ({
    title: (room: SafeText) => safe`Ticket to ${room}`,
    advice: safe`They type /join and paste it. Whoever has it comes in as a member; /room close ends your tickets.`,
  }),
  page: () => ({
    title: (room: SafeText, count: number, here: number) =>
      safe`#${room} · ${count} ${count === 1 ? safe`member` : safe`members`}, ${here} here`,
    find: 'Begins with:',
    nobody: 'Nobody here has a name that begins so.',
    you: 'you',
    fork: '\u2442',
    seen: (when: SafeText) => safe`seen ${when}`,
    relation: {
      contact: 'contact',
      member: 'no contact',
      asking: 'asked by you',
      request: 'asks to talk',
      declined: 'declined',
      blocked: 'blocked',
      alarmed: 'key has changed',
    },
    askKick: (name: SafeText) =>
      safe`Remove ${spokenName(name)} from the room? They keep what they have, and can be added again.`,
    askBan: (name: SafeText) =>
      safe`Remove ${spokenName(name)} from the room, and let nobody add them again?`,
    askRole: (name: SafeText, level: SafeText) => safe`Make ${spokenName(name)} ${level}?`,
    hints: {
      talk: 'Enter write',
      kick: 'k kick',
      ban: 'b ban',
      raise: '+ raise',
      lower: '- lower',
      details: 'i info',
      find: '/ find',
      leave: 'Esc',
      answer: 'y yes · n no',
      finding: 'Enter keeps these · Esc shows all',
    },
  }),
  forget: () => ({
    question: (room: SafeText) => safe`Delete all of ${spokenName(room)} here?`,
    questionToMember: (room: SafeText) => safe`Leave ${spokenName(room)} and delete all of it here?`,
    questionToFounder: (room: SafeText) =>
      safe`Delete all of ${spokenName(room)} here? It goes on without its founder.`,
    toConfirm: (question: SafeText, room: SafeText) => safe`${question} To confirm: /forget ${room} yes`,
    forgotten: (room: SafeText) =>
      safe`${spokenName(room)} and all that was said in it are deleted here. The other members keep their copy.`,
    forgottenUnheard: (room: SafeText) =>
      safe`${spokenName(room)} and all that was said in it are deleted here. No member was in reach: they go on counting you as one.`,
  }),
  names: () => ({
    roomParameter: 'what',
    unnamed: safe`the room`,
    levels: {
      member: safe`a member`,
      admin: safe`an admin`,
      owner: safe`an owner`,
      founder: safe`the founder`,
    },
    withSign: (name: SafeText) => safe`#${name}`,
  }),
});
