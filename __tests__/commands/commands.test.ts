import {describe, expect, test} from '@jest/globals';
import {runLine} from '../../src/commands/engine/run-line.ts';
import {commands} from '../../src/commands/registry.ts';
import type {ConversationView, PeerKey} from '../../src/core/api/api.ts';
import {conversationId, directWith} from '../../src/lib/conversation.ts';
import {defaultSettings} from '../../src/lib/settings.ts';
import {safeLine} from '../../src/lib/text/safe-text.ts';
import {
  alice,
  bob,
  carol,
  conversation,
  erin,
  fakeContext,
  type Happening,
  notices,
  peer,
  self,
} from './fake-core.ts';

/** Runs a line and gives back all that happened. */
async function run(line: string, ...options: Parameters<typeof fakeContext>): Promise<Happening[]> {
  const {context, happened} = fakeContext(...options);
  await runLine(line, context);
  return happened;
}

/** Runs a line and gives back what was shown. */
async function shown(line: string, ...options: Parameters<typeof fakeContext>): Promise<string> {
  return notices(await run(line, ...options)).join('\n');
}

/** Runs a line that fails, and gives back the failure; nothing may have happened. */
async function failure(line: string, ...options: Parameters<typeof fakeContext>): Promise<unknown> {
  const {context, happened} = fakeContext(...options);
  const error = await runLine(line, context).then(
    () => null,
    thrown => thrown,
  );
  expect(happened).toEqual([]);
  return error;
}

const HELP = `\
/help [command]            Lists all commands, or explains one
/invite [options]          Makes an invite link; also 1h, x5, list, cancel id
/join <link or words>      Uses an invite that someone gave you
/code                      Makes five words to read out, valid for ten minutes
/connect <host:port>       Connects to someone and opens the conversation
/disconnect [who]          Disconnects a contact, or the open conversation
/list                      Lists your contacts: who is online, what is unread
/msg <who> <text>          Sends a message to someone
/query <who>               Opens the conversation with someone
/say <text>                Sends text as it is, even if it begins with a slash
/parts <text>              Sends a long text as several messages
/me <text>                 Sends an action, e.g. /me waves
/reply [id] <text>         Replies to the latest message, or to the given one
/edit [id] [text]          Edits your last message; alone, in the input line
/delete [id] [yes]         Deletes your last message for both of you
/undo                      Takes back a deletion of the last five seconds
/react [id] [emoji]        Adds a reaction; without an emoji removes yours
/details [id]              Tells all about a message: who read it, when
/expire [time|off]         Makes new messages disappear: 30s, 5m, 1h, 1d, 1w
/receipts <on|off>         Turns read receipts on or off
/room <what>               Founds a room, makes a ticket to the open one
/members [#room]           Shows who is in a room
/leave [#room]             Leaves a room
/kick <who>                Removes somebody from the open room
/ban <who>                 Removes somebody, who then cannot come back
/unban <who>               Takes back a ban in the open room
/role <who> <level>        Makes somebody a member, an admin or an owner
/topic [topic]             Sets the topic of the open room
/hide [id]                 Hides a message in the open room, for all
/requests                  Lists the people who ask to talk with you
/news                      Tells what wants you: alarms, requests, unread
/accept [who]              Accepts a request and opens the conversation
/decline [who]             Declines the request of someone who asks to talk
/verify [who] [yes]        Shows words to compare; with yes: marks verified
/unverify [who]            Removes the verified mark
/trust [who]               Ends a key warning, once you have compared
/block [who]               Blocks someone; they are not told
/unblock [who]             Unblocks someone
/forget [who] [yes]        Deletes someone, or a room, and all messages
/name <who> [name]         Gives someone a name that only you see
/nick <name>               Changes the name others see
/status [text|off]         Tells contacts what you are about; off ends it
/whoami                    Shows your name, id, key and addresses
/whois [who]               Shows what is known about someone
/ip                        Shows the addresses people can reach you at
/why [who]                 Tells why someone is, or is not, in reach
/doctor [full]             Checks what natter needs, and says what to do
/debug [who]               Shows the state of the link with someone
/port                      Shows the port you listen on
/natter                    Shows what natter said lately
/clear                     Clears the screen; the history stays
/copy                      Shows the text alone, to select and copy from it
/search [@who] <text>      Finds messages containing all the words
/export [md|jsonl] [path]  Saves the open conversation to a file
/backup [path]             Saves key, history, settings under a passphrase
/mute [who|1h|mentions]    Mutes a conversation, for a time or for good
/unmute [who]              Unmutes a conversation
/pin [who]                 Lets a conversation stand first in the list
/unpin [who]               Puts a pinned conversation among the others
/archive [who]             Takes a conversation out of the list
/unarchive [who]           Puts a conversation back into the list
/set [name] [value]        Shows the settings, or changes one
/theme [value]             Shows the themes to choose from, or takes one
/notify [value]            Short for /set notify
/keys [what] [keys]        Lists or changes keys; /keys alt-m /mute
/passphrase [off]          Sets or changes your passphrase; off removes it
/lock                      Blanks the screen until you enter your passphrase
/wipe [confirmation]       Deletes all data, including your key, and quits
/detach                    Closes the screen; natter goes on in the background
/quit [all]                Quits natter; all ends the background process too
Text without a slash is sent to the open conversation; //x sends "/x".`;

