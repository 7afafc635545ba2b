import {spawn} from 'node:child_process';
import {text} from 'node:stream/consumers';
import {afterEach, describe, expect, test} from '@jest/globals';
import {cleanUp, startHeadless, temporaryFolder} from '../support/headless.ts';
import {endPtys, type Pty, startPty} from '../support/pty.ts';

const PROGRAM = new URL(process.env['NATTER_TEST_ENTRY'] ?? '../../bin/natter.js', import.meta.url).pathname;
const LOOPBACK = ['--plain', '--host', '127.0.0.1', '--port', '0'];
const CTRL_A = '\x01';
const CTRL_C = '\x03';
const CTRL_D = '\x04';
const UP = '\x1b[A';
const TIME = /^\d\d:\d\d /;

afterEach(async () => {
  endPtys();
  await cleanUp();
});

/** Somebody at a terminal. */
function startPlain(flags: readonly string[], {columns = 100, term = 'xterm-256color'} = {}): Pty {
  const profile = temporaryFolder();
  return startPty(process.execPath, [PROGRAM, ...LOOPBACK, '--profile', profile, ...flags], {
    columns,
    rows: 50,
    env: {TERM: term},
  });
}

/** Waits for a text, and gives the rows that are shown. */
async function shows(pty: Pty, wanted: string): Promise<string[]> {
  await pty.waitFor(screen => screen.includes(wanted), wanted);
  return pty.screen().filter(row => row !== '');
}

/** The rows that are shown, with every time of day alike. */
function rowsOf(pty: Pty): string[] {
  return pty
    .screen()
    .filter(row => row !== '')
    .map(row => row.replace(TIME, '00:00 '));
}

async function addressOf(pty: Pty): Promise<string> {
  await shows(pty, 'Others reach you at');
  const [, address = ''] = /Others reach you at (\S+)\./.exec(pty.text()) ?? [];
  return address;
}

/** Alice and Bob at terminals; they talk with each other, and each has the conversation open. */
async function twoPeople(options: Parameters<typeof startPlain>[1] = {}) {
  const alice = startPlain(['--name', 'alice'], options);
  const address = await addressOf(alice);
  const bob = startPlain(['--name', 'bob', '--connect', address], options);
  await shows(alice, 'bob asks to talk.');
  alice.type('/acc\tb\t\r');
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
    await shows(natter, 'You are Ann Lee now.');
    natter.type('/nick\r');
    await shows(natter, 'Error: /nick needs <name>. Usage: /nick <name>');
    natter.type('/quit\r');
    expect(await natter.exited).toEqual({exitCode: 0, signal: 0});
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
    await shows(alice, 'bob left.');

    const rows = rowsOf(alice);
    expect(rows.slice(rows.indexOf('00:00 bob is online.'))).toEqual([
      '00:00 bob is online.',
      'You accepted bob.',
      'Conversation with bob, online.',
      '00:00 bob: hello alice',
      'to bob: /me waves',
      'to bob: //quit is',
      '00:00 bob left.',
      'to bob:',
    ]);
  });

  test('what comes in stands above the line that is being typed', async () => {
    const {alice, bob} = await twoPeople();
    alice.type('half a li');
    await shows(alice, 'to bob: half a li');
    bob.type('hello\r');
    const rows = await shows(alice, 'bob: hello');
    expect(rows.slice(-2).map(row => row.replace(TIME, ''))).toEqual(['bob: hello', 'to bob: half a li']);
    expect(alice.cursor()).toMatchObject({x: 'to bob: half a li'.length});
    alice.type('ne\r');
    await shows(bob, 'alice: half a line');
  });

  test('also when that line has several rows and the cursor is in the middle of it', async () => {
    const {alice, bob} = await twoPeople({columns: 30});
    alice.type('word '.repeat(15));
    await shows(alice, `${'word '.repeat(5)}word`);
    alice.type('\x1b[D'.repeat(30));
    bob.type('one\r');
    await shows(alice, 'bob: one');
    bob.type('two\r');
    await shows(alice, 'bob: two');
    const rows = alice.screen().filter(row => row !== '');
    const place = rows.findIndex(row => row.includes('bob: one'));
    expect(rows.slice(place).map(row => row.replace(TIME, ''))).toEqual([
      'bob: one',
      'bob: two',
      'to bob: word word word word wo',
      'rd word word word word word wo',
      'rd word word word word',
    ]);
    alice.type('X\r');
    await shows(bob, 'X');
    expect(bob.text().replaceAll('\n', '')).toContain(`${'word '.repeat(9)}Xword`);
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
    await shows(alice, 'Ends natter');
    const sequences = new Set(alice.output().match(/\x1b(?:\[[\d;?]*[@-~]|[^[])/g));
    // To column 1 or to where the cursor was, erase below: what readline itself does.
    expect([...sequences].filter(sequence => !/^\x1b\[(\d*G|0?J)$/.test(sequence))).toEqual([]);
    expect(alice.output()).not.toMatch(/[\u2500-\u259f]/);
  });

  test('a terminal that can nothing gets text alone', async () => {
    const {alice, bob} = await twoPeople({term: 'dumb'});
    alice.type('half');
    await shows(alice, 'to bob: half');
    bob.type('hello\r');
    const rows = await shows(alice, 'bob: hello');
    expect(rows.slice(-3).map(row => row.replace(TIME, ''))).toEqual([
      'to bob: half',
      'bob: hello',
      'to bob: half',
    ]);
    alice.type(' done\r');
    await shows(bob, 'alice: half done');
    expect(alice.output()).not.toContain('\x1b');
  });
});

describe('on pipes', () => {
  /** Runs natter with an input that ends, and gives what it wrote. */
  async function run(input: string, flags: readonly string[] = []) {
    const profile = temporaryFolder();
    const child = spawn(process.execPath, [PROGRAM, ...LOOPBACK, '--profile', profile, ...flags], {
      env: {PATH: process.env['PATH'], HOME: profile},
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
Others reach you at HERE.
You know nobody yet. To reach somebody, type /connect and their address.
Type /help for all commands.
Your name is ann now.
Error: Nobody is called "nobody". /list shows everybody you know.
Error: No conversation is open, so nothing was sent. Open one with /query <who>, or dial with /connect <host:port>.
`,
    );
    expect({errors, code}).toEqual({errors: '', code: 0});
  });

  test('the first line is the name on the first run, unless it is a command', async () => {
    expect((await run('ann\n/whoami\n')).output).toMatch(/You are ann now\.\nname, ann\n/);
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
