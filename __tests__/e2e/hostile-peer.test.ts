import {afterEach, describe, expect, test} from '@jest/globals';
import {hostileStrings} from '../../torture/support/hostile-strings.ts';
import {NOTHING, recordTerminal} from '../../torture/support/terminal-record.ts';
import {foreignIn, sessions} from '../../torture/t13-hostile-strings.ts';
import {foreignSequences} from '../support/control-sequences.ts';
import {endPtys} from '../support/pty.ts';
import {LONG, smallRun} from '../torture/small-run.ts';

afterEach(endPtys);

describe('nothing that a peer says in any field draws on the terminal (T13)', () => {
  test(
    'of a contact: every hostile string, and some of strangers who come in',
    async () => {
      const output = await sessions['a contact'](smallRun(), hostileStrings());
      expect(await foreignIn(output)).toEqual([]);
    },
    LONG,
  );

  test.each(['requests, notified', 'refusals of who is dialled', 'plain mode'] as const)(
    'of %s: some of them',
    async name => {
      const some = hostileStrings().filter((_, index) => index % 6 === 0);
      expect(await foreignIn(await sessions[name](smallRun(), some))).toEqual([]);
    },
    LONG,
  );
});

describe('the check itself', () => {
  const hostile = [
    '\x1b]52;c;cm0=\x07',
    '\x1b[8m',
    '\x1b[48;5;1m',
    '\x07',
    '\x9b',
    '\x1b]0;pwn\x07',
    '\u202e',
    '\x1bP$qm\x1b\\',
  ];

  test.each(hostile)('finds %j by its bytes', sequence => {
    expect(foreignSequences(`harmless \x1b[1m${sequence}text`)).toEqual([sequence]);
  });

  test('finds what an emulator was made to do, each in its place', async () => {
    const own = '\x1b]0;(3) natter\x07\x1b[31mred\x1b[0m';
    expect(await recordTerminal(own)).toEqual(NOTHING);
    const link = '\x1b]8;;javascript:evil\x1b\\bank\x1b]8;;\x1b\\';
    expect(await recordTerminal(`${own}${hostile.join('')}${link}\x1b[6n`)).toEqual({
      bells: 1,
      titles: ['pwn'],
      commands: ['52;c;cm0=', '8;;javascript:evil'],
      strings: ['$qm'],
      styles: ['8', '48;5;1'],
      answers: [expect.stringMatching(/^\x1bP/), expect.stringMatching(/^\x1b\[\d+;\d+R$/)],
    });
  });

  test('takes no notification for one that has a command in it', async () => {
    expect(await foreignIn('\x1b]777;notify;ann;hello\x07')).toEqual([]);
    expect(await foreignIn('\x1b]777;notify;ann;he\x1b]0;pwn\x07llo\x07')).not.toEqual([]);
  });
});
