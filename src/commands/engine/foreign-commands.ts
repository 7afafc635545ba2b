/** Words of other chat programs, and what does here what they do there. A command of that name goes before its line. */
export const HINTS: readonly (readonly [words: string, hint: string])[] = [
  [
    'buffer b window layout switch goto jump input',
    '/query <who> opens a conversation; on the screen also Ctrl-K, Alt-1 … Alt-9, Ctrl-N and Ctrl-P.',
  ],
  [
    'j part leave cycle topic kick kickban ban unban op deop voice mode channel room create',
    'There are no rooms: every conversation is between two. /connect <host:port> reaches somebody.',
  ],
  [
    'close wc',
    'A conversation stays in the list. /disconnect ends the connection, /mute keeps it quiet, /forget deletes it.',
  ],
  ['who names users contacts friends online buddies roster', '/list shows everybody, and who is online.'],
  ['away back afk dnd', 'Nobody sees an away mark here. /set quiet 22:00-07:00 keeps notifications quiet.'],
  ['server network dial call add-contact friend', '/connect <host:port> reaches somebody.'],
  ['address addr host', '/ip shows the addresses that others can dial.'],
  ['id profile username', '/whoami shows who you are, /nick <name> changes your name.'],
  [
    'notice ctcp chat talk tell dm pm w whisper n',
    '/msg <who> <text> sends a message, /query <who> opens the conversation.',
  ],
  ['unalias trigger script plugin perl python lua load exec shell', 'There are no scripts and aliases here.'],
  ['key bind', '/keys lists the keys, /keys <what> <keys> chooses others.'],
  [
    'settings setting config options preferences fset iset unset toggle',
    '/set shows the settings, /set <name> <value> changes one.',
  ],
  ['color colour colors colours style', '/theme chooses the colours.'],
  ['highlight bell sound', 'Your name is highlighted. /notify says how you are told of messages.'],
  [
    'history hotlist lastlog grep find filter',
    '/search <text> finds messages, on the screen Ctrl-F, too. Alt-A goes to what is unread.',
  ],
  ['log logger backup', 'All messages are kept. /export writes the open conversation to a file.'],
  ['save reload rehash', 'Everything is saved at once; there is nothing to save or to load again.'],
  ['file send-file upload dcc xfer share', 'Files cannot be sent.'],
  ['cls clearscreen', '/clear empties the screen; the history stays.'],
  ['remove rm unsend undo retract', '/delete takes your newest message back, /edit <text> changes it.'],
  ['fix correct', '/edit <text> gives your newest message another text; on the screen also Ctrl-↑, then e.'],
  ['emoji emote smile', 'Type : and some letters, as in :smi, then Tab. /react adds one to a message.'],
  ['yes ok allow approve', '/accept lets in who asks to talk.'],
  ['no deny reject refuse', '/decline refuses who asks to talk.'],
  ['password passwd pass', '/passphrase sets or changes your passphrase.'],
  ['bye q! logout signoff die upgrade', '/quit ends natter.'],
  ['man commands h ?', '/help lists all commands.'],
  ['ping lag uptime status stats', '/list shows who is online, /whois <who> how you are connected.'],
  ['version about', 'natter --version tells it, outside.'],
];

const BY_WORD: ReadonlyMap<string, string> = new Map(
  HINTS.flatMap(([words, hint]) => words.split(' ').map(word => [word, hint] as const)),
);

/** What somebody who knows this word from another program wants to know; null if nobody does. */
export function hintElsewhere(word: string): string | null {
  return BY_WORD.get(word) ?? null;
}
