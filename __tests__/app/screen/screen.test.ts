import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, describe, expect, jest, test} from '@jest/globals';
import type {IUnicodeVersionProvider} from '@xterm/headless';
import {bundle} from '../../../scripts/bundle.mjs';
import {createCells} from '../../support/cells.ts';
import {endPtys, type Pty, type PtyOptions, startPty} from '../../support/pty.ts';

const APP = new URL('../../fixtures/screen/app.ts', import.meta.url).pathname;
const DOWN = '\x1b[B';
const PAGE_UP = '\x1b[5~';
const PAGE_DOWN = '\x1b[6~';

jest.setTimeout(30_000);
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(process.cwd(), 'node_modules', '.natter-screen-'));
  await bundle({app: APP}, folder);
}, 60_000);

afterAll(() => rmSync(folder, {recursive: true, force: true}));
afterEach(endPtys);

function start(options: PtyOptions = {}): Pty {
  return startPty(process.execPath, [join(folder, 'app.js')], options);
}

/** The screen with Bob's conversation open. */
async function startInConversation(options: PtyOptions = {}): Promise<Pty> {
  const pty = start(options);
  await pty.waitFor(text => text.includes('F1 help'));
  pty.type(`${DOWN}\r`);
  await pty.waitFor(text => text.includes('message 1000'));
  return pty;
}

/** The widths of a terminal on which a variation selector never makes a sign wider. */
const withoutVariants: IUnicodeVersionProvider = {
  version: 'without variants',
  wcwidth: codePoint => (codePoint === 0xfe0f ? 0 : 1),
  charProperties: (codePoint, preceding) =>
    codePoint === 0xfe0f && preceding !== 0 ? (preceding & 6) | 1 : 2,
};

/** Everything that the screen had changed is as it was. */
function expectRestored(pty: Pty): void {
  expect({
    alternate: pty.isAlternate(),
    wraps: pty.wraps(),
    bracketed: pty.pastesBracketed(),
    cursor: pty.cursor().visible,
    mouse: pty.hearsMouse(),
    focus: pty.reportsFocus(),
  }).toEqual({
    ...{alternate: false, wraps: true, bracketed: false, cursor: true, mouse: false, focus: false},
  });
  expect(count(pty.output(), '\x1b[22;0t')).toBe(count(pty.output(), '\x1b[23;0t'));
}

const count = (text: string, piece: string) => text.split(piece).length - 1;

describe('the first frame', () => {
  test('does not wait for the core', async () => {
    const pty = start({env: {CORE_DELAY: '600000'}});
    await pty.waitFor(text => text.endsWith('> Type /help for all commands'));
    expect(pty.text()).toContain('Starting …');
    expect(pty.isAlternate()).toBe(true);
    expect(pty.wraps()).toBe(false);
    await pty.waitFor(() => pty.title() === 'natter');
  });

  test('keys typed before the core is there are not lost', async () => {
    const pty = start({env: {CORE_DELAY: '300'}});
    await pty.waitFor(text => text.includes('Starting …'));
    pty.type('/query bob\rhello');
    await pty.waitFor(text => text.includes('message 1000') && text.endsWith('> hello'));
  });
});

describe('a terminal without a size', () => {
  test.each([
    [{}, 80, 24],
    [{COLUMNS: '60', LINES: '12'}, 60, 12],
    [{COLUMNS: 'wide', LINES: '-3'}, 80, 24],
  ])('has one with %j, and its own once it tells', async (env, columns, rows) => {
    const command = `stty cols 0 rows 0; exec ${process.execPath} ${join(folder, 'app.js')}`;
    const pty = startPty('/bin/sh', ['-c', command], {env, columns, rows});
    await pty.waitFor(text => text.includes('F1 help'));
    expect(pty.screen().at(-1)).toBe('> Type /help for all commands');
    pty.resize(100, 30);
    await pty.waitFor(() => pty.screen()[29] === '> Type /help for all commands');
  });
});