const plain = {type: 'invite', kind: 'link', lifetime: null, uses: null, withAddress: null};

test.each<[string, object]>([
  ['/invite', plain],
  ['/invite 1h', {...plain, lifetime: 3_600_000}],
  ['/invite x5 7D', {...plain, lifetime: 7 * 24 * 3_600_000, uses: 5}],
  ['/invite address', {...plain, withAddress: true}],
  ['/invite cancel kqmz', {type: 'cancel-invite', id: 'kqmz'}],
  ['/code', {...plain, kind: 'code'}],
])('%s', async (line, action) => {
  const {context, happened} = fakeContext();
  await runLine(line, context);
  expect(happened[0]).toEqual(action);
});

describe('/why', () => {
  test('is about somebody, or about whose conversation is open', async () => {
    const offline =
      'bob is offline, and no next try is planned. What you write waits; /connect <host:port> tries at once.';
    expect(await shown('/why bob')).toBe(offline);
    expect(await shown('/why', {}, directWith(bob.key))).toBe(offline);
  });

  test('tries all ways now for whoever asks', async () => {
    const {context, happened} = fakeContext();
    await runLine('/why bob retry', context);
    expect(happened).toEqual([
      {type: 'retry', who: 'bob'},
      {view: 'notice', with: 'All ways to bob are tried now. /why bob shows what comes of it.'},
    ]);
  });

  test('is about ourselves where none is', async () => {
    expect(await shown('/why')).toBe(
      [
        '  lan  On: contacts on this network find you by themselves.',
        '  tcp  192.168.1.20:4242, [2001:db8::1]:4242',
        '  dht  Switched off, so contacts find you only by an address. To use it: /set dht on.',
      ].join('\n'),
    );
  });
});

describe('/help', () => {
  test('lists all commands', async () => {
    expect(await shown('/help')).toBe(HELP);
    expect(HELP.split('\n').filter(line => line.length > 78)).toEqual([]); // fits a small screen
  });

  test.each(['/help connect', '/help /connect', '/help c', '/HELP Connect'])(
    '%s explains one',
    async line => {
      expect(await shown(line)).toBe(
        'Usage: /connect <host:port>\nConnects to someone and opens the conversation\nAlso: /c',
      );
    },
  );

  test('is a page where there are pages', async () => {
    const {context, happened} = fakeContext();
    let opened = 0;
    const view = {...context.view, openHelp: () => (opened += 1)};
    await runLine('/help', {...context, view});
    expect([opened, happened]).toEqual([1, []]);
    await runLine('/help quit', {...context, view});
    expect([opened, notices(happened).length]).toEqual([1, 1]);
  });

  test('an unknown one is unknown here too', async () => {
    expect(await failure('/help conect')).toMatchObject({
      code: 'COMMAND_UNKNOWN',
      message: expect.stringContaining('Did you mean /connect?'),
    });
  });
});

