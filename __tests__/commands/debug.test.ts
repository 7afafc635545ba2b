import {expect, test} from '@jest/globals';
import {type Report, reportText} from '../../src/commands/engine/report.ts';
import {runLine} from '../../src/commands/engine/run-line.ts';
import type {Answer, CommandContext} from '../../src/commands/engine/types.ts';
import type {Core, DebugView, Query} from '../../src/core/api/api.ts';
import {directWith} from '../../src/lib/conversation.ts';
import type {ConversationId} from '../../src/lib/ids.ts';
import {safeText} from '../../src/lib/text/safe-text.ts';
import {answerEvent} from '../../src/scripting/json-answers.ts';
import {fakeContext, notices} from './fake-core.ts';

const NOW = Date.now();

const linked = (peer: DebugView['peer']): DebugView => ({
  peer,
  link: {
    ...{path: 'direct', address: safeText('198.51.100.4:4242'), isDialled: true, isByInvite: true},
    ...{program: safeText('natter 0.2.0'), features: 3, handshake: {pattern: 'XK', isHybrid: true}},
    ...{since: new Date(2026, 0, 2, 3, 4).getTime(), quiet: 2400, received: 12, sent: 9, bytes: 4711},
    ...{buffered: 0},
    sync: {
      ...{weAccept: true, theyAccept: null, isPositioned: false, isCongested: true, isPaused: true},
      uncommitted: 1024,
    },
  },
  ownLogs: [{epoch: '2mk609ljsx', written: 5, sent: 4, delivered: 3, read: 2}],
  theirLogs: [],
  nextAttempt: null,
  kept: ['link', 'typing'],
});

/** A context whose core answers /debug, with somebody open. */
function context(answer: (peer: DebugView['peer']) => DebugView, current: ConversationId | null = null) {
  const {context: fake, happened} = fakeContext({}, current);
  const core = {
    ...fake.core,
    async query(query: Query) {
      if (query.type !== 'debug') {
        throw new Error(`${query.type} is not asked here`);
      }
      return answer(await fake.core.perform({type: 'resolve', who: query.who}));
    },
  } as Core;
  return {context: {...fake, core}, happened};
}

test('/debug tells in words how everything stands', async () => {
  const {context: given, happened} = context(linked);
  await runLine('/debug bob', given);
  const [text = ''] = notices(happened);
  expect(text.replace(/(since .*\d\d:\d\d), .*/, '$1, …')).toBe(
    `The link with bob, from inside
Link
  path       direct, 198.51.100.4:4242, dialled by us, by an invite
  handshake  Noise XK with ML-KEM-768
  program    natter 0.2.0, features 3
  since      2026-01-02 03:04, …
  heard      2 s ago
  messages   12 received, 9 sent
  bytes      4711 on the wire, 0 waiting to be sent
Sync
  accepting  we do, they have not said
  position   not told yet
  sending    waits: the buffer is full
  reading    waits, 1024 entries not committed
Own logs
  2mk609ljsx  5 written, 4 sent, 3 delivered, 2 read
Their logs
  none  so far
In memory
  kept  link, typing`,
  );
});

test('/debug without a link says when it is tried again', async () => {
  const {context: given, happened} = context(peer => ({
    ...linked({...peer, lastSeen: 0}),
    ...{link: null, nextAttempt: NOW + 60_000},
  }));
  await runLine('/debug bob', given);
  expect(notices(happened)[0]).toMatch(
    /^The link with bob, from inside\nThere is no link\n {2}last seen {2}never\n {2}next try {3}in \d\d s\nOwn logs/,
  );
});

test('/debug alone is about the open conversation', async () => {
  const open = fakeContext().context.core;
  const {key} = await open.perform({type: 'resolve', who: 'bob'});
  const {context: given, happened} = context(linked, directWith(key));
  await runLine('/debug', given);
  expect(notices(happened)[0]).toMatch(/^The link with bob/);
  await expect(runLine('/debug', context(linked).context)).rejects.toMatchObject({
    code: 'NO_CONVERSATION',
    message: expect.stringContaining('/debug <who>'),
  });
});

test('where there are pages it is one, which asks anew', async () => {
  const shown: Report[] = [];
  const {context: given} = context(linked);
  const view: CommandContext['view'] = {
    ...given.view,
    async showReport(ask) {
      shown.push(await ask(), await ask());
    },
  };
  await runLine('/debug bob', {...given, view});
  expect(shown.map(report => reportText(report).split('\n')[0])).toEqual([
    'The link with bob, from inside',
    'The link with bob, from inside',
  ]);
});

test('programs get the same as data', async () => {
  const answers: Answer[] = [];
  const {context: given} = context(linked);
  const view = {...given.view, answer: (answer: Answer) => void answers.push(answer)};
  await runLine('/debug bob', {...given, view});
  const {peer, ...rest} = linked(await given.core.perform({type: 'resolve', who: 'bob'}));
  expect(answers.map(answerEvent)).toEqual([{event: 'debug', peer: {id: peer.id, name: peer.name}, ...rest}]);
});
