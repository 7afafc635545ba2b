import {afterEach, describe, expect, jest, test} from '@jest/globals';
import {cleanUp, type Headless, type Line, startHeadless, temporaryFolder} from '../support/headless.ts';

jest.setTimeout(30_000); // each natter is a process of its own, on machines that do other things too
afterEach(cleanUp);

/** Two processes that have accepted each other: bob dialled alice. */
async function twoPeople() {
  const profiles = {alice: temporaryFolder(), bob: temporaryFolder()};
  const alice = startHeadless(profiles.alice, '--name', 'alice');
  const bob = startHeadless(profiles.bob, '--name', 'bob');
  const {port} = await alice.event('ready');
  await bob.event('ready');
  bob.say(`/connect 127.0.0.1:${port}`);
  const request = await alice.event('request');
  expect(request).toEqual({event: 'request', peer: {id: expect.any(String), name: 'bob'}});
  alice.say('/accept bob');
  await alice.event('peer-online');
  await bob.event('accepted');
  return {alice, bob, port, profiles};
}

const message = (text: string, outgoing: boolean) => (line: {readonly [field: string]: unknown}) =>
  line['event'] === 'message' && line['text'] === text && line['outgoing'] === outgoing;

const hasReaction = ({reactions}: Line) => Array.isArray(reactions) && reactions.length > 0;

describe('two processes over loopback', () => {
  test('a stranger asks, is accepted, and both talk', async () => {
    const {alice, bob} = await twoPeople();

    bob.say('hello alice');
    const sent = await bob.next(message('hello alice', true));
    const received = await alice.next(message('hello alice', false));
    expect(received).toMatchObject({id: sent['id'], from: {name: 'bob'}, time: sent['time']});
    const delivered = await bob.event('delivered');
    expect(delivered).toEqual({event: 'delivered', id: sent['id'], ref: 2});

    alice.say('/msg bob hi bob');
    await bob.next(message('hi bob', false));
    expect(await bob.end()).toBe(0);
    expect(await alice.event('peer-offline')).toMatchObject({reason: 'quit', peer: {name: 'bob'}});
    expect(await alice.end()).toBe(0);
  });

  test('what points at a message changes it on both sides', async () => {
    const {alice, bob} = await twoPeople();
    bob.say('teh tea');
    const {id} = await alice.next(message('teh tea', false));
    bob.say('/edit the tea');
    const changed = (field: string) => (line: Line) => line.event === 'changed' && Boolean(line[field]);
    expect(await alice.next(changed('edited'))).toMatchObject({id, text: 'the tea'});
    alice.say('/query bob', `/react ${id} 👍`, '/reply with milk');
    const liked = await bob.next(
      line => line.event === 'changed' && line['edited'] === true && hasReaction(line),
    );
    expect(liked).toMatchObject({id, reactions: [{emoji: '👍', from: [{name: 'alice'}]}]});
    expect(await bob.next(message('with milk', false))).toMatchObject({replyTo: id});
    bob.say('/delete yes');
    expect(await alice.next(changed('deleted'))).toMatchObject({id, text: '', reactions: []});

    bob.say('/expire 5s', 'soon gone');
    const removed = await alice.event('removed');
    // The setting and the message may come in one piece, and then the message is told first.
    expect(alice.lines).toContainEqual(expect.objectContaining({event: 'expiry', seconds: 5}));
    const gone = alice.lines.find(message('soon gone', false));
    expect(removed).toMatchObject({ids: [gone?.['id']]});
    expect(await bob.event('removed')).toMatchObject({ids: [gone?.['id']]});
  });

  test('what was written while the other was away arrives in order after both restarted', async () => {
    const {alice, bob, port, profiles} = await twoPeople();
    await alice.end();
    await bob.event('peer-offline');
    bob.say('one', 'two', 'three');
    await bob.next(message('three', true));
    await bob.kill('SIGKILL');

    const bobAgain = startHeadless(profiles.bob);
    await bobAgain.event('ready');
    const aliceAgain = startHeadless(profiles.alice, '--port', String(port));
    await aliceAgain.event('peer-online');
    await aliceAgain.next(message('three', false));
    const texts = aliceAgain.lines.filter(line => line.event === 'message').map(line => line['text']);
    expect(texts).toEqual(['one', 'two', 'three']);
  });

  test('a declined stranger is told so and stays out', async () => {
    const alice = startHeadless(temporaryFolder(), '--name', 'alice');
    const bob = startHeadless(temporaryFolder(), '--name', 'bob');
    const {port} = await alice.event('ready');
    await bob.event('ready');
    bob.say(`/connect 127.0.0.1:${port}`);
    await alice.event('request');
    alice.say('/decline bob');
    await bob.event('declined');
    bob.say(`/connect 127.0.0.1:${port}`);
    expect(await bob.event('error')).toMatchObject({code: 'PEER_REFUSED'});
  });
});

describe('bad input', () => {
  /** The one error that a line of input gets. */
  async function errorOf(natter: Headless, line: string) {
    natter.say(line);
    const {code} = await natter.event('error');
    return code;
  }

  test('each mistake gets its error and the session goes on', async () => {
    const natter = startHeadless(temporaryFolder(), '--name', 'alice');
    const {port} = await natter.event('ready');
    const mistakes = [
      ['/conect 127.0.0.1:1', 'COMMAND_UNKNOWN'],
      ['/connect', 'COMMAND_USAGE'],
      ['/connect 127.0.0.1:99999', 'PORT_INVALID'],
      ['/connect 127.0.0.1:http', 'PORT_INVALID'],
      ['/connect no-such-host.invalid:1', 'HOST_NOT_FOUND'],
      ['/connect 127.0.0.1:1', 'DIAL_REFUSED'],
      [`/connect 127.0.0.1:${port}`, 'SELF_CONNECTION'],
      ['/msg nobody hi', 'WHO_UNKNOWN'],
      ['/nick', 'COMMAND_USAGE'],
      [`/nick ${'x'.repeat(33)}`, 'NAME_INVALID'],
      ['hello?', 'NO_CONVERSATION'],
      ['/disconnect', 'NOT_CONNECTED'],
    ] as const;
    const answers = [];
    for (const [line] of mistakes) {
      answers.push([line, await errorOf(natter, line)]);
    }
    expect(answers).toEqual(mistakes);
    expect(await natter.end()).toBe(1);
    expect(natter.errors()).toBe('');
  });

  test('a message over 16 KiB is refused whole', async () => {
    const {alice} = await twoPeople();
    expect(await errorOf(alice, 'x'.repeat(16_385))).toBe('MESSAGE_TOO_LONG');
    alice.say('x'.repeat(16_384));
    await alice.event('message');
  });

  test('a second process on one profile is told who holds it', async () => {
    const profile = temporaryFolder();
    const first = startHeadless(profile, '--name', 'alice');
    await first.event('ready');
    const second = startHeadless(profile);
    expect(await second.end()).toBe(1);
    expect(second.errors()).toContain(String(first.process.pid));
    expect(second.lines).toEqual([expect.objectContaining({event: 'error', code: 'PROFILE_LOCKED'})]);
  });

  test('a port that is taken: explicit fails, the default goes on elsewhere', async () => {
    const first = startHeadless(temporaryFolder(), '--name', 'alice');
    const {port} = await first.event('ready');
    const second = startHeadless(temporaryFolder(), '--port', String(port));
    expect(await second.end()).toBe(1);
    expect(second.lines).toEqual([expect.objectContaining({event: 'error', code: 'PORT_TAKEN'})]);
  });
});