describe('/parts', () => {
  test('sends a text that is too long as several messages, in order', async () => {
    const {context, happened} = fakeContext();
    const text = `${'a'.repeat(10_000)}\n${'b'.repeat(10_000)}`;
    await runLine(`/parts ${text}`, {
      ...context,
      view: {...context.view, current: () => directWith(bob.key)},
    });
    expect(happened.filter(each => 'type' in each && each.type === 'say')).toMatchObject([
      {text: 'a'.repeat(10_000)},
      {text: 'b'.repeat(10_000)},
    ]);
    expect(notices(happened)).toContain('Sent in 2 parts.');
  });
});

describe('/connect', () => {
  test.each(['/connect 10.0.0.7:4242', '/c 10.0.0.7 4242'])(
    '%s dials, opens the conversation and says so',
    async line => {
      expect(await run(line)).toEqual([
        {view: 'notice', with: 'Connecting to 10.0.0.7:4242 …'},
        {type: 'connect', address: {host: '10.0.0.7', port: 4242}},
        {view: 'open', with: alice.key},
        {view: 'notice', with: 'Connected to alice.'},
      ]);
    },
  );

  test('says that a stranger has not accepted yet', async () => {
    expect(await run('/connect [::1]:5')).toEqual([
      {view: 'notice', with: 'Connecting to [::1]:5 …'},
      {type: 'connect', address: {host: '::1', port: 5}},
      {view: 'open', with: erin.key},
      {
        view: 'notice',
        with: 'Connected to erin, who has not accepted you yet. Your messages will be delivered once they do.',
      },
    ]);
  });

  test.each([
    ['/connect', 'COMMAND_USAGE'],
    ['/connect example.org', 'ADDRESS_INVALID'],
    ['/connect ::1', 'ADDRESS_INVALID'],
    ['/connect a b c', 'ADDRESS_INVALID'],
    ['/connect example.org:99999', 'PORT_INVALID'],
    ['/connect example.org:x', 'PORT_INVALID'],
  ])('%s fails with %s before anything is dialled', async (line, code) => {
    expect(await failure(line)).toMatchObject({code});
  });
});

describe('/disconnect', () => {
  test('ends the connection to the one named', async () => {
    expect(await run('/disconnect alice')).toEqual([
      {type: 'disconnect', who: 'alice'},
      {view: 'notice', with: 'Disconnected from alice.'},
    ]);
  });

  test('takes the open conversation without a name', async () => {
    expect(await run('/disconnect', {}, directWith(bob.key))).toEqual([
      {type: 'disconnect', who: bob.key},
      {view: 'notice', with: 'Disconnected from bob.'},
    ]);
  });

  test('leaves it to the core if nothing is open', async () => {
    expect(await run('/disconnect')).toEqual([
      {type: 'disconnect', who: null},
      {view: 'notice', with: 'No one was connected.'},
    ]);
  });
});

const room = (digits: string, state: 'member' | 'invited', participants: readonly PeerKey[]) => ({
  ...conversation(directWith(bob.key), 0),
  id: conversationId(`#${digits.repeat(16)}`),
  participants,
  room: {
    ...({name: safeLine('Garden'), topic: safeLine(''), history: 'all', state, level: null} as const),
    ...({notify: 'all', here: [], staff: [], missing: 0} as const),
  },
});

test('/members begins with the user, unless they are none', async () => {
  const garden = room('69a7', 'member', [bob.key]);
  const others = 'bob (bbbb22222222): owner, here, contact';
  const own = {...garden, room: {...garden.room, level: 'founder' as const}};
  expect(await shown('/members #garden', {conversations: [own]})).toBe(`you: founder\n${others}`);
  expect(await shown('/members #garden', {conversations: [garden]})).toBe(others);
});

