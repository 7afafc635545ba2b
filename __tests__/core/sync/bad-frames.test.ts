import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {directWith} from '../../../src/lib/conversation.ts';
import type {Link} from '../../../src/net/link/link.ts';
import type {ChatMessage, Entries, ReadPosition, WireEntry} from '../../../src/wire/chat/messages.ts';
import {
  befriend,
  createVillage,
  type Person,
  quiet,
  record,
  type Stranger,
  until,
  type Village,
} from '../../support/cores.ts';
import {entriesOf, wireEntry as entry, haveOf, readOf} from '../../support/wire.ts';

const EPOCH = 7;

let village: Village;
let ann: Person;
let carol: Person;
let eve: Stranger;

beforeEach(async () => {
  village = createVillage();
  ann = await village.person('ann');
  carol = await village.person('carol');
  await befriend(carol, ann);
  eve = village.stranger({seed: 66, host: 'eve', hello: {name: 'eve'}});
});

afterEach(() => village.close());

type Line = {
  readonly link: Link;
  readonly messages: readonly ChatMessage[];
  readonly isClosed: () => boolean;
};

/** A link on which Eve is a contact, and has said what she holds. */
async function contact(holds: readonly ReadPosition[] = []): Promise<Line> {
  const line = await dial();
  if ((await ann.peer(eve.key))?.relation === 'request') {
    await ann.act({type: 'accept', who: eve.key});
  }
  line.link.send({type: 'standing', accepted: true});
  line.link.send(haveOf(ann.key, ...holds));
  await until(() => line.messages.some(({type}) => type === 'have'));
  return line;
}

async function dial(): Promise<Line> {
  const link = await eve.dial('ann');
  const {messages, ends} = record(link);
  await until(async () => (await ann.peer(eve.key)) !== undefined && messages.length > 0);
  return {link, messages, isClosed: () => ends.length > 0};
}

/** Ann says something, and Eve has it: the position to acknowledge. */
async function hears({messages}: Line, text: string): Promise<ReadPosition> {
  await ann.say(eve.key, text);
  const has = (message: ChatMessage): message is Entries =>
    message.type === 'entries' && message.entries.some(said => said.kind === 'text' && said.body === text);
  await until(() => messages.some(has));
  const frame = messages.find(has);
  return {epoch: frame?.epoch ?? 0, sequence: (frame?.first ?? 0) + (frame?.entries.length ?? 0) - 1};
}

function entries(first: number, ...list: readonly WireEntry[]): Entries {
  return entriesOf(eve.key, EPOCH, first, ...list);
}

async function held(): Promise<string[]> {
  const query = {type: 'history', conversation: directWith(eve.key), before: null, limit: 100} as const;
  return (await ann.core.query(query)).entries.filter(({outgoing}) => !outgoing).map(({text}) => text);
}

/** The link is gone for the reason given, which the user was told in one line; all else is as it was. */
async function expectRefusal(line: Line, detail: string): Promise<void> {
  const {messages} = line;
  await until(line.isClosed);
  const gone = await ann.next('peer-offline');
  expect(gone).toMatchObject({reason: 'protocol', detail, peer: {key: eve.key}});
  await quiet();
  expect(ann.all('peer-offline')).toHaveLength(1);
  expect([...ann.all('failed'), ...ann.all('notice')]).toEqual([]);
  expect(messages.filter(({type}) => type === 'bye')).toEqual([]); // it ended the link, see `ends`
  expect(await ann.peer(carol.key)).toMatchObject({presence: 'online'});
  await carol.say(ann.key, 'still here');
  await ann.next('entries-added', event => event.conversation === directWith(carol.key));
}

