import {spawn} from 'node:child_process';
import {text} from 'node:stream/consumers';
import {afterEach, describe, expect, jest, test} from '@jest/globals';
import {openProfile} from '../../src/storage/profile.ts';
import {ALONE} from '../support/alone.ts';
import {cleanUp, startHeadless, temporaryFolder} from '../support/headless.ts';
import {endPtys, type Pty, startPty} from '../support/pty.ts';

const PROGRAM = new URL(process.env['NATTER_TEST_ENTRY'] ?? '../../bin/natter.js', import.meta.url).pathname;
const LOOPBACK = ['--plain', '--host', '127.0.0.1', '--port', '0'];
const CTRL_A = '\x01';
const CTRL_C = '\x03';
const CTRL_D = '\x04';
const UP = '\x1b[A';
const TIME = /^\d\d:\d\d /;

jest.setTimeout(30_000);

afterEach(async () => {
  endPtys();
  await cleanUp();
});

/** Somebody at a terminal. */
function startPlain(flags: readonly string[], {columns = 100, term = 'xterm-256color'} = {}): Pty {
  const command = [process.execPath, PROGRAM, ...LOOPBACK, '--profile', temporaryFolder(), ...flags];
  return startPty('/usr/bin/env', [`TERM=${term}`, ...command], {columns, rows: 50});
}

/** Waits for a text. */
async function shows(pty: Pty, wanted: string): Promise<void> {
  await pty.waitFor(screen => screen.includes(wanted), wanted);
}

/** Waits until the last rows are these, without the time of day. */
async function endsIn(pty: Pty, ...wanted: readonly string[]): Promise<void> {
  const last = (screen: string) =>
    screen
      .split('\n')
      .filter(row => row !== '')
      .slice(-wanted.length)
      .map(row => row.replace(TIME, ''));
  await pty.waitFor(screen => last(screen).join('\n') === wanted.join('\n'), wanted.join('\n'));
}

async function addressOf(pty: Pty): Promise<string> {
  await shows(pty, 'People can reach you at');
  const [, address = ''] = /People can reach you at (\S+)\./.exec(pty.text()) ?? [];
  return address;
}

/** Alice and Bob at terminals; they talk with each other, and each has the conversation open. */
async function twoPeople(options: Parameters<typeof startPlain>[1] = {}) {
  const alice = startPlain(['--name', 'alice'], options);
  const address = await addressOf(alice);
  const bob = startPlain(['--name', 'bob', '--connect', address], options);
  await shows(alice, 'bob asks to talk.');
  alice.type('/accept bob\r');
  await shows(alice, 'to bob: ');
  await shows(bob, 'to alice: ');
  return {alice, bob};
}