describe('/list', () => {
  test.each(['/list', '/peers'])(
    '%s shows peers with state and unread counts, those online first',
    async line => {
      expect(await shown(line)).toBe(
        [
          'alice (aaaa22222222), online',
          'erin (eeee22222222), connecting, has not accepted you yet',
          'bob (bbbb22222222), offline since 2026-01-31 09:05, 3 unread',
          'Carol Smith (cccc22222222), offline, asks to talk',
        ].join('\n'),
      );
    },
  );

  test('tells how many are in a room, and which one asks us in', async () => {
    const conversations = [
      room('69a7', 'member', []),
      room('6e71', 'member', [bob.key]),
      room('7e71', 'invited', []),
    ];
    expect(await shown('/list', {peers: [], conversations})).toBe(
      '#garden~69a7, 1 member\n#garden~6e71, 2 members\n#garden~7e71, you are invited: /join',
    );
  });

  test('tells what is pinned, archived and muted', async () => {
    const facts = (more: Partial<ConversationView>) => ({...conversation(directWith(bob.key), 0), ...more});
    const line = async (more: Partial<ConversationView>) =>
      await shown('/list', {peers: [bob], conversations: [facts(more)]});
    const until = new Date(2026, 0, 31, 9, 5).getTime();
    expect(await line({unread: 2, listing: 'pinned'})).toBe(
      'bob (bbbb22222222), offline since 2026-01-31 09:05, 2 unread, pinned',
    );
    expect(await line({listing: 'archived', muted: true})).toBe(
      'bob (bbbb22222222), offline since 2026-01-31 09:05, archived, muted',
    );
    expect(await line({muted: true, mutedUntil: until})).toBe(
      'bob (bbbb22222222), offline since 2026-01-31 09:05, muted until 2026-01-31 09:05',
    );
  });

  test('tells a newcomer what to do', async () => {
    expect(await shown('/list', {peers: []})).toBe(
      'You have no contacts yet. Connect with /connect <host:port>, or share one of your addresses (/ip).',
    );
  });
});

describe('/msg', () => {
  test('into a conversation that is not open is told of, where that would not be seen', async () => {
    const {context, happened} = fakeContext({}, directWith(alice.key));
    const echoed: string[] = [];
    const view = {...context.view, echo: (text: string) => void echoed.push(text)};
    await runLine('/msg bob hi\nthere', {...context, view});
    await runLine('/msg alice hello', {...context, view});
    expect(echoed).toEqual(['To bob: hi there']);
    expect(notices(happened)).toEqual([]);
  });

  test.each(['/msg bob hi  there ', '/m bob hi  there', '/send bob hi  there', '/MSG   "bob" hi  there'])(
    '%s sends without opening',
    async line => {
      expect(await run(line)).toEqual([
        {type: 'resolve', who: 'bob'},
        {type: 'say', conversation: bob.key, kind: 'text', text: 'hi  there'},
      ]);
    },
  );

  test('takes a name with spaces in quotes and a text of several lines', async () => {
    expect(await run('/msg "Carol Smith" one\n  two')).toEqual([
      {type: 'resolve', who: 'Carol Smith'},
      {type: 'say', conversation: carol.key, kind: 'text', text: 'one\n  two'},
    ]);
  });

  test.each([
    ['/msg', '/msg needs <who>. Usage: /msg <who> <text>'],
    ['/msg bob', '/msg needs <text>. Usage: /msg <who> <text>'],
    ['/send bob ', '/msg needs <text>. Usage: /msg <who> <text>'],
  ])('%s tells the usage', async (line, message) => {
    expect(await failure(line)).toMatchObject({code: 'COMMAND_USAGE', message});
  });

  test('says nothing if nobody is meant', async () => {
    const {context, happened} = fakeContext();
    await expect(runLine('/msg zoe hi', context)).rejects.toMatchObject({code: 'WHO_UNKNOWN'});
    expect(happened).toEqual([{type: 'resolve', who: 'zoe'}]);
  });
});

describe('/query', () => {
  test.each(['/query Carol Smith', '/q "Carol Smith"'])('%s opens the conversation', async line => {
    expect(await run(line)).toEqual([
      {type: 'resolve', who: 'Carol Smith'},
      {view: 'open', with: carol.key},
    ]);
  });

  test('a bare /q never quits', async () => {
    expect(await failure('/q')).toMatchObject({
      code: 'COMMAND_USAGE',
      message: '/query needs <who>. Usage: /query <who>',
    });
  });
});

