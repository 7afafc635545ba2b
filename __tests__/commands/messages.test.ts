import {describe, expect, test} from '@jest/globals';
import {complete} from '../../src/commands/engine/completion.ts';
import {runLine} from '../../src/commands/engine/run-line.ts';
import type {CommandContext} from '../../src/commands/engine/types.ts';
import {commands} from '../../src/commands/registry.ts';
import type {Action, Core, EntryView, Query} from '../../src/core/api/api.ts';
import {directWith} from '../../src/lib/conversation.ts';
import type {ConversationId} from '../../src/lib/ids.ts';
import {conversation, entry, ownEntry} from '../support/facts.ts';
import {answerHistory} from '../support/history-core.ts';
import {bob, fakeContext, notices} from './fake-core.ts';

const ID = 'k3f9k3f9k3f9.2n9c.1a';

/** The open conversation: three of Bob's messages, two of ours; the newest of each was deleted. */
const ENTRIES: readonly EntryView[] = [
  entry(1, 'one'),
  ownEntry(2, 'two'),
  entry(3, 'three'),
  ownEntry(4, '', {deleted: true}),
  entry(5, '', {deleted: true}),
];
const THEIRS = ENTRIES[2]?.id;
const OWN = ENTRIES[1]?.id;

/** Runs a line in a conversation and gives back what the core was asked to do. */
async function actions(line: string, entries = ENTRIES): Promise<readonly Action[]> {
  const {context, happened} = talk(entries);
  await runLine(line, context);
  return happened.filter(each => 'type' in each);
}

async function failure(
  line: string,
  entries = ENTRIES,
  open: ConversationId | null = directWith(bob.key),
): Promise<unknown> {
  const {context, happened} = talk(entries, open);
  const error = await runLine(line, context).catch(thrown => thrown);
  expect(happened).toEqual([]);
  return error;
}

function talk(entries: readonly EntryView[], open: ConversationId | null = directWith(bob.key)) {
  const {context, happened} = fakeContext({}, open);
  const core = {
    ...context.core,
    perform: async (action: Action) => {
      happened.push(action);
      return action.type === 'expire' ? conversation(directWith(bob.key), {expiry: action.seconds}) : null;
    },
    query: async (query: Query) => {
      if (query.type === 'snapshot') {
        return await context.core.query(query);
      }
      expect(query).toMatchObject({conversation: bob.key});
      if (query.type === 'entry') {
        return entries.find(({id}) => id === query.entry) ?? null;
      }
      expect(query.type).toBe('history');
      return answerHistory(entries, query as Extract<Query, {type: 'history'}>);
    },
  } as Core;
  return {happened, context: {...context, core} satisfies CommandContext};
}

describe('a message that is not named', () => {
  test.each([
    ['/reply yes please', {type: 'say', kind: 'text', text: 'yes please', replyTo: THEIRS}],
    ['/r yes please', {type: 'say', kind: 'text', text: 'yes please', replyTo: THEIRS}],
    ['/edit 2', {type: 'edit', entry: OWN, text: '2'}],
    ['/delete yes', {type: 'delete', entry: OWN}],
    ['/del YES', {type: 'delete', entry: OWN}],
    ['/react 👍', {type: 'react', entry: THEIRS, emoji: '👍'}],
    ['/react :+1:', {type: 'react', entry: THEIRS, emoji: '👍'}],
    ['/react heart', {type: 'react', entry: THEIRS, emoji: '❤️'}],
    ['/react nonsense', {type: 'react', entry: THEIRS, emoji: 'nonsense'}],
    ['/react off', {type: 'react', entry: THEIRS, emoji: null}],
    ['/react none', {type: 'react', entry: THEIRS, emoji: null}],
    ['/react', {type: 'react', entry: THEIRS, emoji: null}],
  ])('%s means the newest one there is', async (line, action) => {
    expect(await actions(line)).toEqual([{...action, conversation: bob.key}]);
  });

  test('is looked for on older pages too', async () => {
    const talkative = Array.from({length: 150}, (_, index) => ownEntry(index + 10, 'blah'));
    expect(await actions('/react 👍', [entry(1, 'one'), ...talkative])).toMatchObject([
      {type: 'react', entry: entry(1).id},
    ]);
  });

  test.each(['/reply hi', '/react 👍', '/edit x', '/delete'])('%s fails where there is none', async line => {
    expect(await failure(line, [])).toMatchObject({code: 'MESSAGE_UNKNOWN'});
  });

  test('there is none in an endless monologue', async () => {
    const monologue = Array.from({length: 2500}, (_, index) => ownEntry(index + 10, 'blah'));
    expect(await failure('/reply hi', [entry(1), ...monologue])).toMatchObject({code: 'MESSAGE_UNKNOWN'});
  });
});