describe('at a terminal', () => {
  test('the first run asks for a name', async () => {
    const natter = startPlain([]);
    await shows(natter, 'What name should others see?');
    natter.type(`${'x'.repeat(33)}\r`);
    await shows(natter, 'This name is too long: at most 32 characters. Choose another name.');
    natter.type('Ann Lee\r');
    await shows(natter, 'You are now called Ann Lee.');
    natter.type('/nick\r');
    await shows(natter, 'Error: /nick needs <name>. Usage: /nick <name>');
    natter.type('/quit\r');
    expect(await natter.exited).toEqual({exitCode: 0, signal: 0});
  });

  test('the passphrase of a profile is asked for', async () => {
    const folder = temporaryFolder();
    const profile = openProfile(folder, {cost: {operations: 1, memory: 8192}});
    profile.changePassphrase({current: null, next: 'open sesame'});
    profile.close();

    const natter = startPlain(['--profile', folder, '--name', 'ann']);
    await shows(natter, 'Passphrase:');
    natter.type('guess\r');
    await shows(natter, 'Wrong passphrase. Try again:');
    natter.type('open sesame\r');
    await addressOf(natter);
    natter.type('/quit\r');
    expect(await natter.exited).toEqual({exitCode: 0, signal: 0});
    expect(natter.output()).not.toContain('sesame');
  });

  test('two people meet and talk', async () => {
    const {alice, bob} = await twoPeople();
    bob.type('hello alice\r');
    await shows(alice, 'bob: hello alice');
    alice.type('/me waves\r');
    await shows(bob, 'alice waves');
    alice.type('//quit is\r');
    await shows(bob, 'alice: /quit is');
    bob.type('/quit\r');
    expect(await bob.exited).toEqual({exitCode: 0, signal: 0});
    await endsIn(
      alice,
      'bob is online.',
      'You accepted bob.',
      'Conversation with bob, online.',
      'bob: hello alice',
      'to bob: /me waves',
      'to bob: //quit is',
      'bob left.',
      'to bob: ',
    );
  });

  test('a paste of several lines is one message', async () => {
    const {alice, bob} = await twoPeople();
    bob.type('see: \x1b[200~one\r\n/quit\r\nthree\r\n\x1b[201~\r');
    await shows(bob, 'A paste of 3 lines. Enter sends it as one message, Control C drops it.');
    await shows(alice, 'three');
    expect(alice.text()).toMatch(/\d bob: see: one\nbob: \/quit\nbob: three\s/);
    bob.type('\x1b[200~of one line\r\x1b[201~');
    await shows(bob, 'to alice: of one line');
    bob.type('!\r');
    await shows(alice, 'bob: of one line!');
    bob.type('\x1b[200~x\ry\x1b[201~');
    await shows(bob, 'A paste of 2 lines.');
    bob.type(CTRL_C);
    await shows(bob, 'The paste was dropped.');
    bob.type('after\r');
    await shows(alice, 'bob: after');
    expect(alice.text()).not.toContain('bob: x');
  });

  test('several lines in one go are one message, too, where the terminal does not mark pastes', async () => {
    const {alice, bob} = await twoPeople();
    bob.type('hello\r');
    await shows(alice, 'bob: hello');
    bob.type('one\rtwo\rthree\r');
    await shows(bob, 'A paste of 3 lines.');
    bob.type('\r');
    await shows(alice, 'three');
    expect(alice.text()).toMatch(/\d bob: one\nbob: two\nbob: three\s/);
  });

  describe('text typed behind a command', () => {
    test.each(['/query nobody', '/qeury bob', '/connect 127.0.0.1:1', '/accept'])(
      'goes nowhere if that fails: %s',
      async line => {
        const {alice, bob} = await twoPeople();
        alice.type(`${line}\rsecret\r/delete\rhalf`);
        const [command] = line.split(' ');
        await shows(alice, `Not sent, since ${command} before it failed: secret`);
        await shows(alice, `Not done, since ${command} before it failed: /delete`);
        alice.type(' a line\r');
        await shows(alice, `Not sent, since ${command} before it failed: half a line`);
        expect(alice.text()).not.toContain('to bob: secret');
        alice.type('after\r');
        await shows(bob, 'alice: after');
        expect(bob.text()).not.toMatch(/secret|half/);
      },
    );

    test.each(['xterm-256color', 'dumb'])(
      'goes where that leads, and only that is said: TERM=%s',
      async term => {
        const {alice, bob} = await twoPeople({term});
        const [, address = ''] = /People can reach you at (\S+)\./.exec(alice.text()) ?? [];
        const carol = startPlain(['--name', 'carol', '--connect', address]);
        await shows(alice, 'carol asks to talk.');
        alice.type('/accept carol\rhi carol\r');
        await shows(carol, 'alice: hi carol');
        await shows(alice, 'to carol: hi carol');
        alice.type('/query bob\rhi bob\r/q carol\r');
        await shows(bob, 'alice: hi bob');
        await shows(alice, 'to bob: hi bob');
        expect(alice.text()).not.toMatch(/to bob: hi carol|to carol: hi bob/);
        expect(bob.text()).not.toContain('hi carol');
      },
    );
  });

  test('a passphrase is set without a trace of it on the screen', async () => {
    const folder = temporaryFolder();
    const natter = startPlain(['--name', 'ann', '--profile', folder]);
    await addressOf(natter);
    natter.type('/passphrase\r');
    await shows(natter, 'A new passphrase: ');
    natter.type('open sesame\r');
    await shows(natter, 'The new passphrase again: ');
    natter.type('open sesame\r/whoami\r');
    await shows(natter, 'The passphrase is set.');
    await shows(natter, 'name, ann');
    natter.type('/passphrase off\r');
    await shows(natter, 'Your current passphrase: ');
    natter.type(CTRL_C);
    await shows(natter, 'Nothing was changed.');
    natter.type('/quit\r');
    expect(await natter.exited).toEqual({exitCode: 0, signal: 0});
    expect(natter.output()).not.toContain('sesame');
    expect(() => openProfile(folder, {cost: {operations: 1, memory: 8192}})).toThrow('passphrase');
  });

  test('what comes in stands above the line that is being typed', async () => {
    const {alice, bob} = await twoPeople();
    alice.type('half a li');
    await shows(alice, 'to bob: half a li');
    bob.type('hello\r');
    await endsIn(alice, 'bob: hello', 'to bob: half a li');
    expect(alice.cursor()).toMatchObject({x: 'to bob: half a li'.length});
    alice.type('ne\r');
    await shows(bob, 'alice: half a line');
  });

  test('also when that line has several rows and the cursor is in the middle of it', async () => {
    const {alice, bob} = await twoPeople({columns: 60});
    alice.type('word '.repeat(30));
    await alice.waitFor(screen => screen.trimEnd().endsWith('word word word'));
    alice.type('\x1b[D'.repeat(75));
    bob.type('one\r');
    await shows(alice, 'bob: one');
    bob.type('two\r');
    await endsIn(
      alice,
      'bob: one',
      'bob: two',
      `to bob: ${'word '.repeat(10)}wo`,
      `rd ${'word '.repeat(11)}wo`,
      `rd ${'word '.repeat(7)}`,
    );
    alice.type('X\r');
    await shows(bob, 'alice: word');
    expect(bob.text().replaceAll('\n', '')).toContain(`${'word '.repeat(15)}X${'word '.repeat(15)}`);
  });

  test('Ctrl-C erases what is typed; twice with nothing typed it ends', async () => {
    const natter = startPlain(['--name', 'ann']);
    await addressOf(natter);
    natter.type(`/quit now${CTRL_A}`);
    await shows(natter, '/quit now');
    natter.type(CTRL_C);
    await natter.waitFor(screen => !screen.includes('/quit now'));
    natter.type(CTRL_C);
    await shows(natter, 'Press Control C again to quit.');
    natter.type(CTRL_C);
    expect(await natter.exited).toEqual({exitCode: 0, signal: 0});
  });

  test('Tab completes commands and names', async () => {
    const {alice} = await twoPeople();
    for (const [keys, line] of [
      ['/dis', '/dis'],
      ['\t', '/disconnect '],
      ['b', '/disconnect b'],
      ['\t', '/disconnect bob'],
    ] as const) {
      alice.type(keys); // one by one: a tab among other keys is taken for a part of a pasted text
      await alice.waitFor(screen => screen.trimEnd().endsWith(`to bob: ${line}`.trimEnd()), line);
    }
    alice.type('\r');
    await shows(alice, 'Disconnected from bob.');
  });

  test('lines that were typed come back by the arrow keys', async () => {
    const natter = startPlain(['--name', 'ann']);
    await addressOf(natter);
    natter.type('/port\r');
    await natter.waitFor(screen => /^\d+$/m.test(screen));
    natter.type(UP);
    await natter.waitFor(screen => screen.trimEnd().endsWith('/port'));
  });

  test.each([
    ['Ctrl-D', (natter: Pty) => natter.type(CTRL_D)],
    ['SIGTERM', (natter: Pty) => natter.kill('SIGTERM')],
  ])('%s ends in order', async (_name, end) => {
    const {alice, bob} = await twoPeople();
    end(bob);
    expect(await bob.exited).toEqual({exitCode: 0, signal: 0});
    await shows(alice, 'bob left.');
  });

  test('no colours, no boxes, no cursor movement but that of editing a line', async () => {
    const {alice, bob} = await twoPeople();
    bob.type('plain words\r');
    await shows(alice, 'bob: plain words');
    alice.type('/help\r');
    await shows(alice, 'Quits natter');
    const sequences = new Set(alice.output().match(/\x1b(?:\[[\d;?]*[@-~]|[^[])/g));
    // To column 1 or to where the cursor was, erase below: what readline itself does. And marks around pastes.
    expect([...sequences].filter(sequence => !/^\x1b\[(\d*G|0?J|\?2004h)$/.test(sequence))).toEqual([]);
    expect(alice.output()).not.toMatch(/[\u2500-\u259f]/);
  });

  test('a terminal that can nothing gets text alone', async () => {
    const {alice, bob} = await twoPeople({term: 'dumb'});
    alice.type('half');
    await shows(alice, 'to bob: half');
    bob.type('hello\r');
    await endsIn(alice, 'to bob: half', 'bob: hello', 'to bob: half');
    alice.type(' done\r');
    await shows(bob, 'alice: half done');
    expect(alice.output()).not.toContain('\x1b');
  });
});

test.each(['', 'dumb'])('where TERM is %j nothing is drawn, also without --plain', async term => {
  const flags = ['--host', '127.0.0.1', '--port', '0', '--profile', temporaryFolder(), '--name', 'alice'];
  const pty = startPty('/usr/bin/env', [`TERM=${term}`, process.execPath, PROGRAM, ...flags], {});
  await addressOf(pty);
  pty.type('/whoami\r');
  await shows(pty, '/whoami');
  pty.type('/quit\r');
  await pty.exited;
  expect(pty.output()).not.toContain('\x1b');
});

describe('on pipes', () => {
  /** Runs natter with an input that ends, and gives what it wrote. */
  async function run(input: string, flags: readonly string[] = []) {
    const profile = temporaryFolder();
    const child = spawn(process.execPath, [PROGRAM, ...LOOPBACK, '--profile', profile, ...flags], {
      env: {...ALONE, PATH: process.env['PATH'], HOME: profile},
    });
    const ended = new Promise<number | null>(resolve => {
      child.on('close', resolve);
    });
    child.stdin.end(input);
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return {output, errors, code: await ended};
  }

  test('lines are run in order, and the end of the input ends it', async () => {
    const {output, errors, code} = await run('/nick ann\n/whois nobody\nhello\n', ['--name', 'bea']);
    expect(output.replace(/127\.0\.0\.1:\d+/, 'HERE')).toBe(
      `You are bea.
People can reach you at HERE.
You have no contacts yet. To connect to someone, type /connect and their address.
Type /help for all commands.
You are now called ann.
Error: No contact is called "nobody". /list shows them all.
Error: You have no contacts yet, so nothing was sent. Connect with /connect <host:port>, or share one of your addresses (/ip).
`,
    );
    expect({errors, code}).toEqual({errors: '', code: 0});
  });

  test('the first line is the name on the first run, unless it is a command', async () => {
    expect((await run('ann\n/whoami\n')).output).toMatch(/You are now called ann\.\nname, ann\n/);
    expect((await run('/port\n')).output).toMatch(/to be called guest-\w+\.\n\d+\n$/);
  });

  test('own messages are told, since no typed line stands there', async () => {
    const bob = startHeadless(temporaryFolder(), '--name', 'bob', '--requests', 'open');
    const {port} = await bob.event('ready');
    const {output} = await run(`hello\n/me waves\n`, ['--name', 'ann', '--connect', `127.0.0.1:${port}`]);
    expect(output).toMatch(/\d\d:\d\d you: hello\n\d\d:\d\d you waves\n$/);
  });

  test('a profile that cannot be opened is told once, with exit code 1', async () => {
    const holder = startHeadless(temporaryFolder(), '--name', 'bob');
    await holder.event('ready');
    const folder = holder.process.spawnargs[holder.process.spawnargs.indexOf('--profile') + 1] ?? '';
    const {output, errors, code} = await run('', ['--profile', folder]);
    expect({output, code}).toEqual({output: '', code: 1});
    expect(errors).toMatch(/^natter: [^\n]+\n$/);
  });
});
