import type {ConversationId, ConversationView, Core} from '../../core/api/api.ts';
import {directWith, isRoom} from '../../lib/conversation.ts';
import {NatterError} from '../../lib/errors.ts';
import {roomName, roomWord, wordOf} from '../../lib/room-names.ts';
import type {SafeText} from '../../lib/text/safe-text.ts';
import {commandTexts} from '../../lib/texts/commands.ts';
import {roomTexts} from '../../lib/texts/rooms.ts';
import type {Parameter, View} from './types.ts';

/** A room, as people and as commands call it: with a piece of its id where several have its name. */
export type NamedRoomView = ConversationView & {readonly name: SafeText; readonly word: SafeText};

/** The room that a word with a # names, of those that fit. Throws `NO_CONVERSATION`, `WHO_AMBIGUOUS`. */
export async function roomNamed(
  core: Pick<Core, 'query'>,
  word: string,
  fits: (room: ConversationView) => boolean = () => true,
): Promise<NamedRoomView> {
  const {conversations} = await core.query({type: 'snapshot'});
  const rooms = conversations.filter(({room}) => room !== null);
  const wanted = word.trim().toLowerCase();
  const found = rooms.filter(room => roomWord(room, rooms).toLowerCase() === wanted || room.id === wanted);
  const named = found.length > 0 ? found : rooms.filter(room => `#${wordOf(room)}` === wanted);
  const fitting = named.filter(fits);
  const [one, another] = fitting.length > 0 ? fitting : named;
  if (one === undefined) {
    throw new NatterError('NO_CONVERSATION', roomTexts.errors.noSuch(word));
  }
  if (another !== undefined) {
    throw new NatterError(
      'WHO_AMBIGUOUS',
      roomTexts.errors.several(named.map(room => roomWord(room, rooms))),
    );
  }
  return {...one, name: roomName(one, rooms), word: roomWord(one, rooms)};
}

/**
 * The conversation that a word names, and what it is called: a room by its #, and anybody else as the core finds them.
 * Throws what `roomNamed` and `resolve` throw.
 */
export async function conversationNamed(
  core: Pick<Core, 'query' | 'perform'>,
  word: string,
): Promise<{readonly id: ConversationId; readonly name: SafeText}> {
  if (word.startsWith('#')) {
    return await roomNamed(core, word);
  }
  const {key, name} = await core.perform({type: 'resolve', who: word});
  return {id: directWith(key), name};
}

/** The word that names a conversation: what was typed, or else the open one. `usage` tells how; throws `NO_CONVERSATION`. */
export function wordMeant(view: Pick<View, 'current'>, typed: string | null, usage: string): string {
  const word = typed ?? view.current();
  if (word === null) {
    throw new NatterError('NO_CONVERSATION', commandTexts.conversations.noneOpen(usage));
  }
  return word;
}

/** The conversation that is named, or else the open one; `usage` tells how to name one. Throws `NO_CONVERSATION`, too. */
export async function conversationMeant(
  {core, view}: {readonly core: Pick<Core, 'query' | 'perform'>; readonly view: Pick<View, 'current'>},
  word: string | null,
  usage: string,
): Promise<{readonly id: ConversationId; readonly name: SafeText}> {
  return conversationNamed(core, wordMeant(view, word, usage));
}

/** The room that is named, or else the open one. Throws `NO_CONVERSATION` where that is none. */
export async function roomMeant(
  {core, view}: {readonly core: Pick<Core, 'query'>; readonly view: Pick<View, 'current'>},
  word: string | null,
): Promise<ConversationId> {
  return word === null ? openRoom(view) : (await roomNamed(core, word)).id;
}

/** The same with what it is called, for whoever says that. */
export async function namedRoomMeant(
  {core, view}: {readonly core: Pick<Core, 'query'>; readonly view: Pick<View, 'current'>},
  word: string | null,
): Promise<NamedRoomView> {
  return await roomNamed(core, word ?? openRoom(view));
}

function openRoom(view: Pick<View, 'current'>): ConversationId {
  const open = view.current();
  if (open === null || !isRoom(open)) {
    throw new NatterError('NO_CONVERSATION', roomTexts.errors.noneOpen);
  }
  return open;
}

/** A room, told from other words by its #. */
export function aRoom(): Parameter<string> {
  return {
    name: '#room',
    optional: false,
    rest: false,
    completes: 'room',
    fits: word => word.startsWith('#'),
    parse: word => word,
  };
}
