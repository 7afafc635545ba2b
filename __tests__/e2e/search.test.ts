import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, expect, test} from '@jest/globals';
import {cleanUp, type Line, startHeadless, temporaryFolder} from '../support/headless.ts';

afterEach(cleanUp);

const message = (text: string) => (line: Line) => line.event === 'message' && line['text'] === text;

test('two processes: /search prints hits, the newest first; settings and mutes survive a restart', async () => {
  const profile = temporaryFolder();
  const alice = startHeadless(profile, '--name', 'alice');
  const bob = startHeadless(temporaryFolder(), '--name', 'bob');
  const {port} = await alice.event('ready');
  await bob.event('ready');
  bob.say(`/connect 127.0.0.1:${port}`);
  await alice.event('request');
  alice.say('/accept bob');
  await bob.event('accepted');
  bob.say('lunch at noon?', 'or tea');
  await alice.next(message('or tea'));
  alice.say('/msg bob Noon, then');
  await alice.next(message('Noon, then'));

  alice.say('/search @bob noon');
  expect(await alice.event('hit')).toMatchObject({
    from: {name: 'alice'},
    text: 'Noon, then',
    outgoing: true,
    conversation: expect.any(String),
    id: expect.any(String),
  });
  expect(await alice.event('hit')).toMatchObject({from: {name: 'bob'}, text: 'lunch at noon?'});
  expect(await alice.event('searched')).toMatchObject({event: 'searched', count: 2, more: false});
  alice.say('/s "NEAR( *');
  expect(await alice.event('searched')).toMatchObject({event: 'searched', count: 0, more: false});

  alice.say('/set quiet 22:00-07:00', '/set colour blue', '/mute bob');
  expect(await alice.event('settings')).toMatchObject({event: 'settings'});
  expect(await alice.event('error')).toMatchObject({code: 'SETTING_UNKNOWN'});
  expect(await alice.event('notice')).toMatchObject({text: 'bob is muted. Undo with /unmute'});
  expect(await alice.end()).toBe(1); // one line failed
  expect(JSON.parse(readFileSync(join(profile, 'config.json'), 'utf8'))).toEqual({
    name: 'alice',
    quiet: '22:00-07:00',
  });

  const again = startHeadless(profile);
  await again.event('ready');
  again.say('/set', '/search tea');
  expect(JSON.stringify(await again.event('settings'))).toContain('22:00-07:00');
  expect(await again.event('hit')).toMatchObject({text: 'or tea', from: {name: 'bob'}});
});
