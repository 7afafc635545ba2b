import {describe, expect, test} from '@jest/globals';
import {runLine} from '../../src/commands/engine/run-line.ts';
import {conversationId, directWith} from '../../src/lib/conversation.ts';
import {roomConversation} from '../support/facts.ts';
import {bob, fakeContext, type Happening, notices} from './fake-core.ts';

const berlin = roomConversation('Old Berlin');
const BERLIN = berlin.id;

/** Runs a line where there is one room, which is open. */
async function run(line: string, open = BERLIN): Promise<readonly Happening[]> {
  const {context, happened} = fakeContext({conversations: [berlin]}, open);
  const echo = (text: string) => happened.push({view: 'echo', with: text});
  await runLine(line, {...context, view: {...context.view, echo, showInvite() {}}});
  return happened;
}

describe('a room named by its #', () => {
  test('is written to, and that is shown where another conversation is open', async () => {
    const said = {type: 'say', conversation: BERLIN, kind: 'text', text: 'hi all'};
    expect(await run('/msg #old-berlin hi all')).toEqual([said]);
    expect(await run('/msg #OLD-berlin hi all', directWith(bob.key))).toEqual([
      said,
      {view: 'echo', with: 'To "#Old Berlin": hi all'},
    ]);
  });

  test('is opened', async () => {
    expect(await run('/query #old-berlin')).toEqual([{view: 'open', with: BERLIN}]);
  });
});

test('a room is muted, named or open', async () => {
  for (const line of ['/mute', '/mute #old-berlin']) {
    const happened = await run(line);
    expect(happened[0]).toEqual({type: 'mute', conversation: BERLIN, muted: true});
    expect(notices(happened)).toEqual(['"#Old Berlin" is muted. Undo with /unmute']);
  }
  expect(notices(await run('/unmute'))).toEqual(['"#Old Berlin" is no longer muted.']);
});

describe('/mute', () => {
  const muted = {type: 'mute', conversation: BERLIN, muted: true};
  const withBob = {type: 'mute', conversation: directWith(bob.key), muted: true};
  const notify = {type: 'notify', room: BERLIN};

  test.each([
    ['/mute off', muted],
    ['/mute #old-berlin OFF', muted],
    ['/mute Mentions', {...notify, what: 'mentions'}],
    ['/mute #old-berlin mentions', {...notify, what: 'mentions'}],
    ['/mute all', {...notify, what: 'all'}],
    ['/mute bob off', withBob],
    ['/mute always', muted],
    ['/mute 1h', {...muted, seconds: 3600}],
    ['/mute bob 7D', {...withBob, seconds: 604_800}],
    ['/mute bob all', {...withBob, muted: false}],
  ])('%s', async (line, action) => {
    expect((await run(line)).filter(each => 'type' in each && each.type !== 'resolve')).toEqual([action]);
  });

  test.each([
    ['/mute "all"', 'all'],
    ['/mute "8h"', '8h'],
    ['/mute bob 8 h', 'bob 8 h'],
    ['/mute Carol Jones off', 'Carol Jones'],
    ['/mute "Carol Jones" all', 'Carol Jones'],
  ])('%s means somebody', async (line, who) => {
    await expect(run(line)).rejects.toThrow(`Nobody is called ${who}`);
  });

  test('says what is told of from now on', async () => {
    expect(notices(await run('/mute mentions'))).toEqual([
      'You are told only of what mentions you in "#Old Berlin".',
    ]);
    expect(notices(await run('/mute all'))).toEqual(['You are told of everything in "#Old Berlin".']);
  });

  test('says until when', async () => {
    expect(notices(await run('/mute 8h'))).toEqual([
      '"#Old Berlin" is muted until 2026-01-31 09:05. Undo with /unmute',
    ]);
  });

  test('for no time is refused', async () => {
    await expect(run('/mute bob 0h')).rejects.toMatchObject({code: 'COMMAND_USAGE'});
  });

  test('of mentions alone there are only rooms', async () => {
    await expect(run('/mute bob mentions')).rejects.toMatchObject({
      code: 'COMMAND_USAGE',
      message: 'Only in a room you can be told of mentions alone: /mute #room mentions',
    });
  });
});

describe('/forget', () => {
  const forgotten = {type: 'forget-room', room: BERLIN};
  const told = '"#Old Berlin" and all that was said in it are deleted here.';

  test.each([
    ['/forget #old-berlin yes', BERLIN],
    ['/forget #old-berlin yes', directWith(bob.key)],
  ])('%s, with %s open', async (line, open) => {
    const happened = await run(line, open);
    expect(happened[0]).toEqual(forgotten);
    expect(notices(happened)).toEqual([`${told} The other members keep their copy.`]);
  });

  test.each([
    ['founder', 'Delete all of "#Old Berlin" here? It goes on without its founder.'],
    ['admin', 'Leave "#Old Berlin" and delete all of it here?'],
    [null, 'Delete all of "#Old Berlin" here?'],
  ] as const)('asks a member of level %s', async (level, question) => {
    const room = roomConversation('Old Berlin', {}, {level, state: level === null ? 'left' : 'member'});
    const {context, happened} = fakeContext({conversations: [room]}, BERLIN);
    await runLine('/forget', context);
    expect(notices(happened)).toEqual([`${question} To confirm: /forget #old-berlin yes`]);
    const asked: string[] = [];
    const confirm = async (text: string) => asked.push(text) > 1;
    await runLine('/forget', {...context, view: {...context.view, confirm}});
    expect([asked, happened.filter(each => 'type' in each)]).toEqual([[question], []]);
    await runLine('/forget', {...context, view: {...context.view, confirm}});
    expect(happened.filter(each => 'type' in each)).toEqual([forgotten]);
  });

  test('says if nobody hears that we left', async () => {
    const room = roomConversation('Old Berlin', {}, {level: 'member'});
    const {context, happened} = fakeContext({conversations: [room]}, BERLIN);
    await runLine('/forget #old-berlin yes', context);
    expect(notices(happened)).toEqual([`${told} No member was in reach: they go on counting you as one.`]);
  });
});

