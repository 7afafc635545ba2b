import {afterEach, expect, test} from '@jest/globals';
import {cleanUp, startHeadless, temporaryFolder} from '../support/headless.ts';
import {endPtys, startPty} from '../support/pty.ts';

const PROGRAM = new URL('../../bin/natter.js', import.meta.url).pathname;

afterEach(async () => {
  endPtys();
  await cleanUp();
});

test('nothing is read that the terminal has not taken', async () => {
  const bob = startHeadless(temporaryFolder(), '--name', 'bob', '--requests', 'open');
  const {port} = await bob.event('ready');
  const always = ['--profile', temporaryFolder(), '--host', '127.0.0.1', '--port', '0', '--name', 'alice'];
  const alice = startPty(process.execPath, [PROGRAM, ...always, '--connect', `127.0.0.1:${port}`]);
  await alice.waitFor(text => text.includes('Write to bob'), 'the conversation');
  bob.say('/query alice', 'seen');
  await bob.event('read');

  alice.drain(false);
  bob.say('not seen 1', 'not seen 2', 'not seen 3');
  for (const _ of [1, 2, 3]) {
    await bob.event('delivered');
  }
  alice.type('blind'); // somebody is there, and her program lives
  await bob.next(({event, active}) => event === 'typing' && active === true, 'her typing');
  await bob.next(({event, active}) => event === 'typing' && active === false, 'its end, seconds later');
  const readSoFar = () => bob.lines.filter(({event}) => event === 'read').length;
  expect(readSoFar()).toBe(1);

  alice.drain(true);
  await alice.waitFor(text => text.includes('not seen 3'), 'the messages');
  for (const _ of [1, 2, 3]) {
    await bob.event('read');
  }
  expect(readSoFar()).toBe(4);
}, 60_000);