describe('text', () => {
  test.each([
    ['hello', 'hello'],
    ['  indented', '  indented'],
    ['//quit', '/quit'],
    ['///x', '//x'],
    ['/say /quit', '/quit'],
    ['/say hello  world', 'hello  world'],
    ['/say //x', '//x'],
    ['one\n/quit', 'one\n/quit'],
    ['http://example.org', 'http://example.org'],
  ])('%j says %j in the open conversation', async (line, text) => {
    expect(await run(line, {}, directWith(bob.key))).toEqual([
      {type: 'say', conversation: bob.key, kind: 'text', text},
    ]);
  });

  test('/me says what you do', async () => {
    expect(await run('/me waves', {}, directWith(bob.key))).toEqual([
      {type: 'say', conversation: bob.key, kind: 'action', text: 'waves'},
    ]);
  });

  test.each(['hello', '//x', '/say x', '/me waves'])('%s fails if no conversation is open', async line => {
    expect(await failure(line)).toMatchObject({
      code: 'NO_CONVERSATION',
      message: expect.stringContaining('/query <who>'),
    });
  });

  test.each(['/say', '/me', '/me  '])('%j needs a text', async line => {
    expect(await failure(line, {}, directWith(bob.key))).toMatchObject({code: 'COMMAND_USAGE'});
  });

  test.each(['', '  ', '\n'])('%j does nothing', async line => {
    expect(await run(line, {}, directWith(bob.key))).toEqual([]);
  });

  test('lines are handed to the core in the order they were typed', async () => {
    const {context, happened} = fakeContext({}, directWith(bob.key));
    await Promise.all(['one', '/me two', '/say three', 'four'].map(line => runLine(line, context)));
    expect(happened.map(each => 'text' in each && each.text)).toEqual(['one', 'two', 'three', 'four']);
  });
});

describe('requests', () => {
  test('/news tells what wants something, what is most urgent first', async () => {
    expect(await shown('/news')).toBe(
      '"Carol Smith" asks to talk. Type /accept cccc22222222 or /decline cccc22222222.\n3 unread from bob.',
    );
    expect(await shown('/news', {peers: [alice], conversations: []})).toBe(
      'Nothing wants you: no requests, nothing unread.',
    );
  });

  test('/news is silent about what is muted or archived', async () => {
    const quiet = (more: Partial<ConversationView>) => ({...conversation(directWith(bob.key), 3), ...more});
    for (const view of [quiet({muted: true}), quiet({listing: 'archived'})]) {
      expect(await shown('/news', {peers: [bob], conversations: [view]})).toBe(
        'Nothing wants you: no requests, nothing unread.',
      );
    }
  });

  test('/requests lists who asks, and how to answer', async () => {
    expect(await shown('/requests')).toBe(
      'Carol Smith (cccc22222222) from 10.0.0.9:4242\nAnswer with /accept <who> or /decline <who>.',
    );
    expect(await shown('/requests', {peers: [alice]})).toBe('There are no requests.');
  });

  test.each(['/accept Carol Smith', '/add Carol Smith'])(
    '%s accepts and opens the conversation',
    async line => {
      expect(await run(line)).toEqual([
        {type: 'accept', who: 'Carol Smith'},
        {view: 'open', with: carol.key},
        {view: 'notice', with: 'You accepted "Carol Smith".'},
      ]);
    },
  );

  test('/decline declines', async () => {
    expect(await run('/decline Carol Smith')).toEqual([
      {type: 'decline', who: 'Carol Smith'},
      {view: 'notice', with: 'You declined "Carol Smith".'},
    ]);
  });

  test.each(['accept', 'decline'] as const)('/%s without a name takes the only one who asks', async name => {
    expect((await run(`/${name}`))[0]).toEqual({type: name, who: carol.key});
  });

  test.each(['/accept', '/decline'])('%s without a name fails if nobody or several ask', async line => {
    const second = peer('frank', 'ffff22222222', {relation: 'request'});
    expect(await failure(line, {peers: [alice]})).toMatchObject({code: 'NO_REQUEST'});
    expect(await failure(line, {peers: [carol, second]})).toMatchObject({
      code: 'WHO_AMBIGUOUS',
      message: 'Several people ask to talk: Carol Smith, frank. Say which one.',
    });
  });
});