describe('a message that is named', () => {
  test.each([
    [`/reply ${ID} yes`, {type: 'say', kind: 'text', text: 'yes', replyTo: ID}],
    [`/reply ${ID.toUpperCase()} yes`, {type: 'say', kind: 'text', text: 'yes', replyTo: ID}],
    [`/edit ${ID} ${ID}`, {type: 'edit', entry: ID, text: ID}],
    [`/delete ${ID} yes`, {type: 'delete', entry: ID}],
    [`/react ${ID} 👍`, {type: 'react', entry: ID, emoji: '👍'}],
    [`/react ${ID} off`, {type: 'react', entry: ID, emoji: null}],
    [`/react ${ID}`, {type: 'react', entry: ID, emoji: null}],
  ])('%s', async (line, action) => {
    expect(await actions(line)).toEqual([{...action, conversation: bob.key}]);
  });

  test.each(['k3f9k3f9k3f9.2n9c', 'k3f9k3f9k3f9.2n9c.1a.1', 'k3f9k3f9k3f.2n9c.1a', 'k3f9k3f9k3f9.2N?.1'])(
    '%s is text, not a name',
    async word => {
      expect(await actions(`/reply ${word} yes`)).toMatchObject([{text: `${word} yes`, replyTo: THEIRS}]);
      expect(await failure(`/delete ${word}`)).toMatchObject({code: 'COMMAND_USAGE'});
    },
  );

  test.each([
    [`/reply ${ID}`, 'Usage: /reply [id] <text>'],
    ['/reply', 'Usage: /reply [id] <text>'],
    [`/edit ${ID}`, 'Add the new text: /edit <text>'],
    ['/edit', 'Add the new text: /edit <text>'],
  ])('%s lacks its text', async (line, message) => {
    expect(await failure(line)).toMatchObject({
      code: 'COMMAND_USAGE',
      message: expect.stringContaining(message),
    });
  });
});

describe('/edit alone, where there is a bar', () => {
  test('puts the newest message into it', async () => {
    const {context, happened} = talk(ENTRIES);
    const edited: EntryView[] = [];
    await runLine('/edit', {...context, view: {...context.view, edit: message => edited.push(message)}});
    expect(edited).toEqual([ENTRIES[1]]);
    expect(happened).toEqual([]);
  });

  test('says so if there is no such message', async () => {
    const {context} = talk(ENTRIES);
    const view = {...context.view, edit: () => {}};
    await expect(runLine(`/edit ${ID}`, {...context, view})).rejects.toMatchObject({code: 'MESSAGE_UNKNOWN'});
  });
});

