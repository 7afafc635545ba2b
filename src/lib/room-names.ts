import type {ConversationId} from './ids.ts';
import {type SafeText, safe, safeLine} from './text/safe-text.ts';
import {roomTexts} from './texts/rooms.ts';

/** Digits of the id that tell rooms of one name apart, behind a ~. */
const TAIL = 4;
/** A room whose name has not come yet is called by so much of its id, with the sign. */
const NAMELESS = 9;

/** What the name of a room depends on: itself, and the others. */
export type NamedRoom = {readonly id: ConversationId; readonly room: {readonly name: SafeText} | null};

/** What a room is called where people read: `#berlin`, or `#berlin~3f2a` where several have that name. */
export function roomName(room: NamedRoom, all: Iterable<NamedRoom>): SafeText {
  const name = room.room?.name ?? '';
  return name === ''
    ? safeLine(room.id.slice(0, NAMELESS))
    : safe`${roomTexts.names.withSign(name)}${tailOf(room, all)}`;
}

/** The same as a word of a command. */
export function roomWord(room: NamedRoom, all: Iterable<NamedRoom>): SafeText {
  return safe`#${wordOf(room)}${tailOf(room, all)}`;
}

/** The name as a word, without the sign: spaces in it are hyphens. */
export function wordOf({room}: NamedRoom): SafeText {
  return safeLine((room?.name ?? '').toLowerCase().replace(/\s+/gu, '-'));
}

function tailOf(room: NamedRoom, all: Iterable<NamedRoom>): SafeText {
  const word = wordOf(room);
  for (const other of all) {
    if (other.room !== null && other.id !== room.id && wordOf(other) === word) {
      return safeLine(`~${room.id.slice(1, 1 + TAIL)}`);
    }
  }
  return safe``;
}
