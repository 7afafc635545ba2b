import {commandTexts} from '../../lib/texts/commands.ts';

/** Words of other chat programs, and what does here what they do there. A command of that name goes before its line. */
export const HINTS: readonly (readonly [words: string, hint: string])[] = [
  ['buffer b window layout switch goto jump input', commandTexts.elsewhere.windows],
  ['j part cycle kickban op deop voice mode channel create group', commandTexts.elsewhere.rooms],
  ['close wc', commandTexts.elsewhere.closing],
  ['who names users contacts friends online buddies roster', commandTexts.elsewhere.people],
  ['away back afk dnd', commandTexts.elsewhere.away],
  ['server network dial call add-contact friend', commandTexts.elsewhere.connecting],
  ['address addr host', commandTexts.elsewhere.addresses],
  ['id profile username', commandTexts.elsewhere.identity],
  ['notice ctcp chat talk tell dm pm w whisper n', commandTexts.elsewhere.messages],
  ['unalias trigger script plugin perl python lua load exec shell', commandTexts.elsewhere.scripts],
  ['key bind', commandTexts.elsewhere.keys],
  ['settings setting config options preferences fset iset unset toggle', commandTexts.elsewhere.settings],
  ['color colour colors colours style', commandTexts.elsewhere.colours],
  ['highlight bell sound', commandTexts.elsewhere.notifications],
  ['history hotlist lastlog grep find filter', commandTexts.elsewhere.searching],
  ['log logger', commandTexts.elsewhere.logging],
  ['save reload rehash', commandTexts.elsewhere.saving],
  ['file attach image photo send-file upload dcc xfer share', commandTexts.elsewhere.files],
  ['cls clearscreen', commandTexts.elsewhere.clearing],
  ['remove rm unsend retract', commandTexts.elsewhere.deleting],
  ['fix correct', commandTexts.elsewhere.correcting],
  ['emoji emote smile', commandTexts.elsewhere.emoji],
  ['yes ok allow approve', commandTexts.elsewhere.accepting],
  ['no deny reject refuse', commandTexts.elsewhere.declining],
  ['password passwd pass', commandTexts.elsewhere.passphrase],
  ['bye q! logout signoff die upgrade', commandTexts.elsewhere.quitting],
  ['man commands', commandTexts.elsewhere.help],
  ['ping lag uptime stats', commandTexts.elsewhere.connection],
  ['version about', commandTexts.elsewhere.version],
];

const BY_WORD: ReadonlyMap<string, string> = new Map(
  HINTS.flatMap(([words, hint]) => words.split(' ').map(word => [word, hint] as const)),
);

/** What somebody who knows this word from another program wants to know; null if nobody does. */
export function hintElsewhere(word: string): string | null {
  return BY_WORD.get(word) ?? null;
}