describe('/delete without yes', () => {
  const named = {...ownEntry(4, 'named'), id: ID};
  const entries = [...ENTRIES.slice(0, 3), named];

  test.each([
    ['/delete', '/delete yes'],
    [`/delete ${ID}`, `/delete ${ID} yes`],
  ])('%s deletes nothing where nobody can be asked, and says what does', async (line, again) => {
    const {context, happened} = talk(entries);
    await expect(runLine(line, context)).rejects.toMatchObject({
      code: 'COMMAND_USAGE',
      message: `Nothing was deleted. This permanently deletes "named" for both of you. To confirm: ${again}`,
    });
    expect(happened).toEqual([]);
  });

  test.each(['/delete', `/delete ${ID}`])('%s asks on the screen', async line => {
    const {context, happened} = talk(entries);
    const asked: EntryView[] = [];
    const view = {...context.view, askToDelete: (message: EntryView) => asked.push(message)};
    await runLine(line, {...context, view});
    expect([asked, happened]).toEqual([[named], []]);
  });

  test('says so if there is no such message', async () => {
    expect(await failure(`/delete ${ID}`, ENTRIES)).toMatchObject({code: 'MESSAGE_UNKNOWN'});
  });

  test('takes no other word', async () => {
    expect(await failure('/delete yeah')).toMatchObject({code: 'COMMAND_USAGE'});
  });
});

test.each(['/reply hi', '/edit hi', '/edit', '/delete', '/react 👍', '/expire 1h'])(
  '%s needs an open conversation',
  async line => {
    expect(await failure(line, ENTRIES, null)).toMatchObject({code: 'NO_CONVERSATION'});
  },
);

describe('/expire', () => {
  test.each([
    ['30s', 30, '30 seconds'],
    ['5m', 300, '5 minutes'],
    ['1h', 3600, '1 hour'],
    ['90m', 5400, '90 minutes'],
    ['1d', 86_400, '1 day'],
    ['2W', 1_209_600, '2 weeks'],
  ])('%s', async (time, seconds, words) => {
    const {context, happened} = talk(ENTRIES);
    await runLine(`/expire ${time}`, context);
    expect(happened[0]).toEqual({type: 'expire', conversation: bob.key, seconds});
    expect(notices(happened)).toEqual([`New messages disappear after ${words}, for both of you.`]);
  });

  test.each(['off', 'OFF', '0s'])('%s lets them stay', async word => {
    const {context, happened} = talk(ENTRIES);
    await runLine(`/expire ${word}`, context);
    expect(happened[0]).toEqual({type: 'expire', conversation: bob.key, seconds: null});
    expect(notices(happened)).toEqual(['New messages do not disappear.']);
  });

  test('alone tells how it is', async () => {
    const {context, happened} = talk(ENTRIES);
    await runLine('/expire', context);
    expect(notices(happened)).toEqual(['New messages do not disappear.']);
    expect(happened.some(each => 'type' in each && each.type === 'expire')).toBe(false);
  });

  test.each(['soon', '5', '1y', '-1h', '1.5h'])('%s is no time', async word => {
    expect(await failure(`/expire ${word}`)).toMatchObject({code: 'EXPIRY_INVALID'});
  });
});

describe('/receipts', () => {
  test.each([
    ['on', true, 'Read receipts are on.'],
    ['OFF', false, 'Read receipts are off.'],
  ])('%s', async (word, on, notice) => {
    const {context, happened} = talk(ENTRIES);
    await runLine(`/receipts ${word}`, context);
    expect(happened[0]).toEqual({type: 'set-receipts', on});
    expect(notices(happened)).toEqual([notice]);
  });

  test.each(['/receipts', '/receipts maybe'])('%s says what it wants', async line => {
    expect(await failure(line)).toMatchObject({code: 'COMMAND_USAGE'});
  });
});

test.each([
  ['/reply bo|', ['/reply bob']],
  [`/reply ${ID} bo|`, [`/reply ${ID} bob`]],
  ['/edit |', []],
])('names are completed in the text of %s', (marked, expected) => {
  const cursor = marked.indexOf('|');
  const {from, to, candidates} = complete(marked.replace('|', ''), cursor, {commands, peers: [bob]});
  expect(candidates.map(candidate => marked.slice(0, from) + candidate + marked.slice(to + 1))).toEqual(
    expected,
  );
});