describe('of two rooms of one name', () => {
  const other = roomConversation(
    'Old Berlin',
    {id: conversationId(`#${'ab'.repeat(32)}`)},
    {state: 'invited'},
  );
  const runWithBoth = async (line: string) => {
    const {context, happened} = fakeContext({conversations: [berlin, other]}, BERLIN);
    await runLine(line, context);
    return happened;
  };

  test('the one that asks us in is gone into', async () => {
    expect((await runWithBoth('/join #old-berlin'))[0]).toEqual({type: 'enter-room', room: other.id});
  });

  test('answers say which', async () => {
    expect(notices(await runWithBoth('/leave'))).toEqual(['You left #Old Berlin~4f6c.']);
    expect(notices(await runWithBoth('/mute #old-berlin~abab'))).toEqual([
      '"#Old Berlin~abab" is muted. Undo with /unmute',
    ]);
    await expect(runWithBoth('/mute #old-berlin')).rejects.toMatchObject({
      message: 'Several rooms have this name. Say which: #old-berlin~4f6c, #old-berlin~abab',
    });
  });
});

describe('what is done to a member of the open room', () => {
  test.each([
    ['/kick bob', {type: 'remove-member', room: BERLIN, who: 'bob', isBan: false}],
    ['/ban bob', {type: 'remove-member', room: BERLIN, who: 'bob', isBan: true}],
    ['/unban bob', {type: 'unban-member', room: BERLIN, who: 'bob'}],
    ['/role bob Admin', {type: 'set-level', room: BERLIN, who: 'bob', level: 'admin'}],
  ])('%s', async (line, action) => {
    expect((await run(line))[0]).toEqual(action);
  });

  test.each(['/kick bob', '/ban bob', '/unban bob', '/role bob admin', '/leave', '/topic', '/hide'])(
    '%s wants a room',
    async line => {
      await expect(run(line, directWith(bob.key))).rejects.toMatchObject({
        code: 'NO_CONVERSATION',
        message: 'Open a room first, or name it: #room',
      });
    },
  );
});

describe('/invite makes a link, or asks somebody into a room', () => {
  const link = {type: 'invite', kind: 'link', lifetime: null, uses: null, withAddress: null};
  const toRoom = {type: 'invite-to-room', room: BERLIN, who: 'bob'};

  test.each([
    ['/invite', link],
    ['/invite 7D X5', {...link, lifetime: 7 * 86_400_000, uses: 5}],
    ['/invite Address 1h', {...link, lifetime: 3_600_000, withAddress: true}],
    ['/invite cancel AB12', {type: 'cancel-invite', id: 'ab12'}],
    ['/invite bob', toRoom],
    ['/invite bob #old-berlin', toRoom],
    ['/invite "Carol Smith" #old-berlin', {...toRoom, who: 'Carol Smith'}],
    ['/invite Carol Smith', {...toRoom, who: 'Carol Smith'}],
  ])('%s', async (line, action) => {
    expect((await run(line))[0]).toEqual(action);
  });

  test('says who, and where', async () => {
    expect(notices(await run('/invite bob'))).toEqual(['bob is invited to #Old Berlin.']);
  });

  test.each(['/invite #old-berlin', '/invite cancel', '/invite cancel ab cd'])(
    '%s says how it is used',
    async line => {
      await expect(run(line)).rejects.toMatchObject({
        code: 'COMMAND_USAGE',
        message: expect.stringContaining('/invite <who> #room'),
      });
    },
  );
});

describe('/room ticket', () => {
  const ticket = {type: 'make-ticket', room: BERLIN, uses: null, lifetime: null};

  test.each([
    ['/room ticket', ticket],
    ['/room ticket X5 7d', {...ticket, uses: 5, lifetime: 7 * 86_400_000}],
    ['/room TICKET 1h', {...ticket, lifetime: 3_600_000}],
  ])('%s', async (line, action) => {
    expect((await run(line))[0]).toEqual(action);
  });

  test('is shown with a code, or told in words', async () => {
    const {context, happened} = fakeContext({conversations: [berlin]}, BERLIN);
    await runLine('/room ticket', context);
    expect(notices(happened)).toEqual([
      'About 10 people can come in with this ticket. Whoever has it can use it:\nnatter:ticket',
    ]);
    const shown: unknown[] = [];
    await runLine('/room ticket', {
      ...context,
      view: {...context.view, showInvite: given => shown.push(given)},
    });
    expect(shown).toMatchObject([{title: 'Ticket to #Old Berlin', link: 'natter:ticket', uses: 10}]);
  });

  test.each(['/room', '/room ticket many', '/room demolish'])('%s says how it is used', async line => {
    await expect(run(line)).rejects.toMatchObject({code: 'COMMAND_USAGE'});
  });
});