describe('on a real terminal', () => {
  test('a conversation goes both ways', async () => {
    const pty = await startInConversation();
    pty.type('hello bob\r');
    await pty.waitFor(text => text.includes('you said: hello bob'));
    expect(pty.screen().filter(row => row.includes('hello bob')).length).toBe(2);
    expect(pty.screen()[23]).toBe('> Write to bob, or / for commands');
  });

  test('the cursor stands where one types, with wide characters too', async () => {
    const pty = await startInConversation();
    pty.type('日本 👍🏽e\u0301x');
    await pty.waitFor(text => text.includes('👍🏽e\u0301x'));
    expect(pty.cursor()).toEqual({x: 2 + 4 + 1 + 2 + 1 + 1, y: 23, visible: true});
    pty.type('\x1b[D\x1b[D\x1b[D');
    await pty.waitFor(() => pty.cursor().x === 2 + 4 + 1);
    pty.type('\x7f\x7f!');
    await pty.waitFor(text => text.includes('> 日!👍🏽e\u0301x'));
    expect(pty.cursor().x).toBe(2 + 3);
  });

  test('the cursor is right in a message of several lines', async () => {
    const pty = await startInConversation();
    pty.type('one\x1b\rtwo\nthree\x1b[A\x1b[A');
    await pty.waitFor(text => text.includes('three') && pty.cursor().y === 21);
    expect(pty.screen().slice(20)).toEqual([expect.stringContaining('F1 help'), '> one', '  two', '  three']);
    expect(pty.cursor()).toEqual({x: 5, y: 21, visible: true});
  });

  test('a paste of several lines is one text', async () => {
    const pty = await startInConversation();
    expect(pty.pastesBracketed()).toBe(true);
    pty.type('\x1b[200~line one\rline two\x1b[31m\x1b[201~');
    await pty.waitFor(text => text.includes('line two'));
    expect(pty.screen().slice(22)).toEqual(['> line one', '  line two[31m']);
    pty.type('\r');
    await pty.waitFor(text => text.includes('you said: line one'));
  });

  test('Alt-E writes in the editor of the user, whose file is private and goes again', async () => {
    const work = mkdtempSync(join(tmpdir(), 'natter-editor-'));
    const script = join(work, 'editor.sh');
    writeFileSync(
      script,
      'echo "in the editor: $(cat "$1") $(stat -c %a "$1" "$(dirname "$1")" | xargs)"\nread line\necho "$line" > "$1"\n',
    );
    const pty = await startInConversation({env: {VISUAL: `sh ${script}`, TMPDIR: work}});
    pty.type('draft\x1be');
    await pty.waitFor(text => text.includes('in the editor: draft 600 700'));
    expectRestored(pty);
    pty.type('changed\r');
    await pty.waitFor(text => text.endsWith('> changed') && text.includes('message 1000'));
    expect([pty.isAlternate(), pty.wraps()]).toEqual([true, false]);
    expect(readdirSync(work)).toEqual(['editor.sh']);
    rmSync(work, {recursive: true});
  });

  test('an editor that fails leaves the text as it was', async () => {
    const pty = await startInConversation({env: {VISUAL: 'false'}});
    pty.type('draft\x1be');
    await pty.waitFor(text => text.includes('ended with 1') && text.endsWith('> draft'));
  });

  test('a long paste is asked about, and sent as one message', async () => {
    const pty = await startInConversation();
    const lines = Array.from({length: 12}, (_, index) => `line ${index + 1}`);
    pty.type(`\x1b[200~/${lines.join('\r')}\x1b[201~`);
    await pty.waitFor(text => text.startsWith(' A paste of 12 lines') && text.includes(' line 12'));
    pty.type('\r');
    await pty.waitFor(text => text.includes('you said: /line 1') || text.includes('you said: //line 1'));
  });

  test('the mouse scrolls and chooses, and none of its reports is typed', async () => {
    const pty = await startInConversation();
    await pty.waitFor(() => pty.output().includes('\x1b[?1000h\x1b[?1006h'));
    pty.type('x\x1b[<64;40;10My');
    await pty.waitFor(text => text.includes('↓ more below') && text.endsWith('> xy'));
    pty.type('\x1b[<0;40;10M\x1b[<0;40;10m');
    await pty.waitFor(text => text.includes('r reply') && text.endsWith('Esc to write'));
    pty.type('\x1b[<0;40');
    pty.type(';10Mz');
    await pty.waitFor(text => text.includes('F1 help') && text.endsWith('> xyz'));
  });

  test('a name of disputed width moves nothing beside it, on a terminal that disagrees with us', async () => {
    const pty = await startInConversation({env: {BOB: 'bob❤️x'}});
    pty.type('hello bob❤️x\r');
    await pty.waitFor(text => text.includes('you said: hello') && text.endsWith(' or / for commands'));
    const narrow = createCells(80, 24, withoutVariants);
    narrow.write(pty.output());
    const {rows} = await narrow.look(); // a cell stays empty behind the sign
    expect(rows.filter(row => row.includes('bob❤️ x')).length).toBeGreaterThan(2);
    for (let y = 0; y < 22; y++) {
      expect((await narrow.cellsOf(y))[14]).toBe('│');
    }
  });

  test('a message that is too long stays in the bar', async () => {
    const pty = await startInConversation();
    pty.type(`${'long '.repeat(25)}\r`);
    await pty.waitFor(text => text.includes('This is too long for one message.'));
    await pty.waitFor(text => text.includes('> long long'));
  });

  test('a mistyped command is told of and comes back with ↑', async () => {
    const pty = await startInConversation();
    pty.type('/quary bob\r');
    await pty.waitFor(text => text.includes('Did you mean /query?'));
    pty.type('\x1b[A');
    await pty.waitFor(text => text.includes('> /quary bob'));
  });

  test('PgUp goes through the whole history, PgDn comes back', async () => {
    const pty = await startInConversation({columns: 200, rows: 50});
    const first = () => Number(/message (\d+) /m.exec(pty.text())?.[1]);
    for (let before = first(); before > 1; ) {
      pty.type(PAGE_UP);
      const last = before;
      await pty.waitFor(() => first() < last || pty.text().includes('message 1 '));
      before = first();
    }
    expect(pty.text()).toContain('message 1 ');
    pty.type('hidden \x1b[1;3F');
    await pty.waitFor(text => text.includes('message 1000'));
    pty.type('\x1b[1;3H');
    await pty.waitFor(text => text.includes('message 1 '));
    pty.type(PAGE_DOWN);
    await pty.waitFor(text => !text.includes('message 1 ') && text.includes('message 60 '));
  });

  test.each([
    [200, 50],
    [60, 12],
    [59, 12],
    [40, 10],
    [100, 30],
  ])('a resize to %i×%i draws what a new screen of that size shows', async (columns, rows) => {
    const fresh = await startInConversation({columns, rows});
    const resized = await startInConversation();
    resized.resize(columns, rows);
    await resized.waitFor(
      text => text === fresh.text() && resized.cursor().x === fresh.cursor().x,
      `the screen\n${fresh.text()}`,
    );
    expect(resized.cursor()).toEqual(fresh.cursor());
  });

  test('growing and shrinking in a row ends right', async () => {
    const fresh = await startInConversation();
    const pty = await startInConversation();
    for (const [columns, rows] of [
      [120, 40],
      [39, 9],
      [81, 25],
      [30, 30],
      [80, 24],
    ] as const) {
      pty.resize(columns, rows);
    }
    await pty.waitFor(text => text === fresh.text(), `the screen\n${fresh.text()}`);
  });

  test('a terminal that is too small says so, and is a screen again when it grows', async () => {
    const pty = await startInConversation();
    pty.resize(39, 9);
    await pty.waitFor(text => text.startsWith('This terminal is too small: 39×9.'));
    pty.resize(80, 24);
    await pty.waitFor(text => text.includes('message 1000'));
  });

  test('Ctrl-L draws everything again', async () => {
    const pty = await startInConversation();
    const before = pty.text();
    pty.type('\x0c');
    const erased = () => pty.output().lastIndexOf('\x1b[2J');
    await pty.waitFor(text => erased() > 0 && text === before);
    expect(pty.output().slice(erased())).toContain('message 1000');
  });

  test('what other programs left on is switched off before the first key', async () => {
    const pty = await startInConversation();
    for (const mode of ['\x1b[?1l', '\x1b>', '\x1b[>4;0m', '\x1b[?1003l', '\x1b[=0u']) {
      expect(pty.output()).toContain(mode);
    }
    expect(pty.output().indexOf('\x1b[=0u')).toBeGreaterThan(pty.output().indexOf('\x1b[?1049h'));
  });

  test('answers of the terminal are typed nowhere and open nothing, and keys of any protocol act once', async () => {
    const pty = await startInConversation();
    const before = pty.text();
    for (const answer of [
      '\x1b]11;rgb:00/00/00\x07',
      '\x1bP>|x(1)\x1b\\',
      '\x1b[?62;22c',
      '\x1b[M !!',
      '\x1b_Gi=1;OK\x1b\\',
    ]) {
      for (const byte of answer) {
        pty.type(byte);
      }
    }
    pty.type('\x1b[97u\x1b[97;1:3u\x1b[98;2u\x1b[27;2;67~');
    await pty.waitFor(text => text.endsWith('> aBC'));
    expect(pty.text().replace('> aBC', '')).toBe(before.replace('> Write to bob, or / for commands', ''));
  });

  test('a paste that never ends does not deafen the keyboard', async () => {
    const pty = await startInConversation();
    pty.type('\x1b[200~x');
    await pty.waitFor(text => text.endsWith('> x'));
    pty.type('y');
    await pty.waitFor(text => text.endsWith('> xy'));
  });

  test('a key costs few bytes', async () => {
    const pty = await startInConversation({columns: 200, rows: 50});
    pty.type('x');
    await pty.waitFor(text => text.includes('> x'));
    const before = pty.output().length;
    pty.type('y');
    await pty.waitFor(text => text.includes('> xy'));
    expect(pty.output().length - before).toBeLessThan(250);
  });

  test('no colour where none is wanted', async () => {
    const pty = await startInConversation({env: {NO_COLOR: '1'}});
    expect(pty.output()).not.toMatch(/\x1b\[(3[0-8]|4[0-8]|9\d)m/);
  });
});

describe('the terminal is put back', () => {
  test('on /quit', async () => {
    const pty = await startInConversation();
    pty.type('/quit\r');
    expect(await pty.exited).toMatchObject({exitCode: 0});
    expectRestored(pty);
    expect(pty.text().trim()).toBe('');
  });

  test('on /quit, which makes a deletion that could be undone still', async () => {
    const pty = await startInConversation();
    pty.type('oops\r');
    await pty.waitFor(text => text.includes('you said: oops'));
    pty.type('/delete yes\r');
    await pty.waitFor(text => text.includes('Deleted. Ctrl-_ undoes it for five seconds.'));
    expect(pty.text()).toContain('message deleted');
    pty.type('/quit\r');
    expect(await pty.exited).toMatchObject({exitCode: 0});
    expect(pty.text().trim()).toBe('deleted: 1');
  });

  test('on Ctrl-C twice', async () => {
    const pty = await startInConversation();
    pty.type('draft\x03');
    await pty.waitFor(text => text.includes('Ctrl-C again quits'));
    pty.type('\x03');
    expect(await pty.exited).toMatchObject({exitCode: 0});
    expectRestored(pty);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGQUIT', 131],
    ['SIGUSR2', 140],
    ['SIGABRT', 134],
    ['SIGXCPU', 152],
  ] as const)('on %s', async (signal, exitCode) => {
    const pty = await startInConversation();
    pty.kill(signal);
    expect(await pty.exited).toMatchObject({exitCode});
    expectRestored(pty);
  });

  test.each([
    ['throw', 'thrown ␛[31mon purpose'],
    ['reject', 'rejected on purpose'],
    ['break', 'Cannot read properties of undefined'],
  ])(
    'when something breaks (%s), with the error on the normal screen and in the log file',
    async (word, message) => {
      const logFolder = mkdtempSync(join(tmpdir(), 'natter-log-'));
      const logFile = join(logFolder, 'crash.log');
      const pty = await startInConversation({env: {LOG_FILE: logFile}});
      pty.type(`${word}\r`);
      expect(await pty.exited).toMatchObject({exitCode: 1});
      expectRestored(pty);
      expect(pty.text()).toContain(`natter had to stop: ${message}`);
      expect(pty.text().replaceAll('\n', '')).toContain(`Details are in ${logFile}`);
      expect(pty.text()).not.toContain('    at ');
      expect(readFileSync(logFile, 'utf8')).toMatch(/natter 0\.0\.0, Node v[\s\S]*Error: .*\n {4}at /);
      expect(readFileSync(logFile, 'utf8')).not.toContain('\x1b');
      expect(statSync(logFile).mode & 0o777).toBe(0o600);
      rmSync(logFolder, {recursive: true});
    },
  );

  test('when the core cannot go on, with its reason', async () => {
    const pty = await startInConversation();
    pty.type('stop\r');
    expect(await pty.exited).toMatchObject({exitCode: 1});
    expectRestored(pty);
    expect(pty.text()).toContain('natter: The disk failed on purpose.');
  });

  test('after a stop from outside everything is drawn again', async () => {
    const pty = await startInConversation();
    const before = pty.text();
    const drawn = pty.output().length;
    pty.kill('SIGSTOP');
    pty.kill('SIGCONT');
    await pty.waitFor(text => pty.output().slice(drawn).includes('message 1000') && text === before);
    const [again] = pty.output().slice(drawn).split('message');
    for (const mode of ['?1049h', '?7l', '?1004h', '?2004h', '?1000h', '?1006h']) {
      expect(again).toContain(`\x1b[${mode}`); // whoever stopped us may have switched it off
    }
    pty.type('still here');
    await pty.waitFor(text => text.endsWith('> still here'));
  });

  const shell = '/bin/bash';
  (existsSync(shell) ? test : test.skip)('on Ctrl-Z, and fg comes back', async () => {
    const pty = startPty(shell, ['--norc', '--noprofile', '--noediting', '-i'], {env: {PS1: 'shell> '}});
    await pty.waitFor(text => text.includes('shell> '));
    pty.type(`${process.execPath} ${join(folder, 'app.js')}\r`);
    await pty.waitFor(text => text.includes('● bob'));
    pty.type('draft\x1a');
    await pty.waitFor(text => text.includes('Stopped') && text.trimEnd().endsWith('shell>'));
    expectRestored(pty);
    pty.type('echo between\r');
    await pty.waitFor(text => text.includes('\nbetween'));
    pty.type('fg\r');
    await pty.waitFor(text => text.includes('> draft'));
    expect([pty.isAlternate(), pty.wraps()]).toEqual([true, false]);
    pty.type('\x15/quit\r');
    await pty.waitFor(text => !pty.isAlternate() && text.trimEnd().endsWith('shell>'));
    expectRestored(pty);
  });
});
