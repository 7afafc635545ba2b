import {Socket as UdpSocket} from 'node:dgram';
import {Server, Socket as TcpSocket} from 'node:net';
import {afterEach, describe, expect, jest, test} from '@jest/globals';
import {demoClock} from '../../../src/app/demo/clock.ts';
import {DEMO_NOTICE, openDemo} from '../../../src/app/demo/open-demo.ts';
import {next} from '../../../src/app/demo/past.ts';
import type {CoreEvent, EntryView, PeerView} from '../../../src/core/api/api.ts';
import type {LocalCore} from '../../../src/core/core.ts';
import {directWith} from '../../../src/lib/conversation.ts';
import type {Clock} from '../../../src/lib/time/clock.ts';
import {defaultLimits} from '../../../src/net/guard/limits.ts';
import {withoutNumber} from '../../support/cores.ts';

let core: LocalCore | null = null;

afterEach(async () => {
  await core?.stop();
  core = null;
});

/** What bounds a handshake is not hurried: a busy machine needs its time. */
const DEADLINES: readonly number[] = [defaultLimits.firstFrameDeadline, defaultLimits.handshakeDeadline];

/** The clock of the demo, with timers that are a hundred times as fast. */
function hurriedClock(): Clock {
  const clock = demoClock();
  const hurried = (milliseconds: number) =>
    DEADLINES.includes(milliseconds) ? milliseconds : milliseconds / 100;
  return {...clock, after: (milliseconds, callback) => clock.after(hurried(milliseconds), callback)};
}

/** A demo in which those who are online have arrived. */
async function start(name: string | null = null) {
  const demo = openDemo({name, clock: hurriedClock()});
  core = demo;
  const events: CoreEvent[] = [];
  demo.subscribe(batch => events.push(...batch.map(withoutNumber)));
  const arrivals = ['mira', 'jonas', 'さくら'].map(friend =>
    next(demo, 'peer-online', ({peer}) => peer.name === friend),
  );
  await demo.start();
  await Promise.all(arrivals);
  const {self, peers, conversations} = await demo.query({type: 'snapshot'});
  const peer = (wanted: string): PeerView => {
    const found = peers.find(each => each.name === wanted);
    if (found === undefined) {
      throw new Error(`there is no ${wanted}`);
    }
    return found;
  };
  const history = async (wanted: string): Promise<readonly EntryView[]> => {
    const {key: conversation} = peer(wanted);
    return (
      await demo.query({type: 'history', conversation: directWith(conversation), before: null, limit: 100})
    ).entries;
  };
  return {demo, events, self, peers, conversations, peer, history};
}

/** An entry as somebody sees it, with local time. */
function glance({time, outgoing, text, state}: EntryView): string {
  const date = new Date(time);
  const clock = [date.getDate(), date.getHours(), date.getMinutes()].map(part =>
    String(part).padStart(2, '0'),
  );
  return `${clock.join(':')} ${outgoing ? `me (${state})` : 'friend'}: ${text}`;
}

