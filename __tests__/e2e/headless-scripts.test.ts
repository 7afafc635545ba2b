import {afterEach, describe, expect, jest, test} from '@jest/globals';
import {cleanUp, type Headless, type Line, startHeadless, temporaryFolder} from '../support/headless.ts';

jest.setTimeout(60_000);
afterEach(cleanUp);

/** Somebody who lets everybody in. */
async function startOpen(): Promise<{readonly ann: Headless; readonly address: string}> {
  const ann = startHeadless(temporaryFolder(), '--name', 'ann', '--requests', 'open');
  const {port} = await ann.event('ready');
  return {ann, address: `127.0.0.1:${port}`};
}

/** Runs a script to its end. */
async function script(profile: string, lines: readonly string[], ...flags: readonly string[]) {
  const natter = startHeadless(profile, '--name', 'builder', ...flags);
  natter.say(...lines);
  const code = await natter.end();
  return {code, lines: natter.lines, errors: natter.errors()};
}

const caused = (lines: readonly Line[], ref: unknown) => lines.filter(line => line['ref'] === ref);
const codes = (lines: readonly Line[]) =>
  lines.filter(line => line.event === 'error').map(line => line['code']);

describe('the script of the README', () => {
  test('delivers its message every time', async () => {
    const {ann, address} = await startOpen();
    const profile = temporaryFolder();
    for (const text of ['first build', 'second build', 'third build']) {
      const run = await script(profile, [`/connect ${address}`, text]);
      expect({code: run.code, errors: codes(run.lines)}).toEqual({code: 0, errors: []});
      expect(await ann.next(line => line.event === 'message' && line['text'] === text)).toMatchObject({
        from: {name: 'builder'},
      });
    }
  });

  test('to somebody who is connected opens the conversation', async () => {
    const {address} = await startOpen();
    const run = await script(temporaryFolder(), [`/connect ${address}`, `/connect ${address}`, 'hello']);
    expect({code: run.code, errors: codes(run.lines)}).toEqual({code: 0, errors: []});
    expect(caused(run.lines, 3).map(line => line.event)).toEqual(
      expect.arrayContaining(['message', 'delivered']),
    );
  });

  test('fails where nobody listens', async () => {
    const run = await script(temporaryFolder(), ['/connect 127.0.0.1:1', 'hello']);
    expect(run.code).toBe(1);
    expect(codes(run.lines)).toEqual(['DIAL_REFUSED', 'NO_CONVERSATION']);
  });

  test('fails if the message is not delivered in time, and names it', async () => {
    const bob = startHeadless(temporaryFolder(), '--name', 'bob'); // accepts nobody
    const {port} = await bob.event('ready');
    const run = await script(temporaryFolder(), [`/connect 127.0.0.1:${port}`, 'hello'], '--wait', '1');
    expect(run.code).toBe(1);
    const message = run.lines.find(line => line.event === 'message');
    expect(run.lines.find(line => line.event === 'undelivered')).toEqual({
      event: 'undelivered',
      ids: [message?.['id']],
    });
  });
});

test('what a line causes carries its reference', async () => {
  const {ann, address} = await startOpen();
  const bob = startHeadless(temporaryFolder(), '--name', 'bob');
  await bob.event('ready');
  bob.say(
    `/connect ${address}`,
    '',
    'plain text',
    JSON.stringify({command: 'send', to: 'ann', text: 'two\nlines', ref: 'a-1'}),
    JSON.stringify({command: 'run', line: '/whois ann', ref: 70}),
    JSON.stringify({command: 'run', line: '/nick robert'}),
    '/nothing',
    '{"command": "send", "to": "ann"}',
    '{no json',
    '{"command":"run","line":"/quit","ref":"x","more":1}',
  );
  const received = await ann.next(line => line.event === 'message' && line['text'] === 'two\nlines');
  await bob.next(line => line['ref'] === 'x');
  await bob.next(line => line.event === 'delivered' || line.event === 'read');
  expect(await bob.end()).toBe(1);
  const kinds = (ref: unknown) => caused(bob.lines, ref).map(line => line.event);
  expect(kinds(1)).toEqual(expect.arrayContaining(['notice', 'peer-online']));
  expect(caused(bob.lines, 3)[0]).toMatchObject({event: 'message', text: 'plain text'});
  expect(caused(bob.lines, 'a-1')[0]).toMatchObject({event: 'message', id: received['id']});
  expect(kinds('a-1')).toContain('delivered');
  expect(caused(bob.lines, 70)).toEqual([
    {event: 'peer', peer: expect.objectContaining({name: 'ann', presence: 'online'}), ref: 70},
  ]);
  expect(caused(bob.lines, 6)).toContainEqual(expect.objectContaining({event: 'self', name: 'robert'}));
  for (const [ref, code] of [
    [8, 'COMMAND_USAGE'],
    [9, 'COMMAND_USAGE'],
    ['x', 'COMMAND_USAGE'],
  ]) {
    expect(caused(bob.lines, ref)).toContainEqual(expect.objectContaining({event: 'error', code}));
  }
  expect(ann.lines.filter(line => line.event === 'message').map(line => line['text'])).toEqual([
    'plain text',
    'two\nlines',
  ]);
  expect(ann.lines).toContainEqual(expect.objectContaining({event: 'renamed', from: 'bob', to: 'robert'}));
});

test('questions are answered with data', async () => {
  const {ann, address} = await startOpen();
  const bob = startHeadless(temporaryFolder(), '--name', 'bob');
  bob.say(`/connect ${address}`, '/list', '/whoami', '/requests', '/set', '/set mouse', '/set mouse off');
  bob.process.stdin?.end();
  const peer = {
    name: 'ann',
    relation: expect.stringMatching(/^(?:asking|contact)$/),
    presence: 'online',
    verified: false,
    unread: 0,
    expiry: null,
  };
  expect((await bob.event('peers'))['peers']).toEqual([expect.objectContaining(peer)]);
  expect(await bob.event('self')).toMatchObject({name: 'bob', host: '127.0.0.1', ref: 3});
  expect(await bob.event('requests')).toEqual({event: 'requests', peers: [], ref: 4});
  for (const ref of [5, 6, 7]) {
    const settings = await bob.event('settings');
    expect(settings).toMatchObject({ref, settings: {mouse: ref < 7}});
  }
  expect(caused(bob.lines, 3).map(line => line.event)).toEqual(['self']);
  await ann.event('peer-offline');
});

test('text behind a line that should have opened a conversation goes nowhere', async () => {
  const {ann, address} = await startOpen();
  for (const line of ['/query nobody', '/connect 127.0.0.1:1', '/qurey bob']) {
    const run = await script(temporaryFolder(), [`/connect ${address}`, line, 'a secret for somebody else']);
    expect(run.code).toBe(1);
    expect(codes(run.lines).at(-1)).toBe('NO_CONVERSATION');
  }
  expect(ann.lines.filter(line => line.event === 'message')).toEqual([]);
});

test('a byte order mark before the first line is no part of it', async () => {
  const run = await script(temporaryFolder(), ['\ufeff/whoami']);
  expect(run.code).toBe(0);
  expect(run.lines).toContainEqual(expect.objectContaining({event: 'self', ref: 1}));
});
