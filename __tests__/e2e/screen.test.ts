import {afterEach, expect, test} from '@jest/globals';
import {cleanUp, temporaryFolder} from '../support/headless.ts';
import {endPtys, type Pty, startPty} from '../support/pty.ts';

const PROGRAM = new URL('../../bin/natter.js', import.meta.url).pathname;

afterEach(async () => {
  endPtys();
  await cleanUp();
});

/** A full screen on a terminal of its own. */
function startScreen(profile: string, ...flags: readonly string[]): Pty {
  const always = ['--profile', profile, '--host', '127.0.0.1'];
  return startPty(process.execPath, [PROGRAM, ...always, ...flags], {columns: 100, rows: 30});
}

async function portOf(screen: Pty): Promise<string> {
  await screen.waitFor(text => /127\.0\.0\.1:\d+/.test(text), 'the address');
  return /127\.0\.0\.1:(\d+)/.exec(screen.text())?.[1] ?? '';
}

async function quit(screen: Pty): Promise<void> {
  screen.type('/quit\r');
  expect(await screen.exited).toEqual({exitCode: 0, signal: 0});
  expect(screen.isAlternate()).toBe(false);
}

test('two people meet on two screens, talk, restart, and still see what was said', async () => {
  const profiles = {alice: temporaryFolder(), bob: temporaryFolder()};
  const alice = startScreen(profiles.alice, '--port', '0');
  await alice.waitFor(text => text.includes('What should others call you?'), 'the first page');
  expect(alice.cursor()).toEqual({x: 3, y: 5, visible: true}); // an input method composes there
  alice.type('alice\r');
  const port = await portOf(alice);
  const bob = startScreen(profiles.bob, '--port', '0', '--name', 'bob', '--connect', `127.0.0.1:${port}`);
  await alice.waitFor(text => text.includes('? bob'), 'the request');
  alice.type('/acc\t\r');
  await bob.waitFor(text => text.includes('alice accepted'), 'the answer');

  bob.type('good evening, 漢字 👩‍👩‍👧\r');
  await alice.waitFor(text => text.includes('good evening, 漢字 👩‍👩‍👧'), 'the message');
  alice.type('you too\r');
  await bob.waitFor(text => text.includes('you too'), 'the answer');
  await bob.waitFor(text => /good evening.* ✓✓/.test(text), 'the mark of a message that was read');

  alice.type('\x1b[O'); // her window loses the focus
  bob.type('psst\r');
  await alice.waitFor(text => text.includes('psst'), 'the whisper');
  await bob.waitFor(text => /psst +✓ /.test(text), 'the mark of a message that was delivered');
  expect(alice.text()).not.toMatch(/── \d+ new/);
  alice.type('\x1b[I');
  await alice.waitFor(text => /── 1 new/.test(text), 'the line above what came meanwhile');
  await bob.waitFor(text => /psst +✓✓/.test(text), 'the mark of a message that was read');

  await quit(bob);
  await alice.waitFor(text => text.includes('bob · offline'), 'the title');
  alice.type('are you still there?\r');
  await alice.waitFor(text => /are you still there\? +… /.test(text), 'the mark of a message that waits');
  await quit(alice);

  const bobAgain = startScreen(profiles.bob, '--port', '0');
  await bobAgain.waitFor(text => text.includes('○ alice'), 'the contact');
  const aliceAgain = startScreen(profiles.alice, '--port', port);
  await aliceAgain.waitFor(text => text.includes('● bob'), 'bob');
  for (const screen of [aliceAgain, bobAgain]) {
    screen.type('\x1b[B\r'); // the first one in the list
    const said = ['good evening, 漢字 👩‍👩‍👧', 'you too', 'are you still there?'];
    await screen.waitFor(text => {
      const places = said.map(one => text.indexOf(one));
      return places.every((place, index) => place > (places[index - 1] ?? 0));
    }, 'all that was said, in order');
  }
}, 60_000);

test('what cannot work is said on the normal screen, with exit code 1', async () => {
  const first = startScreen(temporaryFolder(), '--port', '0', '--name', 'alice');
  const port = await portOf(first);
  const second = startScreen(temporaryFolder(), '--port', String(port), '--name', 'bob');
  expect(await second.exited).toEqual({exitCode: 1, signal: 0});
  expect(second.isAlternate()).toBe(false);
  expect(second.text()).toMatch(new RegExp(`natter: .*${port}`));
});