describe('the demo', () => {
  test('begins with the facts, then says what it is', async () => {
    const {events, self} = await start();
    expect(events[0]).toMatchObject({type: 'ready', snapshot: {self: {name: 'robin', named: true}}});
    expect(events).toContainEqual({type: 'notice', text: DEMO_NOTICE, conversation: null});
    expect(events.filter(({type}) => type === 'entries-added' || type === 'failed')).toEqual([]);
    expect(self.reachableAt).toEqual(['192.0.2.10:4242']);
  });

  test('has contacts who are here and who are not, one verified, one who asks', async () => {
    const {peers, conversations, peer} = await start('kim');
    expect(
      peers
        .map(({name, relation, presence, verified}) => `${name} ${relation} ${presence} ${verified}`)
        .sort(),
    ).toEqual([
      'grandpa Joe contact offline false',
      'jonas contact online false',
      'mira contact online true',
      'priya request offline false',
      'tomás contact offline false',
      'さくら contact online false',
    ]);
    const unread = new Map(conversations.map(({id, unread: count}) => [id, count]));
    expect(['mira', 'jonas', 'さくら', 'tomás'].map(name => unread.get(directWith(peer(name).key)))).toEqual([
      0, 3, 1, 0,
    ]);
  });

  test('has a history with every state of a message', async () => {
    const {history} = await start();
    expect((await history('tomás')).map(glance)).toEqual([
      '18:22:40 friend: landing in Porto tomorrow, no net until the evening ✈️',
      '18:22:41 me (read): Have a good flight! Send photos.',
      '19:13:20 me (queued): Did you arrive?',
      '19:13:21 me (queued): This one waits here until you are back, so no hurry.',
    ]);
    expect((await history('grandpa Joe')).map(({state}) => state)).toEqual([null, 'read', null, 'delivered']);

    const mira = await history('mira');
    expect(mira.map(({state}) => state).filter(state => state !== null)).toEqual([
      ...['read', 'read', 'read', 'read', 'read', 'read'],
      'delivered',
    ]);
    expect(mira.find(({reactions}) => reactions.length > 0)).toMatchObject({
      text: 'Yes! The early train, 7:12. I bring coffee.',
      reactions: [{emoji: '👍'}],
    });
    expect(mira.find(({replyTo}) => replyTo !== null)).toMatchObject({
      text: 'Will it overwrite anything?',
      replyTo: {text: 'One more thing, the script for the photos:'},
    });
    expect(mira.at(-1)).toMatchObject({text: 'Perfect, thank you! Platform 3 then', edited: true});
  });

  test('is the same at every start', async () => {
    const first = await start();
    const entries = await first.history('mira');
    await first.demo.stop();
    const second = await start();
    expect(second.self).toEqual(first.self);
    expect(second.conversations).toEqual(first.conversations);
    expect(await second.history('mira')).toEqual(entries);
  });
});

test('the demo opens no socket, whatever is done in it', async () => {
  const sockets = [
    jest.spyOn(Server.prototype, 'listen'),
    jest.spyOn(TcpSocket.prototype, 'connect'),
    jest.spyOn(UdpSocket.prototype, 'bind'),
    jest.spyOn(UdpSocket.prototype, 'send'),
  ];
  const {demo} = await start();
  await demo.perform({type: 'set', key: 'dht', value: 'on'});
  await demo.perform({type: 'set', key: 'lan', value: 'on'});
  await demo.perform({type: 'connect', address: {host: '203.0.113.77', port: 4242}});
  const {text} = await demo.perform({
    ...{type: 'invite', kind: 'link', lifetime: null, uses: null, withAddress: null},
  });
  await expect(demo.perform({type: 'join', invite: String(text)})).rejects.toMatchObject({
    code: 'INVITE_OWN',
  });
  expect(await demo.query({type: 'reach'})).toMatchObject({dht: {state: 'missing'}, lan: 'missing'});
  await demo.query({type: 'checks'});
  expect(sockets.map(spy => spy.mock.calls)).toEqual([[], [], [], []]);
  for (const spy of sockets) {
    spy.mockRestore();
  }
});

describe('its people', () => {
  test('answer, and say that they are made up', async () => {
    const {demo, peer} = await start();
    const {key: conversation} = peer('jonas');
    const read = next(demo, 'delivery-changed', ({state}) => state === 'read');
    const answer = next(demo, 'entries-added', ({entries}) => entries.some(({outgoing}) => !outgoing));
    await demo.perform({type: 'say', conversation: directWith(conversation), kind: 'text', text: 'hello'});
    await read;
    const [entry] = (await answer).entries;
    expect(entry).toMatchObject({conversation, text: expect.stringContaining('this is a demo')});
    const now = await demo.query({type: 'snapshot'});
    expect(now.conversations.find(({id}) => id === directWith(conversation))?.unread).toBe(4);
  });

  test('come in when they are accepted', async () => {
    const {demo, peer} = await start();
    const {key} = peer('priya');
    const thanks = next(demo, 'entries-added', ({conversation}) => conversation === directWith(key));
    await demo.perform({type: 'accept', who: 'priya'});
    expect((await thanks).entries[0]).toMatchObject({text: 'Thank you for letting me in! 🌻'});
  });

  test('can be dialled', async () => {
    const {demo} = await start();
    const zoe = await demo.perform({type: 'connect', address: {host: '203.0.113.77', port: 4242}});
    expect(zoe).toMatchObject({name: 'zoe', presence: 'online'});
    const nobody = demo.perform({type: 'connect', address: {host: 'example.org', port: 4242}});
    await expect(nobody).rejects.toMatchObject({code: 'HOST_NOT_FOUND'});
  });
});
