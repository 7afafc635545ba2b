import {describe, expect, test} from '@jest/globals';
import {runLine} from '../../src/commands/engine/run-line.ts';
import type {FileTarget} from '../../src/commands/engine/types.ts';
import type {Core, EntryView, Query, Snapshot} from '../../src/core/api/api.ts';
import type {ConversationId} from '../../src/lib/ids.ts';
import {safeText} from '../../src/lib/text/safe-text.ts';
import {
  ANN_KEY,
  ann,
  BOB_KEY,
  CAROL_KEY,
  entry,
  ownEntry,
  peer,
  roomConversation,
  snapshot,
  TEN_O_CLOCK,
  WITH_BOB,
} from '../support/facts.ts';
import {answerHistory} from '../support/history-core.ts';

const OFFSET = zone(TEN_O_CLOCK);
const BERLIN = roomConversation('*berlin*', {participants: [CAROL_KEY, BOB_KEY]});

/** A conversation in which everything happens that a file can show. */
const EVENTFUL = [
  entry(1, 'Hello *Ann*,\nlook: https://natter.example/a_b'),
  ownEntry(2, 'hi', {state: 'read', reactions: [{emoji: safeText('👍'), authors: [BOB_KEY, ANN_KEY]}]}),
  entry(3, 'waves', {kind: 'action'}),
  ownEntry(4, '', {state: 'delivered', deleted: true}),
  ownEntry(5, 'Which one?', {
    state: 'queued',
    edited: true,
    replyTo: {id: `${BOB_KEY}.1.1`, author: BOB_KEY, text: safeText('Hello *Ann*,')},
  }),
  entry(1440, '**ann** 10:00:00: I owe you\n# all', {
    replyTo: {id: `${ANN_KEY}.1.9`, author: ANN_KEY, text: null},
  }),
];

const MARKDOWN = `# Conversation with bob

- ann: you, id ann1-2345-6789, key ${ANN_KEY}
- bob: id bbbb-bbbb, key ${BOB_KEY}, verified

## Tuesday, 4 March 2025

**bob** 10:01:00 ${OFFSET}

> Hello \\*Ann\\*,\\
> look: <https://natter.example/a_b>

**ann** 10:02:00 ${OFFSET}, read

> hi

👍 bob, ann

**bob** 10:03:00 ${OFFSET}

> \\* bob waves

**ann** 10:04:00 ${OFFSET}, delivered

> *deleted*

**ann** 10:05:00 ${OFFSET}, queued, edited

> replies to **bob**:
>
> > Hello \\*Ann\\*,
>
> Which one?

## Wednesday, 5 March 2025

**bob** 10:00:00 ${OFFSET}

> replies to **ann**:
>
> > *not available*
>
> \\*\\*ann\\*\\* 10:00:00: I owe you\\
> \\# all
`;

/** Runs one line in Bob's conversation and tells what became of it. */
async function run(line: string, history: readonly EntryView[], current: ConversationId | null = WITH_BOB) {
  const asked: Query[] = [];
  const notices: string[] = [];
  const targets: FileTarget[] = [];
  let content = '';
  const known: Snapshot = snapshot({
    self: ann(),
    peers: [peer(BOB_KEY, 'bob', {verified: true}), peer(CAROL_KEY, 'carol')],
    conversations: [BERLIN],
  });
  const core: Pick<Core, 'query'> = {
    query: (async (query: Query) => {
      asked.push(query);
      return query.type === 'history' || query.type === 'history-after'
        ? answerHistory(history, query)
        : known;
    }) as Core['query'],
  };
  await runLine(line, {
    core: core as Core,
    view: {
      current: () => current,
      open() {},
      clear() {},
      quit() {},
      notice: text => notices.push(text),
    },
    files: {
      newPath: () => Promise.reject(new Error('no path is asked for here')),
      async save(target, pieces) {
        targets.push(target);
        for await (const piece of pieces) {
          content += piece;
        }
        return safeText('/home/ann/saved');
      },
    },
  });
  return {asked, notices, targets, content};
}

