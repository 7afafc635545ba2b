import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from '@jest/globals';
import {defaultKeyMap} from '../../../components/keys/key-map.ts';
import {checkTerminal, type TerminalLook} from '../../../src/app/doctor/terminal-check.ts';
import {createClipboard} from '../../../src/app/screen/clipboard.ts';
import {editorCommand} from '../../../src/app/screen/external-editor.ts';
import {pathsLike} from '../../../src/app/screen/paths.ts';
import {createSuspension} from '../../../src/app/screen/suspend.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {retrying} from '../../../src/storage/files/atomic-file.ts';

describe('a copy goes to the terminal', () => {
  /** What is offered to the terminal, and which tool gets which bytes. */
  function copied(platform: NodeJS.Platform, environment: Readonly<Record<string, string>>) {
    const happened: unknown[] = [];
    const spawn = (program: string, args: readonly string[]) => ({
      on() {},
      stdin: {on() {}, end: (bytes: Buffer) => happened.push([program, ...args, bytes.toString('latin1')])},
    });
    const copy = createClipboard({
      platform,
      environment,
      spawn: spawn as never,
      offer: text => happened.push(text),
    });
    copy(safeText('one\ntwo'));
    return happened;
  }

  test.each([
    ['darwin', {}, ['pbcopy', 'one\ntwo']],
    ['win32', {}, ['clip.exe', '\xff\xfe' + [...'one\ntwo'].map(letter => `${letter}\0`).join('')]],
    ['linux', {WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0'}, ['wl-copy', 'one\ntwo']],
    ['linux', {DISPLAY: ':0'}, ['xclip', '-selection', 'clipboard', 'one\ntwo']],
  ] as const)('and on %s to the tool of the system', (platform, environment, tool) => {
    expect(copied(platform, environment)).toEqual(['one\ntwo', tool]);
  });

  test('alone where there is no desktop, or natter runs on another machine than the user', () => {
    expect(copied('linux', {})).toEqual(['one\ntwo']);
    expect(copied('darwin', {SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22'})).toEqual(['one\ntwo']);
    expect(copied('linux', {DISPLAY: 'localhost:10.0', SSH_TTY: '/dev/pts/1'})).toEqual(['one\ntwo']);
  });
});

test('Windows stops no programs: the screen stays as it is, and the user is told', () => {
  const happened: string[] = [];
  const suspension = createSuspension({
    platform: 'win32',
    terminal: {leave: () => happened.push('left'), enter: () => happened.push('entered')} as never,
    lend: () => {
      happened.push('lent');
      return null;
    },
    input: {pause() {}, resume() {}},
    whenQuiet: async () => {},
    resumed() {},
    failed: error => void happened.push(String((error as Error).message)),
  });
  suspension.suspend();
  suspension.close();
  expect(happened).toEqual(['Windows suspends no programs. Open another tab instead.']);
});

test('an editor is run by the shell of the system', () => {
  expect(editorCommand('linux', 'code --wait', '/tmp/x/message.txt')).toEqual({
    command: '/bin/sh',
    args: ['-c', 'code --wait "$1"', 'sh', '/tmp/x/message.txt'],
    isShellLine: false,
  });
  expect(editorCommand('win32', 'notepad', 'C:\\Users\\ann\\message.txt')).toEqual({
    command: 'notepad "C:\\Users\\ann\\message.txt"',
    args: [],
    isShellLine: true,
  });
});

describe('a file that another program has for a moment', () => {
  const held = (times: number) => {
    let tries = 0;
    return () => {
      tries += 1;
      if (tries <= times) {
        throw Object.assign(new Error('held'), {code: 'EPERM'});
      }
    };
  };

  test('is tried again on Windows, a few times', () => {
    const waited: number[] = [];
    retrying(held(3), 'win32', time => void waited.push(time));
    expect(waited).toEqual([50, 50, 50]);
    expect(() => retrying(held(6), 'win32', () => {})).toThrow('held');
  });

  test('is an error elsewhere, as is any other failure', () => {
    expect(() => retrying(held(1), 'linux')).toThrow('held');
    const full = () => {
      throw Object.assign(new Error('full'), {code: 'ENOSPC'});
    };
    expect(() => retrying(full, 'win32')).toThrow('full');
  });
});

describe('paths are completed', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'natter-paths-'));
    mkdirSync(join(folder, 'Users'));
  });
  afterAll(() => rmSync(folder, {recursive: true}));

  test('at backslashes only on Windows', () => {
    expect(pathsLike('~/Us', folder, 'linux')).toEqual(['~/Users/']);
    expect(pathsLike('~/Us', folder, 'win32')).toEqual(['~/Users/']);
    expect(pathsLike('~\\Us', folder, 'linux')).toEqual([]);
  });
});

/** What neither Terminal.app nor a laptop sends: Option, Ctrl with an arrow, and keys that need another key. */
const RARE = /^(?:alt-.*|ctrl-(?:up|down|left|right)|shift-(?:up|down)|f\d+)$/;

test('what is needed to talk has a key that every terminal sends', () => {
  const needed = ['message-up', 'newline', 'palette', 'conversation-next', 'search', 'scroll-up', 'complete'];
  const without = needed.filter(
    action =>
      !defaultKeyMap.some(
        binding => binding.action === action && binding.chords.some(key => !RARE.test(key)),
      ),
  );
  expect(without).toEqual([]);
});

test('a Mac whose Option key types letters is told what to turn on', () => {
  const look: TerminalLook = {
    ...{isTerminal: true, columns: 80, rows: 24},
    platform: 'darwin',
    environment: {TERM: 'xterm-256color', LANG: 'de_DE.UTF-8', TERM_PROGRAM: 'Apple_Terminal'},
  };
  expect(checkTerminal(look)).toMatchObject({
    state: 'warn',
    advice: expect.stringContaining('Option as Meta'),
  });
  expect(checkTerminal({...look, environment: {...look.environment, TERM_PROGRAM: 'ghostty'}})).toMatchObject(
    {
      state: 'ok',
    },
  );
});