describe('who is who', () => {
  test('/nick changes the name', async () => {
    expect(await run('/nick Zoe Smith')).toEqual([
      {type: 'rename', name: 'Zoe Smith'},
      {view: 'notice', with: 'You are now called Zoe Smith.'},
    ]);
    expect(await failure('/nick')).toMatchObject({code: 'COMMAND_USAGE'});
  });

  test('/status tells contacts what one is about, shows that, and takes it back', async () => {
    const action = (text: string | null) => ({type: 'set-status', text});
    const none = 'You have no status. /status <text> tells your contacts what you are about.';
    expect(await run('/status on the train "until" 6')).toEqual([
      action('on the train "until" 6'),
      {view: 'notice', with: 'Your contacts see “on the train "until" 6”. /status off removes it.'},
    ]);
    expect(await run('/status OFF')).toEqual([action(null), {view: 'notice', with: none}]);
    expect(await shown('/status')).toBe(none);
    expect(await shown('/status', {settings: {...defaultSettings, status: 'at lunch'}})).toBe(
      'Your contacts see “at lunch”. /status off removes it.',
    );
  });

  test('/whois and /list tell what a contact is about', async () => {
    const peers = [{...alice, status: safeLine('at lunch')}];
    expect(await shown('/whois alice', {peers})).toContain(
      '\npresence   online\nstatus     “at lunch”\naddress',
    );
    expect(await shown('/list', {peers})).toBe('alice (aaaa22222222), online, “at lunch”');
  });

  test('/whoami shows yourself', async () => {
    expect(await shown('/whoami')).toBe(
      [
        'name       me myself',
        'id         selfselfself',
        `key        ${Array(16).fill('abab').join(' ')}`,
        'listening  0.0.0.0:4242',
        'reachable  192.168.1.20:4242, [2001:db8::1]:4242',
      ].join('\n'),
    );
  });

  test('/whoami tells that there is no name and no port yet', async () => {
    const text = await shown('/whoami', {self: {...self, named: false, listening: null, reachableAt: []}});
    expect(text).toContain('me myself (choose one with /nick)');
    expect(text).toContain('listening  no, the port is not open');
  });

  test('/whois alone is about the open conversation', async () => {
    const {context, happened} = fakeContext({}, directWith(bob.key));
    await runLine('/whois', context);
    expect(notices(happened)[0]).toMatch(/^name {7}bob\n/);
    expect(await failure('/whois')).toMatchObject({
      code: 'NO_CONVERSATION',
      message: 'No conversation is open. Say who you mean: /whois <who>',
    });
  });

  test('text of somebody who knows nobody says how to meet people', async () => {
    const {context, happened} = fakeContext({peers: []});
    await expect(runLine('hello?', context)).rejects.toMatchObject({
      code: 'NO_CONVERSATION',
      message: expect.stringMatching(
        /^You have no contacts yet, so nothing was sent. Connect with \/connect /,
      ),
    });
    expect(happened).toEqual([]);
  });

  test.each(['10.0.0.7:4242', 'example.org:4242'])(
    '%s alone, with nothing open, is no message of a program',
    async line => {
      const {context, happened} = fakeContext();
      await expect(
        runLine(line, {...context, view: {...context.view, answer: () => {}}}),
      ).rejects.toMatchObject({
        code: 'NO_CONVERSATION',
        message: `To connect to this address: /connect ${line}`,
      });
      expect(happened).toEqual([]);
    },
  );

  test('/whois shows somebody online', async () => {
    expect(await shown('/whois alice')).toBe(
      [
        'name       alice',
        'id         aaaa22222222',
        `key        6161 6161 3232 3232 3232 3232 ${Array(10).fill('0000').join(' ')}`,
        'relation   contact, verified',
        'verified   yes',
        'presence   online',
        'address    10.0.0.7:4242',
        'path       lan',
        'last seen  now',
        'messages   stay',
      ].join('\n'),
    );
  });

  test.each([
    ['bob', ['contact', 'no', 'offline', 'unknown', 'none', '2026-01-31 09:05', 'stay']],
    ['Carol Smith', ['asks to talk', 'no', 'offline', '10.0.0.9:4242', 'none', 'never', 'stay']],
    ['erin', ['has not accepted you yet', 'no', 'connecting', 'unknown', 'none', 'never', 'stay']],
    ['dave', ['declined', 'no', 'offline', 'unknown', 'none', 'never', 'stay']],
  ])('/whois shows %s', async (name, values) => {
    const lines = (await shown(`/whois ${name}`)).split('\n').slice(3);
    expect(lines.map(line => line.slice('last seen  '.length))).toEqual(values);
  });
});