describe('/export', () => {
  test('as Markdown', async () => {
    const {content, notices, targets} = await run('/export', EVENTFUL);
    expect(content).toBe(MARKDOWN);
    expect(targets).toEqual([{path: null, subject: 'bob', extension: 'md'}]);
    expect(notices).toEqual(['Saved 6 messages to /home/ann/saved. That file is not encrypted.']);
  });

  test('as JSON lines', async () => {
    const {content, targets} = await run('/export JSONL ~/a folder/x.jsonl', EVENTFUL);
    const date = (n: number, day = '04') => `2025-03-${day}T10:0${n}:00.000${OFFSET}`;
    const bob = {key: BOB_KEY, name: 'bob'};
    const self = {key: ANN_KEY, name: 'ann'};
    expect(content.split('\n').map(line => (line === '' ? null : JSON.parse(line)))).toEqual([
      {
        type: 'conversation',
        format: 1,
        self: {...self, id: 'ann1-2345-6789'},
        peer: {...bob, id: 'bbbb-bbbb', verified: true},
      },
      {
        ...{type: 'message', id: `${BOB_KEY}.1.1`, time: date(1), from: bob, outgoing: false, kind: 'text'},
        text: 'Hello *Ann*,\nlook: https://natter.example/a_b',
      },
      {
        ...{type: 'message', id: `${ANN_KEY}.1.2`, time: date(2), from: self, outgoing: true, kind: 'text'},
        text: 'hi',
        state: 'read',
        reactions: [{emoji: '👍', from: [bob, self]}],
      },
      {
        ...{type: 'message', id: `${BOB_KEY}.1.3`, time: date(3), from: bob, outgoing: false, kind: 'action'},
        text: 'waves',
      },
      {
        ...{type: 'message', id: `${ANN_KEY}.1.4`, time: date(4), from: self, outgoing: true, kind: 'text'},
        text: null,
        state: 'delivered',
        deleted: true,
      },
      {
        ...{type: 'message', id: `${ANN_KEY}.1.5`, time: date(5), from: self, outgoing: true, kind: 'text'},
        text: 'Which one?',
        state: 'queued',
        edited: true,
        replyTo: {id: `${BOB_KEY}.1.1`, author: bob, text: 'Hello *Ann*,'},
      },
      {
        ...{type: 'message', id: `${BOB_KEY}.1.1440`, time: date(0, '05'), from: bob, outgoing: false},
        kind: 'text',
        text: '**ann** 10:00:00: I owe you\n# all',
        replyTo: {id: `${ANN_KEY}.1.9`, author: self, text: null},
      },
      null,
    ]);
    expect(targets).toEqual([{path: '~/a folder/x.jsonl', subject: 'bob', extension: 'jsonl'}]);
  });

  test('of a room, with its members', async () => {
    const said = [entry(1, 'hi', {author: CAROL_KEY})];
    const markdown = await run('/export', said, BERLIN.id);
    expect(markdown.content).toBe(`# Room \\*berlin\\*

- ann: you, id ann1-2345-6789, key ${ANN_KEY}
- bob: id bbbb-bbbb, key ${BOB_KEY}, verified
- carol: id cccc-cccc, key ${CAROL_KEY}

## Tuesday, 4 March 2025

**carol** 10:01:00 ${OFFSET}

> hi
`);
    expect(markdown.targets).toEqual([{path: null, subject: '*berlin*', extension: 'md'}]);
    const lines = (await run('/export jsonl', said, BERLIN.id)).content.split('\n');
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      type: 'conversation',
      format: 1,
      self: {key: ANN_KEY, id: 'ann1-2345-6789', name: 'ann'},
      room: {id: BERLIN.id, name: '*berlin*'},
      members: [
        {key: BOB_KEY, id: 'bbbb-bbbb', name: 'bob', verified: true},
        {key: CAROL_KEY, id: 'cccc-cccc', name: 'carol', verified: false},
      ],
    });
  });

  test('goes through a long history page by page, up to what was there at the beginning', async () => {
    const history = Array.from({length: 1203}, (_, index) => entry(index + 1));
    let asked = 0;
    const growing = new Proxy(history, {
      get(target, property, receiver) {
        if (property === 'filter' || property === 'slice') {
          asked += 1;
          target.push(entry(target.length + 1)); // somebody writes all the time
        }
        return Reflect.get(target, property, receiver);
      },
    });
    const {notices, asked: queries} = await run('/export jsonl', growing);
    expect(notices).toEqual(['Saved 1204 messages to /home/ann/saved. That file is not encrypted.']);
    expect(asked).toBe(4);
    expect(queries.slice(2)).toEqual(
      [
        [-1, -1, -1],
        [500, 0, 500],
        [1000, 0, 1000],
      ].map(after => ({
        type: 'history-after',
        conversation: BOB_KEY,
        after,
        limit: 500,
      })),
    );
  });

  test('a path in quotes loses them', async () => {
    expect((await run('/export md "out put.md"', EVENTFUL)).targets[0]?.path).toBe('out put.md');
  });

  test('mistakes', async () => {
    await expect(run('/export', EVENTFUL, null)).rejects.toMatchObject({code: 'NO_CONVERSATION'});
    await expect(run('/export', [])).rejects.toMatchObject({code: 'NOTHING_TO_EXPORT'});
    await expect(run('/export notes.md', EVENTFUL)).rejects.toMatchObject({
      code: 'COMMAND_USAGE',
      message: '"notes.md" is not a format. Put md or jsonl before the path: /export md notes.md',
    });
  });
});

function zone(time: number): string {
  const minutes = -new Date(time).getTimezoneOffset();
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}
