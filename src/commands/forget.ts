import type {ConversationView} from '../core/api/api.ts';
import {type SafeText, safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {roomTexts} from '../lib/texts/rooms.ts';
import {defineCommand} from './engine/define-command.ts';
import {confirmation, optional, who} from './engine/parameters.ts';
import {roomNamed, wordMeant} from './engine/rooms.ts';
import type {CommandContext} from './engine/types.ts';

export const forget = defineCommand({
  name: 'forget',
  parameters: [optional(who('conversation')), optional(confirmation())],
  summary: commandTexts.forget.summary,
  redirects: true,
  async execute(context, name, isMeant) {
    const word = wordMeant(context.view, name, '/forget <who>');
    await (word.startsWith('#') ? forgetRoom : forgetPeer)(context, word, isMeant !== null);
  },
});

async function forgetPeer({core, view}: CommandContext, word: string, isMeant: boolean): Promise<void> {
  const peer = await core.perform({type: 'resolve', who: word});
  const texts = commandTexts.forget;
  if (
    await isConfirmed(view, isMeant, texts.question(peer.name), texts.toConfirm(peer.name, safeLine(peer.id)))
  ) {
    const gone = await core.perform({type: 'forget', who: peer.key});
    view.notice(texts.forgotten(gone.name));
  }
}

async function forgetRoom({core, view}: CommandContext, word: string, isMeant: boolean): Promise<void> {
  const {id, room, name, word: called} = await roomNamed(core, word);
  const question = questionAbout(room, name);
  const texts = roomTexts.forget;
  if (await isConfirmed(view, isMeant, question, texts.toConfirm(question, called))) {
    await core.perform({type: 'forget-room', room: id});
    view.notice(isLeftUnheard(room) ? texts.forgottenUnheard(name) : texts.forgotten(name));
  }
}

/** Whoever is still in a room leaves it by this, but for its founder, who cannot. */
function questionAbout(room: ConversationView['room'], name: SafeText): SafeText {
  const texts = roomTexts.forget;
  if (room?.level === 'founder') {
    return texts.questionToFounder(name);
  }
  return isInside(room) ? texts.questionToMember(name) : texts.question(name);
}

function isInside(room: ConversationView['room']): boolean {
  return room?.state === 'member' && room.level !== null;
}

/** Nobody is here who could pass on that we left. */
function isLeftUnheard(room: ConversationView['room']): boolean {
  return isInside(room) && room?.level !== 'founder' && room?.here.length === 0;
}

/** Asks, where somebody can be asked; says how to confirm it elsewhere. */
async function isConfirmed(
  view: CommandContext['view'],
  isMeant: boolean,
  question: SafeText,
  toConfirm: SafeText,
): Promise<boolean> {
  if (isMeant) {
    return true;
  }
  if (view.confirm === undefined) {
    view.notice(toConfirm);
    return false;
  }
  return await view.confirm(question);
}