describe('this machine', () => {
  test('/ip shows where others can dial', async () => {
    expect(await shown('/ip')).toBe('192.168.1.20:4242\n[2001:db8::1]:4242');
    expect(await shown('/ip', {self: {...self, reachableAt: []}})).toBe(
      'This machine has no address that others could connect to.',
    );
    expect(await shown('/ip', {self: {...self, listening: null}})).toMatch(/^The port is not open/);
  });

  test('/port shows the port', async () => {
    expect(await shown('/port')).toBe('4242');
    expect(await shown('/port', {self: {...self, listening: null}})).toBe('The port is not open.');
  });
});

test('/clear clears and /quit quits', async () => {
  expect(await run('/clear')).toEqual([{view: 'clear'}]);
  expect(await run('/quit')).toEqual([{view: 'quit'}]);
  expect(await run('/exit')).toEqual([{view: 'quit'}]);
});

describe('the registry', () => {
  test('no word runs two commands', () => {
    const words = commands.flatMap(command => [command.name, ...command.aliases]);
    expect(new Set(words).size).toBe(words.length);
    expect(words.filter(word => !/^[a-z]+$/.test(word))).toEqual([]);
  });

  test('what takes the rest of the line stands last, and nothing needed stands behind what may be left out', () => {
    for (const {parameters} of commands) {
      expect(parameters.slice(0, -1).filter(parameter => parameter.rest)).toEqual([]);
      const plain = parameters.filter(parameter => parameter.fits === undefined); // others are told by their form
      expect(plain.map(parameter => parameter.optional)).toEqual(
        plain.map(parameter => parameter.optional).sort(),
      );
    }
  });

  test.each(commands.filter(command => command.parameters.length === 0))(
    '/$name takes nothing',
    async ({name}) => {
      expect(await failure(`/${name} too  much`)).toMatchObject({
        code: 'COMMAND_USAGE',
        message: `/${name} does not take "too  much". Usage: /${name}`,
      });
    },
  );

  test.each([
    ['/conect x', 'There is no command /conect. Did you mean /connect?'],
    ['/dis', 'There is no command /dis. Did you mean /disconnect?'],
    ['/hlep', 'There is no command /hlep. Did you mean /help?'],
    ['/exti', 'There is no command /exti. Did you mean /exit?'],
    ['/ quit', 'There is no command /. /help lists'],
    ['/zzzzzz', 'There is no command /zzzzzz. /help lists'],
    ['/__proto__', 'There is no command /__proto__. /help lists'],
    ['/constructor', 'There is no command /constructor. /help lists'],
    ['/\u001b[2J', 'There is no command /␛[2j. /help lists'],
    [`/${'x'.repeat(99)}`, `There is no command /${'x'.repeat(23)}…. /help lists`],
  ])('%j is unknown', async (line, message) => {
    expect(await failure(line)).toMatchObject({
      code: 'COMMAND_UNKNOWN',
      message: expect.stringContaining(message),
    });
    expect(await failure(line)).toMatchObject({
      message: expect.stringContaining('// at the start sends a slash'),
    });
  });
});

test('/join of a room that is not there says how to see all of them', async () => {
  await expect(run('/join #weechat')).rejects.toMatchObject({
    code: 'NO_CONVERSATION',
    message: 'There is no room #weechat. /list shows all of them.',
  });
});