describe('entries', () => {
  test.each<[string, () => readonly Entries[], string]>([
    ['with a gap', () => [entries(4, entry(9))], 'it sent entry 4 of its log, but 3 comes next'],
    [
      'with a gap at the very first',
      () => [{...entries(2, entry(9)), epoch: 8}],
      'it sent entry 2 of its log, but 1 comes next',
    ],
    [
      'that come again with another text',
      () => [entries(2, entry(2, 'other'))],
      'it sent entry 2 of its log again with other content',
    ],
    [
      'that come again with another time',
      () => [entries(1, entry(1, 'at 1', {time: 1}))],
      'it sent entry 1 of its log again with other content',
    ],
    [
      'whose clock does not rise',
      () => [entries(3, entry(3), entry(3))],
      'the clock of its log does not rise from 3 to 3',
    ],
    [
      'whose clock is far in the future',
      () => [entries(3, entry(2 ** 42))],
      `the clock of its log is far in the future: ${2 ** 42}`,
    ],
    [
      'good ones together with a bad one',
      () => [entries(3, entry(3), entry(4)), entries(6, entry(5))],
      'it sent entry 6 of its log, but 5 comes next',
    ],
  ])('%s', async (_, framesOf, detail) => {
    const line = await contact();
    line.link.send(entries(1, entry(1), entry(2)));
    await ann.next('entries-added');
    for (const frame of framesOf()) {
      line.link.send(frame);
    }
    await expectRefusal(line, detail);
    const good = await held();
    expect(good.slice(0, 2)).toEqual(['at 1', 'at 2']);

    const next = await contact();
    const have = next.messages.find(message => message.type === 'have');
    expect(have).toMatchObject({author: eve.key, logs: [{epoch: EPOCH, sequence: good.length}]});
    next.link.send(entries(good.length + 1, entry(100, 'all is well again')));
    await ann.next('entries-added', event => event.entries.some(({text}) => text === 'all is well again'));
  });

  test('that come again as they were are no mistake', async () => {
    const line = await contact();
    line.link.send(entries(1, entry(1), entry(2)));
    line.link.send(entries(1, entry(1), entry(2), entry(3)));
    line.link.send(entries(2, entry(2)));
    await until(async () => (await held()).length === 3);
    await quiet();
    expect(line.isClosed()).toBe(false);
    expect(await held()).toEqual(['at 1', 'at 2', 'at 3']);
    expect(
      ann
        .all('entries-added')
        .flatMap(event => event.entries)
        .map(({text}) => text),
    ).toEqual(['at 1', 'at 2', 'at 3']);
    const acknowledged = line.messages.filter(message => message.type === 'have').at(-1);
    expect(acknowledged).toMatchObject({author: eve.key, logs: [{epoch: EPOCH, sequence: 3}]});
  });

  test('before anybody accepted: one line, once, and nothing of it is stored', async () => {
    for (let times = 0; times < 3; times++) {
      const line = await dial();
      line.link.send(entries(1, entry(1)));
      await until(line.isClosed);
      await quiet();
    }
    const [notice, ...more] = ann.all('notice');
    expect(notice?.text).toBe(
      'eve was disconnected: the connection broke the protocol. (it wrote before it was accepted)',
    );
    expect(more).toEqual([]);
    expect(ann.database.conversation(directWith(eve.key))).toBeNull();
    expect(await ann.peer(eve.key)).toMatchObject({relation: 'request'});
  });
});

describe('an acknowledgement', () => {
  test('of what was never sent', async () => {
    const line = await contact();
    const position = await hears(line, 'hello');
    line.link.send(haveOf(ann.key, {...position, sequence: position.sequence + 1}));
    await expectRefusal(line, 'it acknowledged what was never sent');
    expect(ann.database.ownLogs(directWith(eve.key))).toMatchObject([{acknowledged: 0}]);
  });

  test('of a log that is not ours', async () => {
    const line = await contact();
    const position = await hears(line, 'hello');
    line.link.send(haveOf(ann.key, {epoch: position.epoch + 1, sequence: 1}));
    await expectRefusal(line, 'it acknowledged a log that was never sent');
  });

  test('that goes back', async () => {
    const line = await contact();
    await hears(line, 'one');
    const position = await hears(line, 'two');
    line.link.send(haveOf(ann.key, position));
    await ann.next('delivery-changed', ({state}) => state === 'delivered');
    line.link.send(haveOf(ann.key, {...position, sequence: 1}));
    await expectRefusal(line, 'its acknowledgement went back');
    await until(() => ann.database.ownLogs(directWith(eve.key))[0]?.acknowledged === 2); // it is stored a little later
  });

  test('that it read what it does not have', async () => {
    const line = await contact();
    const position = await hears(line, 'hello');
    line.link.send(readOf(ann.key, position));
    await expectRefusal(line, 'it read what it does not have');
    expect(ann.database.ownLogs(directWith(eve.key))).toMatchObject([{read: 0}]);
  });

  test('of logs from before we lost our history is no mistake', async () => {
    const line = await contact([
      {epoch: 1, sequence: 100},
      {epoch: 2, sequence: 5},
    ]);
    line.link.send(readOf(ann.key, {epoch: 1, sequence: 90}));
    const position = await hears(line, 'hello');
    line.link.send(haveOf(ann.key, position));
    await ann.next('delivery-changed', ({state}) => state === 'delivered');
    expect(line.isClosed()).toBe(false);
  });
});

describe('a peer that claims to have more than we wrote', () => {
  test('cannot make us collect logs, and is told of once', async () => {
    let line = await contact();
    for (let times = 0; times < 5; times++) {
      const position = await hears(line, 'hello');
      await line.link.close('disconnect');
      await until(async () => (await ann.peer(eve.key))?.presence === 'offline');
      const liar = await dial();
      liar.link.send({type: 'standing', accepted: true});
      liar.link.send(haveOf(ann.key, {...position, sequence: 1_000_000}));
      await until(liar.isClosed);
      line = await contact();
    }
    expect(ann.database.ownLogs(directWith(eve.key))).toHaveLength(1);
    expect(ann.all('notice')).toHaveLength(1);
  });
});
