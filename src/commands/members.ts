import type {MemberView} from '../core/api/api.ts';
import {NatterError} from '../lib/errors.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../lib/text/safe-text.ts';
import {roomTexts} from '../lib/texts/rooms.ts';
import {defineCommand} from './engine/define-command.ts';
import {newestMessage} from './engine/newest-message.ts';
import {lastWho, messageId, optional, text, who} from './engine/parameters.ts';
import {aRoom, roomMeant} from './engine/rooms.ts';

export const members = defineCommand({
  name: 'members',
  parameters: [optional(aRoom())],
  summary: roomTexts.commands.members,
  async execute(context, word) {
    const room = await roomMeant(context, word);
    const all = await context.core.query({type: 'members', room});
    const lines = [roomTexts.answers.you, ...all.map(lineOf)];
    context.view.notice(joinSafe(lines, safe`\n`));
  },
});

export const leave = defineCommand({
  name: 'leave',
  parameters: [optional(aRoom())],
  summary: roomTexts.commands.leave,
  async execute(context, word) {
    const {room} = await context.core.perform({type: 'leave-room', room: await roomMeant(context, word)});
    context.view.notice(roomTexts.answers.left(roomTexts.names.withSign(room?.name ?? safe``)));
  },
});

export const kick = defineCommand({
  name: 'kick',
  parameters: [lastWho()],
  summary: roomTexts.commands.kick,
  async execute(context, name) {
    const room = await roomMeant(context, null);
    const peer = await context.core.perform({type: 'remove-member', room, who: name, isBan: false});
    context.view.notice(roomTexts.answers.removed(peer.name));
  },
});

export const ban = defineCommand({
  name: 'ban',
  parameters: [lastWho()],
  summary: roomTexts.commands.ban,
  async execute(context, name) {
    const room = await roomMeant(context, null);
    const peer = await context.core.perform({type: 'remove-member', room, who: name, isBan: true});
    context.view.notice(roomTexts.answers.banned(peer.name));
  },
});

export const unban = defineCommand({
  name: 'unban',
  parameters: [lastWho()],
  summary: roomTexts.commands.unban,
  async execute(context, name) {
    const room = await roomMeant(context, null);
    const peer = await context.core.perform({type: 'unban-member', room, who: name});
    context.view.notice(roomTexts.answers.unbanned(peer.name));
  },
});

export const role = defineCommand({
  name: 'role',
  parameters: [who(), levelName()],
  summary: roomTexts.commands.role,
  async execute(context, name, level) {
    const room = await roomMeant(context, null);
    const peer = await context.core.perform({type: 'set-level', room, who: name, level});
    context.view.notice(roomTexts.answers.role(peer.name, safeLine(level)));
  },
});

export const topic = defineCommand({
  name: 'topic',
  parameters: [optional(text('topic'))],
  summary: roomTexts.commands.topic,
  async execute(context, words) {
    const room = await roomMeant(context, null);
    await context.core.perform({type: 'set-room', room, setting: 'topic', value: words ?? ''});
  },
});

/** Takes a message of somebody else out of sight: the newest one without an id. */
export const hide = defineCommand({
  name: 'hide',
  parameters: [messageId()],
  summary: roomTexts.commands.hide,
  async execute(context, id) {
    const conversation = await roomMeant(context, null);
    const entry = id ?? (await newestMessage(context.core, conversation, 'theirs'));
    await context.core.perform({type: 'hide', conversation, entry});
    context.view.notice(roomTexts.answers.hidden);
  },
});

function levelName() {
  const parse = (word: string): 'member' | 'admin' | 'owner' => {
    const level = word.toLowerCase();
    if (level === 'member' || level === 'admin' || level === 'owner') {
      return level;
    }
    throw new NatterError('COMMAND_USAGE', roomTexts.errors.level);
  };
  const choices = () => ['member', 'admin', 'owner'];
  return {
    name: 'level',
    optional: false,
    rest: false,
    completes: 'none' as const,
    choices,
    parse,
  };
}

function lineOf({peer, level, isHere, hasFork}: MemberView): SafeText {
  const marks = [
    safeLine(level),
    isHere ? roomTexts.answers.here : roomTexts.answers.away,
    ...(hasFork ? [roomTexts.answers.fork] : []),
  ];
  return safe`${peer.name} (${safeLine(peer.id)}): ${joinSafe(marks, safe`, `)}`;
}
